// What counted: a lid over a part of the picture, and what becomes of the answer; then exactly, as
// a sum over the places of the last maps.
"use strict";
laboratory.insideLid = (state) => {
  const { element, drawn } = laboratory.elements;
  const { button } = laboratory.controls;
  const { places, quiet, verdict, sumTable, inside, onDrag } = laboratory.parts;
  const { SIDE, canvas, show: showPixels, paint } = laboratory.pixels;
  const { decimal, percent } = laboratory.numbers;
  const { filled } = laboratory;
  const { classes } = state.content;
  const LID = 8; // pixels on a side
  const HOP = 4; // between one place and the next
  const PLACES = (SIDE - LID) / HOP + 1;
  const DROP = [213, 94, 0];
  const RISE = [0, 114, 178];
  const GOOD = 5; // of the places, so many count as a good answer
  const LITTLE = 0.005; // of probability: what takes away less hardly counts
  const ASKED = {
    trained: _("A lid of the picture's mean colour hides {lid}×{lid} pixels. Put it where it lowers the most the probability that the trained network gives to "),
    initial: _("A lid of the picture's mean colour hides {lid}×{lid} pixels. Put it where it lowers the most the probability that the network gives, before training, to "),
  };
  const lid = { row: 3, column: 3 };
  let covered = {}; // the picture, and whose weights, that the drops are of
  let drops = null; // by how much each place lowers the probability

  const question = element("p", {});
  const view = canvas(SIDE, SIDE, { class: "net-picture", "aria-hidden": "true" });
  const heat = canvas(SIDE, SIDE, { class: "net-heat", "aria-hidden": "true" });
  const mark = drawn("svg", {
    class: "net-overlay", viewBox: `0 0 ${SIDE} ${SIDE}`, "aria-hidden": "true",
  });
  const sliders = {
    row: places(_("Row of the lid"), (row) => move({ row })),
    column: places(_("Column of the lid"), (column) => move({ column })),
  };
  const checkButton = button(_("Check"), () => cover(true), { class: "main" });
  const showButton = button(_("Show"), () => cover(false));
  const here = element("p", { class: "live-quiet", role: "status" });
  const said = verdict();
  const exact = element("div", {});
  const node = element("div", { class: "live-part" },
    element("p", { class: "live-title" }, _("3. What counted")), question,
    element("div", { class: "net-pair" },
      element("div", {}, element("div", { class: "net-stack" }, view, heat, mark)),
      element("div", { class: "net-sliders" }, sliders.row.node, sliders.column.node,
        element("div", { class: "live-row" }, checkButton, showButton), here)),
    said.node, exact);

  const winner = () => state.ranked(state.result)[0];
  const isCovered = () => covered.picture === state.picture && covered.which === state.which;
  // With so little to tell apart, more of them: before training every class gets nearly the same.
  const decimals = (usual) => (Math.max(...drops) < LITTLE ? 3 : usual);
  const mine = () => drops[lid.row * PLACES + lid.column];

  function move(to) {
    Object.assign(lid, to);
    showLid();
  }

  function showLid() {
    sliders.row.put(lid.row, PLACES);
    sliders.column.put(lid.column, PLACES);
    mark.replaceChildren(drawn("rect", {
      class: drops ? "now" : "lid", x: lid.column * HOP, y: lid.row * HOP, width: LID, height: LID,
    }));
    const [before] = winner();
    here.textContent = !drops ? "" : filled(
      _("With the lid here, the probability goes from {before} to {after}."),
      { before: percent(before, decimals(1)), after: percent(before - mine(), decimals(1)) });
  }

  // The picture under a lid of its own mean colour.
  function under(pixels, row, column) {
    const mean = [0, 1, 2].map((k) => {
      let sum = 0;
      for (let i = k; i < pixels.length; i += 3) sum += pixels[i];
      return sum / SIDE ** 2;
    });
    const copy = pixels.slice();
    for (let i = 0; i < LID * LID; i += 1) {
      const at = (row * HOP + Math.floor(i / LID)) * SIDE + column * HOP + (i % LID);
      copy.set(mean, 3 * at);
    }
    return copy;
  }

  async function cover(isPrediction) {
    const { picture, which } = covered;
    const [before, first] = winner();
    const found = [];
    checkButton.disabled = showButton.disabled = true;
    for (let row = 0; row < PLACES; row += 1) {
      for (let column = 0; column < PLACES; column += 1) {
        const after = state.run(under(picture.pixels, row, column), which);
        found.push(before - after.probabilities[first]);
      }
      await new Promise((resolve) => { setTimeout(resolve); }); // a slow phone stays awake
      if (picture !== covered.picture || which !== covered.which) return;
    }
    drops = found;
    tell(isPrediction, before, first);
    showHeat();
    showLid();
    sliders.row.input.focus({ preventScroll: true });
  }

  function tell(isPrediction, before, first) {
    const most = Math.max(...drops);
    const best = drops.indexOf(most);
    const rank = drops.filter((drop) => drop > mine()).length + 1;
    const values = {
      rank, places: PLACES ** 2, class: classes[first], before: percent(before, decimals(0)),
      after: percent(before - mine(), decimals(0)), least: percent(before - most, decimals(0)),
      row: Math.floor(best / PLACES) + 1, column: (best % PLACES) + 1,
      points: decimal(-100 * Math.min(...drops), 0),
    };
    const standing = rank === 1 ? _("It is the best of the {places} places. ")
      : _("Of the {places} places, yours is number {rank}. ");
    said.say(isPrediction && rank <= GOOD, element("p", {},
      isPrediction ? element("strong", {}, filled(standing, values)) : "",
      isPrediction ? filled(_("The probability of {class} goes from {before} to {after}. "), values) : "",
      filled(_("The place that counts the most, row {row}, column {column}, takes it from {before} to {least}."), values),
      Math.min(...drops) < -0.02 ? ` ${filled(_("There is also where a lid helps: up to {points} percentage points more."), values)}` : "",
      most < LITTLE ? ` ${_("No place counts here: wherever the lid lies, the answer stays nearly as it was.")}` : ""),
    quiet(_("Orange: under a lid there, the probability falls; blue: it rises. Move the lid to see how much.")));
    showExact(first);
  }

  // For each pixel the mean over the lids that cover it.
  function showHeat() {
    const most = Math.max(...drops.map(Math.abs), LITTLE);
    paint(heat, SIDE, SIDE, (i) => {
      const [row, column] = [Math.floor(i / SIDE), i % SIDE];
      const over = drops.filter((_drop, at) => {
        const [top, left] = [Math.floor(at / PLACES) * HOP, (at % PLACES) * HOP];
        return row >= top && row < top + LID && column >= left && column < left + LID;
      });
      const mean = over.reduce((a, b) => a + b) / over.length / most;
      return [...(mean > 0 ? DROP : RISE), Math.round(Math.abs(mean) * 215)];
    });
  }

  function showExact(first) {
    const { places: added, bias } =
      laboratory.cnn.split(state.layers, state.weights(), state.result, first);
    const { name } = state.layers[state.maps - 1];
    exact.replaceChildren(sumTable(
      filled(_("Exactly: before the softmax, {class} is worth the sum of what each place of {name} adds, because a mean and one dense layer only add."), { class: classes[first], name }),
      [
        ...added.map(({ row, column, sum }) => ({
          name: filled(_("row {row}, column {column}"), { row: row + 1, column: column + 1 }), value: sum,
        })),
        { name: _("bias"), value: bias },
      ],
      filled(_("the logit of {class}"), { class: classes[first] })));
  }

  function show() {
    node.hidden = !state.isAnswered;
    if (!isCovered()) {
      covered = { picture: state.picture, which: state.which };
      drops = null;
      Object.assign(lid, { row: 3, column: 3 });
      checkButton.disabled = showButton.disabled = false;
      said.clear();
      exact.replaceChildren();
      paint(heat, SIDE, SIDE, () => [0, 0, 0, 0]);
    }
    showPixels(view, state.picture.pixels);
    question.replaceChildren(
      filled(ASKED[state.which], { lid: LID }),
      element("strong", {}, classes[winner()[1]]), ".");
    showLid();
  }

  onDrag(view.parentNode, (event) => {
    const at = (part) =>
      Math.min(Math.max(Math.round((part * SIDE - LID / 2) / HOP), 0), PLACES - 1);
    const [x, y] = inside(event, view);
    move({ row: at(y), column: at(x) });
  });

  return { node, show };
};
