// Python text as logical lines of tokens, each with the number of its line: as much of Python's
// lexical grammar as networks are written in. Nothing here, or in what is built on it, is ever run.
"use strict";
laboratory.keras = {};
laboratory.keras.logicalLines = (() => {
  const PATTERNS = [
    ["space", /[ \t\f\u00a0]+|\\\r?\n/y],
    ["comment", /#[^\n]*/y],
    ["newline", /\r?\n/y],
    [
      "string",
      /[rRbBuUfF]{0,2}(?:"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*')/y,
    ],
    ["number", /0[xX][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y],
    ["name", /[\p{L}_][\p{L}\p{N}_]*/uy],
    ["sign", /\*\*=?|\/\/=?|->|:=|[=!<>+\-*/%|&^@]=|<<|>>|\.\.\.|[()[\]{},.:;=+\-*/%<>|&^~@]/y],
    ["odd", /[^]/y],
  ];
  // A prompt of Python's own, or of IPython, is no part of what was typed.
  const PROMPT = /^(?:>>> ?|\.\.\. ?|(?:In )?\[\d*\]: ?)/;
  const MAGIC = /^[ \t]*[%!].*/;
  // With a bracket still open, such a line at the statement's own depth is the next statement.
  const NEXT =
    /^(?:\w+ = |\w+\.(?:add|compile|fit|summary)\(|(?:import|from|def|class|return|for|with) )/;
  const typed = (line) => line.replace(PROMPT, "").replace(MAGIC, "");

  const number = (text) => Number(text.replaceAll("_", ""));
  const string = (text) =>
    text
      .replace(/^[a-zA-Z]*("""|'''|"|')([^]*)\1$/, "$2")
      .replace(/\\\r?\n/g, "")
      .replace(/\\([\\'"])/g, "$1");
  const VALUE = { number, string };
  const CLOSES = { "(": ")", "[": "]", "{": "}" };

  // [{ indent, line, tokens: [{ kind, text, value, line }], unclosed, unopened }]: the last two, the
  // bracket that nothing closes, or opens, if there is one.
  return (text) => {
    const source = text.split("\n").map(typed).join("\n");
    const lines = [];
    let place = 0,
      line = 1,
      open = [],
      unopened,
      current = null,
      indent = 0;
    const end = () => {
      if (current) lines.push({ ...current, unclosed: open[0], unopened });
      current = null;
      open = [];
      unopened = undefined;
    };
    while (place < source.length) {
      const [kind, found] = next(source, place);
      const rest = source.slice(place + found.length);
      const isLast = kind === "newline" && (!open.length || isNext(rest, current));
      if (isLast) end();
      if (kind === "space" && !current && startsLine(source, place)) indent = width(found);
      if (!["space", "comment", "newline"].includes(kind)) {
        const token = { kind, text: found, value: VALUE[kind] ? VALUE[kind](found) : found, line };
        if (!current)
          current = { indent: startsLine(source, place) ? 0 : indent, line, tokens: [] };
        current.tokens.push(token);
        if ("([{".includes(found)) open.push(token);
        if (")]}".includes(found) && CLOSES[(open.pop() || {}).text] !== found) unopened ||= token;
      }
      if (kind === "newline") indent = 0;
      line += found.split("\n").length - 1;
      place += found.length;
    }
    end();
    return lines;
  };

  function isNext(rest, { indent }) {
    const [spaces] = /^[ \t]*/.exec(rest);
    return width(spaces) <= indent && NEXT.test(rest.slice(spaces.length));
  }

  function next(source, place) {
    for (const [kind, pattern] of PATTERNS) {
      pattern.lastIndex = place;
      const found = pattern.exec(source);
      if (found) return [kind, found[0]];
    }
    return null;
  }

  function startsLine(source, place) {
    return place === 0 || source[place - 1] === "\n";
  }

  function width(spaces) {
    return spaces.replaceAll("\t", "        ").length;
  }
})();
