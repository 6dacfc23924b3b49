// Every map of a layer, one map at a time, and the part of the picture that one of its numbers
// depends on, which is asked for first.
"use strict";
laboratory.insideMaps = (state) => {
  const { element, drawn, unique } = laboratory.elements;
  const { button, choice } = laboratory.controls;
  const { places, quiet, verdict, inside, onDrag } = laboratory.parts;
  const { SIDE, canvas, show: showPixels, showMap, onTheme } = laboratory.pixels;
  const { decimal, percent, shape } = laboratory.numbers;
  const { filled } = laboratory;
  const { layers } = state;
  const known = new Set(); // layers whose region was found or shown
  let tried = null; // rows and columns of a wrong answer, which are drawn
  let askedOf = null;

  const layerChoice = choice(_("Layer"),
    layers.slice(0, state.maps).map((layer, i) => [String(i), layer.name]),
    (key) => state.goLayer(Number(key)));
  const summary = quiet();
  const atlas = canvas(1, 1, { class: "net-atlas", role: "img" });
  const mark = element("div", { class: "net-mark", "aria-hidden": "true" });
  const picture = canvas(SIDE, SIDE, { class: "net-picture", "aria-hidden": "true" });
  const region = drawn("svg", {
    class: "net-overlay", viewBox: `0 0 ${SIDE} ${SIDE}`, role: "img",
  });
  const one = canvas(1, 1, { class: "net-picture", "aria-hidden": "true" });
  const cell = drawn("svg", { class: "net-overlay", "aria-hidden": "true" });
  const sliders = {
    map: places(_("Map"), (map) => state.go({ map })),
    row: places(_("Row"), (row) => state.go({ row })),
    column: places(_("Column"), (column) => state.go({ column })),
  };
  const said = element("p", { class: "live-quiet", role: "status" });

  // The question about a layer's region.
  const fields = [_("rows"), _("columns")].map((label) => {
    const id = unique("answer");
    const input = element("input", { id, type: "text", inputmode: "numeric", autocomplete: "off" });
    return { label: element("label", { for: id }, label), input };
  });
  const question = element("p", {});
  const form = element("form", { class: "live-ask" }, question,
    element("div", { class: "live-row" },
      fields.map(({ label, input }) => element("span", { class: "net-field" }, input, label)),
      element("button", { class: "main" }, _("Check")),
      button(_("Show"), () => reveal(""))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check(fields.map(({ input }) => Number(input.value)));
  });
  const answered = verdict();

  const view = (label, below, above) =>
    element("div", {}, quiet(label), element("div", { class: "net-stack" }, below, above));
  const sums = laboratory.insideSums(state, () =>
    layerChoice.node.querySelectorAll("input")[state.layer].focus());
  const node = element("div", { class: "live-part" },
    element("p", { class: "live-title" }, _("2. Inside")),
    layerChoice.node, summary, element("div", { class: "net-atlas-box" }, atlas, mark),
    form, answered.node,
    element("div", { class: "net-pair" },
      view(_("The picture"), picture, region), view(_("The map"), one, cell),
      element("div", { class: "net-sliders" }, [sliders.map.node, sliders.row.node, sliders.column.node])),
    said, sums.node);

  function check(sizes) {
    const { name, field, kernel } = layers[state.layer];
    if (sizes.some((size) => !(size >= 1))) {
      return answered.say(false, element("p", {}, _("Write a number of rows and a number of columns.")));
    }
    if (String(sizes) === String(field)) return reveal(_("Right. "));
    tried = sizes;
    const swapped = String(sizes) === String([...field].reverse());
    const reason = swapped ? _("Rows and columns are swapped.")
      : String(sizes) === String(kernel.slice(0, 2))
        ? _("That is the window on the layer before, and each number of that layer already depends on a region of the picture.")
        : sizes.some((size, axis) => size < field[axis])
          ? _("It is more than that: each layer adds its own window, counted in steps of those before.")
          : _("It is less than that.");
    answered.say(false, element("p", {},
      element("strong", {}, filled(_("Not yet: {tried} for {name}. "), { tried: shape(sizes), name })),
      reason, " ", _("Your region is dashed in the picture."),
      swapped && element("span", {}, " ", _("The mistake: "), laboratory.page.mistake("axes-swapped"), ".")));
    show();
  }

  function reveal(start) {
    const { name, field } = layers[state.layer];
    known.add(name);
    tried = null;
    answered.say(true, element("p", {},
      element("strong", {}, start, filled(_("One number of {name} depends on {field} pixels. "), { name, field: shape(field) })),
      _("Walk over the map: the region goes along. At the edge a part of it is zeros, outside the picture.")));
    show();
    sliders.map.input.focus({ preventScroll: true });
  }

  function ask() {
    const { name } = layers[state.layer];
    askedOf = state.layer;
    tried = null;
    answered.clear();
    fields.forEach(({ input }) => { input.value = ""; });
    question.textContent =
      filled(_("On how many rows and columns of the picture does one number of {name} depend?"), { name });
  }

  // How many maps stand side by side.
  function columnsOf([, columns, filters]) {
    const room = node.clientWidth > 480 ? 288 : 144;
    return Math.min(filters, Math.max(8, 2 ** Math.floor(Math.log2(room / (columns + 1)))));
  }

  function showAtlas() {
    const { output } = layers[state.layer];
    const [rows, columns, filters] = output;
    const values = state.result.outputs[state.layer];
    const most = values.reduce((a, b) => Math.max(a, b), 0);
    const across = columnsOf(output);
    atlas.width = across * (columns + 1) - 1;
    atlas.height = Math.ceil(filters / across) * (rows + 1) - 1;
    const at = (map) => [(map % across) * (columns + 1), Math.floor(map / across) * (rows + 1)];
    let dead = 0;
    for (let map = 0; map < filters; map += 1) {
      showMap(atlas, values, output, map, most, ...at(map));
      let isDead = true;
      for (let i = map; i < values.length; i += filters) isDead &&= values[i] === 0;
      dead += Number(isDead);
    }
    const [left, top] = at(state.map);
    Object.assign(mark.style, {
      left: part(left, atlas.width), top: part(top, atlas.height),
      width: part(columns, atlas.width), height: part(rows, atlas.height),
    });
    const zeros = values.filter((value) => value === 0).length / values.length;
    summary.textContent = filled(
      _("{maps} maps of {size}. The stronger the colour, the larger the number; the largest is {most}. Of all numbers {zeros} are zero, because of the ReLU. "),
      {
        maps: filters, size: shape([rows, columns]), most: decimal(most, 2),
        zeros: percent(zeros, 0),
      })
      + (dead ? filled(_("Maps that are zero everywhere: {dead}."), { dead }) : "");
    atlas.setAttribute("aria-label", summary.textContent);
    showMap(sized(one, columns, rows), values, output, state.map, most);
  }

  function sized(of, columns, rows) {
    Object.assign(of, { width: columns, height: rows });
    const width = part(columns, Math.max(rows, columns));
    const aspectRatio = `${columns} / ${rows}`;
    [of, cell].forEach((each) => Object.assign(each.style, { width, aspectRatio }));
    cell.setAttribute("viewBox", `0 0 ${columns} ${rows}`);
    return of;
  }
  const part = (places, of) => `${(100 * places) / of}%`;

  const box = (kind, [[r0, r1], [c0, c1]]) =>
    drawn("rect", { class: kind, x: c0, y: r0, width: c1 - c0 + 1, height: r1 - r0 + 1 });

  function showRegion() {
    const { layer, row, column, map } = state;
    const isKnown = known.has(layers[layer].name);
    const spans = laboratory.cnn.region(layers, layer, [row, column]);
    const boxes = isKnown ? [box("now", spans)] : [];
    if (tried) {
      boxes.push(box("tried", spans.map(([first, last], axis) => {
        const start = (first + last + 1 - tried[axis]) / 2;
        return [start, start + tried[axis] - 1];
      })));
    }
    region.replaceChildren(...boxes);
    const [rows, columns] = spans.map((span) => span.map((at) => at + 1));
    const where = isKnown
      ? filled(_("It depends on rows {r0} to {r1} and columns {c0} to {c1} of the picture."),
        { r0: rows[0], r1: rows[1], c0: columns[0], c1: columns[1] })
      : _("The region has not been shown yet.");
    region.setAttribute("aria-label", where);
    cell.replaceChildren(drawn("rect", { class: "now", x: column, y: row, width: 1, height: 1 }));
    said.textContent = filled(_("Map {map}, row {row}, column {column}: {value}."),
      { map: map + 1, row: row + 1, column: column + 1, value: decimal(state.value(), 2) })
      + (isKnown ? ` ${where}` : "");
  }

  function show() {
    if (askedOf !== state.layer) ask();
    const [rows, columns, filters] = layers[state.layer].output;
    form.hidden = known.has(layers[state.layer].name);
    layerChoice.put(String(state.layer));
    sliders.map.put(state.map, filters);
    sliders.row.put(state.row, rows);
    sliders.column.put(state.column, columns);
    showPixels(picture, state.picture.pixels);
    showAtlas();
    showRegion();
    sums.show();
  }

  atlas.addEventListener("pointerdown", (event) => {
    const [rows, columns, filters] = layers[state.layer].output;
    const [x, y] = inside(event, atlas);
    const across = (atlas.width + 1) / (columns + 1);
    const map = Math.floor((y * atlas.height) / (rows + 1)) * across
      + Math.floor((x * atlas.width) / (columns + 1));
    if (map < filters) state.go({ map });
  });
  onDrag(one.parentNode, (event) => {
    const [rows, columns] = layers[state.layer].output;
    const [x, y] = inside(event, one);
    state.go({ row: Math.floor(y * rows), column: Math.floor(x * columns) });
  });
  onTheme(() => { if (state.result) show(); });

  return { node, show };
};
