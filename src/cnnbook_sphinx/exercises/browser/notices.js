// What a reader must know of the place where the record is kept: that it keeps nothing, or that
// something in it cannot be read. Said on every page that it concerns, until it is dealt with.
"use strict";
cnnbook.notices = (() => {
  const TROUBLE = {
    refused:
      _("This browser does not allow progress to be kept here: it lasts only until you leave this page. All else works."),
    full:
      _("There is no more room in this browser to keep progress: what is new lasts only until you leave this page."),
  };

  function show() {
    const { make } = cnnbook;
    // Where nothing would be kept anyway, there is nothing to say.
    const keeps = document.querySelector("fieldset.alternatives, .progress-page, .review-page");
    const trouble = keeps ? TROUBLE[cnnbook.store.trouble()] : "";
    tell(keeps || document.querySelector("article"), "trouble", trouble ? [trouble] : []);
    const page = `${cnnbook.book.root + cnnbook.book.progress}#unreadable`;
    const isUnreadable = cnnbook.store.aside().length > 0;
    tell(document.querySelector("article > *"), "unreadable", isUnreadable ? [
      _("A part of the progress kept in this browser cannot be read by this edition of the book. Nothing was deleted: "),
      make("a", { href: page }, _("see what to do with it")),
      ".",
    ] : []);
  }

  function tell(place, kind, content) {
    let notice = document.querySelector(`.store-notice.${kind}`);
    if (!content.length || !place) return notice?.remove();
    if (notice) return;
    notice = cnnbook.make("p", { className: `store-notice ${kind}`, role: "status" });
    place.before(notice);
    notice.append(...content);
  }

  return { show };
})();
