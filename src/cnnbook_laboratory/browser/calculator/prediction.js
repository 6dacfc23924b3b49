// The question after an edit: which way does it go? And what is said of the answer, with the
// mistake of the book that a wrong one shows.
"use strict";
laboratory.calculator.prediction = (() => {
  const { element } = laboratory.elements;
  const { button, choice } = laboratory.controls;
  const { mistake } = laboratory.page;
  const { filled } = laboratory;
  const { WAYS, ASKED, lastWindow } = laboratory.calculator.Editing;
  const QUESTIONS = {
    parameters: _("The number of parameters"),
    products: _("The number of multiplications"),
    field: _("The receptive field of the last window"),
  };
  const WAY = { down: _("goes down"), same: _("stays the same"), up: _("goes up") };

  const told = (edits) =>
    [...edits.values()]
      .map(({ what, from, to }) =>
        from === undefined ? what : filled(_("{what}: {from} → {to}"), { what, from, to })
      )
      .join("; ");

  // The panel: onGuessed gets { parameters: "up", … } once all three are there.
  function panel(edits, { onGuessed, onShow, onUndo }) {
    const guesses = {};
    const verdict = element("div", { class: "live-verdict", role: "status" });
    const questions = Object.keys(ASKED).map(
      (name) =>
        choice(
          QUESTIONS[name],
          WAYS.map((way) => [way, WAY[way]]),
          (way) => {
            guesses[name] = way;
          }
        ).node
    );
    const check = button(
      _("Check"),
      () => {
        if (Object.keys(guesses).length === questions.length) return onGuessed(guesses);
        return verdict.replaceChildren(
          element("p", { text: _("Answer all three before you check.") })
        );
      },
      { class: "main" }
    );
    return element(
      "section",
      { class: "calculator-ask", "aria-label": _("What happens?") },
      element(
        "p",
        { class: "live-title" },
        `${_("You have changed")} `,
        element("em", { text: told(edits) }),
        `. ${_("What happens?")}`
      ),
      questions,
      element(
        "div",
        { class: "live-row" },
        check,
        button(_("Show"), onShow),
        button(_("Undo"), onUndo)
      ),
      verdict
    );
  }

  // A line for each of the guesses: whether it is right, what happened, and why.
  function judged(editing, guesses) {
    const [ways, values] = [editing.ways(), editing.values()];
    return Object.keys(ASKED).map((name) => {
      const isRight = guesses[name] === ways[name];
      const [then, now] = values[name];
      const happened =
        ways[name] === "same"
          ? filled(_("{what} {way}: {now}."), { what: QUESTIONS[name], way: WAY.same, now })
          : filled(_("{what} {way}, from {then} to {now}."), {
              what: QUESTIONS[name],
              way: WAY[ways[name]],
              then,
              now,
            });
      return element(
        "li",
        { class: isRight ? "right" : "wrong" },
        element("strong", { text: isRight ? _("Right.") : _("No.") }),
        ` ${happened} `,
        isRight ? null : reason(name, ways[name], editing)
      );
    });
  }

  // Why, where the one thing that was edited says it.
  function reason(name, way, editing) {
    const keys = [...editing.edits.keys()];
    const edited = keys.length === 1 ? keys[0].replace(/^\d+-/, "") : "";
    const isPlace = ["strides", "padding", "pool_size", "dilation_rate", "input"].includes(edited);
    const { rows } = editing.traced;
    if (name === "parameters" && way === "same" && isPlace) {
      return [
        _("The filters are the same, applied at another number of places."),
        " ",
        `${_("A common mistake:")} `,
        mistake("positions-and-weights"),
        ".",
      ];
    }
    if (
      name === "parameters" &&
      way !== "same" &&
      isPlace &&
      rows.some((row) => row.layer.kind === "Flatten")
    ) {
      return _("After Flatten, the dense layer has a weight for each number that reaches it.");
    }
    const why = {
      "parameters-filters": _(
        "Each filter has its weights, and the next layer's filters read one map for each of them."
      ),
      "parameters-kernel_size": _("Each place of the window has its weight."),
      "products-strides": _(
        "Each place of the output costs its products; the stride changes the places."
      ),
      "products-padding": _(
        "Each place of the output costs its products; padding changes the places."
      ),
      "products-pool_size": _(
        "Pooling multiplies nothing, but it changes how many places the next layers have."
      ),
      "products-dilation_rate": _(
        "A dilated window has as many weights as before: only the number of places can change."
      ),
      "field-strides": _("The stride moves apart the places that the next layers look at."),
      "field-padding": _(
        "Padding changes how many numbers there are, not how much each of them sees."
      ),
      "field-filters": _("The number of filters does not change the window."),
      "field-units": _("A dense layer has no window."),
      "field-dilation_rate": _("A dilated window covers more with as many weights."),
      "field-kernel_size": _("A window adds to the field what it covers beyond one place."),
    }[`${name}-${edited}`];
    if (name === "field" && edited === "strides" && way === "same" && lastWindow(rows)) {
      return _("The stride counts only for the windows after it, and this is the last one.");
    }
    return why || null;
  }

  return { panel, judged };
})();
