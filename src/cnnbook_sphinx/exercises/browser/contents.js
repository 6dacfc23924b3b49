// Marks, beside the links to the exercises, of what the reader has done.
"use strict";
cnnbook.contents = (() => {
  // What each state is called, here and in the page of the progress.
  const STATES = {
    missed: ["✗", _("wrong so far")],
    corrected: ["✗✓", _("right, but not at the first try")],
    right: ["✓", _("right")],
    variant: ["✓✓", _("right in another question too")],
  };
  const path = (address) => new URL(address, location.href).pathname;

  function mark() {
    const { make } = cnnbook;
    const done = cnnbook.store.read().exercise;
    const pages = new Map(
      [...cnnbook.book.exercises.values()].map((one) => [path(cnnbook.book.root + one.page), one]),
    );
    for (const link of document.querySelectorAll(".bd-sidebar a.internal, .exercise-cards a")) {
      link.querySelector(".progress-mark")?.remove();
      const found = done.get(pages.get(path(link.href))?.id);
      if (!found) continue;
      const [sign, text] = STATES[found.state];
      link.append(
        make("span", { className: `progress-mark ${found.state}` },
          make("span", { ariaHidden: "true" }, ` ${sign}`),
          make("span", { className: "only-read" }, ` (${text})`)),
      );
    }
    goOn(done);
  }

  // On the front page: who has begun goes on with the first exercise whose answer is not found yet.
  function goOn(done) {
    const start = document.querySelector(".opening .start a");
    if (!start || !done.size) return;
    const next = [...cnnbook.book.exercises.values()].find(
      (one) => (done.get(one.id)?.state || "missed") === "missed",
    );
    if (!next && !cnnbook.book.progress) return;
    start.href = cnnbook.book.root + (next?.page || cnnbook.book.progress);
    start.textContent = next
      ? cnnbook.filled(_("Go on with {exercise}"), { exercise: next.label.toLowerCase() })
      : _("See my progress");
  }

  return { mark, STATES };
})();
