// The entries of a reader's record: what each may hold, and how two of one thing become one.
//
// of an exercise: { state, content, updated, checked: { <question>: { at, right } },
//                   reasons: { <question>: text } }
//   `content` tells whether the statement is still the one that was answered, and is empty before
//   the exercise itself was; `checked` has the first answer to each question of this sitting.
// of a mistake, to be reviewed: { exercise, step, due, changed }; after the last step it is learnt.
//
// Times are milliseconds since 1970.
"use strict";
cnnbook.record = (() => {
  const STATES = ["missed", "corrected", "right", "variant"]; // each better than the one before
  const DAY = 24 * 60 * 60 * 1000;
  const SITTING = DAY / 3;
  const REVIEW_DAYS = [1, 3, 7, 21];
  const LAST_DATE = 8.64e15; // what a Date can hold
  const QUESTION = /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/;

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isTime = (value) => Number.isInteger(value) && value >= 0 && value <= LAST_DATE;
  const byQuestion = (value, isGood) =>
    isObject(value) &&
    Object.entries(value).every(
      ([name, one]) => QUESTION.test(name) && !(name in Object.prototype) && isGood(one));
  const isCheck = (one) => isObject(one) && isTime(one.at) && typeof one.right === "boolean";
  const isReason = (one) => typeof one === "string" && one.length <= 300;
  const better = (a, b) => (STATES.indexOf(a) > STATES.indexOf(b) ? a : b);

  // Whether two entries are of the same statement, as far as they know it.
  const areOfOne = (a, b) => a.content === b.content || !a.content || !b.content;

  // What is in either object, in an order that does not depend on which is which.
  function together(a, b, choose) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
    const of = (name) =>
      !Object.hasOwn(a, name) ? b[name] : !Object.hasOwn(b, name) ? a[name] : choose(a[name], b[name]);
    return Object.fromEntries(names.map((name) => [name, of(name)]));
  }

  const kinds = {
    exercise: {
      isGood: (one) =>
        STATES.includes(one.state) &&
        /^([0-9a-f]{8})?$/.test(one.content) &&
        isTime(one.updated) &&
        byQuestion(one.checked, isCheck) &&
        byQuestion(one.reasons, isReason),
      asOf: (now, { state, content, updated, checked, reasons }) => ({
        state,
        content,
        updated: updated > now + DAY ? 0 : updated, // from a clock that was ahead
        checked: Object.fromEntries(
          Object.entries(checked).filter(([, { at }]) => at <= now + DAY && now - at < SITTING),
        ),
        reasons,
      }),
      merge(a, b) {
        const tie = a.updated === b.updated;
        const bIsNewer = tie ? a.content < b.content : a.updated < b.updated;
        const newer = bIsNewer ? b : a;
        return {
          state: areOfOne(a, b) ? better(a.state, b.state) : newer.state,
          content: newer.content || a.content || b.content,
          updated: newer.updated,
          checked: together(a.checked, b.checked, (x, y) =>
            (x.at - y.at || x.right - y.right) < 0 ? x : y),
          reasons: together(a.reasons, b.reasons, (x, y) =>
            (tie ? x < y : bIsNewer) ? y : x),
        };
      },
    },
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

  // What an answer makes of an exercise's entry and of the mistakes to be reviewed: only the first
  // answer to a question in a sitting tells what one knows.
  // answer = { exercise, content, question, key, isVariant, isFirst, right, mistake, reason, reviewed }
  // Returns { exercise, review: [[name, entry]…] }.
  function answered(answer, before, reviewed) {
    const now = Date.now();
    const { exercise, key, right, mistake } = answer;
    const { checked = {}, reasons = {} } = before || {};
    const earlier = Object.hasOwn(checked, key) ? checked[key] : null;
    const isFirst = answer.isFirst && !earlier;
    const counts = !earlier?.right;
    const result = !right ? "missed" : !isFirst ? "corrected" : answer.isVariant ? "variant" : "right";
    // A variant says nothing of the statement in the page.
    const content = answer.isVariant ? before?.content || "" : answer.content;
    const state =
      !before || !areOfOne(before, { content })
        ? result
        : counts ? better(before.state, result) : before.state;
    const made = {
      state,
      content,
      updated: now,
      checked: earlier ? checked : { ...checked, [key]: { at: now, right: right && isFirst } },
      reasons: answer.reason ? { ...reasons, [answer.question]: answer.reason } : reasons,
    };
    const review = [];
    if (mistake && counts) {
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
    isTried: (one) => Boolean(one?.content),
    isLearnt: (item) => item.step === REVIEW_DAYS.length,
  };
})();
