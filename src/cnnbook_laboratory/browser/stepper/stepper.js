// A window over an input. The reader says how many places it takes, then what one of them gives;
// each answer is drawn, the wrong ones too, and only then can one step through.
"use strict";
laboratory.stepper.Stepper = (() => {
  const { element, fill, isStill } = laboratory.elements;
  const { check, button } = laboratory.controls;
  const { filled, page, geometry, prediction: Prediction } = laboratory;
  const { decimal } = laboratory.numbers;
  const { settled, write, read, axes, askedAxes, numbers, challenge } = laboratory.stepper.state;
  const { size, value, ladder, grids: Grids } = laboratory.stepper;
  const { place, isSame, mistakeIn, target } = laboratory.stepper.window;
  const WALK = 2500; // milliseconds for the whole output
  const SHORTEST = 90; // and for one place

  return class Stepper {
    constructor(body, state, name) {
      this.body = body;
      this.name = name;
      this.predicts = true;
      this.width = body.clientWidth;
      this.build();
      const asked = name && page.asked(name);
      this.set((asked && read(asked)) || settled(state));
      window.addEventListener("hashchange", () => {
        const other = name && page.asked(name);
        const found = other && other !== write(this.state) && read(other);
        if (found) this.set(found);
      });
      new ResizeObserver(() => this.resize()).observe(body);
    }

    // --- What it is made of ------------------------------------------------------------------
    build() {
      this.panel = new laboratory.stepper.Panel((changed) => this.change(changed));
      this.link = this.name && element("a", { class: "live-link", text: _("Link to this figure") });
      this.impossible = element("p", { class: "live-verdict", role: "status" });
      this.ladders = element("div");
      this.sizeAsked = new Prediction(
        (answers) => this.judgeSize(answers),
        () => this.giveSize("")
      );
      this.valueAsked = new Prediction(
        ([answer]) => this.judgeValue(answer),
        () => this.giveValue("")
      );
      this.grids = new Grids(
        () => this.go(this.index),
        (index) => this.isAnswered && this.go(index)
      );
      this.buildSteps();
      this.sizePart = element(
        "div",
        { class: "live-part" },
        element("p", { class: "live-title", text: _("1. The size") }),
        this.sizeAsked.node,
        this.ladders
      );
      this.valuePart = element(
        "div",
        { class: "live-part" },
        element("p", { class: "live-title", text: _("2. A value") }),
        this.valueAsked.node,
        this.grids.node,
        this.moves,
        this.sums,
        this.said
      );
      this.body.append(
        ...this.panel.nodes,
        element(
          "div",
          { class: "live-row" },
          button(_("Another challenge"), () => this.challenge()),
          check(_("Predict before you see"), true, (predicts) => {
            this.predicts = predicts;
            this.set(this.state);
          }),
          this.link
        ),
        this.impossible,
        this.sizePart,
        this.valuePart
      );
    }

    buildSteps() {
      this.back = button(`◀ ${_("Previous")}`, () => this.go(this.index - 1));
      this.forth = button(`${_("Next")} ▶`, () => this.go(this.index + 1), { class: "main" });
      this.walk = button(_("Walk through"), () => this.run());
      this.where = element("span", { class: "live-quiet" });
      this.moves = element(
        "div",
        { class: "live-row" },
        this.back,
        this.forth,
        this.walk,
        button(_("Predict the next one"), () => this.askNext()),
        this.where
      );
      this.sums = element("div");
      this.said = element("p", { class: "live-only-read", role: "status" });
    }

    // --- Changes -----------------------------------------------------------------------------
    change(changed) {
      this.set(settled(this.state, changed));
      this.remember();
    }

    challenge() {
      this.set(challenge(this.state, Date.now()));
      this.remember();
      if (this.predicts) this.sizeAsked.focus();
    }

    remember() {
      if (this.name) page.remember(this.name, write(this.state));
    }

    set(state) {
      this.stop();
      this.state = state;
      this.misses = 0;
      this.isKnown = false;
      this.isAnswered = false;
      this.furthest = -1;
      this.index = -1;
      this.panel.show(state);
      if (this.link) this.link.href = page.address(this.name, write(state));
      try {
        this.axes = axes(state);
      } catch (error) {
        if (!(error instanceof geometry.GeometryError)) throw error;
        this.axes = null;
        fill(this.impossible, filled(_("This layer cannot exist: {why}."), { why: error.message }));
        this.sizePart.hidden = this.valuePart.hidden = true;
        return;
      }
      fill(this.impossible);
      this.asked = askedAxes(state, this.axes);
      this.numbers = numbers(state, this.axes);
      this.sizePart.hidden = false;
      this.valuePart.hidden = true;
      this.sizeAsked.ask(
        size.question(state, this.asked),
        this.asked.length > 1 ? size.names() : [""]
      );
      if (this.predicts) this.drawLadders(this.asked.map(() => 0));
      else {
        this.sizeAsked.close();
        this.sizeAsked.say(this.giveSize(""));
      }
    }

    resize() {
      if (this.body.clientWidth === this.width) return;
      this.width = this.body.clientWidth;
      if (!this.axes) return;
      this.drawLadders(this.claimed);
      if (this.isKnown) {
        this.drawGrids();
        this.go(this.index);
      }
    }

    // --- The size ----------------------------------------------------------------------------
    judgeSize(answers) {
      if (answers.every((answer, axis) => answer === this.asked[axis].places))
        return this.giveSize(`${_("Right.")} `);
      this.misses += 1;
      if (!this.isKnown)
        this.drawLadders(answers.map((one) => (Number.isInteger(one) && one > 0 ? one : 0)));
      return { right: false, said: size.wrong(this.asked, answers, this.misses) };
    }

    giveSize(beginning) {
      const wasKnown = this.isKnown;
      this.isKnown = true;
      if (!wasKnown) {
        this.drawLadders(
          this.asked.map((one) => one.places),
          true
        );
        this.openValues();
      }
      return { right: true, said: size.right(this.state, this.asked, beginning) };
    }

    drawLadders(claimed, isNew = false) {
      this.claimed = claimed;
      const { operation, shape } = this.state;
      const [row, column] = this.at();
      fill(
        this.ladders,
        this.asked.map((axis, index) => [
          this.asked.length > 1 && element("p", { class: "live-quiet", text: size.names()[index] }),
          ladder(axis, {
            claimed: claimed[index],
            isKnown: this.isKnown,
            isNew,
            now: !this.isAnswered ? -1 : this.asked.length > 1 && index === 0 ? row : column,
            padding: operation === "convolution" ? "0" : "·",
            width: Math.max(this.body.clientWidth - 32, 200),
            label: size.described(axis, operation, claimed[index], this.isKnown),
          }),
        ]),
        shape === "square" &&
          element("p", {
            class: "live-quiet",
            text: _("The drawing shows one direction. The other one is the same."),
          })
      );
    }

    // --- The values --------------------------------------------------------------------------
    get count() {
      return this.axes[0].places * this.axes[1].places;
    }

    at(index = this.index) {
      const columns = this.axes[1].places;
      return [Math.floor(index / columns), index % columns];
    }

    result(index) {
      return place(this.numbers, this.axes, this.state.operation, ...this.at(index));
    }

    openValues() {
      this.valuePart.hidden = false;
      this.drawGrids();
      this.isAnswered = !this.predicts;
      this.askAt(this.predicts ? target(this.numbers, this.axes, this.state.operation) : 0);
    }

    drawGrids() {
      this.grids.draw(this.state, this.axes, this.numbers, this.body.clientWidth - 32);
    }

    askAt(index) {
      this.valueAsked.ask(value.question(this.state, ...this.at(index)));
      if (this.isAnswered) this.valueAsked.close();
      this.moves.hidden = this.sums.hidden = !this.isAnswered;
      this.go(index);
    }

    askNext() {
      this.stop();
      this.isAnswered = false;
      this.said.textContent = "";
      this.askAt((this.index + 1) % this.count);
      this.valueAsked.focus();
    }

    judgeValue(answer) {
      const { value: right, real } = this.result(this.index);
      if (isSame(answer, right)) return this.giveValue(`${_("Right.")} `);
      const { operation } = this.state;
      const name = mistakeIn(answer, this.numbers, this.axes, operation, ...this.at());
      return { right: false, said: value.wrong(answer, name, operation, real.length) };
    }

    giveValue(beginning) {
      this.isAnswered = true;
      this.moves.hidden = this.sums.hidden = false;
      this.valueAsked.close();
      this.go(this.index);
      (this.forth.disabled ? this.back : this.forth).focus();
      const text = filled(_("The output is {value}."), {
        value: value.written(this.result(this.index).value),
      });
      return {
        right: true,
        said: element(
          "p",
          {},
          element("strong", { text: `${beginning}${text}` }),
          ` ${_("How it comes about is just below.")}`
        ),
      };
    }

    go(to) {
      this.index = Math.min(Math.max(to, 0), this.count - 1);
      this.back.disabled = this.index === 0;
      this.forth.disabled = this.index === this.count - 1;
      const found = this.result(this.index);
      if (this.isAnswered) this.furthest = Math.max(this.furthest, this.index);
      this.grids.mark(found, this.index, this.texts(), this.isAnswered);
      this.where.textContent = filled(_("place {place} of {count}"), {
        place: this.index + 1,
        count: this.count,
      });
      this.drawLadders(this.claimed);
      if (!this.isAnswered) return;
      fill(this.sums, value.sums(found, this.state));
      if (!this.timer) this.tell(found.value);
    }

    tell(result) {
      const where = value.where(this.state, ...this.at());
      const text = filled(_("{where}: {value}."), { where, value: value.written(result) });
      this.said.textContent = text.replace(/^./u, (first) => first.toLocaleUpperCase());
    }

    // What stands in each place of the output: the values up to the furthest that the reader has
    // seen.
    texts() {
      return Array.from({ length: this.count }, (_one, index) => {
        if (index === this.index && !this.isAnswered) return "?";
        if (index > this.furthest) return "";
        const { value: result } = this.result(index);
        return decimal(result, Number.isInteger(result) ? 0 : 1);
      });
    }

    // --- Walking by itself: only when asked, and all at once for those who want no motion --------
    run() {
      if (this.timer) return this.stop();
      if (isStill()) return this.go(this.count - 1);
      const every = Math.max(SHORTEST, WALK / this.count);
      this.walk.textContent = _("Stop");
      this.timer = setInterval(() => this.walkOn(), every);
      return this.go(this.index === this.count - 1 ? 0 : this.index + 1);
    }

    walkOn() {
      if (this.index + 1 >= this.count) this.stop();
      else this.go(this.index + 1);
    }

    stop() {
      if (!this.timer) return;
      clearInterval(this.timer);
      this.timer = 0;
      this.walk.textContent = _("Walk through");
      if (this.axes && this.isAnswered) this.tell(this.result(this.index).value);
    }
  };
})();
laboratory.page.start("stepper", laboratory.stepper.Stepper);
