// Pictures of 32×32 pixels as a network takes them, numbers from 0 to 1, and on a canvas.
"use strict";
laboratory.pixels = (() => {
  const SIDE = 32;
  const FINER = 8;
  const RAMPS = {
    light: [[244, 246, 248], [0, 114, 178], [0, 25, 45]],
    dark: [[27, 32, 40], [86, 180, 233], [255, 255, 255]],
  };

  const canvas = (width, height, attributes = {}) =>
    laboratory.elements.element("canvas", { width, height, ...attributes });
  const context = (of) => of.getContext("2d", { willReadFrequently: true });

  const ofBytes = (base64) =>
    Float32Array.from(laboratory.cnn.bytesOf(base64), (value) => value / 255);

  const ofCanvas = (of) => {
    const { data } = context(of).getImageData(0, 0, SIDE, SIDE);
    return Float32Array.from({ length: SIDE * SIDE * 3 }, (_unused, i) =>
      data[Math.floor(i / 3) * 4 + (i % 3)] / 255);
  };

  // The square in the middle of a photograph, on white, as means of 8×8 places: no two browsers
  // make a picture that much smaller in the same way.
  async function ofFile(file) {
    const bitmap = await createImageBitmap(file);
    const side = Math.min(bitmap.width, bitmap.height);
    const big = canvas(SIDE * FINER, SIDE * FINER);
    const drawing = context(big);
    drawing.fillStyle = "#fff";
    drawing.fillRect(0, 0, big.width, big.height);
    drawing.imageSmoothingQuality = "high";
    drawing.drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side,
      0, 0, big.width, big.height);
    bitmap.close();
    const { data } = drawing.getImageData(0, 0, big.width, big.height);
    const means = new Float32Array(SIDE * SIDE * 3);
    for (let i = 0; i < big.width * big.height; i += 1) {
      const row = Math.floor(i / big.width / FINER);
      const column = Math.floor((i % big.width) / FINER);
      for (let k = 0; k < 3; k += 1) {
        means[(row * SIDE + column) * 3 + k] += data[i * 4 + k] / 255 / FINER ** 2;
      }
    }
    return means;
  }

  // On a canvas: a colour for each place, as [red, green, blue(, opacity)] from 0 to 255.
  function paint(of, rows, columns, colour, x = 0, y = 0) {
    const image = of.getContext("2d").createImageData(columns, rows);
    for (let i = 0; i < rows * columns; i += 1) {
      image.data.set([...colour(i), 255].slice(0, 4), 4 * i);
    }
    of.getContext("2d").putImageData(image, x, y);
  }

  const show = (of, picture) => paint(of, SIDE, SIDE, (i) =>
    [0, 1, 2].map((k) => Math.round(picture[3 * i + k] * 255)));

  // From nothing to the most, in the page's colours.
  function ramp(part) {
    const stops = RAMPS[document.documentElement.dataset.theme] || RAMPS.light;
    const from = part < 0.5 ? 0 : 1;
    const share = 2 * part - from;
    return stops[from].map((value, k) => value + (stops[from + 1][k] - value) * share);
  }

  // One map of a layer's output.
  function showMap(of, values, [rows, columns, filters], map, most, x = 0, y = 0) {
    paint(of, rows, columns, (i) =>
      ramp(most ? Math.max(values[i * filters + map], 0) / most : 0), x, y);
  }

  // Again when the page's colours change.
  function onTheme(act) {
    new MutationObserver(act).observe(document.documentElement, {
      attributeFilter: ["data-theme"],
    });
  }

  return { SIDE, canvas, context, ofBytes, ofCanvas, ofFile, paint, show, showMap, onTheme };
})();
