// What a reader's record has of an exercise: the tries of each of its questions.
//
// An entry: { questions: { <name>: asked }, kinds: { <name>: asked } }; the first are those that
//   stand in the page, the exercise itself being "main", and the others the kinds of its versions.
// asked: { tries: [try…], reason: null or { at, text } }
// try: { at, of, result, hints, way, mistake }, of one question in one sitting. `at` is when it was
//   answered first, and `of` tells what was asked: a digest of a question's text, or a version's
//   name. `result` is "right" if that first answer was, "corrected" if a later one, or one given
//   after the answer was seen; `hints` were open before it, `way` is how it was given, and
//   `mistake` is the one behind it, if the book knows one.
//
// Of one name only the first try is kept, the best, and the last LAST: whatever is merged in whatever
// order, the same ones are left.
"use strict";
cnnbook.tries = (() => {
  const { DAY, isObject, isTime, isName } = cnnbook.checks;
  const SITTING = DAY / 3;
  const LAST = 9;
  const MOST_NAMES = 60;
  const GROUPS = ["questions", "kinds"];
  const RESULTS = ["missed", "corrected", "right"]; // each better than the one before
  const WAYS = ["typed", "chosen"];
  const STATES = ["missed", "corrected", "right", "variant"]; // so, too
  const MOST_HINTS = 3;

  const isTry = (one) =>
    isObject(one) &&
    isTime(one.at) &&
    /^[0-9a-f]{6,8}$/.test(one.of) &&
    RESULTS.includes(one.result) &&
    Number.isInteger(one.hints) && one.hints >= 0 && one.hints <= MOST_HINTS &&
    WAYS.includes(one.way) &&
    (one.mistake === "" || isName(one.mistake));
  const isReason = (one) =>
    one === null ||
    (isObject(one) && isTime(one.at) && typeof one.text === "string" && one.text.length <= 300);
  const isAsked = (one) =>
    isObject(one) &&
    Array.isArray(one.tries) && one.tries.length > 0 && one.tries.length <= LAST + 2 &&
    one.tries.every(isTry) && isReason(one.reason);
  const areGood = (group) =>
    isObject(group) &&
    Object.keys(group).length <= MOST_NAMES &&
    Object.entries(group).every(([name, asked]) => isName(name) && isAsked(asked));

  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const inTime = (a, b) => a.at - b.at || order(a.of, b.of);
  // The better first, and never the same for two that differ.
  const byWorth = (a, b) =>
    RESULTS.indexOf(b.result) - RESULTS.indexOf(a.result) || a.hints - b.hints || inTime(a, b) ||
    order(JSON.stringify(a), JSON.stringify(b));

  function bounded(tries) {
    const best = [...tries].sort(byWorth);
    const each = new Map();
    for (const one of best) {
      const key = `${one.at} ${one.of}`;
      if (!each.has(key)) each.set(key, one);
    }
    const all = [...each.values()].sort(inTime);
    return all.filter((one, index) => index === 0 || one === best[0] || index >= all.length - LAST);
  }

  // What either group has, in an order that does not depend on which is which.
  function together(a, b) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().slice(0, MOST_NAMES);
    const of = (group, name) => (Object.hasOwn(group, name) ? group[name] : { tries: [], reason: null });
    return Object.fromEntries(names.map((name) => {
      const [one, other] = [of(a, name), of(b, name)];
      const reasons = [one.reason, other.reason].filter(Boolean);
      const [reason = null] = reasons.sort((x, y) => y.at - x.at || order(y.text, x.text));
      return [name, { tries: bounded([...one.tries, ...other.tries]), reason }];
    }));
  }

  const merge = (a, b) =>
    Object.fromEntries(GROUPS.map((group) => [group, together(a[group], b[group])]));

  const isGood = (entry) =>
    GROUPS.every((group) => areGood(entry[group])) &&
    GROUPS.some((group) => Object.keys(entry[group]).length);

  // A time from a clock that was ahead is none.
  function asOf(now, entry) {
    const time = (at) => (at > now + DAY ? 0 : at);
    const asked = ({ tries, reason }) => ({
      tries: tries.map(({ at, of, result, hints, way, mistake }) =>
        ({ at: time(at), of, result, hints, way, mistake })),
      reason: reason && { at: time(reason.at), text: reason.text },
    });
    const all = Object.fromEntries(GROUPS.map((group) =>
      [group, Object.fromEntries(Object.entries(entry[group]).map(([name, one]) => [name, asked(one)]))]));
    return merge(all, all);
  }

  // What an answer makes of an entry, or of none: only the first to a question in a sitting tells what
  // one knows. Also the try of this sitting before it, if there was one.
  // answer = { group, name, of, isFirst, right, mistake, hints, way, reason }
  function answered(answer, before) {
    const { group, name, of, right, hints, way } = answer;
    const now = Date.now();
    const tries = before?.[group][name]?.tries || [];
    const earlier = tries.find((one) => one.of === of && now - one.at < SITTING);
    const result = !right ? "missed" : answer.isFirst && !earlier ? "right" : "corrected";
    const made = earlier
      ? { ...earlier, result: earlier.result === "missed" ? result : earlier.result }
      : { at: now, of, result, hints, way, mistake: right ? "" : answer.mistake };
    const reason = answer.reason ? { at: now, text: answer.reason } : null;
    const added = { questions: {}, kinds: {}, [group]: { [name]: { tries: [made], reason } } };
    return { entry: merge(added, before || added), earlier };
  }

  const lastOf = (asked) => asked.tries.at(-1);
  // Those that count: of a question that has changed, only what was answered after that.
  const counting = (group, asked) =>
    group === "kinds" ? asked.tries : asked.tries.filter(({ of }) => of === lastOf(asked).of);

  // The best of what was tried of a question, or of a kind of them; null if nothing was.
  function best(entry, group, name) {
    const asked = entry && Object.hasOwn(entry[group], name) ? entry[group][name] : null;
    return asked && [...counting(group, asked)].sort(byWorth)[0];
  }

  // All tries of an exercise, each with its group and name.
  const all = (entry) => GROUPS.flatMap((group) => Object.entries(entry[group]).flatMap(
    ([name, { tries }]) => tries.map((one) => ({ ...one, group, name }))));

  function state(entry) {
    const states = GROUPS.flatMap((group) => Object.keys(entry[group]).map((name) => {
      const { result } = best(entry, group, name);
      const isMain = group === "questions" && name === "main";
      return result === "right" && !isMain ? "variant" : result;
    }));
    return states.sort((a, b) => STATES.indexOf(b) - STATES.indexOf(a))[0];
  }

  const main = (entry) => (entry && Object.hasOwn(entry.questions, "main") ? entry.questions.main : null);

  return {
    SITTING,
    isGood, asOf, merge, answered,
    all, best, state,
    // What the exercise itself asked when it was tried last; null before, when its answer is not shown.
    asked: (entry) => (main(entry) ? lastOf(main(entry)).of : null),
  };
})();
