// What a reader's record has of a mistake that was made, and comes back in the review.
//
// An entry: { exercise, question, due, changed, stability, difficulty, reviewed, reps, lapses, missed }
//   `exercise` and `question` are where it was made or asked last; `stability` (days), `difficulty`
//   (1 to 10), `reviewed`, `reps` and `lapses` are what the schedule knows of it, all zero before the
//   first review; `missed` is when it was first made again, outside of the review, since the last one.
"use strict";
cnnbook.mistakes = (() => {
  const { DAY, isTime, isName } = cnnbook.checks;
  // A mistake is learnt when its right idea is expected to last, at nine chances in ten, for more
  // than a semester: it is asked again only if it is made again.
  const LEARNT = 120; // days
  const LONGEST = 36500; // the longest that the schedule knows
  const NEVER = { stability: 0, difficulty: 0, reviewed: 0, reps: 0, lapses: 0, missed: 0 };
  const PARTS = ["exercise", "question", "due", "changed", ...Object.keys(NEVER)];

  const isCount = (value) => Number.isInteger(value) && value >= 0 && value <= 1e6;
  const isWithin = (value, least, most) => Number.isFinite(value) && value >= least && value <= most;

  // An entry, of what is given only what belongs there.
  const entry = (given) => Object.fromEntries(PARTS.map((name) => [name, given[name]]));

  const isGood = (one) =>
    cnnbook.book.exercises.has(one.exercise) &&
    isName(one.question) &&
    [one.due, one.changed, one.reviewed, one.missed].every(isTime) &&
    Math.max(one.reviewed, one.missed) <= one.changed &&
    one.due <= one.changed + (LONGEST + 2) * DAY &&
    isCount(one.reps) && isCount(one.lapses) && one.lapses <= one.reps &&
    (one.reps
      ? isWithin(one.stability, 0.001, LONGEST) && isWithin(one.difficulty, 1, 10) && one.reviewed > 0
      : one.stability === 0 && one.difficulty === 0 && one.reviewed === 0);

  // Of one from a clock that was ahead nobody can tell when it was reviewed.
  const asOf = (now, one) =>
    entry(one.changed > now + DAY ? { ...one, ...NEVER, due: 0, changed: 0 } : one);

  // The later of the two; of two of one moment, the one that is asked sooner.
  function merge(a, b) {
    const [x, y] = [a, b].map((one) => JSON.stringify(entry(one)));
    return (a.changed - b.changed || b.due - a.due || (x < y ? -1 : 1)) < 0 ? b : a;
  }

  // Local midnight of the day so many days after a time: what is for a day is for all of it.
  function dayAfter(time, days) {
    const day = new Date(time);
    return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime();
  }

  // What an entry becomes, or begins as, when the mistake is made outside of the review: asked again
  // tomorrow. The next review counts what it does to the schedule, for only its page has that.
  function madeAgain(before, exercise, question, now) {
    const missed = before?.reps ? before.missed || now : 0;
    return entry({ ...NEVER, ...before, missed, exercise, question, due: dayAfter(now, 1), changed: now });
  }

  const isLearnt = (one) => one.stability >= LEARNT && !one.missed;
  const isDue = (one, now = Date.now()) => Boolean(one) && !isLearnt(one) && one.due <= now;
  // How many of a record's mistakes are for today.
  const countDue = (review) => [...review.values()].filter((one) => isDue(one)).length;

  return { entry, isGood, asOf, merge, dayAfter, madeAgain, isLearnt, isDue, countDue };
})();
