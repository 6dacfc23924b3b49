// The entries of a reader's record: what each may hold, and how two of one thing become one.
//
// of an exercise: see tries.js.
// of a mistake, to be reviewed: { exercise, step, due, changed }; after the last step it is learnt.
//
// Times are milliseconds since 1970.
"use strict";
cnnbook.record = (() => {
  const { DAY, isObject, isTime } = cnnbook.checks;
  const REVIEW_DAYS = [1, 3, 7, 21];

  const kinds = {
    exercise: cnnbook.tries,
    review: {
      isGood: (one) =>
        cnnbook.book.exercises.has(one.exercise) &&
        Number.isInteger(one.step) &&
        one.step >= 0 &&
        one.step <= REVIEW_DAYS.length &&
        isTime(one.due) &&
        isTime(one.changed),
      asOf(now, { exercise, step, due, changed }) {
        const isOfAhead = changed > now + DAY || due > now + 22 * DAY;
        return { exercise, step, due: isOfAhead ? 0 : due, changed: isOfAhead ? 0 : changed };
      },
      // The later of the two; of two made at once, the one that asks for more review.
      merge(a, b) {
        const difference =
          a.changed - b.changed || b.step - a.step || b.due - a.due || (a.exercise < b.exercise ? -1 : 1);
        return difference < 0 ? b : a;
      },
    },
  };

  function parse(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  // An entry of a kind as it counts now, or null where it is none.
  const entry = (kind, value) =>
    isObject(value) && kinds[kind].isGood(value) ? kinds[kind].asOf(Date.now(), value) : null;

  // What an answer makes of an exercise's entry and of the mistakes to be reviewed.
  // answer = { exercise, group, name, of, isFirst, right, mistake, hints, way, reason, reviewed }
  // Returns { exercise, review: [[name, entry]…] }.
  function answered(answer, before, reviewed) {
    const now = Date.now();
    const { exercise, right, mistake } = answer;
    const { entry: made, earlier } = cnnbook.tries.answered(answer, before);
    const isFirst = answer.isFirst && !earlier;
    const review = [];
    if (mistake && earlier?.result !== "right") {
      review.push([mistake, { exercise, step: 0, due: now + DAY, changed: now }]);
    }
    if (reviewed && isFirst && reviewed.due <= now && answer.reviewed !== mistake) {
      const step = reviewed.step + right;
      const days = right ? REVIEW_DAYS[step] || 0 : 1; // a miss of another kind: again tomorrow
      review.push([answer.reviewed, { exercise, step, due: now + days * DAY, changed: now }]);
    }
    return { exercise: made, review };
  }

  const known = (kind) => cnnbook.book[kind === "exercise" ? "exercises" : "misconceptions"];

  return {
    entry,
    parse,
    answered,
    isObject,
    has: (kind, name) => known(kind).has(name),
    names: (kind) => [...known(kind).keys()],
    merge: (kind, a, b) => (a && b ? kinds[kind].merge(a, b) : a || b),
    // Whether the exercise itself has been tried, and its answer may be seen.
    isTried: (one) => cnnbook.tries.asked(one) !== null,
    isLearnt: (item) => item.step === REVIEW_DAYS.length,
  };
})();
