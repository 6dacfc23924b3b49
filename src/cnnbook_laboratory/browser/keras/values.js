// What an expression of a network's code is worth: a number, a text, a list, a layer, a network, a
// tensor (what has gone through layers), or unknown. Nothing is run: names have the values that
// were given to them further up, and of functions only Keras' own are known.
"use strict";
laboratory.keras.Values = (() => {
  const { SIGNATURES, ALIASES, ACTIVATIONS } = laboratory.keras;
  const OPERATORS = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
    "//": (a, b) => Math.floor(a / b),
    "%": (a, b) => a - b * Math.floor(a / b),
    "**": (a, b) => a ** b,
  };
  const CONSTANTS = { True: true, False: false, None: null };
  const MERGING = /^(add|concatenate|average|maximum|minimum|multiply|subtract|dot)$/i;
  const MOST = 1000; // layers, and repetitions of a list
  // What is done with a network, or said of it, that leaves it as it is.
  const HARMLESS =
    /^(summary|compile|fit|evaluate|predict|count_params|hint|(save|get|exercise|plot)\w*)$/;
  const isOfLayers = (value) =>
    Boolean(value) &&
    (Array.isArray(value)
      ? value.some(isOfLayers)
      : ["layer", "network", "tensor"].includes(value.is));

  const unknown = (node) => ({ is: "unknown", line: node.line, node });
  const isUnknown = (value) => Boolean(value) && value.is === "unknown";

  return class {
    // say(line, text): what a reader is told; describe(kind, call): a layer's description.
    constructor(say, describe) {
      this.say = say;
      this.describe = describe;
      this.names = new Map();
      this.imported = new Map(); // "C" → "Conv2D", of "import … as"
      this.networks = [];
      this.returned = new Map(); // by a function's name, what it returns first
      this.isAtWork = false; // whether anything but imports and empty functions was read
    }

    realName(name) {
      return this.imported.get(name) || name;
    }

    notUnderstood(node) {
      this.say(node.line, _("“{text}” was not understood, and was left out"), {
        text: textOf(node),
      });
    }

    untold(name, node, told) {
      this.say(
        node.line,
        _("what {name} of {layer} is worth could not be told; {instead} was taken"),
        { ...told, name }
      );
    }

    // An attribute, or a place in a list, that is given another value.
    changed(target) {
      const isKnown = target.length > 0 && isOfLayers(this.names.get(target[0].text));
      if (!isKnown || target.at(-1).text === "trainable") return;
      this.notUnderstood({ line: target[0].line, text: laboratory.keras.Parser.written(target) });
    }

    // A statement that nobody knows: it may be about the layers, or not.
    leftAside(node) {
      const text = node.text || "";
      const isAboutLayers =
        node.type === "unclear" &&
        (/\.(add|append|insert|extend)\(/.test(text) ||
          text.split(/\W+/).some((word) => word in SIGNATURES || word in ALIASES));
      const isGivenLayers =
        node.type === "call" &&
        !HARMLESS.test(this.calledName(node.called)) &&
        node.items.some((one) => isOfLayers(this.of(one.type === "named" ? one.value : one)));
      if (isAboutLayers || isGivenLayers) this.notUnderstood(node);
    }

    of(node) {
      return this[`of_${node.type}`](node);
    }

    of_value(node) {
      return node.value;
    }

    of_unclear(node) {
      return unknown(node);
    }

    of_named(node) {
      return unknown(node); // outside a call
    }

    of_sequence({ items }) {
      return items.flatMap((item) => {
        const value = this.of(item);
        return item.type === "spread" ? value : [value];
      });
    }

    of_spread(node) {
      const value = this.of(node.value);
      return Array.isArray(value) ? value : [unknown(node.value)];
    }

    of_name(node) {
      if (node.name in CONSTANTS) return CONSTANTS[node.name];
      return this.names.has(node.name) ? this.names.get(node.name) : unknown(node);
    }

    // Of a module's parts only a function's own name counts: keras.activations.relu is "relu".
    of_attribute(node) {
      const root = rootOf(node);
      if (!this.names.has(root)) return { is: "part", name: node.name, line: node.line, node };
      return unknown(node);
    }

    of_index(node) {
      const list = this.of(node.of);
      const index = node.index && this.of(node.index);
      if (!Array.isArray(list) || !Number.isInteger(index)) return unknown(node);
      const found = list.at(index);
      return found === undefined ? unknown(node) : found;
    }

    of_signed(node) {
      const value = this.of(node.value);
      if (typeof value !== "number") return unknown(node);
      return node.operator === "-" ? -value : value;
    }

    of_binary(node) {
      const [left, right] = [this.of(node.left), this.of(node.right)];
      if (typeof left === "number" && typeof right === "number") {
        return OPERATORS[node.operator](left, right);
      }
      if (node.operator === "+" && Array.isArray(left) && Array.isArray(right)) {
        return [...left, ...right];
      }
      if (node.operator === "*" && Array.isArray(left) && Number.isInteger(right) && right < MOST) {
        return Array.from({ length: Math.max(right, 0) }, () => left).flat();
      }
      return unknown(node);
    }

    of_call(node) {
      const name = this.calledName(node.called);
      const kind = ALIASES[name] || name;
      // A part of what a call gives is no layer of Keras.
      if (kind in SIGNATURES && node.called.type === "attribute" && !rootOf(node.called))
        return unknown(node);
      if (kind === "Input" || kind === "InputLayer") return this.input(node);
      if (kind === "Sequential") return this.sequential(node);
      if (kind === "Model" || kind === "Functional") return this.model(node);
      if (kind in SIGNATURES) return this.describe(kind, node, this);
      if (node.called.type === "call" || this.isCallable(node.called)) return this.applied(node);
      if (kind === "int" && node.items.length === 1) {
        const value = this.of(node.items[0]);
        return typeof value === "number" ? Math.trunc(value) : unknown(node);
      }
      return this.through(node, name);
    }

    // The last of a dotted name, under the name that Keras has for it.
    calledName(called) {
      if (called.type === "attribute") return called.name;
      if (called.type !== "name") return "";
      return this.realName(called.name);
    }

    isCallable(called) {
      const value = called.type === "name" && this.names.get(called.name);
      return Boolean(value) && ["layer", "network"].includes(value.is);
    }

    argument(node, place, ...names) {
      const given = node.items.find((one) => one.type === "named" && names.includes(one.name));
      if (given) return this.of(given.value);
      const byPlace = node.items.filter((one) => one.type !== "named")[place];
      return byPlace && place >= 0 ? this.of(byPlace) : undefined;
    }

    // Arguments that what is called does not have.
    refuse(node, known) {
      const odd = node.items.find((one) => one.type === "named" && !known.includes(one.name));
      if (odd) this.notUnderstood({ line: odd.line, text: odd.name });
    }

    input(node) {
      this.refuse(node, ["shape", "batch_shape", "batch_input_shape", "batch_size", "dtype", "name"]);
      let shape = this.argument(node, 0, "shape");
      const batch = this.argument(node, -1, "batch_shape", "batch_input_shape");
      if (shape === undefined && Array.isArray(batch)) shape = batch.slice(1);
      return { is: "tensor", input: this.shape(shape, node.line), layers: [], line: node.line };
    }

    // The shape of an input, or null where it has no size that one could calculate with.
    shape(given, line) {
      if (given === undefined) return null;
      if (Number.isInteger(given)) {
        this.say(
          line,
          _("the input's shape is a tuple, ({size},) with its comma; it was read so"),
          { size: given }
        );
        return [given];
      }
      const isWhole =
        Array.isArray(given) && given.length > 0 && given.every((one) => Number.isInteger(one));
      if (isWhole) return given;
      this.say(
        line,
        _("the input's shape has no size that one could calculate with, and was left out")
      );
      return null;
    }

    sequential(node) {
      const network = { is: "network", line: node.line, name: "", input: null, layers: [] };
      network.isRow = true; // in which no layer may stand twice
      this.refuse(node, ["layers", "name", "trainable"]);
      const name = this.argument(node, 1, "name");
      if (typeof name === "string") network.name = name;
      this.networks.push(network);
      const given = this.argument(node, 0, "layers");
      for (const one of Array.isArray(given) ? given : given === undefined ? [] : [given]) {
        this.add(network, one);
      }
      return network;
    }

    // A layer, or all layers of a network, at a network's end.
    add(network, one) {
      if (Array.isArray(one)) return one.forEach((each) => this.add(network, each));
      if (isUnknown(one) || !one || !["layer", "network", "tensor"].includes(one.is)) {
        const line = one && one.line ? one.line : network.line;
        return this.leftOut(line, one && one.node);
      }
      if (network.layers.length > MOST) return null;
      // What enters is said once, before all layers.
      if (one.is === "tensor" && (network.input || network.layers.length))
        this.notUnderstood({ line: one.line, text: "Input" });
      if (one.is === "layer") network.layers.push(one.description);
      else {
        network.layers.push(...one.layers);
        network.isNested ||= one.is === "network" || one.isNested;
        if (one.is === "network") this.networks = this.networks.filter((other) => other !== one);
      }
      if (!network.input) network.input = one.input || null;
      return null;
    }

    leftOut(line, node) {
      if (!node) return this.say(line, _("what is added here is no layer, and was left out"));
      if (node.word)
        return this.say(
          line,
          _(
            "“{word}” is not followed, for nothing is run here: write the layers one after another"
          ),
          { word: node.word }
        );
      const name = node.type === "call" ? this.calledName(node.called) : "";
      if (MERGING.test(name))
        return this.say(
          line,
          _("{name} joins several paths, and here layers stand in one row; it was left out"),
          { name }
        );
      if (name)
        return this.say(line, _("the book does not calculate {name}; it was left out"), { name });
      return this.notUnderstood({ ...node, line });
    }

    // keras.Model(inputs, outputs)
    model(node) {
      const outputs = this.argument(node, 1, "outputs");
      const inputs = [this.argument(node, 0, "inputs")].flat();
      const isOne = inputs.length === 1 && inputs[0] && inputs[0].is === "tensor";
      if (!isOne || (Array.isArray(outputs) && outputs.length > 1)) this.notUnderstood(node);
      this.refuse(node, ["inputs", "outputs", "name", "trainable"]);
      const end = Array.isArray(outputs) ? outputs[0] : outputs;
      if (!end || end.is !== "tensor") return unknown(node);
      const name = this.argument(node, 2, "name");
      const network = {
        ...end,
        is: "network",
        name: typeof name === "string" ? name : "",
        line: node.line,
      };
      this.networks.push(network);
      return network;
    }

    // A layer, or a whole network, called with a tensor.
    applied(node) {
      const called = this.of(node.called);
      const given = node.items.length ? this.of(node.items[0]) : undefined;
      const tensor = Array.isArray(given) ? given.find((one) => one && one.is === "tensor") : given;
      if (!tensor || tensor.is !== "tensor") return unknown(node);
      const after = { ...tensor, layers: [...tensor.layers], line: node.line };
      this.add(after, called);
      return after;
    }

    // A function that is not known, called with a tensor: the tensor goes on without it.
    through(node, name) {
      const given = node.items.filter((one) => one.type !== "named").map((one) => this.of(one));
      const tensor = given.flat().find((one) => one && one.is === "tensor");
      const { called } = node;
      const isChanging = called.type === "attribute" && called.of.type === "name";
      if (isChanging && isOfLayers(this.names.get(called.of.name)) && !HARMLESS.test(name))
        this.notUnderstood(node);
      if (!tensor) return unknown(node);
      if (ACTIVATIONS.includes(name)) {
        const description = { layer: "Activation", name: "", line: node.line, activation: name };
        return { ...tensor, layers: [...tensor.layers, description] };
      }
      this.leftOut(node.line, name ? node : node.called);
      return tensor;
    }
  };

  function rootOf(node) {
    while (node.type === "attribute") node = node.of;
    return node.type === "name" ? node.name : "";
  }

  function textOf(node) {
    if (node.type === "attribute") return `${textOf(node.of)}.${node.name}`;
    return node.text || node.name || (node.called && `${textOf(node.called)}(…)`) || "…";
  }
})();
