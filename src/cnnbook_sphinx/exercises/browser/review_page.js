// The page of the review: what is for today, one question after another, and when each comes back.
"use strict";
cnnbook.reviewPage = (() => {
  const { make, filled, linkToMistake, sitting } = cnnbook;
  const { dayAfter, isLearnt } = cnnbook.mistakes;
  const language = document.documentElement.lang;
  const RESULTS = {
    good: ["✓", _("right at the first try")],
    hard: ["✗✓", _("right, with help or at the second try")],
    again: ["✗", _("not yet")],
  };
  let place;
  let isResting = true; // no question is in sight
  let turns = 0;

  const button = (text, onclick) => make("button", { type: "button", onclick }, text);
  const buttons = (...some) => make("p", { className: "review-buttons" }, ...some);
  const link = (address, text) => make("a", { href: cnnbook.book.root + address }, text);
  const called = ({ label }) => ({ exercise: label.toLowerCase() });
  const heading = (text) => make("h2", { tabIndex: -1 }, text);

  function start(where) {
    place = where;
    cnnbook.store.onChange(() => isResting && showStart());
    if (sitting.resume()) return showQuestion();
    showStart();
  }

  function show(...content) {
    place.replaceChildren(...content.filter(Boolean));
  }

  function focus() {
    place.querySelector("h2").focus({ preventScroll: true });
    place.scrollIntoView();
  }

  // "in 4 days, Friday, December 5"
  function when(time) {
    const days = Math.round((dayAfter(time, 0) - dayAfter(Date.now(), 0)) / 864e5);
    const isThisYear = new Date(time).getFullYear() === new Date().getFullYear();
    const date = new Intl.DateTimeFormat(language, {
      weekday: "long", day: "numeric", month: "long", ...(isThisYear ? {} : { year: "numeric" }),
    }).format(time);
    return `${new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day")}, ${date}`;
  }

  function showStart() {
    isResting = true;
    const [all, due] = [sitting.waiting(), sitting.due()];
    const later = all.filter(([name]) => !due.includes(name));
    const learnt = cnnbook.store.read().review.size - all.length;
    const [first] = cnnbook.book.exercises.values();
    show(
      ...(due.length ? forToday(due) : later.length ? [
        heading(_("Nothing for today")),
        make("p", {}, filled(_("The next review is {when}."), { when: when(later[0][1].due) })),
      ] : [
        heading(_("Nothing to review")),
        ...(learnt ? [] : [
          make("p", {}, _("In this browser you have made no mistake so far. Do an exercise: whatever you get wrong there waits for you here the next day.")),
          first && make("p", {}, link(first.page, filled(_("Begin with {exercise}"), called(first)))),
        ]),
      ]),
      ...listed(_("Later"), later.map(([name, one]) => [name, when(one.due)])),
      learnt && make("p", {}, filled(_("Mistakes that you have left behind: {learnt}."), { learnt })),
    );
  }

  function forToday(due) {
    return [
      heading(filled(_("{count} for today"), { count: due.length })),
      due.length > sitting.MOST &&
        make("p", {}, filled(_("At most {most} at a time: the others wait."), { most: sitting.MOST })),
      buttons(button(_("Begin"), () => {
        sitting.begin();
        showQuestion();
      })),
    ];
  }

  const listed = (title, some) => (some.length ? [
    make("h2", {}, title),
    make("ul", {}, ...some.map(([name, text]) => make("li", {}, linkToMistake(name), `: ${text}.`))),
  ] : []);

  async function showQuestion() {
    isResting = false;
    const name = sitting.next();
    if (!name) return showEnd();
    const titleText = filled(_("Question {place} of {all}"), { place: sitting.place(), all: sitting.size() });
    show(make("p", { role: "status" }, _("Preparing the question…")));
    const turn = (turns += 1);
    const asked = await sitting.ask(name);
    if (turn !== turns) return; // a button was pressed twice
    if (!asked) return showNotLoaded(name, titleText);
    const built = asked.build(`<h2 tabindex="-1">${titleText}</h2>`);
    const onward = buttons(button(_("Next question"), showQuestion));
    onward.hidden = true;
    show(built.section);
    new cnnbook.ReviewQuestion(name, built, (grade) => {
      sitting.grade(name, grade, asked);
      if (!sitting.next()) onward.firstChild.textContent = _("See how it went");
      onward.hidden = false;
    }, onward);
    cnnbook.explained.mend(built.section);
    focus();
  }

  function showNotLoaded(name, titleText) {
    show(
      heading(titleText),
      make("p", { role: "alert" }, _("The question could not be loaded. See whether there is a connection, and try again.")),
      buttons(
        button(_("Try again"), showQuestion), " ",
        button(_("Leave it for later"), () => {
          sitting.leave(name);
          showQuestion();
        })));
    focus();
  }

  function showEnd() {
    const [results, others] = [sitting.results(), sitting.others()];
    sitting.end();
    const left = sitting.due().length;
    const right = results.filter(({ grade }) => grade !== "again").length;
    const rows = results.map(({ name, grade, entry }) => {
      const [sign, text] = RESULTS[grade];
      const back = isLearnt(entry)
        ? _("it comes back only if you make it again")
        : filled(_("it comes back {when}"), { when: when(entry.due) });
      return make("li", {}, make("span", { ariaHidden: "true" }, `${sign} `), linkToMistake(name), `: ${text}; ${back}.`);
    });
    show(
      heading(results.length
        ? filled(_("Right: {score} of {count}"), { score: right, count: results.length })
        : _("Nothing was reviewed")),
      rows.length && make("ul", { className: "review-results" }, ...rows),
      ...listed(_("Other mistakes that appeared"), others.map(([name, entry]) =>
        [name, filled(_("it comes back {when}"), { when: when(entry.due) })])),
      left
        ? buttons(button(filled(_("Go on: {count} more for today"), { count: left }), () => {
          sitting.begin();
          showQuestion();
        }))
        : make("p", {}, _("There is nothing more for today.")),
      whatElse(),
    );
    focus();
  }

  // After a sitting: the first exercise whose answer is not found yet, or the progress.
  function whatElse() {
    const next = cnnbook.contents.toDo(cnnbook.store.read().exercise);
    if (next) return make("p", {}, link(next.page, filled(_("Go on with {exercise}"), called(next))));
    return cnnbook.book.progress ? make("p", {}, link(cnnbook.book.progress, _("See my progress"))) : null;
  }

  return { start };
})();
cnnbook.reviewPage.start(document.querySelector(".review-page"));
