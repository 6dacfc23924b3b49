// The page of the mock exam: questions from the banks, no verdict before the end, and the same exam
// for whoever has its link. Loaded only there.
"use strict";
cnnbook.exam = (() => {
  const { make, filled } = cnnbook;
  const { LETTERS, MOST, address, draw, fromAddress, keep, key, read, withBanks } = cnnbook.examOf;
  const MINUTES = [0, 10, 20, 30, 45, 60, 90, 120];
  const MINUTE = 60000;
  let place, asked, questions, kept, timer;

  function start(where) {
    place = where;
    window.addEventListener("hashchange", follow);
    window.addEventListener("storage", (event) => asked && event.key === key(asked) && !kept.ended && merge());
    follow();
  }

  async function follow() {
    clearInterval(timer);
    asked = null;
    const found = fromAddress();
    if (!found) return showSetup();
    if (found === "damaged") {
      return showSetup(_("This link is incomplete, or not of this book. You can make an exam here."));
    }
    place.replaceChildren(make("p", { role: "status" }, _("Preparing the exam…")));
    questions = await draw(found);
    if (!questions) {
      return place.replaceChildren(make("p", { role: "alert" },
        _("The questions could not be loaded. See whether there is a connection, and open the page again.")));
    }
    asked = found;
    const before = read(asked);
    if (before) {
      kept = before;
      return kept.ended ? showResult() : showQuestions();
    }
    showCover();
  }

  const note = (text) => make("p", { className: "exam-note", role: "status" }, text);
  const button = (text, onclick, properties = {}) => make("button", { type: "button", onclick, ...properties }, text);

  function showSetup(said = "") {
    const boxes = withBanks().map(({ id, label, title }) => {
      const box = make("input", { type: "checkbox", name: "exercise", value: id, checked: true, id: `exam-${id}` });
      return make("p", {}, box, make("label", { htmlFor: box.id }, ` ${label}: ${title.replace(/^.*?: /, "")}`));
    });
    const count = make("input", { type: "number", id: "exam-count", min: 1, max: MOST, value: 10, required: true });
    const minutes = make("select", { id: "exam-minutes" }, ...MINUTES.map((one) =>
      make("option", { value: one }, one ? filled(_("{minutes} minutes"), { minutes: one }) : _("No time limit"))));
    const told = note(said);
    const form = make("form", { className: "exam-setup" },
      make("fieldset", {}, make("legend", {}, _("Exercises")), ...boxes),
      make("p", {}, make("label", { htmlFor: "exam-count" }, _("Questions"), " "), count),
      make("p", {}, make("label", { htmlFor: "exam-minutes" }, _("Time"), " "), minutes),
      make("button", { type: "submit" }, _("Make the exam")), told);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const exercises = boxes.map((one) => one.firstChild).filter((box) => box.checked).map((box) => box.value);
      if (!exercises.length) return (told.textContent = _("Choose at least one exercise."));
      const seed = Math.random().toString(36).slice(2, 8) || "exam";
      location.href = address({ seed, count: Number(count.value), minutes: Number(minutes.value), exercises });
    });
    place.replaceChildren(form);
  }

  function showCover() {
    const { count, minutes, isOther } = asked;
    const time = minutes ? filled(_("You have {minutes} minutes, from when you begin."), { minutes }) : _("There is no time limit.");
    place.replaceChildren(
      make("p", {}, filled(_("An exam of {count} questions. What is right is told only at the end."), { count }), " ", time),
      ...(isOther ? [note(_("The questions have changed since this link was made: it is not the same exam any more."))] : []),
      make("p", { className: "exam-buttons" },
        button(_("Begin"), () => {
          kept = { began: Date.now(), answers: questions.map(() => ""), ended: 0 };
          const isKept = keep(asked, kept);
          showQuestions();
          if (!isKept) warn(_("This browser keeps nothing: if you leave the page, the answers are lost."));
        }),
        copyButton(), printButton(_("Print it"), false), printButton(_("Print it with the key"), true)),
      make("div", { className: "exam-paper" }, ...questions.map((one, index) => questionOf(one, index))),
      keyOf());
  }

  function copyButton() {
    const said = make("span", { role: "status" });
    const copy = async () => {
      const href = address(asked);
      try {
        await navigator.clipboard.writeText(href);
        said.textContent = ` ${_("Link copied.")}`;
      } catch {
        said.replaceChildren(` ${_("Copy it from here: ")}`, make("a", { href }, href));
      }
    };
    return make("span", {}, button(_("Copy the link of this exam"), copy), said);
  }

  function printButton(text, isWithKey) {
    return button(text, () => {
      place.classList.toggle("with-key", isWithKey);
      window.print();
    });
  }

  const texts = ({ bank, variant }) => cnnbook.texts(bank, variant);

  function questionOf(one, index, onchange) {
    const { kind, order: choices, fill, draw: drawing } = texts(one);
    const alternatives = choices.map((choice, at) => {
      const id = `exam-${index}-${LETTERS[at]}`;
      const radio = make("input", { type: "radio", id, name: `exam-${index}`, value: LETTERS[at] });
      radio.checked = Boolean(onchange) && kept.answers[index] === LETTERS[at];
      if (onchange) radio.addEventListener("change", () => onchange(index, LETTERS[at]));
      const label = make("label", { htmlFor: id, innerHTML: `<strong>${LETTERS[at]}.</strong> ${fill(kind.choices[choice].text)}` });
      return make("p", {}, radio, " ", label);
    });
    const title = filled(_("Question {number}"), { number: index + 1 });
    return make("section", { className: "exam-question", id: `exam-question-${index + 1}` },
      make("h2", { tabIndex: -1 }, title), make("div", { innerHTML: fill(kind.statement) }), drawing(kind.figure),
      make("fieldset", {}, make("legend", {}, _("Choose an alternative")), ...alternatives));
  }

  function keyOf() {
    const letters = questions.map((one) => make("li", {}, texts(one).right));
    return make("section", { className: "exam-key" }, make("h2", {}, _("Answer key")), make("ol", {}, ...letters));
  }

  function warn(text) {
    place.querySelector(".exam-note").textContent = text;
  }

  function merge() {
    kept = read(asked) || kept;
    kept.ended ? showResult() : showQuestions();
  }

  function showQuestions() {
    const clock = make("p", { className: "exam-clock" });
    const told = note("");
    const answered = (index, letter) => {
      kept.answers[index] = letter;
      if (!keep(asked, kept)) warn(_("This browser keeps nothing: if you leave the page, the answers are lost."));
      hand.dataset.sure = "";
    };
    const hand = button(_("Hand it in"), () => {
      const missing = kept.answers.filter((letter) => !letter).length;
      if (missing && !hand.dataset.sure) {
        hand.dataset.sure = "yes";
        return warn(filled(_("Questions without an answer: {missing}. Press again to hand it in all the same."), { missing }));
      }
      end();
    }, { className: "exam-hand-in" });
    place.replaceChildren(
      clock, make("div", {}, ...questions.map((one, index) => questionOf(one, index, answered))),
      make("p", { className: "exam-buttons" }, hand, copyButton()), told);
    if (asked.minutes) watch(clock);
    place.querySelector("h2").focus({ preventScroll: true });
    place.scrollIntoView();
  }

  // How long there is, told aloud only when it is nearly over.
  function watch(clock) {
    const deadline = kept.began + asked.minutes * MINUTE;
    let last = -1;
    const look = () => {
      const left = Math.ceil((deadline - Date.now()) / MINUTE);
      if (left <= 0) return end();
      if (left === last) return;
      last = left;
      clock.textContent = filled(_("Minutes left: {left}"), { left });
      if (left === 5 || left === 1) warn(clock.textContent);
    };
    clearInterval(timer);
    timer = setInterval(look, 1000);
    look();
  }

  function end() {
    clearInterval(timer);
    kept.ended = Date.now();
    keep(asked, kept);
    questions.forEach((one, index) => {
      const letter = kept.answers[index];
      if (!letter) return;
      const { kind, order: choices } = texts(one);
      const choice = choices[LETTERS.indexOf(letter)];
      cnnbook.store.answer({
        exercise: one.bank.exercise,
        group: "kinds",
        name: kind.name,
        of: one.variant[0],
        reason: "",
        isFirst: true,
        hints: 0,
        way: "chosen",
        right: choice === "right",
        mistake: kind.choices[choice].misconceptions[0] || "",
      });
    });
    showResult();
  }

  function showResult() {
    clearInterval(timer);
    const found = questions.map((one, index) => {
      const { kind, order: choices, right } = texts(one);
      const letter = kept.answers[index];
      const choice = choices[LETTERS.indexOf(letter)];
      return { one, letter, right, mistakes: letter && letter !== right ? kind.choices[choice].misconceptions : [] };
    });
    const score = found.filter(({ letter, right }) => letter === right).length;
    const mistakes = new Map();
    for (const name of found.flatMap((one) => one.mistakes)) mistakes.set(name, (mistakes.get(name) || 0) + 1);
    const listed = [...mistakes].sort(([, a], [, b]) => b - a).map(([name, times]) => {
      const { explained, title } = cnnbook.book.misconceptions.get(name);
      return make("li", {},
        cnnbook.linkToMistake(name), ` (${times}). ${_("Where the book explains it: ")}`,
        make("a", { href: cnnbook.book.root + explained }, title), ".");
    });
    place.replaceChildren(
      make("h2", { tabIndex: -1 }, filled(_("Right: {score} of {count}"), { score, count: questions.length })),
      make("table", { className: "table" },
        make("thead", {}, make("tr", {}, ...[_("Exercise"), _("Right"), _("Questions")].map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", {}, ...asked.exercises.map((id) => rowOf(id, found)).filter(Boolean))),
      ...(listed.length ? [make("h2", {}, _("The mistakes behind your answers")), make("ul", {}, ...listed)] : []),
      make("h2", {}, _("Question by question")),
      ...found.map(reviewOf),
      make("p", { className: "exam-buttons" },
        button(_("Make another exam"), () => { location.hash = ""; }), copyButton(), printButton(_("Print it"), false)));
    place.querySelector("h2").focus({ preventScroll: true });
    place.scrollIntoView();
  }

  function rowOf(id, found) {
    const own = found.filter(({ one }) => one.bank.exercise === id);
    if (!own.length) return null;
    const { page, title } = cnnbook.book.exercises.get(id);
    const right = own.filter((one) => one.letter === one.right).length;
    return make("tr", {}, make("th", { scope: "row" }, make("a", { href: cnnbook.book.root + page }, title)),
      make("td", {}, String(right)), make("td", {}, String(own.length)));
  }

  function reviewOf({ one, letter, right }, index) {
    const { kind, order: choices, fill, draw: drawing } = texts(one);
    const chosen = kind.choices[choices[LETTERS.indexOf(letter)]];
    const verdict = letter === right ? _("Right") : letter ? _("Not yet") : _("Without an answer");
    const { page } = cnnbook.book.exercises.get(one.bank.exercise);
    const details = make("details", { className: "exam-review" },
      make("summary", {}, `${filled(_("Question {number}"), { number: index + 1 })}: ${verdict}`),
      make("div", { innerHTML: fill(kind.statement) }), drawing(kind.figure),
      make("ul", {}, ...choices.map((choice, at) => make("li", {
        className: LETTERS[at] === right ? "exam-right" : "",
        innerHTML: `<strong>${LETTERS[at]}.</strong> ${fill(kind.choices[choice].text)}` +
          (LETTERS[at] === letter ? ` <em>(${_("your answer")})</em>` : LETTERS[at] === right ? ` <em>(${_("the right one")})</em>` : ""),
      }))));
    if (chosen) details.append(make("div", { innerHTML: fill(chosen.feedback) }));
    details.append(make("div", { innerHTML: fill(kind.solution) }), drawing(kind.solution_figure),
      make("p", {}, make("a", { href: `${cnnbook.book.root}${page}#version=${one.variant[0]}` }, _("This question in its exercise"))));
    return details;
  }

  return { start };
})();
cnnbook.exam.start(document.querySelector(".exam-page"));
