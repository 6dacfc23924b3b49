// A sheet to draw on: with a pointer, or with the arrows and the space bar.
"use strict";
laboratory.sheet = (done) => {
  const { element } = laboratory.elements;
  const { button, choice, slider } = laboratory.controls;
  const { inside } = laboratory.parts;
  const { SIDE, canvas, context, ofCanvas } = laboratory.pixels;
  const COLOURS = [
    ["black", _("black"), "#1b1b1b"], ["white", _("white"), "#ffffff"], ["red", _("red"), "#d62728"],
    ["orange", _("orange (colour)"), "#f2a33a"], ["yellow", _("yellow"), "#f7e463"],
    ["green", _("green"), "#2e8b3d"], ["blue", _("blue"), "#2b6cb8"], ["brown", _("brown"), "#8a5a33"],
  ];
  const GROUND = "#e8eef4";
  const WIDEST = 8;
  const STEPS = {
    ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
  };
  let colour = COLOURS[0][2];
  let width = 3;
  let place = [16, 16];

  const paper = canvas(SIDE, SIDE, {
    class: "net-picture net-sheet", tabindex: 0, role: "application",
    "aria-label": _("Sheet of 32×32: arrows move the brush, the space bar paints, and arrows with Shift draw a line"),
  });
  const brush = element("div", { class: "net-brush", "aria-hidden": "true" });
  const said = element("p", { class: "live-quiet", role: "status" });

  function clear() {
    context(paper).fillStyle = GROUND;
    context(paper).fillRect(0, 0, SIDE, SIDE);
  }
  function dot([column, row]) {
    context(paper).fillStyle = colour;
    context(paper)
      .fillRect(Math.round(column - width / 2), Math.round(row - width / 2), width, width);
  }
  function line(to) {
    const steps = Math.max(...to.map((at, axis) => Math.ceil(Math.abs(at - place[axis]))), 1);
    for (let i = 1; i <= steps; i += 1) {
      dot(place.map((at, axis) => at + ((to[axis] - at) * i) / steps));
    }
    place = to;
  }
  function showBrush() {
    const part = (places) => `${(100 * places) / SIDE}%`;
    Object.assign(brush.style, {
      left: part(place[0] - width / 2), top: part(place[1] - width / 2),
      width: part(width), height: part(width),
    });
  }

  const spot = (event) => inside(event, paper).map((part) => part * SIDE);
  paper.addEventListener("pointerdown", (event) => {
    paper.setPointerCapture(event.pointerId);
    place = spot(event);
    dot(place);
    showBrush();
  });
  paper.addEventListener("pointermove", (event) => {
    if (!event.buttons) return;
    line(spot(event));
    showBrush();
  });
  paper.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step && event.key !== " ") return;
    event.preventDefault();
    const to = place.map((at, axis) =>
      Math.min(Math.max(Math.round(at) + (step ? step[axis] : 0), 0), SIDE));
    if (!step || event.shiftKey) line(to);
    place = to;
    showBrush();
    said.textContent =
      laboratory.filled(_("Brush on row {row}, column {column}."), { row: to[1], column: to[0] });
  });

  const palette = choice(_("Colour"), COLOURS.map(([key, name]) => [key, name]),
    (key) => { [, , colour] = COLOURS.find(([one]) => one === key); });
  palette.put(COLOURS[0][0]);
  palette.node.classList.add("net-palette");
  palette.node.querySelectorAll("label").forEach((label, i) =>
    label.style.setProperty("--swatch", COLOURS[i][2]));
  const size = slider(_("Brush"), [1, WIDEST], setWidth);
  function setWidth(to) {
    width = to;
    size.put(width);
    showBrush();
  }
  setWidth(width);
  clear();
  return element("div", { class: "net-drawing" },
    element("div", { class: "net-stack" }, paper, brush),
    element("div", {}, palette.node, size.node,
      element("div", { class: "live-row" },
        button(_("Show it to the network"), () => done(ofCanvas(paper)), { class: "main" }),
        button(_("Clear"), clear)),
      said));
};
