// A field for Keras code, which is read and answered in the page: what the reader writes, and what
// laboratory.check.answer says of it, one hint at a time.
"use strict";
laboratory.check.Field = (() => {
  const { element, fill, unique } = laboratory.elements;
  const { button } = laboratory.controls;
  const { say } = laboratory.check.words;
  const { filled, page } = laboratory;
  const { listed } = laboratory.numbers;
  const MARKS = { right: "✓", wrong: "✗" };

  return class {
    // `kept` is the name of what was written, which the browser keeps until the tab is closed.
    constructor(place, { exercise, kept }) {
      this.exercise = exercise;
      this.key = kept;
      // What the chapter's notebook begins with.
      this.stub = place.closest("section").querySelector(".cell_input pre").textContent.trimEnd();
      const [id, described] = [unique("code"), unique("about")];
      this.code = element("textarea", {
        id,
        class: "live-code",
        "aria-describedby": described,
        autocomplete: "off",
        autocapitalize: "off",
        autocorrect: "off",
        spellcheck: "false",
        wrap: "off",
        oninput: () => this.keep(),
        onkeydown: (event) => this.pressed(event),
      });
      this.verdict = element("p", { class: "code-verdict", role: "status" });
      this.told = element("div", { class: "code-told" });
      this.trouble = element("p", { class: "live-quiet", hidden: true, role: "status" });
      place.classList.add("code-field");
      place.append(
        element("label", { for: id, text: _("Your code, in Keras") }),
        element("p", {
          id: described,
          class: "live-quiet",
          text: _("It is read on this page and never run. Ctrl+Enter checks it."),
        }),
        this.code,
        this.trouble,
        element(
          "div",
          { class: "live-row" },
          button(_("Check"), () => this.check(), { class: "main" }),
          button(_("Begin again"), () => this.begin())
        ),
        this.verdict,
        this.told
      );
      this.show(sessionStorage.getItem(this.key) || this.stub);
    }

    show(text) {
      this.code.value = text;
      this.grow();
      // Where one begins to write.
      const place = this.code.value.indexOf("None");
      if (place >= 0) this.code.setSelectionRange(place, place + "None".length);
    }

    grow() {
      this.code.rows = Math.min(Math.max(this.code.value.split("\n").length + 1, 9), 24);
    }

    keep() {
      this.grow();
      sessionStorage.setItem(this.key, this.code.value);
      const isKept = !document.documentElement.dataset.storage; // nor refused, nor full
      if (isKept === this.trouble.hidden) return;
      this.trouble.hidden = isKept;
      this.trouble.textContent = isKept
        ? ""
        : _("This browser does not keep what you write: copy it before you leave the page.");
    }

    pressed(event) {
      if (event.key !== "Enter" || event.isComposing) return;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        this.check();
        return;
      }
      // A new line begins under the one before it; as typed, so that it can be undone.
      const { value, selectionStart } = this.code;
      const line = value.slice(0, selectionStart).split("\n").at(-1);
      const [indent] = /^[ \t]*/.exec(line);
      const deeper = /[([{:]\s*$/.test(line) ? "    " : "";
      if (indent + deeper && document.execCommand("insertText", false, `\n${indent}${deeper}`))
        event.preventDefault();
    }

    begin() {
      sessionStorage.removeItem(this.key);
      this.trouble.hidden = true;
      fill(this.verdict, "");
      fill(this.told);
      this.show(this.stub);
      this.code.focus();
    }

    check() {
      const { parts } = laboratory.check.answer(this.exercise, this.code.value);
      const heads = parts.map(({ title, verdict }) => {
        const said = say(`verdicts.${verdict}`);
        return title ? `${title}: ${said}.` : `${said[0].toUpperCase()}${said.slice(1)}.`;
      });
      // Emptied first, so that the same words are said again.
      fill(this.verdict, "");
      fill(this.verdict, heads.join(" "));
      this.verdict.classList.toggle("right", parts.every(({ verdict }) => verdict === "right"));
      fill(this.told, parts.map((part, place) => this.part(part, heads[place], parts.length > 1)));
      if (window.cnnbook && cnnbook.explained) cnnbook.explained.mend(this.told);
      for (const node of [this.told.firstChild, this.verdict])
        node.scrollIntoView({ block: "nearest" });
    }

    part(part, head, isOneOfMany) {
      const { verdict, message, findings, right, notes, said } = part;
      const mark = element("span", { "aria-hidden": "true", text: `${MARKS[verdict] || "·"} ` });
      const paragraphs = [message, ...notes].filter(Boolean);
      if (right.length && verdict !== "right")
        paragraphs.push(say("answer.right", { places: listed(right) }));
      return element(
        "section",
        { class: verdict, "aria-label": part.title || null },
        isOneOfMany && element("p", {}, mark, element("strong", { text: head })),
        verdict === "unknown" && this.unread(said),
        findings.length > 0 && element("ul", {}, findings.map((one) => this.finding(one))),
        paragraphs.map((text) => element("p", { text }))
      );
    }

    // What the page could not read: that is its own limit, and the notebook's no more.
    unread(said) {
      const text = _(
        "This page could not read all of it, and it may well be right. The notebook runs the code, and can check it: open it as said below."
      );
      const lines = said.map((one) =>
        element("li", { text: filled(_("Line {line}: {text}."), one) })
      );
      return [element("p", { text }), lines.length > 0 && element("ul", {}, lines)];
    }

    finding({ mistake, hints: [look, rule, fix], lines }) {
      const correction = fold(say("answer.fix"), fix);
      return element(
        "li",
        {},
        element("p", { text: look }),
        mistake && about(mistake),
        lines.length > 0 && element("p", {}, lines.map((line) => this.lineButton(line))),
        fold(say("answer.rule"), rule, correction)
      );
    }

    lineButton(line) {
      return button(filled(_("See line {line}"), { line }), () => {
        const lines = this.code.value.split("\n");
        const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
        this.code.focus();
        this.code.setSelectionRange(start, start + lines[line - 1].length);
      });
    }
  };

  function fold(title, text, ...more) {
    if (!text) return more;
    return element("details", {}, element("summary", { text: title }), element("p", { text }), more);
  }

  // A mistake of the book, and where this explains it.
  function about(mistake) {
    const book = window.cnnbook && cnnbook.book;
    const known = book && book.misconceptions.get(mistake);
    if (!known) return null;
    return element(
      "p",
      { class: "explained" },
      _("On this mistake: "),
      page.mistake(mistake),
      _(". Where the book explains it: "),
      element("a", { href: book.root + known.statement, text: known.title }),
      "."
    );
  }
})();

laboratory.page.start("code", laboratory.check.Field);
