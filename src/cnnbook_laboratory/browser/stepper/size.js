// What is said of the size of the output: the question, a wrong answer, the right one.
"use strict";
laboratory.stepper.size = (() => {
  const { element } = laboratory.elements;
  const { filled } = laboratory;
  const { decimal, integer } = laboratory.numbers;
  const { sentence } = laboratory.layers;
  const { mistake } = laboratory.page;
  const { SIZES, sizeMistakes } = laboratory.mistakes;

  const strong = (text) => element("strong", { text });
  const names = () => [_("Rows"), _("Columns")];
  const lower = (text) => text.replace(/^./u, (first) => first.toLocaleLowerCase());
  const written = (answer) => decimal(answer, Number.isInteger(answer) ? 0 : 1);
  const arithmetic = ({ expression, places }) => sentence({ expression, value: places });

  function question(state, axes) {
    const steps = axes.map((one) => one.strides);
    if (state.shape === "rectangle")
      return filled(
        _(
          "The window begins at the corner and moves by {rows} along the rows and by {columns} along the columns. How many places does it take?"
        ),
        { rows: steps[0], columns: steps[1] }
      );
    const text =
      state.shape === "line"
        ? _("The window begins at the start and moves by {step}. How many places does it take?")
        : _(
            "The window begins at the corner and moves by {step}. How many places does it take in each direction?"
          );
    return filled(text, { step: steps[0] });
  }

  // What would be true of the drawing if the answer were right.
  function consequence({ size, strides, places, padding }, answer) {
    if (!Number.isInteger(answer) || answer < 1)
      return _("The number of places is a whole number greater than zero.");
    if (answer < places)
      return _(
        "After the last place that you counted the window can still move on: the next one is dashed in the drawing."
      );
    if (padding === "same")
      return filled(
        _(
          "With padding there is a place for element 1 and one at every step of {step} from there. Number {answer} would be that of element {element}, and the input has {size}."
        ),
        { step: strides, answer, element: (answer - 1) * strides + 1, size }
      );
    const count = answer - places;
    return filled(
      count === 1
        ? _(
            "With {answer}, the last place would leave the input. Without padding, the window must fit whole."
          )
        : _(
            "With {answer}, the last {count} places would leave the input. Without padding, the window must fit whole."
          ),
      { answer, count }
    );
  }

  // The mistakes that lead to the answer, as nodes; several may.
  function mistakesIn(axis, answer) {
    const { size, kernelSize, strides, padding, dilationRate, places } = axis;
    const asked = { inputSize: size, kernelSize, strides, padding, dilationRate };
    const found = Number.isInteger(answer) ? sizeMistakes(answer, asked) : [];
    const named = found.map(({ id, expression, value }) => [
      mistake(id),
      expression === integer(value) ? "" : ` (${sentence({ expression, value })})`,
    ]);
    if (dilationRate > 1 && answer === withoutDilation(axis) && answer !== places)
      named.unshift([_("Forgetting that dilation spreads the window")]);
    return named;
  }

  function withoutDilation({ size, kernelSize, strides, padding }) {
    return laboratory.geometry.outputSize(size, kernelSize, strides, padding);
  }

  // Which direction has the other's window and stride, if that is what the answers come from.
  function areSwapped(axes, answers) {
    if (axes.length < 2 || axes.every((one, axis) => one.places === answers[axis])) return false;
    const of = (name) => axes.map((one) => one[name]);
    try {
      return answers.every(
        (answer, axis) =>
          answer ===
          SIZES["axes-swapped"](of("size"), of("kernelSize"), of("strides"), axes[0].padding, axis)
            .value
      );
    } catch (error) {
      if (error instanceof laboratory.geometry.GeometryError) return false; // it would not fit
      throw error;
    }
  }

  function wrong(axes, answers, misses) {
    const nodes = [];
    const swapped = areSwapped(axes, answers);
    if (swapped)
      nodes.push(
        element(
          "p",
          {},
          strong(_("Not yet.")),
          ` ${_("The mistake may be this one: ")}`,
          mistake("axes-swapped"),
          "."
        )
      );
    for (const [index, axis] of axes.entries()) {
      const answer = answers[index];
      const name = axes.length > 1 ? `${names()[index]}: ` : "";
      if (answer === axis.places) {
        if (!swapped)
          nodes.push(
            element("p", { text: `${name}${filled(_("{answer} is right."), { answer })}` })
          );
        continue;
      }
      const start = filled(_("Not yet: {answer}."), { answer: written(answer) });
      const line = element("p", {}, strong(name ? name + lower(start) : start), " ");
      const found = swapped ? [] : mistakesIn(axis, answer);
      if (found.length) {
        line.append(
          found.length > 1
            ? _("The mistake may be one of these: ")
            : _("The mistake may be this one: ")
        );
        found.forEach((parts, place) => line.append(place ? _("; or ") : "", ...parts));
        line.append(". ");
      }
      line.append(consequence(axis, answer));
      nodes.push(line);
    }
    if (misses > 1)
      nodes.push(
        element("p", {
          text: filled(_("The calculation, to be filled in: {formula}."), {
            formula: axes[0].padding === "same" ? "⌈…/…⌉" : "⌊(… − …)/…⌋ + 1",
          }),
        })
      );
    return nodes;
  }

  // What is added at the ends, in words: for pooling it is no zero, and counts for nothing.
  function added(count, operation) {
    const text =
      operation === "convolution"
        ? count === 1
          ? _("{count} zero")
          : _("{count} zeros")
        : count === 1
          ? _("{count} empty place")
          : _("{count} empty places");
    return filled(text, { count });
  }

  function notes({ before, after, unseen, padding }, operation) {
    const said = [];
    const of = (count) => added(count, operation);
    if (padding === "same") {
      if (before + after === 0) said.push(_("Nothing had to be added."));
      else if (before === after)
        said.push(filled(_("Keras puts {added} at each end."), { added: of(before) }));
      else if (before === 0)
        said.push(
          filled(_("Keras puts {added}, at the end alone: what is odd goes to the end."), {
            added: of(after),
          })
        );
      else
        said.push(
          filled(
            _(
              "Keras puts {all}: {before} at the beginning and {after} at the end. What is odd goes to the end."
            ),
            { all: of(before + after), before, after }
          )
        );
    }
    if (unseen === 1) said.push(_("The last element of the input is never seen."));
    if (unseen > 1)
      said.push(
        filled(_("The last {count} elements of the input are never seen."), { count: unseen })
      );
    return said.join(" ");
  }

  function right(state, axes, beginning) {
    return axes.flatMap((axis, index) => {
      const name = axes.length > 1 ? `${names()[index]}: ` : "";
      const more = notes(axis, state.operation);
      return [
        element(
          "p",
          {},
          strong(`${index ? "" : beginning}${name}${arithmetic(axis)}.`),
          more && ` ${more}`
        ),
      ];
    });
  }

  // The drawing in words.
  function described(axis, operation, claimed, isKnown) {
    const { size, kernelSize, strides, dilationRate, span, places, before, after, padding } = axis;
    const covers =
      dilationRate > 1
        ? filled(_("{count} elements, {step} apart, over {span}"), {
            count: kernelSize,
            step: dilationRate,
            span,
          })
        : filled(_("{count} elements"), { count: kernelSize });
    if (!isKnown && claimed === 0)
      return filled(
        _("An input of {size} elements and the first place of a window that sees {covers}."),
        { size, covers }
      );
    if (!isKnown)
      return `${filled(
        _(
          "An input of {size} elements with {claimed} places of the window, a step of {step} apart."
        ),
        { size, claimed, step: strides }
      )} ${consequence(axis, claimed)}`;
    const ends =
      padding === "same"
        ? filled(_(", with {before} before and {after} after"), {
            before: added(before, operation),
            after: added(after, operation),
          })
        : "";
    return filled(
      _(
        "An input of {size} elements{ends}. The window sees {covers} and takes {places} places, a step of {step} apart."
      ),
      { size, ends, covers, places, step: strides }
    );
  }

  return { question, wrong, right, described, names };
})();
