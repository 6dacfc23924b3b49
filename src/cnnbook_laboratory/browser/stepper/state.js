// What is being stepped through: sizes, window, operation, and the numbers drawn for them. No page.
//
// { shape: "line" | "square" | "rectangle", input, window, strides: [rows, columns], dilation,
//   channels, padding, operation, seed }; a line has columns alone, a square's are as its rows.
"use strict";
laboratory.stepper = {};
laboratory.stepper.state = (() => {
  const { outputSize, samePadding, effectiveKernelSize, GeometryError } = laboratory.geometry;
  const { sizeExpression } = laboratory.layers;
  const LIMITS = {
    input: [4, 12],
    window: [1, 5],
    strides: [1, 4],
    dilation: [1, 3],
    channels: [1, 3],
  };
  const CHOICES = {
    shape: ["line", "square", "rectangle"],
    padding: ["valid", "same"],
    operation: ["convolution", "maximum", "average"],
  };
  const PER_AXIS = ["input", "window", "strides"];
  const FIELDS = ["shape", ...PER_AXIS, "dilation", "channels", "padding", "operation", "seed"];

  // As Keras has it: pooling has no dilation and keeps its channels apart, and a convolution has
  // either a stride or a dilation: the one that was not just changed gives way.
  function settled(state, changed = {}) {
    const made = { ...state, ...changed };
    if (made.shape === "square")
      for (const name of PER_AXIS) made[name] = [made[name][0], made[name][0]];
    if (made.operation !== "convolution") made.channels = 1;
    if (made.operation !== "convolution" || made.shape === "rectangle") made.dilation = 1;
    if (made.dilation > 1 && changed.dilation) made.strides = [1, 1];
    if (Math.max(...made.strides) > 1) made.dilation = 1;
    return made;
  }

  const write = (state) => FIELDS.map((name) => [state[name]].flat().join("x")).join(".");

  // The state that an address stands for; null if there is no such state.
  function read(text) {
    const parts = String(text).split(".");
    if (parts.length !== FIELDS.length) return null;
    const made = {};
    for (const [index, name] of FIELDS.entries()) {
      const part = parts[index];
      const sizes = part.split("x").map(Number);
      const [low, high] = LIMITS[name] || [1, 99999];
      const isSize = sizes.every((size) => Number.isInteger(size) && size >= low && size <= high);
      if (CHOICES[name] ? !CHOICES[name].includes(part) : !isSize) return null;
      if (PER_AXIS.includes(name) !== (sizes.length === 2)) return null;
      made[name] = CHOICES[name] ? part : PER_AXIS.includes(name) ? sizes : sizes[0];
    }
    return settled(made);
  }

  // Rows, then columns, each as numbers along an axis; a line has a single row.
  // Throws GeometryError where the layer cannot exist.
  function axes(state) {
    const { shape, padding, dilation } = state;
    const all = [0, 1].map((axis) => {
      const [size, kernelSize, strides] = PER_AXIS.map((name) => state[name][axis]);
      return axis === 0 && shape === "line"
        ? along(1, 1, 1, 1, padding)
        : along(size, kernelSize, strides, dilation, padding);
    });
    return all;
  }

  function along(size, kernelSize, strides, dilationRate, padding) {
    const places = outputSize(size, kernelSize, strides, padding, dilationRate);
    const [before, after] =
      padding === "same" ? samePadding(size, kernelSize, strides, dilationRate) : [0, 0];
    const span = effectiveKernelSize(kernelSize, dilationRate);
    return {
      size,
      kernelSize,
      strides,
      dilationRate,
      padding,
      places,
      before,
      after,
      span,
      expression: sizeExpression(size, { kernelSize, strides, dilationRate }, padding),
      unseen: Math.max(0, size + before - ((places - 1) * strides + span)),
    };
  }

  // The axes that are asked about: one for a line and for a square.
  function askedAxes(state, all) {
    return state.shape === "rectangle" ? all : [all[1]];
  }

  // A repeatable sequence of integers below a limit: mulberry32, by T. Ettinger (public domain).
  function dice(seed) {
    let a = seed >>> 0;
    return (limit) => {
      a = (a + 0x6d2b79f5) >>> 0;
      let t = Math.imul(a ^ (a >>> 15), a | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) % limit;
    };
  }

  // Numbers small enough for mental arithmetic: { input, weights }, each [channel][row][column].
  function numbers(state, [rows, columns]) {
    const roll = dice(state.seed);
    const highest = state.operation === "convolution" ? 4 : 10;
    const grid = (height, width, of) =>
      Array.from({ length: height }, (_row, i) =>
        Array.from({ length: width }, (_one, j) => of(i, j))
      );
    const channels = Array.from({ length: state.channels }, (_one, channel) => channel);
    return {
      input: channels.map(() => grid(rows.size, columns.size, () => roll(highest))),
      weights: channels.map((channel) => {
        const weight = filter(state.seed + channel, rows.kernelSize, columns.kernelSize);
        return grid(rows.kernelSize, columns.kernelSize, weight);
      }),
    };
  }

  // Filters that look different when they are turned: what differs from left to right, from top to
  // bottom, or along a diagonal.
  function filter(kind, height, width) {
    if (height * width === 1) return () => (kind % 2 ? 2 : -1);
    const edge = (at, length) => (at === 0 ? 1 : at === length - 1 ? -1 : 0);
    const sides = (i, j) => (height > 3 && i % 2 === 0 ? 0 : edge(j, width));
    const heights = (i, j) => (width > 3 && j % 2 === 0 ? 0 : edge(i, height));
    const diagonal = (i, j) => (i === j ? 1 + (i === 0) : 0);
    const kinds = [width > 1 && sides, height > 1 && heights, height > 1 && width > 1 && diagonal];
    const possible = kinds.filter(Boolean);
    return possible[kind % possible.length];
  }

  // Another state for which mistakes about the size part from what is right, with the same
  // operation.
  function challenge(state, seed) {
    const roll = dice(seed);
    const pick = ([low, high]) => low + roll(high - low + 1);
    for (let tries = 0; tries < 500; tries += 1) {
      const pair = (limits) => [pick(limits), pick(limits)];
      const made = settled(state, {
        input: pair([6, 12]),
        window: pair([2, 5]),
        strides: pair([1, 3]),
        dilation: 1,
        padding: CHOICES.padding[roll(2)],
        seed: 1 + roll(9999),
      });
      try {
        const asked = askedAxes(made, axes(made));
        if (asked.every((one) => one.places > 1 && wrongSizes(one) > 2)) return made;
      } catch (error) {
        if (!(error instanceof GeometryError)) throw error; // it does not fit: another
      }
    }
    return state;
  }

  // How many different wrong sizes a mistake leads to.
  function wrongSizes({ size, kernelSize, strides, padding }) {
    const asked = { inputSize: size, kernelSize, strides, padding };
    const answers = Array.from({ length: size + 8 }, (_one, index) => index + 1);
    return answers.filter((one) => laboratory.mistakes.sizeMistakes(one, asked).length).length;
  }

  return { LIMITS, CHOICES, PER_AXIS, settled, write, read, axes, askedAxes, numbers, challenge };
})();
