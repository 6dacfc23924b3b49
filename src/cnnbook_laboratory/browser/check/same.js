// Whether a network whose layers were not all recognised computes what the book's does, without
// computing it: cnnbook.check.equivalence does. true, false, or null where nobody can say.
"use strict";
laboratory.check.same = (() => {
  const { equal } = laboratory.check.alignment;
  const { prod, last } = laboratory.layers;
  const PLAIN = [
    "Conv", "MaxPool", "AvgPool", "GlobalAvg", "GlobalMax", "Flatten", "Dense", "Activation",
    "Dropout", "SpatialDropout1D", "SpatialDropout2D",
  ];
  const NOT_NEGATIVE = ["relu", "relu6", "softmax", "sigmoid", "softplus", "exponential"];
  const KEEPS_SIGN = ["MaxPool", "AvgPool", "GlobalAvg", "GlobalMax", "Flatten"];

  // The sizes of what each step learns, in order, as its layer has them.
  function learnt({ input, layer }) {
    const channels = last(input);
    const { kind, kernel_size: kernel, filters, depth_multiplier: more = 1 } = layer;
    const window = kernel ? prod(kernel) : 1;
    const biased = (weights, biases) => [...weights, ...(layer.use_bias ? [biases] : [])];
    if (kind === "Dense") return biased([channels * layer.units], layer.units);
    if (kind === "DepthwiseConv2D") return biased([window * channels * more], channels * more);
    if (kind === "SeparableConv2D")
      return biased([window * channels * more, channels * more * filters], filters);
    if (kind === "BatchNormalization")
      return [layer.scale, layer.center].filter(Boolean).map(() => channels);
    return kernel ? biased([(window * channels * filters) / (layer.groups || 1)], filters) : [];
  }

  // Other writings of the same: a dense layer at each place is a convolution of 1, a ReLU of what is
  // not negative does nothing, and pooling of one place only leaves its dimensions out, or not that.
  function canonical(steps) {
    const result = [];
    for (const { kind, attributes, input, output } of steps) {
      const isRelu = kind === "Activation" && attributes.activation === "relu";
      if (isRelu && isNotNegative(result)) continue;
      const isOfOne = input.length > 1 && input.slice(0, -1).every((size) => size === 1);
      if (isOfOne && KEEPS_SIGN.includes(kind)) {
        const before = last(result);
        if (equal(input, output)) continue;
        if (before && before[1].keepdims) before[1] = { keepdims: false };
        else result.push(["Flatten", {}]);
        continue;
      }
      const isAtEachPlace = kind === "Dense" && input.length > 1;
      const isOfOnes = kind === "Conv" && attributes.kernel.every((size) => size === 1);
      const { filters, units, bias, activation, strides, groups } = attributes;
      if (isAtEachPlace || (isOfOnes && groups === 1 && strides.every((size) => size === 1)))
        result.push(["Dense at each place", { units: units || filters, bias, activation, output }]);
      else result.push([kind, attributes]);
    }
    return result;
  }

  function isNotNegative(steps) {
    const before = last(steps.filter(([kind]) => !KEEPS_SIGN.includes(kind)));
    return Boolean(before) && NOT_NEGATIVE.includes(before[1].activation);
  }

  return (expected, found) => {
    const sizes = ({ steps }) => steps.flatMap(learnt);
    const output = ({ steps }) => last(steps).output;
    if (!found.steps.length || !equal(sizes(expected), sizes(found))) return false;
    if (!equal(output(expected), output(found))) return false;
    if (equal(canonical(expected.steps), canonical(found.steps))) return true;
    return found.steps.every(({ kind }) => PLAIN.includes(kind)) ? false : null;
  };
})();
