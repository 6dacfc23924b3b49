// A sitting of the review: the mistakes that are due, one after another. Each is kept account of as soon
// as it is answered; which sitting this is, and what is being asked, is kept for the day.
//
// { began, names: [mistake…], grades: { <mistake>: grade }, asked: null or { name, exercise, question } }
"use strict";
cnnbook.sitting = (() => {
  const KEY = "cnnbook-review";
  const MOST = 10;
  const { isDue, isLearnt, dayAfter } = cnnbook.mistakes;
  const { isObject, parse } = cnnbook.record;
  const { after, grades: GRADES } = cnnbook.schedule;
  let current = null;
  let before = null; // of the mistake that is being asked: its entry when it was asked

  const entryOf = (name) => cnnbook.store.read().review.get(name);

  // The mistakes that come back: [name, entry]…, the soonest first.
  const waiting = () =>
    [...cnnbook.store.read().review]
      .filter(([, one]) => !isLearnt(one))
      .sort(([a, one], [b, other]) => one.due - other.due || (a < b ? -1 : 1));
  const due = () => waiting().filter(([, one]) => isDue(one)).map(([name]) => name);

  const keep = () => localStorage.setItem(KEY, JSON.stringify(current));

  function begin() {
    current = { began: Date.now(), names: due().slice(0, MOST), grades: {}, asked: null };
    keep();
  }

  function isGood(kept) {
    const isKnown = (name) => cnnbook.book.misconceptions.has(name);
    return isObject(kept) && Number.isInteger(kept.began) &&
      kept.began <= Date.now() && Date.now() < dayAfter(kept.began, 1) &&
      Array.isArray(kept.names) && kept.names.length <= MOST && kept.names.every(isKnown) &&
      isObject(kept.grades) && Object.entries(kept.grades).every(([name, grade]) =>
        kept.names.includes(name) && GRADES.includes(grade)) &&
      (kept.asked === null || (isObject(kept.asked) && kept.names.includes(kept.asked.name) &&
        cnnbook.book.exercises.has(kept.asked.exercise) && typeof kept.asked.question === "string"));
  }

  // Whether there is one of today to go on with.
  function resume() {
    const kept = parse(localStorage.getItem(KEY));
    current = isGood(kept) ? kept : null;
    return Boolean(current) && next() !== null;
  }

  const isGraded = (name) => Object.hasOwn(current.grades, name);

  // The mistake that comes next; null at the end. One that is not due any more, reviewed in another tab
  // or made again on another page, is left out.
  function next() {
    const isWaiting = (name) => !isGraded(name) && isDue(entryOf(name));
    current.names = current.names.filter((name) => isGraded(name) || isWaiting(name));
    return current.names.find(isWaiting) ?? null;
  }

  // The question for it: the one that was being asked, or another.
  async function ask(name) {
    before = entryOf(name);
    const { asked } = current;
    const found = (asked?.name === name && await cnnbook.asked.find(asked.exercise, asked.question)) ||
      await cnnbook.asked.draw(name, before, used);
    if (!found) return null;
    used.push(found.question);
    current.asked = { name, exercise: found.exercise, question: found.question };
    keep();
    return found;
  }
  const used = []; // questions that were asked since the page was opened

  // Count what an answer to what was `asked` says of the mistake. A second try may better the grade.
  function grade(name, value, asked) {
    const isBetter = isGraded(name) && GRADES.indexOf(value) > GRADES.indexOf(current.grades[name]);
    if (isGraded(name) ? !isBetter : !isDue(entryOf(name))) return;
    current.grades[name] = value;
    keep();
    cnnbook.store.review(name, after(before, value, asked, Date.now()));
  }

  // Not now: it stays due.
  function leave(name) {
    current.names = current.names.filter((one) => one !== name);
    keep();
  }

  // { name, grade, entry }, of each mistake that was reviewed.
  const results = () =>
    current.names.filter(isGraded).map((name) => ({ name, grade: current.grades[name], entry: entryOf(name) }));

  // [name, entry], of each other mistake that was made meanwhile.
  const others = () =>
    waiting().filter(([name, { changed }]) => changed >= current.began && !current.names.includes(name));

  function end() {
    current = null;
    localStorage.removeItem(KEY);
  }

  return {
    MOST, waiting, due, begin, resume, next, ask, grade, leave, results, others, end,
    place: () => Object.keys(current.grades).length + 1,
    size: () => current.names.length,
  };
})();
