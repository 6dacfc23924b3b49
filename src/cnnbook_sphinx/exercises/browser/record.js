// The entries of a reader's record: what each may hold, and how two of one thing become one.
//
// of an exercise: see tries.js.
// of a mistake, to be reviewed: see mistakes.js.
//
// Times are milliseconds since 1970.
"use strict";
cnnbook.record = (() => {
  const { isObject } = cnnbook.checks;
  const kinds = { exercise: cnnbook.tries, review: cnnbook.mistakes };

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
  //   `reviewed` is the mistake that the question was asked for, of which the review keeps account.
  // reviewOf: gives the entry of a mistake.
  // Returns { exercise, review: [[name, entry]…] }.
  function answered(answer, before, reviewOf) {
    const { exercise, mistake } = answer;
    const { entry: made, earlier } = cnnbook.tries.answered(answer, before);
    if (!mistake || mistake === answer.reviewed || earlier?.result === "right") {
      return { exercise: made, review: [] };
    }
    const question = answer.group === "kinds" ? answer.of : answer.name;
    const item = cnnbook.mistakes.madeAgain(reviewOf(mistake), exercise, question, Date.now());
    return { exercise: made, review: [[mistake, item]] };
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
  };
})();
