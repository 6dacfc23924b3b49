// What is said of where the book explains a mistake leads into another exercise's answer only for who has tried that exercise:
// the page's own links lead to its statement, and here they are taken further.
"use strict";
cnnbook.explained = (() => {
  const url = (address) => new URL(cnnbook.book.root + address, location.href);
  const isSamePage = (a, b) => a.pathname === b.pathname;

  function mend(scope) {
    const tried = cnnbook.store.read().exercise;
    const exercises = [...cnnbook.book.exercises.values()];
    const places = [...cnnbook.book.misconceptions.values()].map((one) => url(one.explained));
    for (const link of scope.querySelectorAll(".explained a")) {
      const place = places.find((one) => isSamePage(one, link));
      const exercise = exercises.find((one) => isSamePage(url(one.page), link));
      if (place && (!exercise || cnnbook.record.isTried(tried.get(exercise.id)))) {
        link.hash = place.hash;
        const heading = isSamePage(place, location) && document.querySelector(`${place.hash} > :is(h2, h3)`);
        if (heading) link.textContent = `${heading.firstChild.textContent}, ${_("on this page")}`;
      }
    }
  }

  // A verdict has a link of its own to the page's answer, once that is open.
  function leadElsewhere(verdict) {
    for (const paragraph of verdict.querySelectorAll(".explained")) {
      const links = [...paragraph.querySelectorAll("a")].filter((one) => !isSamePage(one, location));
      if (!links.length) paragraph.remove();
      else {
        const words = links.flatMap((one) => ["; ", one]).slice(1);
        paragraph.replaceChildren(_("Where the book explains it: "), ...words, ".");
      }
    }
  }

  return { mend, leadElsewhere };
})();
