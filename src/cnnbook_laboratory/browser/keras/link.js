// A network as a short text for links, and back: "32x32x3.c2n32k3s2pSarelu@conv1.f.dn100".
// After the input, layer by layer: its kind, each argument that is not Keras' own default under a
// letter, its activation, its name. What comes in by a link is checked: null if it is none.
"use strict";
laboratory.keras.link = (() => {
  const { NEEDED, SIGNATURES } = laboratory.keras;
  const KINDS = {
    c1: "Conv1D",
    c2: "Conv2D",
    dw: "DepthwiseConv2D",
    sc: "SeparableConv2D",
    ct: "Conv2DTranspose",
    m1: "MaxPooling1D",
    m2: "MaxPooling2D",
    v1: "AveragePooling1D",
    v2: "AveragePooling2D",
    gm1: "GlobalMaxPooling1D",
    gm2: "GlobalMaxPooling2D",
    ga1: "GlobalAveragePooling1D",
    ga2: "GlobalAveragePooling2D",
    z1: "ZeroPadding1D",
    z2: "ZeroPadding2D",
    f: "Flatten",
    rs: "Reshape",
    d: "Dense",
    bn: "BatchNormalization",
    dr: "Dropout",
    sd1: "SpatialDropout1D",
    sd2: "SpatialDropout2D",
    ac: "Activation",
    re: "ReLU",
    lr: "LeakyReLU",
    so: "Softmax",
    sl: "Rescaling",
  };
  const LETTERS = {
    filters: "n",
    units: "n",
    kernel_size: "k",
    pool_size: "k",
    strides: "s",
    padding: "p",
    dilation_rate: "d",
    groups: "g",
    depth_multiplier: "m",
    use_bias: "b",
    keepdims: "e",
    rate: "r",
    target_shape: "t",
    center: "c",
    scale: "l",
    max_value: "v",
    negative_slope: "h",
    threshold: "w",
    offset: "o",
  };
  const WORDS = { same: "S", causal: "C", valid: "V" };
  const CODES = swapped(KINDS);
  const CODE = Object.keys(KINDS)
    .sort((one, other) => other.length - one.length)
    .join("|");
  const LAYER = new RegExp(`^(${CODE})((?:[a-z](?:[\\d_xy-]+|[SCV]))*)(?:a([a-z_]+))?(?:@(.*))?$`);
  const ARGUMENT = /([a-z])([\d_xy-]+|[SCV])/g;
  const MOST = { layers: 80, size: 1e6, name: 40 };

  function swapped(table) {
    return Object.fromEntries(Object.entries(table).map(([one, other]) => [other, one]));
  }

  // 3, [1, 3], [[0, 1], [0, 1]], 0.5, true, "same"
  function written(value) {
    if (Array.isArray(value)) {
      const parts = value.map((one) =>
        Array.isArray(one) ? one.map(written).join("y") : written(one)
      );
      return parts.every((one) => one === parts[0]) && !Array.isArray(value[0]) && parts.length > 1
        ? parts[0]
        : parts.join("x");
    }
    if (typeof value === "boolean") return value ? "1" : "0";
    if (typeof value === "string") return WORDS[value.toLowerCase()];
    return String(value).replace(".", "_");
  }

  function value(name, usual, text) {
    if (name === "padding" && swapped(WORDS)[text]) return swapped(WORDS)[text];
    const number = (one) => Number(one.replace("_", "."));
    const parts = text
      .split("x")
      .map((one) => (one.includes("y") ? one.split("y").map(number) : number(one)));
    if (typeof usual === "boolean") return parts[0] === 1;
    const isList = parts.length > 1 || Array.isArray(parts[0]) || name === "target_shape";
    return isList ? parts : parts[0];
  }

  function ofLayer(layer) {
    const { described } = SIGNATURES[layer.layer];
    let text = CODES[layer.layer];
    for (const [name, usual] of Object.entries(described)) {
      const given = layer[name];
      if (name === "activation" || given === null || given === undefined) continue;
      if (written(given) === undefined) continue; // a padding that there is not
      const isUsual = usual !== NEEDED && usual !== null && written(given) === written(usual);
      if (!isUsual)
        text += LETTERS[name] + (name === "target_shape" ? given.join("x") : written(given));
    }
    if (layer.activation) text += `a${layer.activation}`;
    const name = (layer.name || "").replace(/[^\p{L}\p{N}_-]/gu, "_").slice(0, MOST.name);
    return name ? `${text}@${name}` : text;
  }

  const of = ({ input, layers }) => [input.join("x"), ...layers.map(ofLayer)].join(".");

  function layerOf(text) {
    const found = LAYER.exec(text);
    if (!found) return null;
    const [, code, given, activation = "", name = ""] = found;
    const layer = { layer: KINDS[code], name: name.slice(0, MOST.name) };
    const { described } = SIGNATURES[layer.layer];
    for (const [argument, usual] of Object.entries(described)) {
      layer[argument] = usual === NEEDED ? (argument === "target_shape" ? [-1] : 1) : usual;
    }
    for (const [, letter, text_] of given.matchAll(ARGUMENT)) {
      const argument = Object.keys(described).find((one) => LETTERS[one] === letter);
      if (!argument) return null;
      layer[argument] = value(argument, described[argument], text_);
      if (
        ![layer[argument]]
          .flat(2)
          .every((one) => typeof one !== "number" || Math.abs(one) < MOST.size)
      )
        return null;
    }
    if (activation) layer.activation = activation;
    return layer;
  }

  // The network that a text stands for, or null.
  function read(text) {
    const [first, ...rest] = String(text).split(".");
    const input = first.split("x").map(Number);
    const isShape =
      input.length <= 3 &&
      input.every((size) => Number.isInteger(size) && size > 0 && size < MOST.size);
    const layers = rest.map(layerOf);
    return isShape && layers.length <= MOST.layers && !layers.includes(null)
      ? { input, layers }
      : null;
  }

  return { of, read };
})();
