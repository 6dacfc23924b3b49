// What all parts of the figure speak of: the picture, the network's answer to it, and the number
// that is looked at. A part is { node, show }, and is shown again when any of it has changed.
"use strict";
laboratory.insideState = (content) => {
  const { cnn, initial } = laboratory;
  const { layers, count } = cnn.placed(content.layers);
  const weights = {
    trained: cnn.weightsOf(content.weights),
    initial: initial.weights({ layers, count }, content.seeds),
  };
  if (weights.trained.length !== count) throw new Error(`${weights.trained.length} weights`);
  const parts = [];
  const state = {
    content,
    layers,
    maps: layers.findIndex((layer) => layer.kind === "GlobalAveragePooling2D"), // so many have maps
    which: "trained",
    picture: null, // { alternative, class, pixels }: class is "" for a picture of none
    result: null, // the network's, with the weights that were chosen
    trained: null, // the trained network's
    layer: 0, map: 0, row: 0, column: 0,
    isAnswered: false, // the question about the class
  };

  const show = () => parts.forEach((part) => part.show());
  const run = (pixels, which) => cnn.run(layers, weights[which], pixels);

  function goStrongest() {
    const [, columns, filters] = layers[state.layer].output;
    const values = state.result.outputs[state.layer];
    const best = values.reduce((most, value, i) => (value > values[most] ? i : most), 0);
    const place = Math.floor(best / filters);
    Object.assign(state, {
      map: best % filters, row: Math.floor(place / columns), column: place % columns,
    });
  }

  return Object.assign(state, {
    add: (part) => { parts.push(part); return part.node; },
    show,
    run,
    weights: () => weights[state.which],
    mapsOf: (layer) => (layer ? state.result.outputs[layer - 1] : state.picture.pixels),
    value: () => {
      const [, columns, filters] = layers[state.layer].output;
      return state.result.outputs[state.layer][
        (state.row * columns + state.column) * filters + state.map];
    },
    choose(picture) {
      state.picture = picture;
      state.isAnswered = false;
      state.which = "trained";
      state.trained = run(picture.pixels, "trained");
      state.result = state.trained;
      goStrongest();
      show();
    },
    answer() {
      state.isAnswered = true;
      show();
    },
    use(which) {
      state.which = which;
      state.result = which === "trained" ? state.trained : run(state.picture.pixels, which);
      show();
    },
    goLayer(layer) {
      state.layer = layer;
      goStrongest();
      show();
    },
    go(place) {
      Object.assign(state, place);
      show();
    },
    // Classes from the most to the least probable: [probability, number of the class].
    ranked: (result) => Array.from(result.probabilities, (one, i) => [one, i])
      .sort((a, b) => b[0] - a[0]),
  });
};
