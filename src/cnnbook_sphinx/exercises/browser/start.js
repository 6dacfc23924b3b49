"use strict";
{
  for (const [kind, version] of cnnbook.book.bundles) {
    const place = document.querySelector(`.${kind}-page`);
    if (place) cnnbook.load(kind, version).catch(() => place.replaceChildren(cnnbook.make("p", { role: "alert" },
      _("A part of this page could not be loaded. See whether there is a connection, and open the page again."))));
  }
  // Who knows what comes before an exercise folds it once for all of them.
  const before = document.querySelector("details.before");
  if (before) {
    const KEY = "cnnbook-before";
    attempt(() => { before.open = localStorage.getItem(KEY) !== "folded"; });
    before.addEventListener("toggle", () =>
      attempt(() => localStorage.setItem(KEY, before.open ? "open" : "folded")));
    window.addEventListener("beforeprint", () => { before.open = true; });
  }
  const refresh = [cnnbook.contents.mark, cnnbook.notices.show];
  // What one of them stumbles over does not stop the others.
  attempt(() => {
    cnnbook.exercise.start();
    document.documentElement.dataset.exercises = "ready"; // see mode.js
  });
  refresh.forEach(attempt);
  cnnbook.store.onChange(() => refresh.forEach(attempt));

  function attempt(part) {
    try {
      part();
    } catch (error) {
      setTimeout(() => { throw error; });
    }
  }
}
