// Which step of the reader's stands for which of the book's: cnnbook.check.alignment and named.
"use strict";
laboratory.check.alignment = (() => {
  const { samePadding } = laboratory.geometry;
  const { windowOf, dilationOf } = laboratory.check.steps;
  const { table } = laboratory.checked;
  const { costs, weights, families } = table;

  const equal = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // The attributes in which two steps of one kind differ, but for those that are `free`.
  const differences = (expected, found, free) =>
    Object.keys(expected.attributes).filter(
      (name) =>
        !free.includes(name) &&
        !equal(found.attributes[name], expected.attributes[name]) &&
        !(name === "padding" && addSameZeros(expected, found))
    );

  function addSameZeros(expected, found) {
    const names = ["kernel", "pool", "strides", "dilation"];
    return (
      names.every((name) => equal(expected.attributes[name], found.attributes[name])) &&
      equal(zeros(expected, expected), zeros(found, expected))
    );
  }

  // Before and after each axis of what `at` receives.
  function zeros(step, at) {
    const { padding, strides } = step.attributes;
    const sizes = at.input.slice(0, -1);
    if (padding === "valid") return sizes.map(() => [0, 0]);
    if (padding !== "same") return padding;
    const [window, dilation] = [windowOf(step), dilationOf(step)];
    return sizes.map((size, axis) =>
      samePadding(size, window[axis], strides[axis], dilation[axis])
    );
  }

  function distance(expected, found, free) {
    if (expected.kind !== found.kind) {
      const isSimilar = families.some(
        (family) => family.includes(expected.kind) && family.includes(found.kind)
      );
      return isSimilar ? costs.similar_kind : costs.other_kind;
    }
    const each = differences(expected, found, free).map((name) => weights[name]);
    return Math.min(costs.most, each.reduce((sum, weight) => sum + weight, 0));
  }

  // The cheapest edits, [{ what, expected, found }], that make one network the other, in order; of
  // two that cost the same, the first as Python tries them.
  function align(expected, found, free) {
    const best = expected.concat(null).map(() => []);
    const edit = (what, i = -1, j = -1) => ({ what, expected: i, found: j });
    for (let i = 0; i <= expected.length; i += 1) {
      for (let j = 0; j <= found.length; j += 1) {
        const options = i || j ? [] : [[0, []]];
        const from = ([cost, edits], added, ...more) =>
          options.push([cost + added, [...edits, ...more]]);
        if (i) from(best[i - 1][j], costs.gap, edit("missing", i - 1));
        if (j) from(best[i][j - 1], costs.gap, edit("extra", -1, j - 1));
        if (i && j)
          from(
            best[i - 1][j - 1],
            distance(expected[i - 1], found[j - 1], free),
            edit("pair", i - 1, j - 1)
          );
        if (i > 1 && j > 1) {
          const crossed =
            distance(expected[i - 2], found[j - 1], free) +
            distance(expected[i - 1], found[j - 2], free);
          from(
            best[i - 2][j - 2],
            costs.swap + costs.crossed * crossed,
            edit("swap", i - 2, j - 2),
            edit("pair", i - 2, j - 1),
            edit("pair", i - 1, j - 2)
          );
        }
        const rounded = ([cost]) => Math.round(cost * 1e6);
        best[i][j] = options.reduce((one, other) => (rounded(other) < rounded(one) ? other : one));
      }
    }
    return best[expected.length][found.length][1];
  }

  const isAlong = (value) => Array.isArray(value);
  const every = (right, wrong, holds) => right.every((asked, axis) => holds(asked, wrong[axis]));
  const isUneven = (sizes) => new Set(sizes).size > 1;
  const isOne = (asked) => asked === 1;
  const RELATIONS = {
    previous: (right, wrong, previous) => wrong === previous,
    "with-previous": (right, wrong, previous) => Boolean(previous) && wrong === right + previous,
    turned: (right, wrong) => isUneven(right) && equal(wrong, [...right].reverse()),
    repeated: (right, wrong) =>
      isUneven(right) && wrong.every((size) => size === Math.max(...right)),
    "left-out": (right, wrong) =>
      !right.every(isOne) && every(right, wrong, (asked, given) => given === 1 || given === asked),
    "one-more": (right, wrong) =>
      !right.every(isOne) &&
      every(right, wrong, (asked, given) => given === asked + Number(asked > 1)),
    squared: (right, wrong) =>
      !right.every(isOne) && every(right, wrong, (asked, given) => given === asked ** 2),
  };

  function holds(relation, right, wrong, previous) {
    const isOfAxes = !relation.endsWith("previous");
    if (isOfAxes && !(isAlong(wrong) && wrong.length === right.length)) return false;
    return RELATIONS[relation](right, wrong, previous);
  }

  // The mistake behind one attribute, or "". `previous`: the filters of the reader's convolution
  // before this one.
  function mistakeOf(name, expected, found, previous) {
    const [right, wrong] = [expected.attributes[name], found.attributes[name]];
    const row = table.mistakes.find(
      (one) =>
        one.attribute === name &&
        (!("kind" in one) || one.kind === expected.kind) &&
        (!("expected" in one) || one.expected === right) &&
        (!("found" in one) || one.found === wrong) &&
        (!("when" in one) || holds(one.when, right, wrong, previous))
    );
    return row ? row.name : "";
  }

  return { align, differences, mistakeOf, equal };
})();
