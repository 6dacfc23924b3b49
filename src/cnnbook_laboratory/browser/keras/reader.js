// A reader of Keras code, which it never runs: laboratory.keras.read(text) gives the networks in it
// as plain data, { networks: [{ name, line, input, layers, variable }], said: [{ line, text }] }.
//
// A layer's description has the arguments of cnnbook.layers, with Keras' defaults, its kind
// (`layer`), its `name`, its `activation` where it has one, and its `line`. `input` is null where
// the code does not give it. What was not understood, and what was taken instead, is in `said`.
"use strict";
laboratory.keras.read = (() => {
  const { NEEDED, SIGNATURES, Parser, Values, changesNothing, logicalLines } = laboratory.keras;
  // What stands in for a number that is not known: the smallest that there is.
  const LEAST = {
    filters: 1,
    kernel_size: 1,
    units: 1,
    rate: 0,
    target_shape: [-1],
    scale: 1,
    activation: "linear",
  };
  const FOLLOWED = /^(def|with|try|else|finally|return|async)$/;
  const NOT_FOLLOWED = /^(for|while|if|elif|class|except|match|case)$/;
  const PASSED_OVER = /^(del|assert|raise|global|nonlocal|pass|break|continue|print)$/;

  function read(text) {
    const said = [];
    const say = (line, message, holes = {}) => {
      const sentence = message.replace(/\{(\w+)\}/g, (hole, name) => holes[name]);
      if (!said.some((one) => one.line === line && one.text === sentence))
        said.push({ line, text: sentence });
    };
    const values = new Values(say, describe);
    const loose = { is: "network", line: 1, name: "", input: null, layers: [] };
    let deeper = Infinity; // lines further in than this belong to what is not followed
    for (const line of logicalLines(text)) {
      if (line.indent > deeper) continue;
      deeper = Infinity;
      if (line.unclosed)
        say(line.unclosed.line, _("the “{sign}” that opens here is not closed"), {
          sign: line.unclosed.text,
        });
      if (isNotFollowed(line, say)) deeper = line.indent;
      else for (const statement of statements(line.tokens)) follow(statement, values, loose);
    }
    const networks = values.networks.filter((one) => one.layers.length);
    if (!networks.length && loose.layers.length) networks.push(loose);
    return {
      networks: networks.map((one) => plain(one, values.names)),
      said: said.sort((a, b) => a.line - b.line),
    };
  }

  function isNotFollowed({ tokens: [first] }, say) {
    if (first.kind !== "name" || !NOT_FOLLOWED.test(first.text)) return false;
    say(
      first.line,
      _("“{word}” is not followed, for nothing is run here: write the layers one after another"),
      { word: first.text }
    );
    return true;
  }

  // Several on one line, and what goes before a statement: "with …:", "return", "def …:".
  function statements(tokens) {
    const found = [[]];
    let depth = 0;
    tokens.forEach((token) => {
      if (token.kind === "sign" && "([{".includes(token.text)) depth += 1;
      if (token.kind === "sign" && ")]}".includes(token.text)) depth -= 1;
      const isBlock =
        token.text === ":" && found.at(-1).length && FOLLOWED.test(found.at(-1)[0].text);
      if (!depth && token.kind === "sign" && (token.text === ";" || isBlock)) found.push([]);
      else found.at(-1).push(token);
    });
    return found.filter((one) => one.length);
  }

  function follow(tokens, values, loose) {
    const [first] = tokens;
    const word = first.kind === "name" ? first.text : "";
    if (word === "import" || word === "from") return imports(tokens, values);
    if (word === "def" || word === "async") return parameters(tokens, values);
    if (PASSED_OVER.test(word) || first.text === "@") return null;
    if (word === "return") return follow(tokens.slice(1), values, loose);
    if (FOLLOWED.test(word) || !tokens.length) return null;
    const targets = [];
    let start = 0;
    for (let place = assignment(tokens, start); place > 0; place = assignment(tokens, start)) {
      targets.push(tokens.slice(start, place));
      start = place + 1;
    }
    const node = new Parser(tokens.slice(start)).line();
    if (targets.length) {
      const value = values.of(node);
      return targets.forEach((target) => assign(target, value, values));
    }
    return isAdding(node) ? adding(node, values) : standing(values.of(node), values, loose);
  }

  // Where the "=" of an assignment is, outside all brackets; 0 where there is none.
  function assignment(tokens, start) {
    let depth = 0;
    for (let place = start; place < tokens.length; place += 1) {
      const { kind, text } = tokens[place];
      if (kind === "sign" && "([{".includes(text)) depth += 1;
      if (kind === "sign" && ")]}".includes(text)) depth -= 1;
      if (kind === "sign" && text === "=" && !depth) return place;
    }
    return 0;
  }

  function assign(target, value, values) {
    const names = target.filter((one) => one.kind === "name");
    const isAnnotated = target[1] && target[1].text === ":";
    if (isAnnotated || (names.length === 1 && target.length === 1))
      return values.names.set(names[0].text, value);
    if (!target.some((one) => one.text === ",") || !Array.isArray(value)) return null;
    return names.forEach(
      (one, place) => place in value && values.names.set(one.text, value[place])
    );
  }

  // from keras.layers import Conv2D as C
  function imports(tokens, values) {
    tokens.forEach(({ text }, place) => {
      if (text === "as" && tokens[place + 1]) {
        values.imported.set(tokens[place + 1].text, tokens[place - 1].text);
      }
    });
  }

  // A function's defaults are what its parameters are taken to be.
  function parameters(tokens, values) {
    const opening = tokens.findIndex((one) => one.text === "(");
    if (opening < 0) return;
    const untyped = tokens
      .slice(opening + 1)
      .filter((one, place, all) => one.text !== ":" && !(place && all[place - 1].text === ":"));
    for (const item of new Parser(untyped).items(")")) {
      if (item.type === "named") values.names.set(item.name, values.of(item.value));
    }
  }

  const isAdding = (node) =>
    node.type === "call" &&
    node.called.type === "attribute" &&
    ["add", "append", "pop"].includes(node.called.name) &&
    node.called.of.type === "name";

  // model.add(…), and layers.append(…) of a list
  function adding(node, values) {
    const {
      of: { name },
      name: method,
    } = node.called;
    if (!values.names.has(name) && method === "add") {
      values.names.set(name, values.sequential({ items: [], line: node.line }));
    }
    const whole = values.names.get(name);
    if (Array.isArray(whole)) {
      if (method === "append" && node.items.length) whole.push(values.of(node.items[0]));
    } else if (whole && whole.is === "network") {
      if (method === "pop") whole.layers.pop();
      else if (node.items.length) values.add(whole, values.of(node.items[0]));
    }
  }

  // Layers that stand alone: lines out of a list.
  function standing(value, values, loose) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one && (one.is === "layer" || (one.is === "tensor" && !one.layers.length)))
        values.add(loose, one);
    }
  }

  // The description of a layer from its call.
  function describe(kind, node, values) {
    const { order, described } = SIGNATURES[kind];
    const holes = { layer: kind };
    const given = new Map();
    let place = 0;
    for (const item of node.items) {
      if (item.type !== "named") {
        if (place < order.length) given.set(order[place], item);
        else
          values.say(
            item.line,
            _("{layer} takes fewer values than these; those too many were left out"),
            holes
          );
        place += 1;
      } else if (item.name in described || order.includes(item.name) || changesNothing(item.name)) {
        given.set(item.name, item.value);
      } else {
        values.say(item.line, _("{layer} has no argument {name}; it was left out"), {
          ...holes,
          name: item.name,
        });
      }
    }
    const description = { layer: kind, name: "", line: node.line };
    for (const [name, usual] of Object.entries(described)) {
      description[name] = argument(name, usual, given.get(name), values, {
        ...holes,
        line: node.line,
      });
    }
    const name = given.has("name") ? values.of(given.get("name")) : "";
    if (typeof name === "string") description.name = name;
    const activation = given.has("activation") ? nameOf(values.of(given.get("activation"))) : "";
    if (activation && (activation !== "linear" || kind === "Activation"))
      description.activation = activation;
    const format = given.has("data_format") ? values.of(given.get("data_format")) : null;
    if (format === "channels_first")
      values.say(node.line, _("here the channels always come last, and data_format was left out"));
    return { is: "layer", description, input: inputOf(given, values), line: node.line };
  }

  const nameOf = (value) =>
    typeof value === "string" ? value : value && value.is === "part" ? value.name : "";

  // input_shape=(32, 32, 3) of a first layer
  function inputOf(given, values) {
    const of = (name) => values.of(given.get(name));
    const node =
      given.get("input_shape") || given.get("batch_input_shape") || given.get("input_dim");
    if (!node) return null;
    if (given.has("input_shape")) return values.shape(of("input_shape"), node.line);
    if (given.has("input_dim")) return values.shape([of("input_dim")], node.line);
    const batch = of("batch_input_shape");
    return values.shape(Array.isArray(batch) ? batch.slice(1) : batch, node.line);
  }

  function argument(name, usual, node, values, holes) {
    const instead = usual === NEEDED ? LEAST[name] : usual;
    const told = { ...holes, name, instead: laboratory.keras.python(instead) };
    if (!node) {
      if (usual === NEEDED)
        values.say(holes.line, _("{layer} needs {name}; {instead} was taken"), told);
      return instead;
    }
    const value = name === "activation" ? nameOf(values.of(node)) : values.of(node);
    if (fits(name, value)) return value;
    values.say(
      node.line,
      _("what {name} of {layer} is worth could not be told; {instead} was taken"),
      told
    );
    return instead;
  }

  function fits(name, value) {
    if (["use_bias", "keepdims", "center"].includes(name)) return typeof value === "boolean";
    if (name === "padding" || name === "activation")
      return typeof value === "string" ? value !== "" : name === "padding" && isNumber(value);
    if (name === "scale" && typeof value === "boolean") return true; // of a normalisation
    return isNumber(value) || (value === null && ["strides", "max_value"].includes(name));
  }

  // Or several, one for each axis, or two.
  function isNumber(value) {
    return Array.isArray(value)
      ? value.length > 0 && value.every(isNumber)
      : typeof value === "number";
  }

  // Without what only the reading needed; with the variable that the network was given to.
  function plain({ name, line, input, layers }, names) {
    const variable = [...names].find(
      ([, value]) => value && value.is === "network" && value.layers === layers
    );
    return { name, line, input, layers, variable: variable ? variable[0] : "" };
  }

  return read;
})();
