// "Curvas: prever antes de ver": something is changed in a training; the reader draws its curve
// before seeing what all runs of the study did.
"use strict";
{
  const { element, fill, unique } = laboratory.elements;
  const { choice, select, button } = laboratory.controls;
  const { decimal, percent } = laboratory.numbers;
  const { filled, runs } = laboratory;
  const { chance: CHANCE } = laboratory.study;
  const PER_UNIT = { loss: 100, accuracy: 200 }; // steps of a slider
  const write = { loss: (value) => decimal(value, 2), accuracy: (value) => percent(value, 1) };
  const writeOnAxis = {
    loss: (value) => decimal(value, 1), accuracy: (value) => percent(value, 0),
  };

  const rate = (name) => decimal(runs.groups[name].rate, runs.groups[name].rate < 0.1 ? 2 : 1);
  const CHANGES = {
    "rate-up": _("the learning rate, from {before} to {after}"),
    "rate-down": _("the learning rate, from {before} to {after}"),
    epochs: _("the epochs, from {epochs} to {more}"),
    depth: _("the network, from four convolutions to six"),
    stride: _("the stride of conv4 in the deeper network, from one to three"),
  };
  const epochsOf = (name) => runs.groups[name].loss[0].length;
  const changed = (name, before, after) => filled(CHANGES[name], {
    before: rate(before), after: rate(after), epochs: epochsOf(before), more: epochsOf(after),
  });
  const NAMES = { loss: _("training loss"), accuracy: _("validation accuracy") };
  const PLACES = {
    above: _("above the range of before"), below: _("below the range of before"),
    within: _("within the range of before"),
  };

  class PredictedCurves {
    constructor(body, { change, measure }) {
      const id = unique("change");
      this.select = select(
        runs.changes.map(([name, before, after]) => [name, changed(name, before, after)]),
        change, () => this.begin(), { id });
      this.measure = measure;
      const measures = runs.MEASURES.map((one) => [one, NAMES[one]]);
      this.measures = choice(_("What to draw"), measures, (one) => {
        this.measure = one;
        this.begin();
      });
      this.question = element("p", { class: "curves-question" });
      this.plot = new laboratory.curvePlot((value) => writeOnAxis[this.measure](value),
        (epoch, value) => this.put(epoch, value));
      this.legend = element("ul", { class: "curves-legend" });
      this.handles = element("div", { class: "live-controls" });
      this.check = button(_("Check"), () => this.tell(true), { class: "main" });
      this.give = button(_("Show"), () => this.tell(false));
      this.again = button(_("Draw again"), () => {
        this.begin();
        this.check.focus();
      });
      this.verdict = element("div", { class: "live-verdict", role: "status" });
      this.table = element("div");
      fill(body,
        element("div", { class: "live-row" },
          element("div", {}, element("label", { for: id, text: _("What changes") }), this.select),
          this.measures.node),
        this.question, this.plot.node, this.legend,
        element("details", { class: "curves-epochs" },
          element("summary", { text: _("Epoch by epoch") }), this.handles),
        element("div", { class: "live-row" }, this.check, this.give, this.again),
        this.verdict, this.table);
      this.begin();
    }

    begin() {
      this.measures.put(this.measure);
      this.asked = runs.change(this.select.value, this.measure);
      this.values = runs.unchanged(this.asked).map((value) => this.stepped(value));
      this.isShown = false;
      this.isTouched = false; // drawn, or asked about as it stands
      this.result = null;
      const { before, after, first, epochs } = this.asked;
      fill(this.question, filled(
        _("What changes is {change}. Draw over the plot, from epoch {first} to {last}, what you expect of the {measure}."),
        {
          change: changed(this.asked.name, before, after), first, last: epochs,
          measure: NAMES[this.measure],
        }));
      this.sliders = this.values.map((_value, i) => this.slider(first + i));
      fill(this.handles, this.sliders.map(({ node }) => node));
      this.show();
    }

    slider(epoch) {
      const [lowest, highest] = this.asked.scale;
      const steps = PER_UNIT[this.measure];
      const id = unique("epoch");
      const shown = element("span", { class: "live-value", "aria-hidden": "true" });
      const input = element("input", {
        id, type: "range", step: 1, min: Math.round(lowest * steps), max: Math.round(highest * steps),
        oninput: () => this.put(epoch, Number(input.value) / steps),
      });
      const node = element("div", { class: "live-slider" },
        element("label", { for: id, text: filled(_("epoch {epoch}"), { epoch }) }), shown, input);
      return { node, input, shown };
    }

    stepped(value) {
      const steps = PER_UNIT[this.measure];
      return Math.round(value * steps) / steps;
    }

    put(epoch, value) {
      this.values[epoch - this.asked.first] = this.stepped(value);
      this.isTouched = true;
      this.show();
    }

    tell(isPrediction) {
      if (isPrediction && !this.isTouched) {
        this.isTouched = true;
        return fill(this.verdict, element("p", {
          text: _("You have not drawn yet: the line is where it would be if nothing changed. If that is what you expect, check again."),
        }));
      }
      this.isShown = true;
      this.result = isPrediction ? runs.judge(this.asked, this.values) : null;
      this.show();
      this.again.focus();
    }

    show() {
      const { asked, values, isShown, result, measure } = this;
      const isDrawn = !isShown || result; // who only wants to see has drawn nothing
      this.plot.show(asked, isDrawn ? values : [], isShown, NAMES[measure], this.says(),
        CHANCE[measure]);
      this.sliders.forEach(({ input, shown }, i) => {
        const epoch = asked.first + i;
        const value = write[measure](values[i]);
        input.value = Math.round(values[i] * PER_UNIT[measure]);
        input.disabled = isShown;
        input.setAttribute(
          "aria-valuetext", filled(_("epoch {epoch}: {value}"), { epoch, value }));
        shown.textContent = value;
      });
      [this.check, this.give].forEach((one) => { one.hidden = isShown; });
      this.again.hidden = !isShown;
      this.verdict.classList.toggle("right", Boolean(result && result.isRight));
      fill(this.legend, this.entries());
      fill(this.verdict, isShown ? this.said() : []);
      fill(this.table, isShown ? this.numbers() : []);
    }

    // What the plot shows, to who does not see it; the numbers themselves stand below it.
    says() {
      const { known, hidden } = this.asked;
      const values = {
        before: known.runs.length, after: hidden.runs.length, measure: NAMES[this.measure],
      };
      return filled(this.isShown
        ? _("Plot of the {measure} by epoch: the range of {before} runs before the change, that of {after} runs after it, and your line.")
        : _("Plot of the {measure} by epoch: the range of {before} runs before the change, and your line, to be drawn."), values);
    }

    entries() {
      const { known, hidden, first } = this.asked;
      const entry = (name, text) =>
        element("li", {},
          element("span", { class: `curves-key ${name}`, "aria-hidden": "true" }), text);
      const range = (text, { runs: some }) => filled(text, { n: some.length });
      return [
        entry("curves-known", range(_("before: middle and range of {n} runs"), known)),
        (!this.isShown || this.result) && entry("curves-foreseen", _("what you drew")),
        this.isShown && entry("curves-hidden", range(
          first > 1 ? _("afterwards: {n} runs, their range and middle")
            : _("after the change: {n} runs, their range and middle"), hidden)),
        entry("curves-chance", filled(
          _("chance: {value}"), { value: write[this.measure](CHANCE[this.measure]) })),
      ];
    }

    said() {
      const { asked, result, values, measure } = this;
      const { hidden, epochs } = asked;
      const at = (list) => write[measure](list.at(-1));
      const ends = {
        epoch: epochs, n: hidden.runs.length, low: at(hidden.lowest), high: at(hidden.highest),
        median: at(hidden.median), drawn: at(values), place: result && PLACES[result.happened],
        foreseen: result && PLACES[result.foreseen], count: result && result.count,
        epochs: values.length,
      };
      const happened = filled(
        _("In epoch {epoch}, the {n} runs went from {low} to {high}, with {median} in the middle."), ends);
      if (!result) return element("p", { text: happened });
      const direction = result.foreseen === result.happened
        ? _("You foresaw where it ends: {place}.")
        : _("You drew it ending {foreseen}, and it ended {place}.");
      return [
        element("p", {}, element("strong", {}, filled(
          _("Within the range of all {n} runs in {count} of {epochs} epochs."), ends))),
        element("p", {
          text: [direction, _("In epoch {epoch} you drew {drawn}.")]
            .map((text) => filled(text, ends)).concat(happened).join(" "),
        }),
        result.mistakes.map((one) => element("p", {}, this.named(one))),
      ];
    }

    named(mistake) {
      const said = {
        "noise-as-effect": _("What the change did at the end is no more than what the seed does by itself. Taking one for the other has a name: "),
        "plateau-too-soon": _("You drew the end flat, and there it still moves. That has a name: "),
      };
      return [said[mistake], laboratory.page.mistake(mistake), "."];
    }

    numbers() {
      const { asked: { hidden, first }, measure, result, values } = this;
      const cell = (value) => element("td", { text: write[measure](value) });
      const rows = values.map((value, i) => {
        const n = first - 1 + i;
        return element("tr", {}, element("th", { scope: "row", text: n + 1 }),
          result && cell(value),
          cell(hidden.lowest[n]), cell(hidden.median[n]), cell(hidden.highest[n]),
          result && element("td", { text: result.inside[i] ? _("yes") : _("no") }));
      });
      const heads = [
        _("epoch"), result && _("you"), _("lowest"), _("middle"), _("highest"),
        result && _("within"),
      ];
      const scrolled = {
        class: "curves-scroll", tabIndex: 0, role: "region", "aria-label": _("The numbers"),
      };
      return element("details", {}, element("summary", { text: _("The numbers") }),
        element("div", scrolled,
          element("table", { class: "curves-table" },
            element("thead", {}, element("tr", {}, heads.filter(Boolean).map((text) =>
              element("th", { scope: "col", text })))),
            element("tbody", {}, rows))));
    }
  }

  laboratory.page.start("curves", PredictedCurves);
}
