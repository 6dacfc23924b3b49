// Descriptions of layers as the Keras code of the book: what keras.read reads, and Keras runs.
"use strict";
Object.assign(
  laboratory.keras,
  (() => {
    const { NEEDED, SIGNATURES } = laboratory.keras;
    const WIDTH = 80;

    // A value as Python writes it; one size where all axes have the same.
    function python(value) {
      if (value === null || value === undefined) return "None";
      if (typeof value === "boolean") return value ? "True" : "False";
      if (typeof value === "string")
        return `"${value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;
      if (Array.isArray(value))
        return `(${value.map(python).join(", ")}${value.length === 1 ? "," : ""})`;
      return String(value);
    }

    const PER_AXIS = ["kernel_size", "pool_size", "strides", "dilation_rate"];
    const folded = (name, value) =>
      PER_AXIS.includes(name) && Array.isArray(value) && value.every((size) => size === value[0])
        ? value[0]
        : value;
    const equal = (one, other) => JSON.stringify(one) === JSON.stringify(other);

    function call(layer) {
      const { order, described } = SIGNATURES[layer.layer];
      const given = [];
      let byPlace = true; // as long as none before was left out
      for (const name of order.filter((one) => one in described)) {
        const value = folded(name, layer[name]);
        const usual = described[name] === NEEDED ? undefined : described[name];
        // Keras asks for a pool_size in some of its poolings.
        const isUsual =
          name !== "pool_size" &&
          (equal(value, usual) ||
            (name === "strides" &&
              "pool_size" in layer &&
              (value === null || equal(value, folded("pool_size", layer.pool_size)))));
        if (isUsual) byPlace = false;
        else {
          const isPlain = byPlace && (described[name] === NEEDED || name === order[0]);
          given.push(isPlain ? python(value) : `${name}=${python(value)}`);
          byPlace &&= isPlain;
        }
      }
      if (layer.activation && !("activation" in described))
        given.push(`activation=${python(layer.activation)}`);
      if (layer.name) given.push(`name=${python(layer.name)}`);
      return given;
    }

    function line(layer) {
      const given = call(layer).join(", ");
      const whole = `        layers.${layer.layer}(${given}),`;
      if (whole.length <= WIDTH) return whole;
      return `        layers.${layer.layer}(\n            ${given}\n        ),`;
    }

    // The whole program that makes a network.
    const write = ({ input, layers }) =>
      [
        "import keras",
        "from keras import layers",
        "",
        "model = keras.Sequential(",
        "    [",
        `        keras.Input(${python(input)}),`,
        ...layers.map(line),
        "    ]",
        ")",
        "",
      ].join("\n");

    return { python, write };
  })()
);
