// The page "Revisão": the mistakes that come back, and when.
"use strict";
cnnbook.reviewPage = (() => {
  const { make } = cnnbook;
  const DAY = new Intl.DateTimeFormat("pt-BR", { dateStyle: "short" });

  function show(place) {
    const now = Date.now();
    const items = [...cnnbook.store.read().review]
      .filter(([, item]) => !cnnbook.record.isLearnt(item))
      .sort(([, a], [, b]) => a.due - b.due);
    const list = (title, some, content) =>
      some.length ? [make("h2", {}, title), make("ul", {}, ...some.map(content))] : [];
    place.replaceChildren(...(items.length ? [
      ...list("Para hoje", items.filter(([, item]) => item.due <= now), ([name, item]) => {
        const { page, title } = elsewhere(name, item.exercise);
        return make("li", {}, mistake(name), ". ",
          make("a", { href: `${cnnbook.book.root}${page}#revisao=${name}` }, `Rever em: ${title}`));
      }),
      ...list("Depois", items.filter(([, item]) => item.due > now), ([name, item]) =>
        make("li", {}, mistake(name), `: a partir de ${DAY.format(item.due)}.`)),
    ] : [
      make("p", {},
        "Não há enganos a rever. Os que aparecerem em suas respostas voltam aqui depois de um dia."),
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
