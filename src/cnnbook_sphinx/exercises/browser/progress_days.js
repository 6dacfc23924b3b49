// The days on which something was answered: how much, and how much of it was right at once.
"use strict";
cnnbook.progressDays = (() => {
  const { make } = cnnbook;
  const MOST_DAYS = 14;
  const [WIDTH, HEIGHT] = [100, 10]; // of the longest bar, in units of its own

  // [{ time, answered, right }], the last day first.
  function days(done) {
    const found = new Map();
    const all = [...done.values()].flatMap((entry) => cnnbook.tries.all(entry)).filter(({ at }) => at);
    for (const { at, result } of all.sort((a, b) => b.at - a.at)) {
      const name = new Date(at).toDateString();
      const day = found.get(name) || { time: at, answered: 0, right: 0 };
      day.answered += 1;
      day.right += result === "right";
      found.set(name, day);
    }
    return [...found.values()].slice(0, MOST_DAYS);
  }

  function drawn(name, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  // What was right is filled, and the rest only outlined: colours add nothing.
  function bar({ answered, right }, most) {
    const width = (number) => (WIDTH * number) / most;
    const box = (className, number) => drawn("rect", {
      class: className, x: 0.5, y: 0.5, width: Math.max(width(number) - 1, 0), height: HEIGHT - 1,
    });
    const shape = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none" };
    return drawn("svg", { class: "day-bar", ...shape, "aria-hidden": "true" },
      ...(right ? [box("day-right", right)] : []), box("day-answered", answered));
  }

  return (done) => {
    const found = days(done);
    if (!found.length) return [];
    const most = Math.max(...found.map(({ answered }) => answered));
    const row = (day) => make("tr", {},
      make("th", { scope: "row" }, cnnbook.day(day.time)),
      make("td", {}, String(day.right)),
      make("td", {}, make("div", { className: "day-count" }, String(day.answered), bar(day, most))));
    return [
      make("h2", {}, _("Day by day")),
      make("table", { className: "table days-table" },
        make("caption", {},
          _("How many questions you answered on each of the last days of study, and how many were right at the first try: the filled part of the bar.")),
        make("thead", {}, make("tr", {},
          ...[_("Day"), _("Right at first"), _("Answered")].map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", {}, ...found.map(row))),
    ];
  };
})();
