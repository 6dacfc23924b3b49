// A layer as a sentence whose numbers can be edited: "conv1: 32 filtros de 3, passo 2, com zeros".
"use strict";
laboratory.calculator.sentence = (() => {
  const { element } = laboratory.elements;
  const { select } = laboratory.controls;
  const { field, typed } = laboratory.calculator.parts;
  const { SIGNATURES } = laboratory.keras;
  const { filled } = laboratory;
  // How a reader calls each argument.
  const WORDS = {
    filters: _("filters"),
    kernel_size: _("window"),
    pool_size: _("window"),
    strides: _("stride"),
    padding: _("padding"),
    dilation_rate: _("dilation"),
    groups: _("groups"),
    units: _("units"),
    depth_multiplier: _("filters for each map"),
    use_bias: _("biases"),
  };
  const RANK = (layer) => Number((/([12])D/.exec(layer.layer) || [])[1]) || 0;
  const KERNELS = ["Conv1D", "Conv2D", "Conv2DTranspose", "SeparableConv2D"];

  // Its name, or else its place: "camada 3".
  const label = (layer, at) => layer.name || filled(_("layer {number}"), { number: at + 1 });

  // edit(argument, word, from, to, change) is called with the texts of both values.
  function parts(layer, at, edit, refuse) {
    const name = label(layer, at);
    const say = (argument) =>
      filled(_("{what} of {layer}"), { what: WORDS[argument], layer: name });
    const number = (argument) => {
      const axes = ["kernel_size", "pool_size", "strides", "dilation_rate"].includes(argument)
        ? RANK(layer)
        : 1;
      const given = layer[argument] === null ? layer.pool_size : layer[argument];
      return field({
        key: `${at}-${argument}`,
        label: say(argument),
        value: given,
        lengths: axes > 1 ? [1, axes] : [1],
        refuse,
        change: (found) => {
          const to =
            axes > 1 && found.length === 1
              ? Array(axes).fill(found[0])
              : axes > 1
                ? found
                : found[0];
          edit(argument, say(argument), typed(given), typed(to), to);
        },
      });
    };
    const option = (argument, options, toValue = (one) => one) => {
      const texts = Object.fromEntries(options);
      const from = String(layer[argument]);
      return select(
        options,
        from,
        (to) => edit(argument, say(argument), texts[from], texts[to], toValue(to)),
        { "aria-label": say(argument), "data-key": `${at}-${argument}` }
      );
    };
    return { number, option };
  }

  function padding(layer, option) {
    const isPooling = "pool_size" in layer;
    const options = [
      ["valid", isPooling ? _("whole windows only") : _("without zeros")],
      ["same", isPooling ? _("also at the edges") : _("with zeros")],
    ];
    if (layer.layer === "Conv1D") options.push(["causal", _("with zeros before it")]);
    return option("padding", options);
  }

  // The sentence, as nodes and texts.
  function sentence(layer, at, edit, refuse) {
    const { number, option } = parts(layer, at, edit, refuse);
    const { described } = SIGNATURES[layer.layer];
    const says = [];
    if (KERNELS.includes(layer.layer)) {
      says.push(
        number("filters"),
        ` ${_("filters of")} `,
        number("kernel_size"),
        `, ${_("stride")} `,
        number("strides"),
        ", ",
        padding(layer, option)
      );
    } else if (layer.layer === "DepthwiseConv2D") {
      says.push(
        number("depth_multiplier"),
        ` ${_("filters for each map, of")} `,
        number("kernel_size"),
        `, ${_("stride")} `,
        number("strides"),
        ", ",
        padding(layer, option)
      );
    } else if ("pool_size" in described) {
      says.push(
        `${_("window of")} `,
        number("pool_size"),
        `, ${_("stride")} `,
        number("strides"),
        ", ",
        padding(layer, option)
      );
    } else if (layer.layer === "Dense") says.push(number("units"), ` ${_("units")}`);
    else says.push(OTHERS[layer.layer.replace(/[12]D$/, "")](layer));
    return says;
  }

  const plain = (value) => [value].flat(2).join(", ");
  const OTHERS = {
    GlobalMaxPooling: () => _("the largest number of each map"),
    GlobalAveragePooling: () => _("the mean of each map"),
    Flatten: () => _("all numbers in one vector"),
    Reshape: (layer) =>
      filled(_("the same numbers as {shape}"), { shape: typed(layer.target_shape) }),
    ZeroPadding: (layer) => filled(_("zeros around: {zeros}"), { zeros: plain(layer.padding) }),
    BatchNormalization: () => _("each map with its own mean, variance, factor and shift"),
    Dropout: () => _("changes no number outside training"),
    SpatialDropout: () => _("changes no number outside training"),
    Activation: (layer) => filled(_("{function} of each number"), { function: layer.activation }),
    ReLU: () => _("negative numbers become zero"),
    LeakyReLU: () => _("negative numbers become smaller"),
    Softmax: () => _("positive numbers that add up to one"),
    Rescaling: () => _("each number on another scale"),
  };

  // What one changes less often: dilation, groups, biases.
  function more(layer, at, edit, refuse) {
    const { number, option } = parts(layer, at, edit, refuse);
    const { described } = SIGNATURES[layer.layer];
    const rows = [];
    for (const argument of ["dilation_rate", "groups", "depth_multiplier"]) {
      if (
        argument in described &&
        !(argument === "depth_multiplier" && layer.layer === "DepthwiseConv2D")
      ) {
        rows.push(element("span", {}, `${WORDS[argument]} `, number(argument)));
      }
    }
    if ("use_bias" in described) {
      const options = [
        ["true", _("with biases")],
        ["false", _("without biases")],
      ];
      rows.push(option("use_bias", options, (one) => one === "true"));
    }
    return rows;
  }

  return { sentence, more, label };
})();
