// The page of the review: the mistakes that come back, and when.
"use strict";
cnnbook.reviewPage = (() => {
  const { make } = cnnbook;

  function show(place) {
    const now = Date.now();
    const items = [...cnnbook.store.read().review]
      .filter(([, item]) => !cnnbook.record.isLearnt(item))
      .sort(([, a], [, b]) => a.due - b.due);
    const list = (title, some, content) =>
      some.length ? [make("h2", {}, title), make("ul", {}, ...some.map(content))] : [];
    place.replaceChildren(...(items.length ? [
      ...list(_("For today"), items.filter(([, item]) => item.due <= now), ([name, item]) => {
        const { page, title } = elsewhere(name, item.exercise);
        return make("li", {}, mistake(name), ". ",
          make("a", { href: `${cnnbook.book.root}${page}#review=${name}` }, cnnbook.filled(_("Review in: {title}"), { title })));
      }),
      ...list(_("Later"), items.filter(([, item]) => item.due > now), ([name, item]) =>
        make("li", {}, mistake(name), cnnbook.filled(_(": from {day} on."), { day: cnnbook.day(item.due) }))),
    ] : [
      make("p", {},
        _("There are no mistakes to review. Those that appear in your answers come back here after a day.")),
    ]));
  }

  function mistake(name) {
    const found = cnnbook.book.misconceptions.get(name);
    return make("a", { href: cnnbook.book.root + found.mistake, innerHTML: found.name });
  }

  // Another exercise than the last one in which the mistake can be made.
  function elsewhere(name, exercise) {
    const all = [...cnnbook.book.exercises.values()];
    const having = all.filter((one) => one.misconceptions.includes(name));
    return having.find((one) => one.id !== exercise) || having[0] || cnnbook.book.exercises.get(exercise);
  }

  return { show };
})();
