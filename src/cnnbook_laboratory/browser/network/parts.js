// What the figure is made of: elements, controls with their labels, and bars beside numbers.
"use strict";
laboratory.parts = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const PROPERTIES = new Set(["checked", "disabled", "hidden", "value"]);
  let count = 0;
  const unique = () => `inside-${(count += 1)}`;

  function build(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (PROPERTIES.has(name)) node[name] = value;
      else node.setAttribute(name, value);
    }
    node.append(...children.flat().filter((child) => child !== null));
    return node;
  }
  const el = (tag, attributes = {}, ...children) =>
    build(document.createElement(tag), attributes, children);
  const svg = (tag, attributes = {}, ...children) =>
    build(document.createElementNS(SVG, tag), attributes, children);
  const quiet = (...content) => el("p", { class: "net-quiet" }, ...content);

  const button = (text, onclick, attributes = {}) =>
    el("button", { type: "button", onclick, ...attributes }, text);

  // A native range; what it stands at is beside it, and in its own words for who hears it.
  function slider(label, { change }) {
    const id = unique();
    const shown = el("span", { class: "net-value", "aria-hidden": "true" });
    const input = el("input", { id, type: "range", min: 1, max: 1, step: 1 });
    input.addEventListener("input", () => change(Number(input.value) - 1));
    const node =
      el("div", { class: "net-slider" }, el("label", { for: id }, label), shown, input);
    // The place, counted from zero, of so many.
    function put(place, places) {
      input.max = places;
      input.value = place + 1;
      input.disabled = places === 1;
      shown.textContent = `${place + 1}/${places}`;
    }
    return { node, input, put };
  }

  // One of a few: options are [key, text].
  function choice(legend, options, change, value = null) {
    const name = unique();
    const inputs = options.map(([key]) =>
      el("input", {
        type: "radio", name, value: key, checked: key === value, onchange: () => change(key),
      }));
    const labels = options.map(([, text], i) => el("label", {}, inputs[i], text));
    const node = el("fieldset", { class: "net-choice" }, el("legend", {}, legend),
      el("div", { class: "net-options" }, labels));
    const put = (to) => inputs.forEach((input) => { input.checked = input.value === to; });
    return { node, inputs, put };
  }

  // What is said of an answer, aloud too.
  function verdict() {
    const node = el("div", { class: "net-verdict", role: "status" });
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
      const bar = el("span", { class: "net-bar", "aria-hidden": "true" });
      const share = (50 * Math.abs(values[i])) / most;
      bar.classList.toggle("minus", values[i] < 0);
      bar.style.width = `${share}%`;
      bar.style.marginLeft = `${values[i] < 0 ? 50 - share : 50}%`;
      const row = el("tr", {}, el("th", { scope: "row" }, line.name),
        el("td", {}, decimal(values[i], 2)), el("td", { class: "net-track" }, bar));
      const how = () => el("tr", { class: "net-how" }, el("td", { colspan: 3 }, line.how));
      return line.how ? [row, how()] : [row];
    });
    const total = values.reduce((a, b) => a + b, 0);
    return el("table", { class: "net-bars net-signed" },
      el("caption", { class: "net-quiet" }, caption), el("tbody", {}, rows),
      el("tfoot", {}, el("tr", {}, el("th", { scope: "row" }, _("sum")),
        el("td", {}, decimal(total, 2)), el("td", {}, said))));
  }

  // Where a pointer is in an element, from 0 to 1, columns before rows.
  function inside(event, node) {
    const box = node.getBoundingClientRect();
    const within = (part) => Math.min(Math.max(part, 0), 0.9999);
    return [
      within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height),
    ];
  }

  // While it is pressed, a pointer goes over an element.
  function onDrag(node, act) {
    const move = (event) => { if (event.buttons) act(event); };
    node.addEventListener("pointerdown", act);
    node.addEventListener("pointermove", move);
  }

  return {
    el, svg, quiet, unique, button, slider, choice, verdict, addends, sumTable, inside, onDrag,
  };
})();
