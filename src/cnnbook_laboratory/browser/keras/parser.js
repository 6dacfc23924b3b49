// A logical line's expressions as trees. What is no expression of a network (a condition, a
// comprehension, a lambda) becomes a leaf "unclear"; what stands around it is read all the same.
"use strict";
laboratory.keras.Parser = (() => {
  const LEVELS = [
    ["+", "-"],
    ["*", "/", "//", "%"],
  ];
  // Words and signs that go on with an expression in ways that are not followed.
  const BEYOND = new Set([
    "if",
    "else",
    "for",
    "and",
    "or",
    "not",
    "in",
    "is",
    "lambda",
    "await",
    "yield",
    "<",
    ">",
    "<=",
    ">=",
    "==",
    "!=",
    "|",
    "&",
    "^",
    "<<",
    ">>",
    "@",
    ":=",
  ]);
  const CLOSING = { "(": ")", "[": "]", "{": "}" };
  class Unclear extends Error {}

  class Parser {
    constructor(tokens) {
      this.tokens = tokens;
      this.place = 0;
    }

    get token() {
      return this.tokens[this.place] || { kind: "end", text: "", line: 0 };
    }

    is(...texts) {
      return this.token.kind !== "string" && texts.includes(this.token.text);
    }

    // Goes on if this token is next.
    takes(text) {
      if (!this.is(text)) return false;
      this.place += 1;
      return true;
    }

    expect(text) {
      if (!this.takes(text)) throw new Unclear(this.token.text);
    }

    // The rest of a line: one expression, or several with commas between them.
    line() {
      const { line } = this.token;
      const items = this.items(null);
      return items.length === 1 && !items.comma ? items[0] : { type: "sequence", items, line };
    }

    // What stands between commas, up to the closing bracket, or to the end.
    items(closing) {
      const items = [];
      while (!this.atEnd(closing)) {
        items.push(this.item(closing));
        items.comma = this.takes(",");
        if (!items.comma && !this.atEnd(closing)) items.push(this.skipped(this.place));
      }
      return items;
    }

    atEnd(closing) {
      return this.token.kind === "end" || (closing !== null && this.is(closing));
    }

    // An item that cannot be followed costs nothing but itself.
    item(closing) {
      const start = this.place;
      try {
        const found = this.starred() || this.named() || this.expression();
        if (!this.atEnd(closing) && !this.is(",")) throw new Unclear(this.token.text);
        return found;
      } catch (error) {
        if (!(error instanceof Unclear)) throw error;
        return this.skipped(start);
      }
    }

    // From here to the next comma or bracket of the same depth.
    skipped(start) {
      const open = [];
      let place = start;
      for (; place < this.tokens.length; place += 1) {
        const { text, kind } = this.tokens[place];
        const sign = kind === "sign" ? text : "";
        if (!open.length && (sign === "," || ")]}".includes(sign || " "))) break;
        if (CLOSING[sign]) open.push(CLOSING[sign]);
        else if (open.at(-1) === sign) open.pop();
      }
      this.place = Math.max(place, start + (place === start ? 1 : 0));
      const tokens = this.tokens.slice(start, this.place);
      const word = tokens.find((one) => one.kind !== "string" && BEYOND.has(one.text));
      return {
        type: "unclear",
        line: (tokens[0] || this.tokens.at(-1)).line,
        text: written(tokens),
        word: word && word.text,
      };
    }

    // *list
    starred() {
      const { line } = this.token;
      return this.takes("*") ? { type: "spread", value: this.expression(), line } : null;
    }

    // name=expression
    named() {
      const [name, equals] = [this.token, this.tokens[this.place + 1]];
      if (name.kind !== "name" || !equals || equals.text !== "=" || equals.kind !== "sign")
        return null;
      this.place += 2;
      const start = this.place;
      let value;
      try {
        value = this.expression();
        if (this.token.kind !== "end" && !this.is(",", ")", "]", "}"))
          throw new Unclear(this.token.text);
      } catch (error) {
        if (!(error instanceof Unclear)) throw error;
        value = this.skipped(start);
      }
      return { type: "named", name: name.text, value, line: name.line };
    }

    expression(level = 0) {
      if (level === LEVELS.length) return this.signed();
      let left = this.expression(level + 1);
      while (this.is(...LEVELS[level])) {
        const { text: operator, line } = this.token;
        this.place += 1;
        left = { type: "binary", operator, left, right: this.expression(level + 1), line };
      }
      if (level === 0 && BEYOND.has(this.token.text) && this.token.kind !== "string") {
        throw new Unclear(this.token.text);
      }
      return left;
    }

    signed() {
      const { text, line } = this.token;
      if (!this.is("-", "+")) return this.power();
      this.place += 1;
      return { type: "signed", operator: text, value: this.signed(), line };
    }

    power() {
      const left = this.trailed(this.atom());
      const { line } = this.token;
      if (!this.takes("**")) return left;
      return { type: "binary", operator: "**", left, right: this.signed(), line };
    }

    // Attributes, calls and indices after an atom.
    trailed(node) {
      for (;;) {
        const { line } = this.token;
        if (this.takes(".")) {
          node = { type: "attribute", of: node, name: this.token.text, line: node.line };
          if (this.token.kind !== "name") throw new Unclear(this.token.text);
          this.place += 1;
        } else if (this.takes("(")) {
          node = { type: "call", called: node, items: this.items(")"), line: node.line };
          this.takes(")");
        } else if (this.takes("[")) {
          const [index] = this.items("]");
          node = { type: "index", of: node, index, line };
          this.takes("]");
        } else return node;
      }
    }

    atom() {
      const { kind, text, value, line } = this.token;
      if (kind === "number" || kind === "string") {
        this.place += 1;
        let whole = value;
        while (kind === "string" && this.token.kind === "string") {
          whole += this.token.value;
          this.place += 1;
        }
        return { type: "value", value: whole, line };
      }
      if (kind === "name" && !BEYOND.has(text)) {
        this.place += 1;
        return { type: "name", name: text, line };
      }
      if (this.takes("(")) {
        const items = this.items(")");
        this.takes(")");
        return items.length === 1 && !items.comma ? items[0] : { type: "sequence", items, line };
      }
      if (this.takes("[")) {
        const items = this.items("]");
        this.takes("]");
        return { type: "sequence", items, line };
      }
      throw new Unclear(text);
    }
  }

  // Tokens as one would write them.
  function written(tokens) {
    const tight = /^[)\]},.:(]$|^\[$/;
    return tokens.reduce((text, { text: next }, place) => {
      const before = place ? tokens[place - 1].text : "";
      const gap =
        place && !tight.test(next) && !/^[([{.]$/.test(before) && next !== "=" && before !== "=";
      return text + (gap ? " " : "") + next;
    }, "");
  }

  Parser.written = written;
  return Parser;
})();
