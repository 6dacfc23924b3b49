// What was done of each exercise, question by question, and what to do now.
"use strict";
cnnbook.progressMarks = (() => {
  const { make, filled, tries } = cnnbook;
  const MOST_MISTAKES = 3;
  const MARKS = {
    right: ["✓", _("right at the first try")],
    hinted: ["(✓)", _("right at the first try, with hints")],
    corrected: ["✗✓", _("right after a miss, or after the answer was seen")],
    missed: ["✗", _("wrong so far")],
    none: ["–", _("not tried yet")],
  };
  const exercises = () => [...cnnbook.book.exercises.values()];
  const link = (one) => make("a", { href: cnnbook.book.root + one.page }, one.title);

  function kindOf(best) {
    if (!best) return "none";
    return best.result === "right" && best.hints ? "hinted" : best.result;
  }

  const sign = (kind) =>
    make("span", { className: `try-mark ${kind}`, ariaHidden: "true" }, MARKS[kind][0]);

  // One question's mark, which leads to it.
  function mark(entry, group, name, said, address) {
    const kind = kindOf(tries.best(entry, group, name));
    const text = `${said}: ${MARKS[kind][1]}`;
    return make("li", {},
      make("a", { href: address, title: text }, sign(kind), make("span", { className: "only-read" }, text)));
  }

  function marks(one, entry) {
    const { questions, kinds } = cnnbook.book.asked[one.id];
    const page = cnnbook.book.root + one.page;
    return make("ul", { className: "marks" },
      mark(entry, "questions", "main", _("The exercise itself"), `${page}#choices`),
      ...questions.map((name, index) =>
        mark(entry, "questions", name, `${_("Question")} ${index + 1}`, `${page}#question=${name}`)),
      ...kinds.map(([name, title]) =>
        mark(entry, "kinds", name, filled(_("Other numbers, {title}"), { title }), `${page}#choices`)));
  }

  const legend = () => make("ul", { className: "marks-legend" },
    ...Object.keys(MARKS).map((kind) => make("li", {}, sign(kind), ` ${MARKS[kind][1]}`)));

  function row(one, entry) {
    const all = entry ? tries.all(entry) : [];
    const last = Math.max(0, ...all.map(({ at }) => at));
    const asked = tries.asked(entry);
    const reasons = entry ? [...Object.values(entry.questions), ...Object.values(entry.kinds)]
      .flatMap(({ reason }) => (reason ? [reason.text] : [])) : [];
    return [
      make("th", { scope: "row" }, link(one)),
      make("td", {}, entry ? cnnbook.contents.STATES[tries.state(entry)].join(" ") : _("not tried"),
        asked && asked !== one.content ? _(" (the question has changed since)") : "",
        last ? filled(_("; last answer on {day}"), { day: cnnbook.day(last) }) : ""),
      make("td", {}, marks(one, entry)),
      make("td", {}, reasons.join("; ")),
    ];
  }

  function table(done) {
    const headings = [_("Exercise"), _("State"), _("Its questions"), _("Why I chose it")];
    const rows = exercises().map((one) => {
      const cells = row(one, done.get(one.id));
      cells.forEach((cell, index) => { cell.dataset.label = headings[index]; });
      return make("tr", {}, ...cells);
    });
    return make("table", { className: "table book-table progress-table" },
      make("thead", {}, make("tr", {}, ...headings.map((text) => make("th", { scope: "col" }, text)))),
      make("tbody", {}, ...rows));
  }

  // The mistakes that were made most often, and not learnt since: [{ name, times, exercise }].
  function oftenMade(done, review) {
    const made = new Map();
    const all = [...done].flatMap(([exercise, entry]) =>
      tries.all(entry).map((one) => ({ ...one, exercise }))).sort((a, b) => a.at - b.at);
    for (const { mistake, exercise } of all) {
      if (!cnnbook.book.misconceptions.has(mistake)) continue;
      const item = review.get(mistake);
      if (item && cnnbook.mistakes.isLearnt(item)) continue;
      made.set(mistake, { name: mistake, times: (made.get(mistake)?.times || 0) + 1, exercise });
    }
    return [...made.values()].sort((a, b) => b.times - a.times).slice(0, MOST_MISTAKES);
  }

  function mistake({ name, times, exercise }) {
    return make("li", {},
      cnnbook.linkToMistake(name),
      times > 1 ? filled(_(": {times} times, the last in "), { times }) : _(": once, in "),
      link(cnnbook.book.exercises.get(exercise)), ".");
  }

  function toDo({ exercise: done, review }) {
    const next = cnnbook.contents.toDo(done);
    const due = cnnbook.mistakes.countDue(review);
    const often = oftenMade(done, review);
    const reviewed = due && cnnbook.book.review &&
      make("a", { href: cnnbook.book.root + cnnbook.book.review },
        due === 1 ? _("one mistake comes back today") : filled(_("{due} mistakes come back today"), { due }));
    return [
      make("h2", {}, _("What to do now")),
      make("ul", {},
        reviewed ? make("li", {}, _("To review: "), reviewed, ".") : "",
        next ? make("li", {}, _("To try: "), link(next), ".")
          : make("li", {}, _("All exercises have a right answer. The questions below that were not tried yet are the same ideas in other clothes."))),
      ...(often.length ? [
        make("p", {}, _("The mistakes that you made most, each with what is behind it:")),
        make("ul", {}, ...often.map(mistake)),
      ] : []),
    ];
  }

  function summary(done) {
    const having = (...states) =>
      [...done.values()].filter((one) => states.includes(tries.state(one))).length;
    const corrected = having("corrected");
    const all = cnnbook.book.exercises.size;
    return make("p", {},
      filled(_("Right exercises: {right} of {all}."), { right: having("right", "variant"), all }),
      corrected ? filled(_(" Right, but not at the first try: {corrected}."), { corrected }) : "");
  }

  // Who has done nothing yet.
  function welcome() {
    const [first] = exercises();
    return [
      make("p", {},
        _("You have not answered any question in this browser yet. As you do, this page shows what came out of each, the days on which you studied, and what is worth another look. A wrong answer is worth as much as a right one: it tells what to review.")),
      first ? make("p", {}, _("A good beginning: "), link(first), ".") : "",
      make("p", {}, _("Did you study in another browser? Export your progress there, and import it here.")),
    ];
  }

  function shown(found) {
    const { exercise: done } = found;
    if (!done.size) return welcome();
    return [
      summary(done), ...toDo(found), ...cnnbook.progressDays(done),
      make("h2", {}, _("Each question")), legend(), table(done),
    ];
  }

  return { shown };
})();
