// Descriptions of layers that know their own arithmetic: cnnbook.layers, text by text. This room
// has what all share, the dense layer, and the layers that act on each value by itself.
//
//   laboratory.layers.make({ layer: "Conv2D", name: "conv1", filters: 32, kernel_size: 3 })
//
// Arguments have Keras' names and defaults. Where Python has a tuple there is an array; an axis of
// a size is { expression, value }, and a window { kernelSize, strides, dilationRate, paddingBefore
// }.
"use strict";
laboratory.layers = (() => {
  const { GeometryError, checkPositive, repr } = laboratory.geometry;
  const { integer, shape } = laboratory.numbers;

  const prod = (factors) => factors.reduce((result, factor) => result * factor, 1);
  const product = (...factors) => factors.map(integer).join("·");
  const last = (sizes) => sizes[sizes.length - 1];
  const arithmetic = (expression, value) => ({ expression, value });
  // An arithmetic to read: "(1·3·32 + 1)·64 = 6208".
  const sentence = ({ expression, value }) =>
    expression === integer(value) ? expression : `${expression} = ${integer(value)}`;
  const window = (kernelSize = 1, strides = 1, dilationRate = 1, paddingBefore = 0) => ({
    kernelSize,
    strides,
    dilationRate,
    paddingBefore,
  });

  const KINDS = {}; // by Keras' name: { Kind, defaults }

  class Layer {
    constructor(given) {
      const { layer, ...rest } = given;
      this.kind = layer;
      Object.assign(this, { name: "" }, KINDS[layer].defaults, rest);
      this.check();
    }

    // Refuses arguments that no layer has.
    check() {}

    get label() {
      return this.name || this.kind;
    }

    outputShape(input) {
      return input;
    }

    // How each spatial size comes about.
    sizeArithmetic() {
      return [];
    }

    parameterArithmetic() {
      return arithmetic("0", 0);
    }

    multiplyAccumulates() {
      return 0;
    }

    // What one output reads along each spatial axis; null where that depends on its place.
    windows(input) {
      return input.slice(0, -1).map(() => window());
    }

    fail(problem) {
      throw new GeometryError(`camada ${repr(this.label)}: ${problem}`);
    }

    // What is wrong in there is said with the layer's name.
    named(run) {
      try {
        return run();
      } catch (error) {
        if (error instanceof GeometryError) this.fail(error.message);
        throw error;
      }
    }

    checkPositive(sizes) {
      this.named(() => checkPositive(sizes));
    }

    checkRank(input, rank) {
      if (input.length !== rank + 1)
        this.fail(
          `espera uma entrada com ${rank + 1} dimensões (a última, de canais), ` +
            `e a entrada é ${shape(input)}`
        );
    }
  }

  class Dense extends Layer {
    check() {
      this.checkPositive({ units: this.units });
    }

    outputShape(input) {
      return [...input.slice(0, -1), this.units];
    }

    parameterArithmetic(input) {
      const inputs = integer(last(input));
      const expression = this.use_bias ? `(${inputs} + 1)` : inputs;
      return arithmetic(
        `${expression}·${integer(this.units)}`,
        (last(input) + Number(this.use_bias)) * this.units
      );
    }

    multiplyAccumulates(input) {
      return prod(this.outputShape(input)) * last(input);
    }
  }

  class Dropout extends Layer {
    check() {
      if (!(this.rate >= 0 && this.rate <= 1))
        this.fail(`rate=${repr(this.rate)} deve estar entre 0 e 1`);
    }
  }

  class BatchNormalization extends Layer {
    parameterArithmetic(input) {
      const perChannel = 2 + Number(this.center) + Number(this.scale);
      return arithmetic(`${perChannel}·${integer(last(input))}`, perChannel * last(input));
    }
  }

  // A kind of layer, or several that differ in nothing but their names; rank 1 or 2, or none.
  function register(names, Kind, defaults = {}) {
    for (const name of [names].flat())
      KINDS[name] = { Kind, defaults, rank: Number((/([12])D/.exec(name) || [])[1]) || 0 };
  }

  register("Dense", Dense, { use_bias: true });
  register(["InputLayer", "Activation", "Softmax", "Rescaling"], Layer);
  register("ReLU", Layer, { max_value: null, negative_slope: 0, threshold: 0 });
  register("LeakyReLU", Layer, { negative_slope: 0.3 });
  register(["Dropout", "SpatialDropout1D", "SpatialDropout2D"], Dropout);
  register("BatchNormalization", BatchNormalization, { center: true, scale: true });

  // A layer from its description as plain data, as Python's Layer.describe gives it.
  const make = (description) => new KINDS[description.layer].Kind(description);

  return {
    Layer,
    KINDS,
    register,
    make,
    arithmetic,
    sentence,
    window,
    prod,
    product,
    last,
  };
})();
