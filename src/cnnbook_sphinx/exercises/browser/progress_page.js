// The page of the progress: what was done, and what can be done with it.
"use strict";
cnnbook.progressPage = (() => {
  const { make, filled } = cnnbook;
  const LARGEST_FILE = 1e6; // bytes; a whole record has some thousands
  let shown, message, unreadable;

  const button = (text, onclick) => make("button", { type: "button", onclick }, text);
  const say = (...text) => message.replaceChildren(...text);
  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;
  const records = (number) => count(number, _("record"), _("records"));

  function start(place) {
    shown = make("div", {});
    unreadable = make("div", { id: "unreadable" });
    message = make("p", { role: "status", className: "progress-message" });
    place.replaceChildren(shown, controls(), message, unreadable);
  }

  // Whatever the record holds, the buttons below stay.
  function show() {
    try {
      shown.replaceChildren(...cnnbook.progressMarks.shown(cnnbook.store.read()));
    } catch (error) {
      shown.textContent =
        _("The progress could not be shown. You can still export it, or delete it, below.");
      setTimeout(() => { throw error; });
    }
    showUnreadable();
  }

  function controls() {
    // The browser's own control speaks the browser's language: a button in the book's stands for it.
    const file = make("input", { type: "file", accept: ".json", id: "restore", hidden: true });
    file.addEventListener("change", async () => {
      await add(file.files[0]);
      file.value = ""; // the same file may be chosen again
    });
    return make("div", { className: "progress-controls" },
      button(_("Export"), () => download(_("progress"), cnnbook.store.exported())),
      button(_("Import"), () => file.click()), file,
      button(_("Print"), () => window.print()),
      button(_("Delete all"), () =>
        ask(_("Delete from this browser all your progress in this book, and your exams?"), cnnbook.store.clear,
          _("Your progress was deleted from this browser."))));
  }

  // Asked in the page: a frame may not be allowed to open a window.
  function ask(question, action, done) {
    say(`${question} ${_("It cannot be undone.")} `,
      button(_("Yes, delete"), () => { action(); say(done); }), " ",
      button(_("No"), () => say(_("Nothing was deleted."))));
    message.querySelector("button").focus();
  }

  async function add(file) {
    const found = file.size <= LARGEST_FILE ? cnnbook.store.add(await file.text()) : null;
    if (!found) return say(_("This file is not a progress exported by this book. Nothing has changed."));
    const { exercise, review, same, unknown, unreadable } = found;
    const entered = [
      exercise && count(exercise, _("exercise"), _("exercises")),
      review && count(review, _("mistake to review"), _("mistakes to review")),
    ].filter(Boolean).join(_(" and "));
    const out = [
      unknown && filled(_("{records} of what this book does not have"), { records: records(unknown) }),
      unreadable && count(unreadable, _("record that could not be read"), _("records that could not be read")),
    ].filter(Boolean).join(_(" and "));
    say([
      entered ? filled(_("From the file, this was added to the progress of this browser: {entered}."), { entered }) : _("The file brought nothing new."),
      same && filled(_("It was already here, the same or further on: {records}."), { records: records(same) }),
      out && filled(_("This was left out: {out}."), { out }),
      entered && cnnbook.store.trouble() &&
        _("But this browser could not keep what came in: it lasts only until you leave this page."),
    ].filter(Boolean).join(" "));
  }

  function download(name, text) {
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const today = new Date();
    const date = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
      .map((part) => String(part).padStart(2, "0")).join("-");
    make("a", { href, download: `${name}-${date}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  function showUnreadable() {
    const found = cnnbook.store.aside();
    if (!found.length) return unreadable.replaceChildren();
    unreadable.replaceChildren(
      make("h2", {}, _("What cannot be read")),
      make("p", {}, filled(_("Here is what this edition does not understand, of another edition or damaged: {records}. Keep a copy, if you like; when you open an edition that understands it, try to recover it."), { records: records(found.length) })),
      make("div", { className: "progress-controls" },
        button(_("Export what cannot be read"), () =>
          download(_("unreadable-progress"), JSON.stringify(found, null, 1))),
        button(_("Try to recover"), () => {
          const restored = cnnbook.store.restoreAside();
          say(restored
            ? filled(_("Recovered: {records}."), { records: records(restored) })
            : _("None of these records could be read by this edition. Nothing has changed."));
        }),
        button(_("Delete what cannot be read"), () =>
          ask(_("Delete from this browser what cannot be read?"), cnnbook.store.removeAside,
            _("What could not be read was deleted.")))));
  }

  return { start, show };
})();
cnnbook.progressPage.start(document.querySelector(".progress-page"));
cnnbook.progressPage.show();
cnnbook.store.onChange(cnnbook.progressPage.show);
