// A network as plain steps, from the layers that laboratory.keras.read gives: cnnbook.check.steps,
// and what cnnbook.check.reading and one_layer make of Keras' own layers.
//
// A step: { kind, attributes, input, output, notes, layer, line }; shapes have no batch, and an
// output is null where it is not known.
"use strict";
laboratory.check.steps = (() => {
  const { GeometryError, outputSize, samePadding } = laboratory.geometry;
  const { KINDS, make, last } = laboratory.layers;
  const { shape: shown } = laboratory.numbers;
  const { table } = laboratory.checked;
  const ORDER = "channels_last"; // the reader says so where it is another
  const SAME = { swish: "silu", hard_swish: "hard_silu" };

  const windowOf = ({ attributes }) => attributes.kernel || attributes.pool || [];
  const dilationOf = (step) => step.attributes.dilation || windowOf(step).map(() => 1);
  const areOnes = (sizes) => sizes.every((size) => size === 1);

  // What the layer's own arguments say of its activation, or what it is as one.
  function activationOf({ layer: kind, activation, max_value, negative_slope, threshold }) {
    if (kind === "Softmax") return "softmax";
    if (kind === "LeakyReLU") return negative_slope === 0.2 ? "leaky_relu" : kind;
    if (kind !== "ReLU") return SAME[activation] || activation || "linear";
    if (threshold) return kind;
    if (max_value === null) return { 0: "relu", 0.2: "leaky_relu" }[negative_slope] || kind;
    return max_value === 6 && !negative_slope ? "relu6" : kind;
  }

  // [kind, attributes] of a made layer that receives `shape`; null where it changes nothing.
  function described(layer, given, shape, output) {
    const { kind } = layer;
    const rank = KINDS[kind] && KINDS[kind].rank;
    const activation = activationOf(given);
    if (/Dropout/.test(kind) && layer.rate === 0) return null;
    if (kind === "Conv1D" || kind === "Conv2D") {
      return ["Conv", {
        rank, filters: layer.filters, kernel: layer.kernel_size, strides: layer.strides,
        padding: layer.padding, dilation: layer.dilation_rate, groups: layer.groups,
        bias: layer.use_bias, activation, order: ORDER,
      }];
    }
    if (/^(Max|Average)Pooling/.test(kind)) {
      const { pool_size: pool, strides, padding } = layer;
      if (areOnes(pool) && areOnes(strides)) return null;
      return [kind.startsWith("Max") ? "MaxPool" : "AvgPool",
        { rank: (shape || []).length - 1, pool, strides, padding }];
    }
    if (kind.startsWith("Global"))
      return [kind.startsWith("GlobalA") ? "GlobalAvg" : "GlobalMax", { keepdims: layer.keepdims }];
    if (kind === "Flatten" || (kind === "Reshape" && output && output.length === 1))
      return shape && shape.length === 1 ? null : ["Flatten", {}];
    if (kind === "Dense") return [kind, { units: layer.units, bias: layer.use_bias, activation }];
    if (["Activation", "ReLU", "LeakyReLU", "Softmax"].includes(kind))
      return ["Activation", { activation }];
    return [kind, {}];
  }

  // The shape that a step would make of another input; null where nobody can say.
  function outputFor(step, shape) {
    const { kind, attributes } = step;
    if (kind === "Dense") return [...shape.slice(0, -1), attributes.units];
    const window = windowOf(step);
    if (!window.length || shape.length !== window.length + 1) return null;
    const { strides, padding } = attributes;
    const dilation = dilationOf(step);
    const sizes = orNull(() =>
      window.map((size, axis) =>
        outputSize(shape[axis], size, strides[axis], padding, dilation[axis])
      )
    );
    return sizes && [...sizes, attributes.filters || last(shape)];
  }

  function orNull(run) {
    try {
      return run();
    } catch (error) {
      if (error instanceof GeometryError) return null;
      throw error;
    }
  }

  // { declared, steps, notes } of { input, layers }; without an input, `assumed` is what enters.
  function read({ input, layers }, assumed) {
    let declared = input;
    let shape = input || assumed;
    let zeros = null; // put before the convolution that follows: { pads, size }
    const steps = [];
    const notes = [];
    for (const given of layers) {
      const layer = make(given);
      const output = orNull(() => layer.outputShape(shape));
      if (!steps.length && given.layer === "Rescaling") {
        notes.push("rescaling");
        shape = output;
        continue;
      }
      if (!steps.length && given.layer === "Reshape" && output && isSameButForOnes(shape, output)) {
        declared = shape = output;
        continue;
      }
      if (given.layer.startsWith("ZeroPadding")) {
        zeros = { pads: layer.padding, size: shape };
        shape = output;
        continue;
      }
      const found = described(layer, given, shape, output);
      const step = found && {
        kind: found[0], attributes: found[1], input: shape, output, notes: [], layer,
        line: given.line,
      };
      if (zeros && step && step.kind === "Conv") {
        foldZeros(step, zeros);
        zeros = null;
      }
      shape = output || shape;
      if (step && !(step.kind === "Activation" && isHosted(steps, step.attributes.activation)))
        steps.push(step);
    }
    return { declared, steps: simplified(steps), notes };
  }

  function isSameButForOnes(first, second) {
    const others = (sizes) => sizes.filter((size) => size !== 1).join();
    return others(first) === others(second);
  }

  // Whether an activation written as a layer belongs to a layer before it, or does nothing.
  function isHosted(steps, activation) {
    if (activation === "linear") return true;
    for (const step of [...steps].reverse()) {
      if (step.attributes.activation === "linear") {
        step.attributes.activation = activation;
        return true;
      }
      if (activation !== "relu" || !table.indifferent.includes(step.kind)) return false;
    }
    return false;
  }

  // Zeros put by a layer before a convolution, as the convolution's own padding.
  function foldZeros(step, { pads, size }) {
    const { attributes } = step;
    if (attributes.padding !== "valid" || !size) {
      attributes.padding = "zeros e padding";
      return;
    }
    step.input = size;
    const axes = pads.map((pad, axis) => ({
      n: size[axis], k: attributes.kernel[axis], s: attributes.strides[axis], pad,
    }));
    const isSameSize = ({ n, k, s, pad }) =>
      Math.floor((n + pad[0] + pad[1] - k) / s) + 1 === Math.ceil(n / s);
    if (axes.every(isSameSize)) {
      attributes.padding = "same";
      const isByHand = ({ n, k, s, pad }) => samePadding(n, k, s).join() !== pad.join();
      if (axes.some(isByHand)) step.notes.push("zeros-by-hand");
    } else attributes.padding = `zeros ${shown(pads.map(([before, after]) => before + after))}`;
  }

  // Without what changes nothing: a flatten of a vector, or of maps of one value each.
  function simplified(steps) {
    const result = [];
    for (const step of steps) {
      const before = last(result);
      if (step.kind === "Flatten" && before) {
        const isOfOnes = before.output && areOnes(before.output.slice(0, -1));
        if (before.kind === "GlobalAvg" || (before.kind === "AvgPool" && isOfOnes)) {
          Object.assign(before, {
            kind: "GlobalAvg", attributes: { keepdims: false }, output: step.output,
          });
          continue;
        }
        if (before.kind === "Flatten") continue;
      }
      result.push(step);
    }
    return result;
  }

  // A signal handled as an image of one row, or column, as the same network in one dimension.
  function squeezed(network, rank) {
    const { declared: shape, steps, notes } = network;
    const isLine = rank === 1 && shape && shape.length === 3 && shape.slice(0, 2).includes(1);
    if (!isLine) return network;
    const axis = shape[0] === 1 ? 0 : 1;
    const along = (values) => values.filter((_value, place) => place !== axis);
    const isWide = (step) => windowOf(step).length === 2 && windowOf(step)[axis] > 1;
    if (steps.some(isWide)) return network;
    const narrowed = steps.map((step) => {
      const attributes = { ...step.attributes };
      for (const name of ["kernel", "pool", "strides", "dilation"])
        if ((attributes[name] || []).length === 2) attributes[name] = along(attributes[name]);
      if ("rank" in attributes) attributes.rank = 1;
      const narrow = (one) => (one && one.length === 3 ? along(one) : one);
      return { ...step, attributes, input: narrow(step.input), output: narrow(step.output) };
    });
    return { declared: along(shape), steps: narrowed, notes: [...notes, "two-dimensional"] };
  }

  return { read, squeezed, windowOf, dilationOf, outputFor, orNull };
})();
