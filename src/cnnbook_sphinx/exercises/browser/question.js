// One question: its alternatives answer back, with the feedback that stands in the page's answer.
"use strict";
cnnbook.Question = class {
  // scope: where the question's parts are; name: its data-question;
  // about = { exercise, group, name, of, reviewed }, for the record; place: for its links, null where
  // the page has none.
  constructor(scope, name, about, place) {
    const part = (kind) => scope.querySelector(`${kind}[data-question="${name}"]`);
    this.name = name;
    this.about = about;
    this.place = place;
    this.fieldset = part("fieldset.alternatives");
    this.verdict = part(".verdict");
    this.hints = [...part(".hints").querySelectorAll("details.hint")];
    this.more = part(".more");
    this.answer = part("details.answer");
    this.feedback = part("ul.feedback");
    this.tried = new Set(); // the alternatives that were checked here
    this.misses = 0;
    this.isOver = false; // the right one was found
    const looked = cnnbook.looked.at(about);
    this.isShown = looked.isShown; // the answer was seen: a link has shown somebody's, or the page's was open
    this.asked = new Set(looked.hints); // the hints that were open, by their places
    this.others = async () => []; // answers that are known and not offered, as `given` has them

    this.own = this.fieldset.querySelector(".own-answer");
    this.fieldset.querySelector(".check").addEventListener("click", () => this.check());
    this.fieldset.addEventListener("change", (event) => {
      if (event.target.type === "radio") this.verdict.replaceChildren();
      this.offerLinks();
    });
    this.own?.addEventListener("input", () => this.verdict.replaceChildren());
    this.fieldset.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
      event.preventDefault();
      // Who gives a reason has not decided yet: Enter leads on to what decides.
      if (event.target.matches(".why")) this.fieldset.querySelector(".check").focus();
      else this.check();
    });
    for (const button of this.fieldset.querySelectorAll("button[data-prefer]")) {
      button.addEventListener("click", () => this.prefer(button.dataset.prefer));
    }
    // While one of the alternatives has the focus, its letter chooses it.
    this.fieldset.addEventListener("keydown", (event) => {
      const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
      if (!isPlain || event.target.type !== "radio" || !/^[a-d]$/i.test(event.key)) return;
      event.preventDefault();
      const radio = this.fieldset.querySelector(`input[value="${event.key.toLowerCase()}"]`);
      radio.focus();
      radio.click();
    });
    this.fieldset.querySelector(".ask-hint").addEventListener("click", () => this.askHint());
    // Each hint, once opened, offers the next.
    this.hints.forEach((hint, index) => {
      hint.addEventListener("toggle", () => hint.open && this.offerHint(index + 1));
    });
    for (const fold of [...this.hints, this.answer]) {
      fold.addEventListener("toggle", () => {
        this.look();
        this.fieldset.querySelector(".ask-hint").hidden = this.hints.every((one) => one.open);
      });
    }
    for (const button of this.more.querySelectorAll(".copy-link")) {
      button.addEventListener("click", () => this.copyLink(button));
    }
    this.asked.forEach((place) => this.offerHint(place));
    this.offerLinks();
  }

  get choice() {
    const checked = this.fieldset.querySelector("input[type=radio]:checked");
    return checked && checked.value;
  }

  prefer(how) {
    this.fieldset.classList.remove("choosing");
    cnnbook.own.prefer(how);
    const radio = this.fieldset.querySelector(`input[value="${this.choice || "a"}"]`);
    (how === "choose" ? radio : this.own).focus();
  }

  check() {
    if (cnnbook.own.isTyping(this.fieldset)) return this.checkOwn();
    if (!this.choice) return this.say(_("Choose an alternative before you check."));
    this.settle(this.given(this.choice));
  }

  async checkOwn() {
    const text = this.own.value.trim();
    if (!text) return this.say(_("Write your answer before you check."));
    const answer = await cnnbook.own.judge(this, text);
    if (this.own.value.trim() !== text) return; // it took long, and is another one by now
    if (answer) return this.settle(answer);
    const form = this.fieldset.querySelector(".own-form span").cloneNode(true);
    const count = form.textContent.split("…").length - 1;
    this.say(
      count === 1 ? _("That cannot be read as a whole answer. It has one number: ")
        : cnnbook.filled(_("That cannot be read as a whole answer. It has {count} numbers, in this form: "), { count }),
      ...form.childNodes,
      form.textContent.includes("×") ? _(". An x will do for ×.") : ".");
  }

  // What stands behind an alternative: { key, letter, text, right, mistakes, items }, as for an
  // answer that is typed, which may have `typed`, `isEither`, `bySize` (own.js) and no letter.
  given(letter) {
    const label = this.fieldset.querySelector(`input[value="${letter}"] + label`).cloneNode(true);
    label.querySelectorAll("strong:first-child, .tried").forEach((one) => one.remove());
    const item = this.feedback.querySelector(`[data-letter="${letter}"]`);
    const mistakes = item.dataset.misconceptions?.split(" ") || [];
    const right = item.hasAttribute("data-right");
    return { key: letter, letter, text: label.textContent.trim(), right, mistakes, items: [item] };
  }

  // What helps, and was open before an answer, even if it is closed again.
  look() {
    this.hints.forEach((hint, index) => hint.open && this.asked.add(index));
    this.isShown ||= this.answer.open;
    if (!this.tried.size) cnnbook.looked.keep(this.about, [...this.asked], this.isShown);
  }

  // Remember an answer, once each, until the right one is found; and answer it.
  settle(answer) {
    const { key, letter, right, mistakes } = answer;
    if (!this.tried.has(key)) {
      this.look();
      // Once the solution is open, what one tries is no mistake of one's own any more.
      const mistake = this.misses > 1 ? "" : mistakes[0] || "";
      if (!this.isOver) this.remember(answer, mistake);
      this.tried.add(key);
      this.isOver ||= right;
      if (!right) this.misses += 1;
      const said = right ? _(" (right)") : _(" (tried)");
      this.fieldset.querySelector(`input[value="${letter}"] + label`)
        ?.append(cnnbook.make("span", { className: "tried" }, said));
    }
    this.show(answer);
    this.advise(right);
    this.verdict.scrollIntoView({ block: "nearest" });
    if (this.place) cnnbook.address.set(this.place);
  }

  remember({ right, typed }, mistake) {
    cnnbook.store.answer({
      ...this.about,
      hints: this.asked.size,
      way: typed ? "typed" : "chosen",
      reason: this.fieldset.querySelector(".why").value.trim(),
      isFirst: !this.tried.size && !this.isShown,
      right,
      mistake,
    });
  }

  // The verdict on an answer.
  show({ letter, text, right, items, typed, isEither, bySize }) {
    for (const radio of this.fieldset.querySelectorAll("input[type=radio]")) {
      radio.checked = radio.value === letter;
    }
    const [headings, said] = [[], []];
    for (const item of items) {
      const [heading, ...rest] = item.cloneNode(true).children;
      headings.push(...heading.querySelectorAll(".mistake"));
      said.push(...rest);
    }
    const verdict = cnnbook.make("p", {}, cnnbook.make("strong", {}, right ? _("That is right") : _("Not yet")));
    if (right) verdict.append(`: ${typed ? text : letter}.`);
    else if (!headings.length) {
      verdict.append(cnnbook.filled(_(". {answer} comes from no mistake that the book knows. "), { answer: typed }), bySize);
    } else {
      const isOne = headings.length === 1;
      verdict.append(cnnbook.filled(
        typed
          ? isOne || isEither ? _(". {answer} comes from a known mistake: ") : _(". {answer} comes from known mistakes: ")
          : isOne ? _(". Alternative {letter} has a known mistake: ") : _(". Alternative {letter} has known mistakes: "),
        { answer: typed, letter }));
      headings.forEach((mistake, index) => {
        const name = document.createTreeWalker(mistake, NodeFilter.SHOW_TEXT).nextNode();
        name.data = name.data.replace(/^./u, (first) => first.toLocaleLowerCase(document.documentElement.lang));
        verdict.append(index ? (isEither ? _("; or else ") : "; ") : "", mistake);
      });
      verdict.append(".");
    }
    this.verdict.classList.toggle("right", right);
    this.say(verdict, ...said);
    cnnbook.explained.leadElsewhere(this.verdict);
    cnnbook.explained.mend(this.verdict);
    this.offerLinks();
  }

  // A link shows an answer: who has seen it can no longer find it at the first try.
  showFromLink(letter) {
    this.fieldset.classList.add("choosing");
    this.show(this.given(letter));
    this.isShown = true;
  }

  // What to do next, after an answer.
  advise(right) {
    const { make } = cnnbook;
    if (right) {
      const steps = [this.toAnswer(_("See the whole solution")), ...this.nextSteps()];
      this.verdict.append(make("p", { className: "next" }, ...steps));
    } else {
      this.offerHint(Math.max(this.misses - 1, this.asked.size)); // one that was not seen yet
      if (this.misses > 1) this.answer.open = true;
      this.verdict.append(
        this.misses > 1
          ? make("p", {}, _("The solution is open: "), this.toAnswer(_("go to it")), ".")
          : make("p", {},
            this.asked.size < this.hints.length ? _("Try again. There is a hint just below.") : _("Try again. The hints are just below."),
            _(" After another miss the solution opens."))
      );
    }
  }

  // After the right answer.
  nextSteps() {
    const another = this.more.querySelector(".another");
    const next = cnnbook.exercise.next();
    return [
      cnnbook.make("button", { type: "button", onclick: () => another.click() }, another.textContent),
      next && cnnbook.make("a", { href: cnnbook.book.root + next.page }, cnnbook.filled(_("Next: {title}"), next)),
    ].filter(Boolean);
  }

  toAnswer(text) {
    const summary = this.answer.querySelector("summary");
    this.answer.id ||= `answer-${this.name}`;
    const onclick = (event) => {
      event.preventDefault(); // the address goes on saying which question this is
      this.answer.open = true;
      summary.focus({ preventScroll: true });
      summary.scrollIntoView();
    };
    return cnnbook.make("a", { href: `#${this.answer.id}`, onclick }, text);
  }

  say(...nodes) {
    this.verdict.replaceChildren(...nodes);
  }

  offerHint(index) {
    const hint = this.hints[index];
    if (hint) {
      hint.classList.add("offered");
      hint.parentNode.classList.add("offered");
    }
  }

  // Before the first try, too: the first hint that is still closed. Nobody asks while all are open.
  askHint() {
    const hint = this.hints.find((one) => !one.open);
    this.offerHint(this.hints.indexOf(hint));
    hint.open = true;
    const summary = hint.querySelector("summary");
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: "nearest" });
  }

  // A link holds the reader's answer only where the reader asks for that.
  offerLinks() {
    this.more.querySelector(".with-answer").hidden = !this.choice;
    this.more.querySelector(".copied").replaceChildren();
  }

  async copyLink(button) {
    const isWithAnswer = button.matches(".with-answer");
    const asWritten = { question: this.name, text: this.fieldset.dataset.content };
    const place = isWithAnswer
      ? { ...(this.place.version ? this.place : asWritten), choice: this.choice }
      : this.place;
    const href = cnnbook.address.of(place);
    const said = this.more.querySelector(".copied");
    try {
      await navigator.clipboard.writeText(href);
      said.textContent = _("Link copied.");
    } catch {
      said.replaceChildren(_("Copy it from here: "), cnnbook.make("a", { href }, href));
    }
  }
};
