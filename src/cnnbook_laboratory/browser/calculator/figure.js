// The calculator: a network to edit, its results, and a question between the edit and its results.
"use strict";
laboratory.calculator.Calculator = (() => {
  const { element } = laboratory.elements;
  const { check, select } = laboratory.controls;
  const { page } = laboratory;
  const { link } = laboratory.keras;
  const { Editing, codePanel, fieldPicture, prediction, results } = laboratory.calculator;
  const { entry, card, adding, whatIsWrong } = laboratory.calculator.cards;
  const { filled } = laboratory;
  const { integer } = laboratory.numbers;

  return class {
    // state: { network, networks: [{ name, title, input, layers }], goals: [{ text, … }] }
    // address: its name in the page's address, if it has one.
    constructor(place, state, address) {
      this.address = address;
      this.state = state;
      this.place = place;
      this.predicts = true;
      this.counted = 0;
      this.chosen = -1; // the layer that the picture shows
      this.opened = new Set(); // the layers whose further numbers are shown
      this.told = null; // what was said of the last prediction, after the layer at …
      this.code = codePanel({
        network: () => this.editing.network,
        take: (network) => this.begin(network),
      });
      this.build();
      window.addEventListener("hashchange", () => this.follow());
      this.editing = new Editing(this.asked() || this.named(state.network));
      this.draw();
    }

    // The network that the address asks for, or null.
    asked() {
      const text = this.address && page.asked(this.address);
      const found = text && link.read(text);
      const isDamaged = text && !found;
      this.notice.textContent = isDamaged
        ? _("The network in this link could not be read. This is the page's own.")
        : "";
      return found;
    }

    // Of one of the networks that one can begin with; empty for any other.
    nameOf(network) {
      const text = link.of(network);
      const found = this.state.networks.find((one) => link.of(one) === text);
      return found ? found.name : "";
    }

    named(name) {
      return this.state.networks.find((one) => one.name === name);
    }

    follow() {
      const network = this.asked();
      if (network && link.of(network) !== link.of(this.editing.network)) this.begin(network);
    }

    build() {
      const titles = this.state.networks.map(({ name, title }) => [name, title]);
      titles.push(["", _("your own")]);
      this.presets = select(
        titles,
        this.state.network,
        (name) => name && this.begin(this.named(name), true),
        { "aria-label": _("Begin with") }
      );
      const predicts = check(_("Predict before you see"), true, (isOn) => {
        this.predicts = isOn;
        if (!isOn && this.editing.isPending) this.reveal();
      });
      this.notice = element("p", { class: "live-quiet", role: "status" });
      this.list = element("ol", { class: "calculator-list" });
      this.totals = element("div");
      this.picture = element("div", { class: "calculator-picture" });
      this.adding = element("div", { class: "live-row" });
      this.goals = element("ol", { class: "calculator-goals" });
      this.spoken = element("p", { class: "live-only-read", role: "status" });
      this.link = element("a", { class: "live-link", text: _("Link to this network") });
      this.place.append(
        element(
          "div",
          { class: "live-row calculator-top" },
          element("label", {}, `${_("Begin with")} `, this.presets),
          predicts,
          this.link
        ),
        this.notice,
        element(
          "div",
          { class: "calculator-columns" },
          element("div", {}, this.list, this.adding),
          element(
            "section",
            { class: "calculator-whole", "aria-label": _("The whole network") },
            this.totals,
            this.picture
          )
        ),
        this.state.goals.length
          ? element(
              "section",
              { class: "live-part" },
              element("p", {
                class: "live-title",
                text: filled(_("Challenges, beginning with “{network}”"), {
                  network: this.named(this.state.network).title,
                }),
              }),
              this.goals
            )
          : "",
        this.code.node,
        this.spoken
      );
    }

    // Another network, whose results are seen at once.
    begin(network, isOwn = false) {
      this.editing.begin(network);
      this.chosen = -1;
      this.told = null;
      this.opened.clear();
      if (isOwn) this.code.forget();
      this.keep();
      this.draw();
    }

    // A number that no edit had before.
    count() {
      this.counted += 1;
      return this.counted;
    }

    // The layer that the picture shows.
    choose(at) {
      if (this.chosen === at) return;
      this.chosen = at;
      this.drawWhole();
    }

    say(text) {
      this.spoken.textContent = text;
    }

    edit(at, key, told, change) {
      const wasPossible = !this.editing.seen.error;
      this.editing.edit(at, key, told, change);
      this.told = null;
      // Once the focus is where the reader was taking it, which the new drawing then keeps.
      setTimeout(() => {
        if (!this.predicts || !wasPossible || this.editing.traced.error || !this.editing.isPending)
          return this.reveal();
        this.draw();
        return this.say(_("Before you see the effect, say what you expect of it."));
      });
    }

    reveal() {
      this.editing.settle();
      this.keep();
      this.draw();
      const { rows, error } = this.editing.traced;
      const parameters = integer(laboratory.trace.totalParameters(rows));
      this.say(
        error ? whatIsWrong(error) : filled(_("In all, {parameters} parameters."), { parameters })
      );
    }

    judge(guesses) {
      const at = this.editing.hiddenFrom;
      const lines = prediction.judged(this.editing, guesses);
      const node = element(
        "section",
        { class: "calculator-ask", tabindex: -1, "aria-label": _("What happened") },
        element("ul", { class: "calculator-told" }, lines)
      );
      this.told = { at, node };
      this.reveal();
      this.say("");
      node.focus();
    }

    // In the address, beside what else it says.
    keep() {
      if (this.address) page.remember(this.address, link.of(this.editing.network));
    }

    draw() {
      const { editing } = this;
      const { network, isPending } = editing;
      const focus = document.activeElement && document.activeElement.dataset.key;
      const traced = editing.traced;
      const from = isPending ? editing.hiddenFrom : Infinity;
      const items = network.layers.map((layer, at) => card(this, at, traced, at >= from));
      const panel = isPending ? this.panel() : this.told && this.told.node;
      const after = isPending ? editing.hiddenFrom : this.told ? this.told.at : 0;
      if (panel)
        items.splice(
          Math.min(after + 1, items.length),
          0,
          element("li", { class: "calculator-asking" }, panel)
        );
      this.presets.value = this.nameOf(network);
      this.list.replaceChildren(entry(this), ...items);
      this.drawWhole();
      this.adding.replaceChildren(...adding(this));
      this.goals.replaceChildren(...this.state.goals.map((goal) => this.goal(goal)));
      if (this.address) this.link.href = page.address(this.address, link.of(network));
      this.code.show();
      const again = focus && this.place.querySelector(`[data-key="${focus}"]`);
      if (again && !this.place.contains(document.activeElement)) again.focus();
    }

    panel() {
      return prediction.panel(this.editing.edits, {
        onGuessed: (guesses) => this.judge(guesses),
        onShow: () => this.reveal(),
        onUndo: () => {
          this.editing.undo();
          this.draw();
          this.say(_("Undone."));
        },
      });
    }

    // What is seen: while an edit is pending, the network as it was.
    drawWhole() {
      const { editing } = this;
      const { rows } = editing.isPending ? editing.seen : editing.traced;
      const { input } = editing.isPending ? editing.before : editing.network;
      this.totals.replaceChildren(
        results.ofNetwork(editing.traced, editing.base, editing.network.input, editing.isPending)
      );
      this.picture.replaceChildren(
        ...fieldPicture(
          rows,
          input,
          this.chosen,
          editing.isPending ? _("As it was before the change.") : ""
        )
      );
    }

    goal(goal) {
      const isMet = !this.editing.isPending && this.editing.meets(goal);
      return element(
        "li",
        {},
        element("span", { class: isMet ? "done" : "", text: isMet ? _("✓ done") : _("to do") }),
        ` ${goal.text}`
      );
    }
  };
})();

laboratory.page.start("calculator", laboratory.calculator.Calculator);
