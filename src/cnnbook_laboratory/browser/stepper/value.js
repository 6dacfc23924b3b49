// What is said of one value of the output: the question, a wrong answer, and the sum term by term.
"use strict";
laboratory.stepper.value = (() => {
  const { element } = laboratory.elements;
  const { filled } = laboratory;
  const { decimal, integer } = laboratory.numbers;

  // Whole numbers as such, others with as few places as they need, two at the most.
  const written = (value) =>
    decimal(value, Number.isInteger(value) ? 0 : Number.isInteger(value * 10) ? 1 : 2);

  function where(state, row, column) {
    return state.shape === "line"
      ? filled(_("place {column} of the output"), { column: column + 1 })
      : filled(_("row {row}, column {column} of the output"), { row: row + 1, column: column + 1 });
  }

  function question(state, row, column) {
    const what = {
      convolution:
        state.channels > 1
          ? _("each value times its weight, and all of it added up, over all channels")
          : _("each value times its weight, and all of it added up"),
      maximum: _("the greatest of the values that the window sees"),
      average: _("the mean of the values that the window sees"),
    };
    return filled(_("The window is at {where}. What does it give: {what}?"), {
      where: where(state, row, column),
      what: what[state.operation],
    });
  }

  function reason(name, operation, count) {
    if (name === "sum" && operation === "average")
      return _("That is the sum: it is still to be divided.");
    if (name === "sum") return _("That is the sum. What is asked for is the greatest.");
    const texts = {
      turned: _(
        "That comes from turning the filter, as the convolution of mathematics does. Keras multiplies without turning it: the weight in the upper left corner goes with the value in the upper left corner."
      ),
      "sign-lost": _("You have added what has a negative weight. That weight subtracts."),
      "one-channel": _(
        "That is the sum of the first channel alone. The filter has weights for each channel, and all of them add up to one value."
      ),
      "weights-ignored": _("That is the sum of the values, without the weights."),
      mean: _("That is the mean. What is asked for is the greatest."),
      "padding-counted": filled(
        _(
          "You have divided by all places of the window. Keras divides by the number of values of the input that the window sees, {count}: padding does not count in the mean."
        ),
        { count }
      ),
      largest: _("That is the greatest. What is asked for is the mean."),
      neighbour: _("That is the value of a place next to it. The window is marked in the input."),
      "": _("Check it term by term: the window is marked in the input."),
    };
    return texts[name];
  }

  const wrong = (answer, name, operation, count) =>
    element(
      "p",
      {},
      element("strong", { text: filled(_("Not yet: {answer}."), { answer: written(answer) }) }),
      ` ${reason(name, operation, count)}`
    );

  // The sum, a line for each row of the window in each channel.
  function sums({ terms, real, value }, state) {
    if (state.operation !== "convolution") {
      const [start, sign, end] =
        state.operation === "maximum"
          ? [_("greatest of "), ", ", ""]
          : ["(", " + ", `)/${real.length}`];
      return element(
        "p",
        { class: "live-quiet" },
        `${start}${real.join(sign)}${end} = `,
        element("strong", { text: written(value) })
      );
    }
    const lines = new Map();
    for (const term of terms) {
      const key = `${term.channel} ${term.i}`;
      lines.set(key, [...(lines.get(key) || []), term]);
    }
    const rows = [...lines.values()].map((line) =>
      element(
        "tr",
        {},
        element("th", { scope: "row", text: named(line[0], state) }),
        element("td", {}, line.map(product)),
        element("td", {
          text: `= ${integer(line.reduce((sum, one) => sum + one.value * one.weight, 0))}`,
        })
      )
    );
    return element(
      "table",
      { class: "step-sums" },
      element("caption", { class: "live-only-read", text: _("The sum, row by row") }),
      element("tbody", {}, rows),
      element(
        "tfoot",
        {},
        element(
          "tr",
          {},
          element("th", { scope: "row", text: _("sum") }),
          element("td"),
          element("td", { text: `= ${integer(value)}` })
        )
      )
    );
  }

  function named({ channel, i }, state) {
    const row = filled(_("row {row}"), { row: i + 1 });
    const part = filled(_("channel {channel}"), { channel: channel + 1 });
    if (state.shape === "line") return state.channels > 1 ? part : _("window");
    return state.channels > 1 ? `${part}, ${row}` : row;
  }

  function product({ value, weight }, index) {
    const sign = weight < 0 ? (index ? " − " : "−") : index ? " + " : "";
    const text = `${sign}${value}·${Math.abs(weight)}`;
    return element("span", { class: value * weight === 0 ? "off" : "", text });
  }

  return { question, wrong, sums, where, written };
})();
