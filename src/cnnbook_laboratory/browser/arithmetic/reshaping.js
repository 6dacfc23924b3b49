// Layers that lay values out anew or put zeros around them: cnnbook.layers, text by text.
"use strict";
{
  const { Layer, KINDS, register, arithmetic, window, prod, product, last } = laboratory.layers;
  const { repr } = laboratory.geometry;
  const { integer, shape } = laboratory.numbers;

  class Flatten extends Layer {
    windows(input) {
      return input.slice(0, -1).map((size) => window(size, 0));
    }

    outputShape(input) {
      return [prod(input)];
    }

    sizeArithmetic(input) {
      return [arithmetic(product(...input), prod(input))];
    }
  }

  // At most one −1 stands for the rest.
  class Reshape extends Layer {
    check() {
      const sizes = this.target_shape;
      const free = sizes.filter((size) => size === -1);
      if (free.length > 1 || sizes.some((size) => size !== -1 && size < 1))
        this.fail(
          `target_shape=${repr(sizes)} deve ter inteiros maiores que zero e no máximo um −1`
        );
    }

    outputShape(input) {
      const known = prod(this.target_shape.filter((size) => size !== -1));
      const total = prod(input);
      if (this.target_shape.includes(-1) ? total % known : total !== known)
        this.fail(
          `os ${integer(total)} valores de ${shape(input)} não cabem em ${repr(this.target_shape)}`
        );
      return this.target_shape.map((size) => (size === -1 ? total / known : size));
    }

    windows(input) {
      // of one place, all is read; of more, what is read depends on the place
      const places = input.slice(0, -1);
      return prod(places) === 1 ? places.map((size) => window(size, 0)) : null;
    }
  }

  class ZeroPadding extends Layer {
    check() {
      const { rank } = KINDS[this.kind];
      const given = this.padding;
      let perAxis = Array.isArray(given) ? given : Array(rank).fill(given);
      if (rank === 1 && Array.isArray(given)) perAxis = [given];
      const pairs = perAxis.map((pair) => (Array.isArray(pair) ? pair : [pair, pair]));
      const whole = pairs.every(
        (pair) => pair.length === 2 && pair.every((zeros) => Number.isInteger(zeros) && zeros >= 0)
      );
      if (pairs.length !== rank || !whole)
        this.fail(
          `padding=${repr(given)} deve ser um inteiro, zero ou maior, ou um par para cada eixo`
        );
      this.padding = pairs;
    }

    outputShape(input) {
      this.checkRank(input, KINDS[this.kind].rank);
      const padded = this.padding.map(([before, after], axis) => input[axis] + before + after);
      return [...padded, last(input)];
    }

    sizeArithmetic(input) {
      const sizes = this.outputShape(input);
      return this.padding.map(([before, after], axis) =>
        arithmetic(`${before} + ${integer(input[axis])} + ${after}`, sizes[axis])
      );
    }

    windows(input) {
      this.checkRank(input, KINDS[this.kind].rank);
      return this.padding.map(([before]) => window(1, 1, 1, before));
    }
  }

  register("Flatten", Flatten);
  register("Reshape", Reshape);
  register(["ZeroPadding1D", "ZeroPadding2D"], ZeroPadding, { padding: 1 });
}
