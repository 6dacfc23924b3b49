// The cards of the calculator's list: the input, each layer with what can be done to it, and what
// can be added. Each is made for a calculator, of which it knows the editing and tells the edits.
"use strict";
laboratory.calculator.cards = (() => {
  const { element } = laboratory.elements;
  const { button, select } = laboratory.controls;
  const { field } = laboratory.calculator.parts;
  const { results } = laboratory.calculator;
  const { sentence, more, label } = laboratory.calculator.sentence;
  const { filled } = laboratory;
  const { KINDS } = laboratory.layers;
  const { SIGNATURES, NEEDED } = laboratory.keras;
  const { shape } = laboratory.numbers;
  // A layer that is added begins with these.
  const BEGINNING = { filters: 8, kernel_size: 3, units: 10, rate: 0.5 };
  const ADDED = [
    "Conv1D",
    "Conv2D",
    "DepthwiseConv2D",
    "SeparableConv2D",
    "MaxPooling1D",
    "MaxPooling2D",
    "AveragePooling1D",
    "AveragePooling2D",
    "GlobalMaxPooling1D",
    "GlobalMaxPooling2D",
    "GlobalAveragePooling1D",
    "GlobalAveragePooling2D",
    "BatchNormalization",
    "Dropout",
    "Flatten",
    "Dense",
  ];
  const copy = (value) => JSON.parse(JSON.stringify(value));
  const said = (text) => element("span", { class: "live-only-read", text });

  const whatIsWrong = (error) =>
    filled(_("This cannot exist: {problem}."), {
      problem: error.replace(/^camada (['"]).*?\1: /, ""),
    });

  function entry(calculator) {
    const { network } = calculator.editing;
    const input = field({
      key: "input",
      label: _("Shape of the input"),
      value: network.input,
      lengths: [1, 2, 3],
      refuse: (text) => calculator.say(text),
      change: (found) =>
        calculator.edit(
          -1,
          "input",
          { what: _("the input"), from: shape(network.input), to: shape(found) },
          (edited) => {
            edited.input = found;
          }
        ),
    });
    input.value = network.input.join("×");
    input.size = input.value.length;
    return element(
      "li",
      { class: "calculator-layer" },
      element(
        "div",
        { class: "calculator-head" },
        results.block(network.input),
        element(
          "div",
          { class: "calculator-sentence" },
          element("strong", { text: _("Input") }),
          ` ${_("of")} `,
          input
        )
      )
    );
  }

  function card(calculator, at, traced, isHidden) {
    const layer = calculator.editing.network.layers[at];
    const edit = (argument, what, from, to, value) =>
      calculator.edit(at, `${at}-${argument}`, { what, from, to }, (network) => {
        network.layers[at][argument] = value;
      });
    const refuse = (text) => calculator.say(text);
    const isThere = at < traced.rows.length;
    const kind = layer.name
      ? [" ", element("span", { class: "calculator-kind", text: layer.layer })]
      : [];
    const wrong =
      traced.error &&
      at === Math.max(traced.at, 0) &&
      element("p", { class: "calculator-error", text: whatIsWrong(traced.error) });
    const node = element(
      "li",
      { class: "calculator-layer" },
      element(
        "div",
        { class: "calculator-head" },
        results.block(isThere && !isHidden ? traced.rows[at].outputShape : null),
        element(
          "div",
          { class: "calculator-sentence" },
          element("strong", { text: layer.name || layer.layer }),
          kind,
          ": ",
          sentence(layer, at, edit, refuse)
        )
      ),
      wrong || null,
      isThere && results.ofLayer(traced.rows, at, isHidden),
      tools(calculator, layer, at, edit, refuse)
    );
    node.addEventListener("focusin", () => calculator.choose(at));
    node.addEventListener("pointerenter", () => calculator.choose(at));
    return node;
  }

  // Its further numbers, and what one can do to the layer as a whole.
  function tools(calculator, layer, at, edit, refuse) {
    const name = { layer: label(layer, at) };
    const last = calculator.editing.network.layers.length - 1;
    const whole = (key, text, spoken, isPossible, told, from, change) =>
      button(
        text,
        () =>
          calculator.edit(
            from,
            `${key}-${calculator.count()}`,
            { what: filled(told, name) },
            ({ layers }) => change(layers)
          ),
        { "aria-label": filled(spoken, name), "data-key": `${key}-${at}`, disabled: !isPossible }
      );
    const move = (by) => (layers) => layers.splice(at + by, 0, ...layers.splice(at, 1));
    const again = (layers) => layers.splice(at + 1, 0, { ...copy(layer), name: "" });
    const node = element(
      "details",
      { class: "calculator-more", open: calculator.opened.has(at) },
      element(
        "summary",
        { "data-key": `more-${at}` },
        _("More"),
        said(` ${filled(_("of {layer}"), name)}`)
      ),
      element("div", { class: "calculator-sentence live-row" }, more(layer, at, edit, refuse)),
      element(
        "div",
        { class: "live-row" },
        whole(
          "up",
          _("Up"),
          _("Move {layer} up"),
          at > 0,
          _("the order, {layer} earlier"),
          at - 1,
          move(-1)
        ),
        whole(
          "down",
          _("Down"),
          _("Move {layer} down"),
          at < last,
          _("the order, {layer} later"),
          at,
          move(1)
        ),
        whole(
          "repeat",
          _("Repeat"),
          _("Repeat {layer} just below"),
          true,
          _("{layer} twice"),
          at,
          again
        ),
        whole(
          "remove",
          _("Remove"),
          _("Remove {layer}"),
          last > 0,
          _("no {layer}"),
          Math.min(at, last - 1),
          (layers) => layers.splice(at, 1)
        )
      )
    );
    node.addEventListener("toggle", () =>
      node.open ? calculator.opened.add(at) : calculator.opened.delete(at)
    );
    return node;
  }

  // What to add, and where.
  function adding(calculator) {
    const { network } = calculator.editing;
    const kinds = ADDED.filter((kind) => [0, network.input.length - 1].includes(KINDS[kind].rank));
    const after = network.layers.map((layer, at) => [
      String(at + 1),
      filled(_("after {layer}"), { layer: label(layer, at) }),
    ]);
    const kind = select(
      kinds.map((one) => [one, one]),
      kinds[0],
      () => {},
      { "aria-label": _("Layer to add"), "data-key": "kind" }
    );
    const place = select([["0", _("at the beginning")], ...after], String(after.length), () => {}, {
      "aria-label": _("Where"),
      "data-key": "where",
    });
    const add = () =>
      calculator.edit(
        Number(place.value),
        `add-${calculator.count()}`,
        { what: filled(_("one more {layer}"), { layer: kind.value }) },
        ({ layers }) => layers.splice(Number(place.value), 0, beginning(kind.value))
      );
    return [kind, place, button(_("Add"), add, { "data-key": "add" })];
  }

  function beginning(kind) {
    const layer = { layer: kind, name: "" };
    for (const [name, usual] of Object.entries(SIGNATURES[kind].described)) {
      layer[name] = usual === NEEDED ? BEGINNING[name] : usual;
    }
    return layer;
  }

  return { entry, card, adding, whatIsWrong };
})();
