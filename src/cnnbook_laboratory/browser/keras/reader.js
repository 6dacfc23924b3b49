// A reader of Keras code, which it never runs: laboratory.keras.read(text) gives the networks in it
// as plain data, { networks: [{ name, line, input, layers, variable }], said: [{ line, text }] }.
// Also, for who must know what a piece of code hands over: `returned`, by the name of each function,
// what it returns ({ is, network }, null for None); of each thing said, the function that it is
// said in (`within`) and, where Keras would refuse it, `what` it is and its `name`; and `isBlank`.
//
// A layer's description has the arguments of cnnbook.layers, with Keras' defaults, its kind
// (`layer`), its `name`, its `activation` where it has one, and its `line`. `input` is null where
// the code does not give it. What was not understood, and what was taken instead, is in `said`.
"use strict";
laboratory.keras.read = (() => {
  const { Parser, Values, describe, logicalLines } = laboratory.keras;
  const FOLLOWED = /^(def|with|try|else|finally|return|async)$/;
  const NOT_FOLLOWED = /^(for|while|if|elif|class|except|match|case)$/;
  const PASSED_OVER = /^(del|assert|raise|global|nonlocal|pass|break|continue|print)$/;

  function read(text) {
    const said = [];
    const defs = new Set();
    const functions = []; // those that the present line is in, outermost first: { indent, name }
    const say = (line, message, holes = {}, what = "") => {
      const sentence = message.replace(/\{(\w+)\}/g, (hole, name) => holes[name]);
      if (!said.some((one) => one.line === line && one.text === sentence))
        said.push({ line, text: sentence, what, name: holes.name, within: within(functions) });
    };
    const values = new Values(say, describe);
    const loose = { is: "network", line: 1, name: "", input: null, layers: [] };
    const indents = []; // of the blocks that the present line is in, outermost first
    let isOpening = false; // whether the line before begins a block
    let deeper = Infinity; // lines further in than this belong to what is not followed
    for (const line of logicalLines(text)) {
      if (line.indent > deeper) continue;
      deeper = Infinity;
      while (functions.length && line.indent <= functions.at(-1).indent) functions.pop();
      if (line.unclosed)
        say(line.unclosed.line, _("the “{sign}” that opens here is not closed"), {
          sign: line.unclosed.text,
        });
      if (line.unopened) {
        const { line: place, text: sign } = line.unopened;
        say(place, _("the “{sign}” here closes nothing"), { sign });
      }
      if (!isIndented(line, indents, isOpening))
        say(
          line.line,
          _("the spaces at the beginning of the line are not those of the code around")
        );
      isOpening = line.tokens.at(-1).text === ":";
      if (isNotFollowed(line, say)) {
        deeper = line.indent;
        isOpening = false; // what it opens is passed over
      } else {
        for (const statement of statements(line.tokens)) {
          follow(statement, values, loose, within(functions));
          const name = defined(statement);
          if (!name) continue;
          functions.push({ indent: line.indent, name });
          values.returned.delete(name); // of a function before it, of the same name
          defs.add(name);
        }
      }
    }
    const networks = values.networks.filter((one) => one.layers.length);
    if (!networks.length && loose.layers.length) networks.push(loose);
    const given = networks.map((one) => plain(one, values.names));
    const handedOver = (value) => {
      if (value === null || value === undefined) return null;
      const place = networks.findIndex((one) => one.layers === value.layers);
      return { is: kindOf(value), network: given[place] };
    };
    return {
      networks: given,
      said: said.sort((a, b) => a.line - b.line),
      returned: new Map([...defs].map((name) => [name, handedOver(values.returned.get(name))])),
      loose: networks[0] === loose ? kindOf(loose.layers) : "",
      isBlank: !values.isAtWork,
    };
  }

  // Whether a line begins where Python lets it.
  function isIndented({ indent }, indents, isOpening) {
    if (!indents.length || (isOpening && indent > indents.at(-1))) return indents.push(indent) > 0;
    while (indents.length > 1 && indents.at(-1) > indent) indents.pop();
    return indents.at(-1) === indent && !isOpening;
  }

  const within = (functions) => (functions.length ? functions.at(-1).name : "");

  // The name of the function that a statement begins, or "".
  function defined(tokens) {
    const place = tokens.findIndex((one) => one.kind === "name" && one.text === "def");
    return place === 0 || place === 1 ? (tokens[place + 1] || { text: "" }).text : "";
  }

  // "network", "empty" (one without layers), "layer", "list" of layers, "tensor", "unknown".
  function kindOf(value) {
    if (Array.isArray(value)) return value.length === 1 ? "layer" : "list";
    if (value.is === "network" && !value.layers.length) return "empty";
    return value.is || "unknown";
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

  function follow(tokens, values, loose, within) {
    const [first] = tokens;
    const word = first.kind === "name" ? first.text : "";
    if (word === "import" || word === "from") return imports(tokens, values);
    if (word === "def" || word === "async") return parameters(tokens, values);
    if (PASSED_OVER.test(word) || first.text === "@") return null;
    if (word === "return") return returning(tokens.slice(1), values, loose, within);
    if (FOLLOWED.test(word) || isNothing(tokens)) return null;
    if (augmented(tokens) > 0) return augment(tokens, values);
    const targets = [];
    let start = 0;
    for (let place = assignment(tokens, start); place > 0; place = assignment(tokens, start)) {
      targets.push(tokens.slice(start, place));
      start = place + 1;
    }
    const node = new Parser(tokens.slice(start)).line();
    if (targets.length) {
      const value = values.of(node);
      values.isAtWork ||= value !== null;
      return targets.forEach((target) => assign(target, value, values));
    }
    values.isAtWork ||= node.type !== "value"; // a text that explains
    return isAdding(node) ? adding(node, values) : standing(values.of(node), values, loose);
  }

  const isNothing = (tokens) => !tokens.length || (tokens.length === 1 && tokens[0].text === "...");

  // The first that a function returns is what it hands over.
  function returning(tokens, values, loose, within) {
    const value = isNothing(tokens) ? null : values.of(new Parser(tokens).line());
    values.isAtWork ||= value !== null;
    if (!values.returned.has(within)) values.returned.set(within, value);
    if (value !== null) standing(value, values, loose);
  }

  // Where the "+=" of a statement is, outside all brackets; 0 where there is none.
  const AUGMENTED = /^(?:\*\*|\/\/|[+\-*/%])=$/;
  const augmented = (tokens) =>
    Math.max(0, tokens.findIndex(({ kind, text }) => kind === "sign" && AUGMENTED.test(text)));

  // name += expression
  function augment(tokens, values) {
    const place = augmented(tokens);
    const [target, { text, line }] = [tokens.slice(0, place), tokens[place]];
    const operator = { kind: "sign", text: text.slice(0, -1), line };
    const bracket = (sign) => ({ kind: "sign", text: sign, line });
    const whole = [
      ...target, operator, bracket("("), ...tokens.slice(place + 1), bracket(")"),
    ];
    assign(target, values.of(new Parser(whole).line()), values);
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
    if (!target.some((one) => one.text === ",")) return values.changed(target);
    const each = Array.isArray(value) ? value : [];
    const [{ line }] = target;
    const unknown = { is: "unknown", line, node: { type: "name", name: "", line } };
    return names.forEach((one, place) =>
      values.names.set(one.text, place in each ? each[place] : unknown)
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
    ["add", "append", "extend", "pop", "build"].includes(node.called.name) &&
    node.called.of.type === "name";

  // model.add(…), model.build(…), and layers.append(…) of a list
  function adding(node, values) {
    const {
      of: { name },
      name: method,
    } = node.called;
    if (!values.names.has(name) && method === "add") {
      const assumed = { ...values.sequential({ items: [], line: node.line }), isAssumed: true };
      values.networks.splice(-1, 1, assumed);
      values.names.set(name, assumed);
    }
    const whole = values.names.get(name);
    const given = node.items.length ? values.of(node.items[0]) : undefined;
    if (Array.isArray(whole)) {
      if (method === "append" && node.items.length) whole.push(given);
      else if (method === "extend" && Array.isArray(given)) whole.push(...given);
      else values.notUnderstood(node);
    } else if (whole && whole.is === "network") {
      if (method === "pop") whole.layers.pop();
      else if (method === "build")
        whole.input ||= values.shape(Array.isArray(given) ? given.slice(1) : given, node.line);
      else if (method === "add" && node.items.length) values.add(whole, given);
      else values.notUnderstood(node);
    }
  }

  // Layers that stand alone: lines out of a list.
  function standing(value, values, loose) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one && one.is === "unknown") values.leftAside(one.node);
      if (one && (one.is === "layer" || (one.is === "tensor" && !one.layers.length)))
        values.add(loose, one);
    }
  }

  // Without what only the reading needed; with the variable that the network was given to.
  function plain({ name, line, input, layers, ...more }, names) {
    const { isRow = false, isNested = false, isAssumed = false } = more;
    const variable = [...names].find(
      ([, value]) => value && value.is === "network" && value.layers === layers
    );
    const of = variable ? variable[0] : "";
    return { name, line, input, layers, variable: of, isRow, isNested, isAssumed };
  }

  return read;
})();
