// Marks, beside the links to the exercises, of what the reader has done.
"use strict";
cnnbook.contents = (() => {
  // What each state is called, here and in the page of the progress.
  const STATES = {
    missed: ["✗", _("wrong so far")],
    corrected: ["✗✓", _("right, but not at the first try")],
    right: ["✓", _("right")],
    variant: ["✓✓", _("right in another question")],
  };
  const path = (address) => new URL(address, location.href).pathname;

  function mark() {
    const done = cnnbook.store.read().exercise;
    const pages = new Map(
      [...cnnbook.book.exercises.values()].map((one) => [path(cnnbook.book.root + one.page), one]),
    );
    for (const link of document.querySelectorAll(".bd-sidebar a.internal, .exercise-cards a")) {
      link.querySelector(".progress-mark")?.remove();
      const found = done.get(pages.get(path(link.href))?.id);
      if (found) put(link, cnnbook.tries.state(found));
    }
    // In an exercise's page, its further questions that were answered.
    const here = done.get(pages.get(location.pathname)?.id);
    for (const link of document.querySelectorAll(".question-index a")) {
      link.querySelector(".progress-mark")?.remove();
      const found = cnnbook.tries.best(here, "questions", link.hash.slice(1));
      if (found) put(link, found.result);
    }
    goOn(done);
    countReview();
  }

  // Beside the links to the review: how many mistakes are for today.
  function countReview() {
    const { make, book } = cnnbook;
    if (!book.review) return;
    const count = cnnbook.mistakes.countDue(cnnbook.store.read().review);
    for (const link of document.querySelectorAll(".bd-sidebar a.internal")) {
      if (path(link.href) !== path(book.root + book.review)) continue;
      link.querySelector(".progress-mark")?.remove();
      if (count) link.append(make("span", { className: "progress-mark" }, ` (${cnnbook.filled(_("{count} for today"), { count })})`));
    }
  }

  function put(link, state) {
    const { make } = cnnbook;
    const [sign, text] = STATES[state];
    link.append(
      make("span", { className: `progress-mark ${state}` },
        make("span", { ariaHidden: "true" }, ` ${sign}`),
        make("span", { className: "only-read" }, ` (${text})`)),
    );
  }

  // The first exercise of which no answer is found yet.
  const toDo = (done) => [...cnnbook.book.exercises.values()].find(
    ({ id }) => !done.has(id) || cnnbook.tries.state(done.get(id)) === "missed");

  // On the front page: who has begun goes on with the first exercise whose answer is not found yet.
  function goOn(done) {
    const start = document.querySelector(".opening .start a");
    if (!start || !done.size) return;
    const next = toDo(done);
    if (!next && !cnnbook.book.progress) return;
    start.href = cnnbook.book.root + (next?.page || cnnbook.book.progress);
    start.textContent = next
      ? cnnbook.filled(_("Go on with {exercise}"), { exercise: next.label.toLowerCase() })
      : _("See my progress");
  }

  return { mark, toDo, STATES };
})();
