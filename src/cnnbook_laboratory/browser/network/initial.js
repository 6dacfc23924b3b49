// The weights before training, drawn again from the run's seeds: the same, bit by bit, as Keras'.
// Philox 4x32-10 (J. Salmon et al., Parallel random numbers: as easy as 1, 2, 3, 2011), in the way
// of TensorFlow's stateless_random_uniform.
"use strict";
laboratory.initial = (() => {
  const BY = [0xd2511f53, 0xcd9e8d57];
  const STEP = [0x9e3779b9, 0xbb67ae85];
  const SCRAMBLE = [0x3ec8f720, 0x02461e29]; // TensorFlow's key, with which it mixes a seed

  // Both halves of the product of two numbers of 32 bits.
  function multiplied(a, b) {
    const [low, high] = [a & 0xffff, a >>> 16];
    const middle = high * (b & 0xffff) + Math.floor((low * (b & 0xffff)) / 0x10000);
    const carried = low * (b >>> 16) + (middle % 0x10000);
    const top = high * (b >>> 16) + Math.floor(middle / 0x10000) + Math.floor(carried / 0x10000);
    return [top >>> 0, Math.imul(a, b) >>> 0];
  }

  function philox(counter, key) {
    let [a, b, c, d] = counter;
    let [first, second] = key;
    for (let round = 0; round < 10; round += 1) {
      const [high0, low0] = multiplied(a, BY[0]);
      const [high1, low1] = multiplied(c, BY[1]);
      [a, b, c, d] = [(high1 ^ b ^ first) >>> 0, low1, (high0 ^ d ^ second) >>> 0, low0];
      first = (first + STEP[0]) >>> 0;
      second = (second + STEP[1]) >>> 0;
    }
    return [a, b, c, d];
  }

  // Numbers in [0, 1) of 23 bits; the seed is below 2**32.
  function uniform(count, seed) {
    const [first, second, third, fourth] = philox([seed, 0, 0, 0], SCRAMBLE);
    const numbers = new Float32Array(count);
    for (let block = 0; 4 * block < count; block += 1) {
      philox([block, 0, third, fourth], [first, second]).forEach((word, i) => {
        if (4 * block + i < count) numbers[4 * block + i] = (word & 0x7fffff) / 0x800000;
      });
    }
    return numbers;
  }

  // Glorot's uniform kernels (X. Glorot and Y. Bengio, 2010), and biases of zero; the layers are
  // those of laboratory.cnn.placed. Each step is rounded as TensorFlow's float32 is.
  function weights({ layers, count }, seeds) {
    const all = new Float32Array(count);
    layers.filter((layer) => layer.kernel).forEach((layer, i) => {
      const size = layer.bias - layer.weights;
      const [inputs, outputs] = layer.kernel.slice(-2);
      const area = size / (inputs * outputs);
      const limit = Math.fround(Math.sqrt(6 / (area * inputs + area * outputs)));
      const span = Math.fround(limit + limit);
      all.set(
        uniform(size, seeds[i]).map((number) => Math.fround(number * span) - limit),
        layer.weights,
      );
    });
    return all;
  }

  return { weights };
})();
