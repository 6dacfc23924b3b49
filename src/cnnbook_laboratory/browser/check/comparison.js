// In what a reader's network differs from the exercise's: cnnbook.check.comparison.
//
// A difference: { what, expected, found, attribute, mistake }, with places from 0, −1 for none.
"use strict";
laboratory.check.compare = (() => {
  const { align, differences, mistakeOf, equal } = laboratory.check.alignment;
  const { windowOf } = laboratory.check.steps;
  const { table } = laboratory.checked;
  const isPool = ({ kind }) => table.pools.includes(kind);
  const areOnes = (sizes) => sizes.every((size) => size === 1);

  // { made, right } of two lists of steps.
  return (expected, found, free) => {
    const edits = align(expected, found, free);
    const swapped = edits
      .filter(({ what }) => what === "swap")
      .flatMap((edit) => [edit.expected, edit.expected + 1]);
    const right = [];
    let made = edits.flatMap((edit) => {
      if (edit.what === "swap") return [swap(edit)];
      if (edit.what !== "pair") return [{ ...edit, attribute: "", mistake: "" }];
      const differing = ofPair(edit);
      if (!differing.length && !swapped.includes(edit.expected)) right.push(edit.expected);
      return differing;
    });
    made = single(poolingForStrides(stridesForPooling(moved(made))));
    return { made, right };

    function swap(edit) {
      const [first, second] = expected.slice(edit.expected, edit.expected + 2);
      const window = windowOf(first);
      const isMirrored =
        first.kind === "Conv" &&
        second.kind === "Conv" &&
        equal(window, [...windowOf(second)].reverse()) &&
        !equal(window, windowOf(second));
      return { ...edit, what: "swapped", attribute: "", mistake: isMirrored ? "axes-swapped" : "" };
    }

    function ofPair({ expected: i, found: j }) {
      const [asked, given] = [expected[i], found[j]];
      const difference = (what, attribute, mistake) => ({
        what, expected: i, found: j, attribute, mistake,
      });
      if (asked.kind !== given.kind) {
        const shrinksNothing = given.kind === "Conv" && areOnes(given.attributes.strides);
        const isNamed = asked.kind === "MaxPool" && shrinksNothing;
        return [difference("kind", "", isNamed ? "more-layers-shrink" : "")];
      }
      const { pool, strides } = given.attributes;
      let names = differences(asked, given, free);
      if (names.includes("pool") && equal(strides, pool))
        names = names.filter((name) => name !== "strides"); // which follows from it
      const previous = filtersBefore(j);
      const made = names.map((name) =>
        difference("attribute", name, mistakeOf(name, asked, given, previous))
      );
      const isTurned = (name) =>
        made.some(({ attribute, mistake }) => attribute === name && mistake === "axes-swapped");
      const isOne = isTurned("kernel") && isTurned("strides"); // mistake, and not two
      return made.filter(({ attribute }) => !(isOne && attribute === "strides"));
    }

    function filtersBefore(place) {
      const before = found.slice(0, place).filter(({ kind }) => kind === "Conv");
      return before.length ? before.at(-1).attributes.filters : null;
    }

    // A layer that is missing here and found there has moved.
    function moved(made) {
      const result = [...made];
      for (const gone of made.filter(({ what }) => what === "missing")) {
        const asked = expected[gone.expected];
        const come = result.find(
          (one) =>
            one.what === "extra" &&
            found[one.found].kind === asked.kind &&
            !differences(asked, found[one.found], free).length
        );
        if (!come) continue;
        result.splice(result.indexOf(come), 1);
        result[result.indexOf(gone)] = { ...gone, what: "moved", found: come.found };
      }
      return result;
    }

    // The stride of a convolution in the place of the pooling after it.
    function stridesForPooling(made) {
      const result = [...made];
      for (const gone of made.filter(({ what }) => what === "missing")) {
        if (!isPool(expected[gone.expected])) continue;
        const stride = result.find(
          (one) => one.attribute === "strides" && one.expected === gone.expected - 1
        );
        if (!stride) continue;
        const mistake = "strides-for-pooling";
        result[result.indexOf(gone)] = { ...gone, what: mistake, found: stride.found, mistake };
        result.splice(result.indexOf(stride), 1);
      }
      return result;
    }

    // A pooling in the place of the stride of the convolution before it.
    function poolingForStrides(made) {
      const result = [...made];
      for (const extra of made.filter(({ what }) => what === "extra")) {
        const pool = found[extra.found];
        if (!isPool(pool)) continue;
        const stride = result.find(
          (one) =>
            one.attribute === "strides" &&
            one.found === extra.found - 1 &&
            equal(pool.attributes.strides, expected[one.expected].attributes.strides)
        );
        if (!stride) continue;
        result[result.indexOf(stride)] = {
          ...stride, what: "pooling-for-strides", attribute: "", mistake: "strides-for-pooling",
        };
        result.splice(result.indexOf(extra), 1);
      }
      return result;
    }

    function single(made) {
      const extra = made.filter(({ what }) => what === "extra").map((one) => found[one.found]);
      return made.map((one) => {
        if (one.what === "missing") return ofMissing(one, extra);
        return one.what === "extra" ? ofExtra(one) : one;
      });
    }

    function ofMissing(one, extra) {
      const { kind } = expected[one.expected];
      if (kind === "MaxPool" && extra.some((step) => step.kind === "Conv"))
        return { ...one, mistake: "more-layers-shrink" };
      const after = expected[one.expected + 1];
      const isVector = table.for_vectors.includes(kind) && after && after.kind === "Dense";
      return isVector ? { ...one, mistake: "not-flattened" } : one;
    }

    function ofExtra(one) {
      const step = found[one.found];
      const before = found[one.found - 1];
      if (!before) return one;
      if (isPool(step) && before.kind === "Conv") {
        const { strides } = before.attributes;
        if (equal(step.attributes.strides, strides) && !areOnes(strides))
          return { ...one, mistake: "strides-twice" };
      }
      if (step.kind === "Activation" && step.attributes.activation === "softmax")
        return { ...one, mistake: "softmax-twice" };
      const isAgain = step.kind === before.kind && equal(step.attributes, before.attributes);
      return isAgain ? { ...one, what: "doubled" } : one;
    }
  };
})();
