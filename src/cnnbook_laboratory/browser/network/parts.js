// What the figure is made of besides what all figures share: sliders over places, and bars beside
// numbers.
"use strict";
laboratory.parts = (() => {
  const { element } = laboratory.elements;

  const quiet = (...content) => element("p", { class: "live-quiet" }, content);

  // A slider over so many places, counted from zero.
  function places(label, onchange) {
    const { node, put } =
      laboratory.controls.slider(label, [1, 1], (value) => onchange(value - 1));
    const input = node.querySelector("input");
    function set(place, count) {
      input.max = count;
      input.disabled = count === 1;
      put(place + 1);
      node.querySelector(".live-value").textContent = `${place + 1}/${count}`;
    }
    return { node, input, put: set };
  }

  // What is said of an answer, aloud too.
  function verdict() {
    const node = element("div", { class: "live-verdict", role: "status" });
    function say(isRight, ...content) {
      node.classList.toggle("right", isRight);
      node.replaceChildren(...content);
    }
    return { node, say, clear: () => say(false) };
  }

  // Numbers with so many places that add up to their sum, rounded: each is off by less than one
  // unit of the last place.
  function addends(values, places = 2) {
    const unit = 10 ** places;
    const wanted = Math.round(values.reduce((a, b) => a + b, 0) * unit);
    const found = values.map((value) => Math.floor(value * unit));
    const left = wanted - found.reduce((a, b) => a + b, 0);
    values
      .map((value, i) => [value * unit - found[i], i])
      .sort((a, b) => b[0] - a[0])
      .slice(0, left)
      .forEach(([, i]) => { found[i] += 1; });
    return found.map((number) => number / unit);
  }

  // Parts of a sum, each { name, value, how }: bars to the left are negative.
  function sumTable(caption, lines, said) {
    const { decimal } = laboratory.numbers;
    const values = addends(lines.map((line) => line.value));
    const most = Math.max(...values.map(Math.abs), 1e-9);
    const rows = lines.flatMap((line, i) => {
      const bar = element("span", { class: "net-bar", "aria-hidden": "true" });
      const share = (50 * Math.abs(values[i])) / most;
      bar.classList.toggle("minus", values[i] < 0);
      bar.style.width = `${share}%`;
      bar.style.marginLeft = `${values[i] < 0 ? 50 - share : 50}%`;
      const row = element("tr", {}, element("th", { scope: "row" }, line.name),
        element("td", {}, decimal(values[i], 2)), element("td", { class: "net-track" }, bar));
      const how = () =>
        element("tr", { class: "net-how" }, element("td", { colspan: 3 }, line.how));
      return line.how ? [row, how()] : [row];
    });
    const total = values.reduce((a, b) => a + b, 0);
    return element("table", { class: "net-bars net-signed" },
      element("caption", { class: "live-quiet" }, caption), element("tbody", {}, rows),
      element("tfoot", {}, element("tr", {}, element("th", { scope: "row" }, _("sum")),
        element("td", {}, decimal(total, 2)), element("td", {}, said))));
  }

  // Where a pointer is in an element, from 0 to 1, columns before rows.
  function inside(event, node) {
    const box = node.getBoundingClientRect();
    const within = (part) => Math.min(Math.max(part, 0), 0.9999);
    return [
      within((event.clientX - box.left) / box.width),
      within((event.clientY - box.top) / box.height),
    ];
  }

  // While it is pressed, a pointer goes over an element.
  function onDrag(node, act) {
    const move = (event) => { if (event.buttons) act(event); };
    node.addEventListener("pointerdown", act);
    node.addEventListener("pointermove", move);
  }

  return { quiet, places, verdict, addends, sumTable, inside, onDrag };
})();
