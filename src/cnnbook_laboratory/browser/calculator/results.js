// What a layer, and the whole network, come to: shapes, parameters, multiplications and receptive
// fields, each with its arithmetic.
"use strict";
laboratory.calculator.results = (() => {
  const { element, drawn } = laboratory.elements;
  const { filled } = laboratory;
  const { integer, decimal, shape } = laboratory.numbers;
  const { prod, last } = laboratory.layers;
  const { totalParameters, totalMultiplyAccumulates } = laboratory.trace;
  const { lastWindow } = laboratory.calculator.Editing;

  const hidden = () =>
    element(
      "span",
      { class: "calculator-hidden" },
      element("span", { "aria-hidden": "true", text: "?" }),
      element("span", { class: "live-only-read", text: _("hidden until you have predicted") })
    );

  // "linhas ⌈8/1⌉ = 8; colunas ⌈8/2⌉ = 4", or once what holds for both.
  function size({ sizeArithmetic }) {
    const texts = sizeArithmetic.map(laboratory.layers.sentence);
    if (texts.length === 2 && texts[0] !== texts[1]) {
      return `${_("rows")} ${texts[0]}; ${_("columns")} ${texts[1]}`;
    }
    return texts[0] || "";
  }

  // "16·16 posições × 3·3·3·32": the products of one place, at each place.
  function products({ layer, inputShape, outputShape, multiplyAccumulates }) {
    if (layer.kind === "Dense" && outputShape.length === 1) {
      return `${integer(last(inputShape))}·${integer(layer.units)}`;
    }
    const places = outputShape.slice(0, -1);
    const each = multiplyAccumulates / prod(places);
    const factors = layer.kernel_size && [...layer.kernel_size, last(inputShape), layer.filters];
    if (!factors || !multiplyAccumulates) return "";
    const terms = prod(factors) === each ? factors.map(integer).join("·") : integer(each);
    return filled(_("{places} places × {terms}"), { places: places.map(integer).join("·"), terms });
  }

  // "7 + (3 − 1)·4": the field before, and what the window adds to it, for an axis.
  function growth(row, before, axis) {
    const { kernelSize, dilationRate } = row.layer.windows(row.inputShape)[axis] || {};
    const jump = before ? before.regions[axis].jump : 1;
    const seen = before ? before.receptiveField[axis] : 1;
    const reach = (kernelSize - 1) * dilationRate;
    if (!(reach > 0) || seen + reach * jump !== row.receptiveField[axis]) return "";
    const steps = [dilationRate, jump].filter((one) => one > 1).map((one) => `·${integer(one)}`);
    return `${integer(seen)} + (${integer(kernelSize)} − 1)${steps.join("")}`;
  }

  function field(row, before) {
    if (!row.receptiveField) return [_("not described"), ""];
    if (!row.receptiveField.length) return [_("all of the input"), ""];
    const texts = row.receptiveField.map((_size, axis) => growth(row, before, axis));
    const isOne = texts.every((one) => one === texts[0]);
    const told = isOne
      ? texts[0]
      : texts
          .map((one, axis) => one && `${[_("rows"), _("columns")][axis]} ${one}`)
          .filter(Boolean)
          .join("; ");
    return [shape(row.receptiveField), told];
  }

  const bar = (part, whole) => {
    const line = element(
      "span",
      { class: "calculator-bar", "aria-hidden": "true" },
      element("span")
    );
    line.firstChild.style.width = `${whole ? (100 * part) / whole : 0}%`;
    return line;
  };

  // The list under a layer; with isHidden, only what is asked.
  function ofLayer(rows, at, isHidden) {
    const row = rows[at];
    const one = (term, value, how, more) =>
      element(
        "div",
        {},
        element("dt", { text: term }),
        element(
          "dd",
          {},
          isHidden
            ? hidden()
            : [element("b", { text: value }), how && element("small", { text: how }), more]
        )
      );
    const { value, expression } = row.parameterArithmetic;
    const [seen, grown] = field(row, rows[at - 1]);
    return element(
      "dl",
      { class: "calculator-results" },
      one(_("Output"), shape(row.outputShape), size(row)),
      one(
        _("Parameters"),
        integer(value),
        value ? expression : _("nothing to learn"),
        bar(value, totalParameters(rows))
      ),
      one(
        _("Multiplications"),
        integer(row.multiplyAccumulates),
        products(row),
        bar(row.multiplyAccumulates, totalMultiplyAccumulates(rows))
      ),
      one(_("Receptive field"), seen, grown)
    );
  }

  const bytes = (count) =>
    count < 1e6 ? `${decimal(count / 1000, 1)} kB` : `${decimal(count / 1e6, 1)} MB`;

  function compared(now, then) {
    if (!then) return "";
    if (now === then) return _("as at the beginning");
    return filled(_("{times} × the beginning's"), {
      times: decimal(now / then, now / then < 10 ? 2 : 0),
    });
  }

  // Of the whole network, beside what it was at the beginning.
  function ofNetwork({ rows }, base, input, isHidden) {
    const window = lastWindow(rows);
    const one = (term, value, note) =>
      element(
        "div",
        {},
        element("dt", { text: term }),
        element(
          "dd",
          {},
          isHidden ? hidden() : [element("b", { text: value }), element("small", { text: note })]
        )
      );
    const [parameters, products_] = [totalParameters(rows), totalMultiplyAccumulates(rows)];
    const activations = rows.reduce((sum, row) => sum + prod(row.outputShape), 0);
    return element(
      "dl",
      { class: "calculator-totals" },
      one(_("Parameters"), integer(parameters), compared(parameters, totalParameters(base))),
      one(
        _("Multiplications"),
        integer(products_),
        compared(products_, totalMultiplyAccumulates(base))
      ),
      one(
        _("Memory for one example"),
        bytes(4 * activations),
        filled(_("the parameters take {bytes}"), { bytes: bytes(4 * parameters) })
      ),
      window &&
        one(
          filled(_("Receptive field of {layer}"), { layer: window.layer.label }),
          shape(window.receptiveField),
          window.receptiveField.every((seen, axis) => seen >= input[axis])
            ? _("as large as the input")
            : filled(_("of an input of {shape}"), { shape: shape(input.slice(0, -1)) })
        )
    );
  }

  // A layer's output as a block: broader and higher with its size, thicker with its channels.
  function block(output) {
    const box = drawn("svg", {
      class: "calculator-block",
      viewBox: "0 0 44 34",
      width: 44,
      height: 34,
      "aria-hidden": "true",
    });
    if (!output) return box;
    const scaled = (size_, most, top) => 3 + (most - 3) * Math.min(1, Math.log2(size_ + 1) / top);
    const channels = last(output);
    const [rows, columns] =
      output.length === 3 ? output : output.length === 2 ? [1, output[0]] : [channels, 1];
    const [width, height] = [scaled(columns, 26, 10), scaled(rows, 22, 10)];
    const depth = output.length > 1 ? scaled(channels, 13, 11) : 3;
    const [x, y, dx, dy] = [2, 32 - height, depth * 0.9, depth * 0.65];
    const points = (...pairs) => pairs.map(([a, b]) => `${x + a},${y + b}`).join(" ");
    box.append(
      drawn("polygon", {
        class: "top",
        points: points([0, 0], [dx, -dy], [width + dx, -dy], [width, 0]),
      }),
      drawn("polygon", {
        class: "side",
        points: points([width, 0], [width + dx, -dy], [width + dx, height - dy], [width, height]),
      }),
      drawn("rect", { x, y, width, height })
    );
    return box;
  }

  return { ofLayer, ofNetwork, block };
})();
