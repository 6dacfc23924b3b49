// Runs a network of convolutions, a global average and dense layers, as Keras lays numbers out:
// (rows, columns, channels), kernels (rows, columns, channels, filters). No page.
"use strict";
laboratory.cnn = (() => {
  const product = (sizes) => sizes.reduce((a, b) => a * b, 1);

  const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

  // IEEE 754, 16 bits; no weight is infinite.
  function half(bits) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
  }

  // As cnnbook.inside.network.packed makes them.
  function weightsOf({ high, alphabet, low }) {
    const bytes = new Map(alphabet);
    return Float32Array.from(bytesOf(low), (byte, i) => half(bytes.get(high[i]) * 256 + byte));
  }

  // Each layer with its kernel's whole shape, and where kernel and bias begin among all weights.
  function placed(layers) {
    let at = 0;
    const all = layers.map((layer) => {
      const inputs = layer.input[layer.input.length - 1];
      const outputs = layer.output[layer.output.length - 1];
      if (layer.kind === "GlobalAveragePooling2D") return layer;
      const kernel = [...(layer.kernel || []), inputs, outputs];
      const weights = at;
      const bias = weights + product(kernel);
      at = bias + outputs;
      return { ...layer, kernel, weights, bias };
    });
    return { layers: all, count: at };
  }

  // What the window of a place covers: the place in the input and in the kernel, and not the zeros.
  function* covered(layer, row, column) {
    const [rows, columns] = layer.input;
    for (let y = 0; y < layer.kernel[0]; y += 1) {
      for (let x = 0; x < layer.kernel[1]; x += 1) {
        const r = row * layer.strides[0] + y - layer.before[0];
        const c = column * layer.strides[1] + x - layer.before[1];
        if (r >= 0 && c >= 0 && r < rows && c < columns) {
          yield { place: r * columns + c, tap: y * layer.kernel[1] + x };
        }
      }
    }
  }

  function convolve(layer, input, weights) {
    const [rows, columns, filters] = layer.output;
    const channels = layer.input[2];
    const kernel = weights.subarray(layer.weights, layer.bias);
    const bias = weights.subarray(layer.bias, layer.bias + filters);
    const output = new Float32Array(rows * columns * filters);
    const sums = new Float64Array(filters);
    for (let place = 0; place < rows * columns; place += 1) {
      sums.set(bias);
      for (const window of covered(layer, Math.floor(place / columns), place % columns)) {
        const from = window.place * channels;
        for (let channel = 0; channel < channels; channel += 1) {
          const value = input[from + channel];
          if (value === 0) continue; // the ReLU leaves many
          const at = (window.tap * channels + channel) * filters;
          for (let filter = 0; filter < filters; filter += 1) {
            sums[filter] += value * kernel[at + filter];
          }
        }
      }
      output.set(sums, place * filters);
    }
    return output;
  }

  function average(layer, input) {
    const [channels] = layer.output;
    const sums = new Float64Array(channels);
    for (let i = 0; i < input.length; i += 1) sums[i % channels] += input[i];
    return Float32Array.from(sums, (sum) => (sum * channels) / input.length);
  }

  function dense(layer, input, weights) {
    const [units] = layer.output;
    const sums = Float64Array.from(weights.subarray(layer.bias, layer.bias + units));
    input.forEach((value, i) => {
      for (let unit = 0; unit < units; unit += 1) {
        sums[unit] += value * weights[layer.weights + i * units + unit];
      }
    });
    return Float32Array.from(sums);
  }

  function softmax(values) {
    const most = values.reduce((a, b) => Math.max(a, b));
    const powers = Float64Array.from(values, (value) => Math.exp(value - most));
    const sum = powers.reduce((a, b) => a + b);
    return Float32Array.from(powers, (power) => power / sum);
  }

  const RUN = { Conv2D: convolve, GlobalAveragePooling2D: average, Dense: dense };
  const ACTIVATE = {
    linear: (values) => values,
    relu: (values) => values.map((value) => Math.max(value, 0)),
    softmax,
  };

  // Every layer's output, and what the last one had before its activation.
  function run(layers, weights, input) {
    const outputs = [];
    let logits = input;
    let values = input;
    for (const layer of layers) {
      logits = RUN[layer.kind](layer, values, weights);
      values = ACTIVATE[layer.activation](logits);
      outputs.push(values);
    }
    return { outputs, logits, probabilities: values };
  }

  // The rows and columns of the picture, first and last, that a layer's place depends on.
  function region(layers, index, place) {
    let spans = place.map((at) => [at, at]);
    for (const layer of layers.slice(0, index + 1).reverse()) {
      spans = spans.map(([first, last], axis) => {
        const start = first * layer.strides[axis] - layer.before[axis];
        const end = last * layer.strides[axis] - layer.before[axis] + layer.kernel[axis] - 1;
        return [Math.max(start, 0), Math.min(end, layer.input[axis] - 1)];
      });
    }
    return spans;
  }

  // The sum behind a convolution's number: what each map of its input adds, and the bias. A term is
  // [value, weight, place of the value].
  function sums(layer, weights, input, [row, column], filter) {
    const [, , channels, filters] = layer.kernel;
    const of = new Float64Array(channels);
    const terms = Array.from({ length: channels }, () => []);
    for (const window of covered(layer, row, column)) {
      for (let channel = 0; channel < channels; channel += 1) {
        const value = input[window.place * channels + channel];
        const weight =
          weights[layer.weights + (window.tap * channels + channel) * filters + filter];
        of[channel] += value * weight;
        terms[channel].push([value, weight, window.place]);
      }
    }
    const bias = weights[layer.bias + filter];
    return { of, terms, bias, total: of.reduce((a, b) => a + b) + bias };
  }

  // A class's logit as the sum of what each place of the last maps adds: with a global average and
  // one dense layer after them that is exact.
  function split(layers, weights, result, unit) {
    const at = layers.findIndex((layer) => layer.kind === "GlobalAveragePooling2D");
    const output = layers[at + 1];
    const [rows, columns, channels] = layers[at].input;
    const [units] = output.output;
    const maps = result.outputs[at - 1];
    const places = Array.from({ length: rows * columns }, (_, place) => {
      let sum = 0;
      for (let channel = 0; channel < channels; channel += 1) {
        const weight = weights[output.weights + channel * units + unit];
        sum += (maps[place * channels + channel] / (rows * columns)) * weight;
      }
      return { row: Math.floor(place / columns), column: place % columns, sum };
    });
    return { places, bias: weights[output.bias + unit], total: result.logits[unit] };
  }

  return { bytesOf, weightsOf, placed, covered, run, region, sums, split };
})();
