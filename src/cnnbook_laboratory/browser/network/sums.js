// Where a number comes from: what each map of the layer before adds to it, the bias, the ReLU.
"use strict";
laboratory.insideSums = (state, onBack) => {
  const { element } = laboratory.elements;
  const { button } = laboratory.controls;
  const { sumTable } = laboratory.parts;
  const { canvas, paint } = laboratory.pixels;
  const { decimal } = laboratory.numbers;
  const { filled } = laboratory;
  const { covered } = laboratory.cnn;
  const SHOWN = 5; // maps of the layer before, those that add or take away the most
  const COLOURS = [_("red"), _("green"), _("blue")];
  const node = element("div", { class: "net-sums" });

  const factor = (value) => {
    const text = decimal(value, 2);
    return /^\d/.test(text) ? text : `(${text})`;
  };
  const products = (terms) =>
    terms.map(([value, weight]) => `${decimal(value, 2)}·${factor(weight)}`).join(" + ");

  // One of the maps added: a step back, to the place in it that counted the most.
  function back(channel, terms) {
    const before = state.layers[state.layer - 1];
    const [, columns] = before.output;
    const size = ([value, weight]) => Math.abs(value * weight);
    const [, , place] = terms.reduce((most, term) => (size(term) > size(most) ? term : most));
    const name = filled(_("map {map} of {name}"), { map: channel + 1, name: before.name });
    return button(name, () => {
      state.go({
        layer: state.layer - 1, map: channel,
        row: Math.floor(place / columns), column: place % columns,
      });
      onBack();
    }, { class: "net-back" });
  }

  // The window on the picture and the filter over it, as colours: grey is a weight of zero.
  function filterView(layer) {
    const [rows, columns, channels, filters] = layer.kernel;
    const weights = state.weights();
    const weight = (tap, channel) =>
      weights[layer.weights + (tap * channels + channel) * filters + state.map];
    const most = Math.max(...Array.from({ length: rows * columns * channels }, (_unused, i) =>
      Math.abs(weight(Math.floor(i / channels), i % channels))));
    const seen = new Map(); // the pixel under each weight; there is none outside the picture
    for (const { tap, place } of covered(layer, state.row, state.column)) seen.set(tap, place);
    const small = (label, colour) => {
      const view = canvas(columns, rows, {
        class: "net-picture", role: "img", "aria-label": label,
      });
      paint(view, rows, columns, (tap) =>
        COLOURS.map((_unused, k) => Math.round(255 * colour(tap, k))));
      return element("div", {},
        element("p", { class: "live-quiet", "aria-hidden": "true" }, label), view);
    };
    return element("div", { class: "net-filter" },
      small(_("what it sees"), (tap, k) =>
        (seen.has(tap) ? state.picture.pixels[seen.get(tap) * channels + k] : 0)),
      small(_("the filter"), (tap, k) => 0.5 + weight(tap, k) / most / 2));
  }

  function show() {
    const layer = state.layers[state.layer];
    const [rows, columns, channels] = layer.kernel;
    const { of, terms, bias, total } = laboratory.cnn.sums(
      layer, state.weights(), state.mapsOf(state.layer), [state.row, state.column], state.map);
    const isFirst = state.layer === 0;
    const order = Array.from(of.keys());
    if (!isFirst) order.sort((a, b) => Math.abs(of[b]) - Math.abs(of[a]));
    const shown = isFirst ? order : order.slice(0, SHOWN);
    const lines = shown.map((channel) => ({
      name: isFirst ? COLOURS[channel] : back(channel, terms[channel]),
      value: of[channel],
      how: isFirst || rows * columns <= 3 ? products(terms[channel]) : "",
    }));
    if (!isFirst) {
      lines.push({
        name: filled(_("the other {count} maps"), { count: channels - shown.length }),
        value: order.slice(SHOWN).reduce((sum, channel) => sum + of[channel], 0),
      });
    }
    lines.push({ name: _("bias"), value: bias });
    const values = { products: rows * columns * channels, rows, columns, channels };
    node.replaceChildren(
      ...(isFirst ? [filterView(layer)] : []),
      sumTable(
        filled(isFirst
          ? _("Where the number comes from: {products} products ({rows}·{columns}·{channels}), added up colour by colour. A pixel times a weight, and so on:")
          : _("Where the number comes from: {products} products ({rows}·{columns}·{channels}), added up map by map. Choose a map to go one layer back:"), values),
        lines,
        total < 0 ? _("negative: the ReLU makes it 0") : _("positive: the ReLU keeps it")));
  }

  return { node, show };
};
