// What the browser's arithmetic says, in the form of random_stacks.py. Each gets a list of what to
// answer for, and gives a list of answers.
"use strict";
const windowsOf = (row) => {
  const windows = row.layer.windows(row.inputShape);
  return windows && windows.map((one) =>
    [one.kernelSize, one.strides, one.dilationRate, one.paddingBefore]);
};

window.says = {
  stacks: (asked) => asked.map(([input, descriptions]) => {
    const { trace, totalParameters, totalMultiplyAccumulates } = laboratory.trace;
    const { integer, shape } = laboratory.numbers;
    const { sentence } = laboratory.layers;
    const { rows, error, at } = trace(input, descriptions);
    return {
      rows: rows.map((row) => [
        shape(row.outputShape),
        row.sizeArithmetic.map(sentence),
        sentence(row.parameterArithmetic),
        integer(row.multiplyAccumulates),
        row.receptiveField && shape(row.receptiveField),
        windowsOf(row),
        row.regions && row.regions.map((region) => laboratory.trace.bounds(region, 1)),
      ]),
      totals: [integer(totalParameters(rows)), integer(totalMultiplyAccumulates(rows))],
      error,
      at,
    };
  }),

  sizes: (asked) => asked.map((one) => {
    const { inputSize, kernelSize, strides, padding, dilationRate } = one;
    const { outputSize, effectiveKernelSize } = laboratory.geometry;
    const { sentence } = laboratory.layers;
    const window = effectiveKernelSize(kernelSize, dilationRate);
    try {
      const right = outputSize(inputSize, window, strides, padding);
      const mistakes = [];
      for (let answer = -60; answer <= inputSize + 60; answer += 1) {
        const found = laboratory.mistakes.sizeMistakes(answer, one);
        const said = found.map((wrong) => `${wrong.id}: ${sentence(wrong)}`);
        if (found.length) mistakes.push([answer, said]);
      }
      return { right, mistakes };
    } catch (error) {
      return { error: error.message };
    }
  }),

  numbers: (asked) => asked.map(([value, places]) => {
    const { decimal, rounded, percent, integer, read } = laboratory.numbers;
    const written = decimal(value, places);
    return [written, decimal(rounded(value, places), places), percent(value, places),
      integer(Math.round(value)), read(written) === rounded(value, places)];
  }),

  sizesAlone: (asked) => asked.map(([name, ...sizes]) => {
    try {
      return String(laboratory.geometry[name](...sizes));
    } catch (error) {
      return error.message;
    }
  }),

  axes: (asked) => asked.map(([n, k, s, padding, axis]) =>
    ["axes-swapped", "axis-repeated"].map((id) =>
      laboratory.layers.sentence(laboratory.mistakes.SIZES[id](n, k, s, padding, axis)))),

  lists: (asked) => asked.map((texts) => laboratory.numbers.listed(texts)),
};

// Whether a script, changed, says all the same of all that is asked.
window.saysTheSame = (script, asked, answers) => {
  try {
    (0, eval)(script);
    return Object.keys(asked).every((kind) =>
      asked[kind].every((one, index) =>
        JSON.stringify(window.says[kind]([one])[0]) === answers[kind][index]));
  } catch {
    return false;
  }
};
