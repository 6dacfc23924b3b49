// What happens to a shape, layer by layer: cnnbook.trace, text by text, for layers that stand one
// after another.
"use strict";
laboratory.trace = (() => {
  const { GeometryError, checkPositive, repr } = laboratory.geometry;
  const { make } = laboratory.layers;

  // As far as the layers can exist: { rows, error, at }, where `at` is the place of the one that
  // cannot, −1 if the input itself cannot, and null if all is well. Layers are descriptions, or
  // made.
  function trace(input, layers) {
    const rows = [];
    let at = -1;
    try {
      checkShape(input);
      let regions = input.slice(0, -1).map(() => REGION);
      for (const given of layers) {
        at += 1;
        const layer = given instanceof laboratory.layers.Layer ? given : make(given);
        const output = layer.outputShape(input);
        regions = through(layer, input, output, regions);
        rows.push({
          layer,
          inputShape: input,
          outputShape: output,
          sizeArithmetic: layer.sizeArithmetic(input),
          parameterArithmetic: layer.parameterArithmetic(input),
          multiplyAccumulates: layer.multiplyAccumulates(input),
          receptiveField: regions && regions.map((one) => one.length),
          regions,
        });
        input = output;
      }
    } catch (error) {
      if (!(error instanceof GeometryError)) throw error;
      return { rows, error: error.message, at };
    }
    return { rows, error: "", at: null };
  }

  function checkShape(input) {
    if (!Array.isArray(input) || !input.length)
      throw new GeometryError(
        `a forma da entrada, ${repr(input)}, deve ser uma tupla, como (32, 32, 3); ` +
          "de uma dimensão só, (784,), com a vírgula"
      );
    input.forEach((size, axis) => checkPositive({ [`input_shape[${axis}]`]: size }));
  }

  // Along one axis, the elements of the network's input that output i depends on, zeros of the
  // padding included: `length` of them from start + jump·i on.
  const REGION = { start: 0, jump: 1, length: 1 };
  const places = (sizes, axis) => (axis < sizes.length - 1 ? sizes[axis] : 1);

  function through(layer, input, output, regions) {
    const windows = layer.windows(input);
    if (!windows || !regions) return null;
    return regions.map(({ start, jump, length }, axis) => {
      // One place along an axis is read at that place, whichever the output.
      if (places(input, axis) === 1 && places(output, axis) > 1) jump = 0;
      // Where the axis is gone, what is left depends on all of it, and goes on doing so.
      if (axis >= windows.length) return { start, jump, length };
      const { kernelSize, strides, dilationRate, paddingBefore } = windows[axis];
      return {
        start: start - jump * paddingBefore,
        jump: jump * strides,
        length: length + jump * (kernelSize - 1) * dilationRate,
      };
    });
  }

  // The first and the last element that an output depends on.
  const bounds = ({ start, jump, length }, output) => [
    start + jump * output,
    start + jump * output + length - 1,
  ];

  const total = (rows, of) => rows.reduce((sum, row) => sum + of(row), 0);
  const totalParameters = (rows) => total(rows, (row) => row.parameterArithmetic.value);
  const totalMultiplyAccumulates = (rows) => total(rows, (row) => row.multiplyAccumulates);

  return { trace, bounds, totalParameters, totalMultiplyAccumulates };
})();
