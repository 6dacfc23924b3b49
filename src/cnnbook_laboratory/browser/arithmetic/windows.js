// Layers with a window that slides: convolutions and poolings. cnnbook.layers, text by text.
"use strict";
{
  const { Layer, KINDS, register, arithmetic, window, prod, product, last } = laboratory.layers;
  const { outputSize, samePadding, transposedOutputSize, repr } = laboratory.geometry;
  const { integer, shape } = laboratory.numbers;

  class Sliding extends Layer {
    get rank() {
      return KINDS[this.kind].rank;
    }

    get paddings() {
      return ["valid", "same"];
    }

    // Gives each argument one value per axis, as Keras does with a single integer.
    normalise(names) {
      for (const name of names) {
        const perAxis = Array.isArray(this[name]) ? this[name] : Array(this.rank).fill(this[name]);
        if (perAxis.length !== this.rank)
          this.fail(`${name}=${repr(this[name])} deve ter ${this.rank} valores`);
        for (const size of perAxis) this.checkPositive({ [name]: size });
        this[name] = perAxis;
      }
      if (typeof this.padding === "string") this.padding = this.padding.toLowerCase(); // as Keras
      if (!this.paddings.includes(this.padding)) {
        const known = this.paddings.map((name) => `"${name}"`).join(" ou ");
        this.fail(`o livro não descreve padding=${repr(this.padding)}: use ${known}`);
      }
    }

    spatialOutput(input) {
      this.checkRank(input, this.rank);
      return this.named(() =>
        this.windows(input).map((one, axis) =>
          outputSize(input[axis], one.kernelSize, one.strides, this.padding, one.dilationRate)
        )
      );
    }

    // The windows along each axis, with the zeros that go before it.
    windows(input) {
      this.checkRank(input, this.rank);
      return this.kernel().map((kernelSize, axis) => {
        const strides = this.strides[axis];
        const dilation = this.dilation_rate ? this.dilation_rate[axis] : 1;
        let before = 0;
        if (this.padding === "same")
          [before] = samePadding(input[axis], kernelSize, strides, dilation);
        else if (this.padding === "causal") before = (kernelSize - 1) * dilation;
        return window(kernelSize, strides, dilation, before);
      });
    }

    sizeArithmetic(input) {
      const sizes = this.spatialOutput(input);
      return this.windows(input).map((one, axis) =>
        arithmetic(sizeExpression(input[axis], one, this.padding), sizes[axis])
      );
    }
  }

  function sizeExpression(size, { kernelSize, strides, dilationRate = 1 }, padding) {
    if (padding !== "valid") return `⌈${integer(size)}/${strides}⌉`;
    const covered =
      dilationRate > 1 ? `((${kernelSize} − 1)·${dilationRate} + 1)` : String(kernelSize);
    return `⌊(${integer(size)} − ${covered})/${strides}⌋ + 1`;
  }

  // A sliding window with weights.
  class Kernel extends Sliding {
    kernel() {
      return this.kernel_size;
    }

    checkKernel() {
      this.normalise(["kernel_size", "strides", "dilation_rate"]);
    }

    refuseStridesWithDilation() {
      if (Math.max(...this.strides) > 1 && Math.max(...this.dilation_rate) > 1)
        this.fail(
          "o Keras não aceita passo e dilatação na mesma camada, e há " +
            `strides=${repr(this.strides)} com dilation_rate=${repr(this.dilation_rate)}`
        );
    }

    // The parameters of filters that read so many channels each, and their biases.
    filtersOf(channels, written) {
      const weights = `${product(...this.kernel_size)}·${written}`;
      const expression = this.use_bias ? `(${weights} + 1)` : weights;
      return arithmetic(
        `${expression}·${integer(this.filters)}`,
        (prod(this.kernel_size) * channels + Number(this.use_bias)) * this.filters
      );
    }
  }

  class Convolution extends Kernel {
    get paddings() {
      return this.kind === "Conv1D" ? ["valid", "same", "causal"] : super.paddings;
    }

    check() {
      this.checkPositive({ filters: this.filters, groups: this.groups });
      this.checkKernel();
      this.refuseStridesWithDilation();
      if (this.filters % this.groups)
        this.fail(`${this.filters} filtros não se dividem em ${this.groups} grupos iguais`);
    }

    // Input channels that each filter reads: all of them, or those of its group.
    channelsRead(input) {
      this.checkRank(input, this.rank);
      if (last(input) % this.groups)
        this.fail(
          `${last(input)} canais da entrada não se dividem em ${this.groups} grupos iguais`
        );
      return last(input) / this.groups;
    }

    outputShape(input) {
      this.channelsRead(input);
      return [...this.spatialOutput(input), this.filters];
    }

    parameterArithmetic(input) {
      const written = integer(last(input));
      return this.filtersOf(
        this.channelsRead(input),
        this.groups > 1 ? `(${written}/${this.groups})` : written
      );
    }

    multiplyAccumulates(input) {
      return prod(this.outputShape(input)) * prod(this.kernel_size) * this.channelsRead(input);
    }
  }

  // Each channel has filters of its own, which read that channel alone.
  class Depthwise extends Kernel {
    check() {
      this.checkPositive({ depth_multiplier: this.depth_multiplier });
      this.checkKernel();
      this.checkEqualStrides();
    }

    checkEqualStrides() {
      // TensorFlow computes no other
      if (new Set(this.strides).size > 1)
        this.fail(
          "o passo de uma convolução por canal deve ser o mesmo nos dois eixos, " +
            `e é ${shape(this.strides)}`
        );
    }

    maps(input) {
      return last(input) * this.depth_multiplier;
    }

    writtenMaps(input) {
      return product(last(input), ...(this.depth_multiplier > 1 ? [this.depth_multiplier] : []));
    }

    outputShape(input) {
      return [...this.spatialOutput(input), this.maps(input)];
    }

    parameterArithmetic(input) {
      this.checkRank(input, this.rank);
      const weights = product(...this.kernel_size);
      return arithmetic(
        `${this.use_bias ? `(${weights} + 1)` : weights}·${this.writtenMaps(input)}`,
        (prod(this.kernel_size) + Number(this.use_bias)) * this.maps(input)
      );
    }

    multiplyAccumulates(input) {
      return prod(this.outputShape(input)) * prod(this.kernel_size);
    }
  }

  // A depthwise convolution without bias, then filters of 1×1 that combine its maps.
  class Separable extends Depthwise {
    check() {
      this.checkPositive({ filters: this.filters, depth_multiplier: this.depth_multiplier });
      this.checkKernel();
      this.checkEqualStrides();
    }

    outputShape(input) {
      return [...this.spatialOutput(input), this.filters];
    }

    parameterArithmetic(input) {
      this.checkRank(input, this.rank);
      const written = this.writtenMaps(input);
      const combined = this.use_bias ? `(${written} + 1)` : written;
      return arithmetic(
        `${product(...this.kernel_size)}·${written} + ${combined}·${integer(this.filters)}`,
        prod(this.kernel_size) * this.maps(input) +
          (this.maps(input) + Number(this.use_bias)) * this.filters
      );
    }

    multiplyAccumulates(input) {
      return (
        prod(this.spatialOutput(input)) * this.maps(input) * (prod(this.kernel_size) + this.filters)
      );
    }
  }

  class Transposed extends Kernel {
    check() {
      this.checkPositive({ filters: this.filters });
      this.checkKernel();
      this.refuseStridesWithDilation();
    }

    windows() {
      return null;
    } // what an output reads depends on its place

    // What `of` makes of each axis: its size, kernel, stride and dilation.
    axes(input, of) {
      this.checkRank(input, this.rank);
      return this.kernel_size.map((size, axis) =>
        of(input[axis], size, this.strides[axis], this.dilation_rate[axis])
      );
    }

    outputShape(input) {
      const sizes = this.axes(input, (size, kernel, strides, dilation) =>
        transposedOutputSize(size, kernel, strides, this.padding, dilation)
      );
      return [...sizes, this.filters];
    }

    sizeArithmetic(input) {
      const sizes = this.outputShape(input);
      const expressions = this.axes(input, (size, kernel, strides, dilation) => {
        if (this.padding === "same") return product(size, strides);
        const covered = dilation > 1 ? `((${kernel} − 1)·${dilation} + 1)` : integer(kernel);
        return `(${integer(size)} − 1)·${strides} + máx(${covered}, ${strides})`;
      });
      return expressions.map((expression, axis) => arithmetic(expression, sizes[axis]));
    }

    parameterArithmetic(input) {
      this.checkRank(input, this.rank);
      return this.filtersOf(last(input), integer(last(input)));
    }

    // One product for each input value, weight of a filter, and filter.
    multiplyAccumulates(input) {
      this.checkRank(input, this.rank);
      return prod(input) * prod(this.kernel_size) * this.filters;
    }
  }

  class Pooling extends Sliding {
    kernel() {
      return this.pool_size;
    }

    check() {
      if (this.strides === null) this.strides = this.pool_size;
      this.normalise(["pool_size", "strides"]);
    }

    outputShape(input) {
      return [...this.spatialOutput(input), last(input)];
    }
  }

  class GlobalPooling extends Layer {
    windows(input) {
      return input.slice(0, -1).map((size) => window(size, 0));
    }

    outputShape(input) {
      const { rank } = KINDS[this.kind];
      this.checkRank(input, rank);
      return [...Array(this.keepdims ? rank : 0).fill(1), last(input)];
    }
  }

  const SLIDES = { strides: 1, padding: "valid", dilation_rate: 1, use_bias: true };
  register(["Conv1D", "Conv2D"], Convolution, { ...SLIDES, groups: 1 });
  register("DepthwiseConv2D", Depthwise, { ...SLIDES, depth_multiplier: 1 });
  register("SeparableConv2D", Separable, { ...SLIDES, depth_multiplier: 1 });
  register("Conv2DTranspose", Transposed, SLIDES);
  register(["MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D"], Pooling, {
    pool_size: 2,
    strides: null,
    padding: "valid",
  });
  register(
    [
      "GlobalMaxPooling1D",
      "GlobalMaxPooling2D",
      "GlobalAveragePooling1D",
      "GlobalAveragePooling2D",
    ],
    GlobalPooling,
    { keepdims: false }
  );
  Object.assign(laboratory.layers, { sizeExpression });
}
