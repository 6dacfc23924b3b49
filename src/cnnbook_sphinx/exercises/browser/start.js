"use strict";
{
  const progress = document.querySelector(".progress-page");
  const review = document.querySelector(".review-page");
  if (progress) cnnbook.progressPage.start(progress);
  if (document.querySelector(".exam-page") && cnnbook.book.exam) {
    const src = `${cnnbook.book.root}_static/exam.js?v=${cnnbook.book.exam}`;
    document.head.append(cnnbook.make("script", { src }));
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
  const refresh = [
    cnnbook.contents.mark,
    cnnbook.notices.show,
    ...(progress ? [cnnbook.progressPage.show] : []),
    ...(review ? [() => cnnbook.reviewPage.show(review)] : []),
  ];
  // What one of them stumbles over does not stop the others.
  for (const part of [cnnbook.exercise.start, ...refresh]) attempt(part);
  cnnbook.store.onChange(() => refresh.forEach(attempt));

  function attempt(part) {
    try {
      part();
    } catch (error) {
      setTimeout(() => { throw error; });
    }
  }
}
