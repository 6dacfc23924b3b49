// Wrong sizes of an output, by the names of the book's common mistakes:
// cnnbook.misconceptions.sizes, text by text; and which of them lead to a reader's number.
"use strict";
laboratory.mistakes = (() => {
  const { effectiveKernelSize, outputSize, GeometryError } = laboratory.geometry;
  const { arithmetic, sizeExpression } = laboratory.layers;
  const { integer } = laboratory.numbers;

  const right = (n, k, s = 1, padding = "valid") =>
    arithmetic(
      sizeExpression(n, { kernelSize: k, strides: s }, padding),
      outputSize(n, k, s, padding)
    );
  const alongAxis = (n, k, s, padding, axis) => right(n[axis], k[axis], s[axis], padding);
  const swapped = (n, k, s = [1, 1], padding = "same", axis = 0) =>
    alongAxis(n, [...k].reverse(), [...s].reverse(), padding, axis);
  const rounded = (marks, expression, s) =>
    s > 1 ? `${marks[0]}(${expression})/${s}${marks[1]}` : expression;
  const FLOOR = "⌊⌋";
  const CEILING = "⌈⌉";

  // Each is given input_size, kernel_size, strides and padding, in this order.
  const SIZES = {
    "border-ignored": (n, k = 1, s = 1) =>
      s === 1 ? arithmetic(integer(n), n) : right(n, k, s, "same"),
    "one-side-only": (n, k, s = 1) => {
      const lost = Math.floor(k / 2);
      return arithmetic(rounded(CEILING, `${integer(n)} − ${lost}`, s), Math.ceil((n - lost) / s));
    },
    "kernel-as-output": (n, k) => arithmetic(integer(k), k),
    "kernel-each-side": (n, k, s = 1) =>
      arithmetic(rounded(CEILING, `${integer(n)} − 2·${k}`, s), Math.ceil((n - 2 * k) / s)),
    "full-convolution": (n, k, s = 1) =>
      s === 1
        ? arithmetic(`${integer(n)} + ${k} − 1`, n + k - 1)
        : arithmetic(`⌊(${integer(n)} + ${k} − 2)/${s}⌋ + 1`, Math.floor((n + k - 2) / s) + 1),
    "padding-forgotten": (n, k, s = 1) =>
      s === 1 ? arithmetic(`${integer(n)} − ${k - 1}`, n - (k - 1)) : right(n, k, s),
    "padding-in-output": (n, k, s = 1) =>
      arithmetic(rounded(CEILING, `${integer(n)} + ${k - 1}`, s), Math.ceil((n + k - 1) / s)),
    "one-forgotten": (n, k, s = 1) =>
      arithmetic(rounded(FLOOR, `${integer(n)} − ${k}`, s), Math.floor((n - k) / s)),
    "one-too-many": (n, k, s = 1) =>
      arithmetic(`${rounded(FLOOR, `${integer(n)} − ${k}`, s)} + 2`, Math.floor((n - k) / s) + 2),
    "rounded-up": (n, k, s = 1) =>
      arithmetic(`⌈(${integer(n)} − ${k})/${s}⌉ + 1`, Math.ceil((n - k) / s) + 1),
    "rounded-down": (n, k, s = 1) => arithmetic(`⌊${integer(n)}/${s}⌋`, Math.floor(n / s)),
    "strides-forgotten": (n, k, s = 1, padding = "valid") => {
      const value = outputSize(n, k, 1, padding);
      return arithmetic(padding === "same" ? integer(n) : `${integer(n)} − ${k} + 1`, value);
    },
    "strides-as-gap": (n, k, s = 1, padding = "valid") => right(n, k, s + 1, padding),
    "strides-twice": (n, k, s = 1, padding = "same") => right(n, k, s ** 2, padding),
    // Of these, sizes, kernels and strides have one value for each axis.
    "axes-swapped": swapped,
    "axis-repeated": swapped,
    // And these are given the input's and the pooling window's size.
    "next-layer": (n, pool) => arithmetic(`${integer(n)}/${pool}`, outputSize(n, pool, pool)),
  };

  // Those that one can make with each padding, the likeliest first.
  const ANY = ["strides-forgotten", "strides-as-gap", "kernel-as-output"];
  const WITH = {
    valid: [
      "border-ignored",
      "one-side-only",
      "one-forgotten",
      "rounded-up",
      "one-too-many",
      "kernel-each-side",
      "full-convolution",
      ...ANY,
      "strides-twice",
    ],
    same: ["padding-forgotten", "padding-in-output", "rounded-down", ...ANY, "strides-twice"],
  };

  // The mistakes that lead from these numbers to this size, other than the right one: [{ id,
  // expression, value }]. A dilated window is as long as what it covers.
  function sizeMistakes(
    answer,
    { inputSize, kernelSize, strides = 1, padding = "valid", dilationRate = 1 }
  ) {
    const window = effectiveKernelSize(kernelSize, dilationRate);
    if (answer === outputSize(inputSize, window, strides, padding)) return [];
    return WITH[padding].flatMap((id) => {
      try {
        const wrong = SIZES[id](inputSize, window, strides, padding);
        return wrong.value === answer ? [{ id, ...wrong }] : [];
      } catch (error) {
        if (error instanceof GeometryError) return []; // nobody can have calculated that
        throw error;
      }
    });
  }

  return { SIZES, WITH, sizeMistakes };
})();
