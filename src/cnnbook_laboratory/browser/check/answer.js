// What a check says of code that was typed, with nothing run: cnnbook.check.of_networks and given.
//
// laboratory.check.answer(6, text) → { parts: [{ title, verdict, message, findings, right, notes,
// said }] }, one for each network that the exercise asks for. The verdict "unknown" is the page's
// own limit: `said` then has what it could not read, [{ line, text }].
"use strict";
laboratory.check.answer = (() => {
  const { say } = laboratory.check.words;
  const { diagnose, same } = laboratory.check;
  const { read, squeezed } = laboratory.check.steps;
  const { GeometryError } = laboratory.geometry;
  const { KINDS, make, last } = laboratory.layers;
  // All that Keras knows by name.
  const ACTIVATIONS = [
    ...laboratory.keras.ACTIVATIONS, "celu", "exponential", "glu", "hard_shrink", "hard_sigmoid",
    "hard_silu", "hard_swish", "hard_tanh", "log_sigmoid", "log_softmax", "mish", "soft_shrink",
    "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "tanh_shrink",
    "threshold",
  ];
  const { asked: ASKED, networks, earlier, table } = laboratory.checked;

  const expected = (builder) => ({
    ...read(networks[builder], null),
    labels: networks[builder].layers.map(({ name }) => name),
  });

  const handed = (what) => say("networks.handed", { what: say(`unreadable.${what}`) });
  const fails = (error, values) => say("networks.fails", { error: say(`errors.${error}`, values) });

  // What Keras would refuse, as a sentence; "" if nothing.
  function refused({ input, layers, isRow, isNested }, said) {
    const mistaken = said.find(({ what }) => what);
    if (mistaken) return fails(mistaken.what, { name: mistaken.name });
    for (const layer of layers) {
      const { padding, activation, layer: kind } = layer;
      const paddings = kind === "Conv1D" ? ["valid", "same", "causal"] : ["valid", "same"];
      if (typeof padding === "string" && !paddings.includes(padding.toLowerCase()))
        return fails("padding");
      if (activation && !ACTIVATIONS.includes(activation))
        return fails("activation", { name: activation });
    }
    const names = layers.map(({ name }) => name).filter(Boolean);
    const isTwice = new Set(isRow ? layers : []).size < (isRow ? layers.length : 0);
    if (!isNested && (isTwice || new Set(names).size < names.length)) return fails("same-name");
    return input ? unbuilt(input, layers) : "";
  }

  function unbuilt(shape, layers) {
    for (const given of layers) {
      try {
        const layer = make(given);
        const wrong = doesNotFit(layer, shape);
        if (wrong) return wrong;
        shape = layer.outputShape(shape);
      } catch (error) {
        if (!(error instanceof GeometryError)) throw error;
        return say("networks.fails", { error: error.message });
      }
    }
    return "";
  }

  function doesNotFit(layer, shape) {
    const { rank } = KINDS[layer.kind];
    // With the batch, as Keras counts them.
    if (rank && shape.length !== rank + 1)
      return fails("dimensions", { expected: rank + 2, found: shape.length + 1 });
    if (layer.groups && last(shape) % layer.groups) return fails("channels");
    const windows = (layer.padding === "valid" && layer.windows(shape)) || [];
    const isTooLarge = ({ kernelSize, dilationRate }, axis) =>
      (kernelSize - 1) * dilationRate + 1 > shape[axis];
    return windows.some(isTooLarge) ? fails("does-not-fit") : "";
  }

  // That it is another exercise's network, told as one thing and not by all its layers.
  function another(found, asked, exercise) {
    const isOf = (builder) => {
      const { labels, ...other } = expected(builder);
      return !diagnose(other, found, labels, asked.free).findings.length;
    };
    if (exercise === earlier[0] && isOf(earlier[1])) return say("networks.earlier-stride");
    for (const [number, each] of Object.entries(ASKED)) {
      for (const { name, builder } of each) {
        if (builder === asked.builder || !isOf(builder)) continue;
        if (Number(number) === exercise) return say("networks.other", { name });
        const which = name ? "other-exercise-named" : "other-exercise";
        return say(`networks.${which}`, { name, number });
      }
    }
    return "";
  }

  function ofNetwork(asked, exercise, network, said, part) {
    const isShared = new Set(network.layers).size < network.layers.length && !network.isRow;
    const isUnread = said.some(({ what }) => !what);
    if (isUnread || isShared || network.isAssumed) return part("unknown", { said });
    const error = refused(network, said);
    if (error) return part("wrong", { message: error });
    const { labels, ...reference } = expected(asked.builder);
    const found = squeezed(read(network, reference.declared), reference.declared.length - 1);
    const { findings, right } = diagnose(reference, found, labels, asked.free);
    const notes = [...found.notes, ...found.steps.flatMap((step) => step.notes)];
    const told = { findings, right, notes: notes.map((name) => say(`notes.${name}`)) };
    if (!findings.length) return part("right", told);
    if (findings.every(({ kind }) => table.unrecognised.includes(kind))) {
      const isSame = same(reference, found);
      if (isSame === null) return part("unknown");
      if (isSame) return part("right", { right: labels, notes: [say("networks.rewritten")] });
    }
    const message = another(found, asked, exercise);
    return part("wrong", message ? { message, notes: told.notes } : told);
  }

  // What is handed over for each network: { is, network }, null for nothing yet.
  function handedOver(every, code) {
    const { returned, loose, isBlank } = code;
    if (every.some(({ function: name }) => returned.has(name)))
      return every.map(({ function: name }) => returned.get(name) || null);
    const all = code.networks.map((network) => ({ is: "network", network }));
    const named = every.map(({ function: name }) =>
      all.find(({ network }) => network.variable === name)
    );
    if (named.some(Boolean)) return named.map((one) => one || null);
    const nothing = isBlank ? null : { is: loose || "unknown" };
    if (loose || !all.length) return every.map(() => nothing);
    if (every.length === 1) return [all.at(-1)];
    if (all.length > 1) return every.map((_one, place) => all[place] || null);
    // One of two that are asked for: that which it is likest.
    const right = every.map(({ builder, free }) => {
      const { labels, ...reference } = expected(builder);
      return diagnose(reference, read(all[0].network, reference.declared), labels, free).right;
    });
    const most = Math.max(...right.map(({ length }) => length));
    const likest = right.findIndex(({ length }) => length === most);
    return every.map((_one, place) => (place === likest ? all[0] : null));
  }

  const answer = (exercise, text) => {
    const every = ASKED[exercise];
    const code = laboratory.keras.read(text);
    const given = handedOver(every, code);
    const functions = every.map((one) => one.function);
    const parts = every.map((asked, place) => {
      const said = code.said.filter(
        ({ within }) => within === asked.function || !functions.includes(within)
      );
      const title = asked.name ? say("answer.network", { name: asked.name }) : "";
      const part = (verdict, more = {}) => ({
        title, verdict, message: "", findings: [], right: [], notes: [], said: [], ...more,
      });
      const { is, network } = given[place] || {};
      if (!is) return part("blank", { message: say("networks.blank") });
      if (is === "network" && network) return ofNetwork(asked, exercise, network, said, part);
      const isKnown = ["empty", "layer", "list", "tensor"].includes(is) && !said.length;
      return isKnown ? part("wrong", { message: handed(is) }) : part("unknown", { said });
    });
    return { parts };
  };
  return Object.assign(answer, { ACTIVATIONS });
})();
