// The reader's progress: marks in the contents, the page "Meu progresso" and the page "Revisão".
"use strict";
cnnbook.pages = (() => {
  const STATES = {
    missed: ["✗", "errado até agora"],
    right: ["✓", "certo"],
    variant: ["✓✓", "certo também em outra versão"],
  };
  const DAY = new Intl.DateTimeFormat("pt-BR", { dateStyle: "short" });
  const root = document.documentElement.dataset.content_root || "./";

  const day = (time) => DAY.format(new Date(time));

  // make("a", {href: "x"}, "text", child…)
  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function start() {
    const refresh = () => {
      const progress = cnnbook.store.read();
      markContents(progress);
      fill("progress-page", progressPage, progress);
      fill("review-page", reviewPage, progress);
      notify();
    };
    cnnbook.store.onChange(refresh);
    refresh();
  }

  function markContents(progress) {
    const pages = new Map(
      cnnbook.index.exercises.map((one) => [new URL(root + one.page, location.href).pathname, one.id]),
    );
    for (const anchor of document.querySelectorAll(".bd-sidebar a.internal")) {
      anchor.querySelector(".progress-mark")?.remove();
      const found = progress.exercises[pages.get(new URL(anchor.href).pathname)];
      if (!found) continue;
      const [mark, text] = STATES[found.state];
      anchor.append(
        make("span", { className: `progress-mark ${found.state}` },
          make("span", { ariaHidden: "true" }, ` ${mark}`),
          make("span", { className: "only-read" }, ` (${text})`)),
      );
    }
  }

  function fill(className, content, progress) {
    const place = document.querySelector(`.${className}`);
    if (place) place.replaceChildren(...content(progress));
  }

  function notify() {
    const text = cnnbook.store.notice();
    let notice = document.querySelector(".store-notice");
    if (!text) return notice?.remove();
    if (!notice) {
      notice = make("p", { className: "store-notice", role: "status" });
      (document.querySelector(".progress-page, .review-page, .verdict") || document.body).before(notice);
    }
    if (notice.textContent !== text) notice.textContent = text;
  }

  function progressPage(progress) {
    const rows = cnnbook.index.exercises.map((one) => {
      const done = progress.exercises[one.id];
      const changed = done && done.content !== one.content && done.content !== "";
      const reasons = done ? Object.entries(done.reasons).map(([, text]) => text) : [];
      return make("tr", {},
        make("th", { scope: "row" }, make("a", { href: root + one.page }, one.title)),
        make("td", {}, done ? STATES[done.state].join(" ") : "não tentado",
          changed ? " (o enunciado mudou desde então)" : ""),
        make("td", {}, done ? day(done.updated) : ""),
        make("td", {}, reasons.join("; ")));
    });
    const headings = ["Exercício", "Situação", "Última resposta", "Por que escolhi"];
    labelCells(rows, headings);
    const done = Object.values(progress.exercises).filter((one) => one.state !== "missed").length;
    return [
      make("p", {}, `Exercícios certos: ${done} de ${cnnbook.index.exercises.length}.`),
      make("table", { className: "table book-table" },
        make("thead", {}, make("tr", {},
          ...headings.map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", {}, ...rows)),
      controls(),
    ];
  }

  const labelCells = (rows, headings) =>
    rows.forEach((row) =>
      [...row.cells].forEach((cell, index) => (cell.dataset.label = headings[index])));

  function controls() {
    const message = make("p", { role: "status" });
    const button = (text, onclick) => make("button", { type: "button", onclick }, text);
    // The browser's own control speaks the browser's language: a button in the book's stands for it.
    const file = make("input", { type: "file", accept: ".json", id: "restore", hidden: true });
    file.addEventListener("change", async () => {
      const text = await file.files[0].text();
      const restored = cnnbook.store.restore(text);
      // The page has been made again: the message goes to where the old one was.
      document.querySelector(".progress-page [role=status]").textContent = restored
        ? "O progresso do arquivo foi somado ao deste navegador."
        : "Este arquivo não é um progresso exportado por este livro. Nada mudou.";
    });
    return make("div", { className: "progress-controls" },
      button("Exportar", exportProgress),
      button("Importar", () => file.click()), file,
      button("Imprimir", () => window.print()),
      button("Apagar tudo", () => {
        if (confirm("Apagar deste navegador todo o progresso neste livro? Não há como desfazer.")) {
          cnnbook.store.clear();
        }
      }),
      message);
  }

  function exportProgress() {
    const text = JSON.stringify(cnnbook.store.read(), null, 1);
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const date = new Date().toISOString().slice(0, 10);
    make("a", { href, download: `progresso-cnn-${date}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  function reviewPage(progress) {
    const now = Date.now();
    const items = Object.entries(progress.review)
      .filter(([name]) => cnnbook.index.misconceptions[name])
      .sort(([, a], [, b]) => a.due - b.due);
    if (!items.length) {
      return [make("p", {},
        "Não há enganos a rever. Os que aparecerem em suas respostas voltam aqui depois de um dia.")];
    }
    const list = (title, some, content) =>
      some.length ? [make("h2", {}, title), make("ul", {}, ...some.map(content))] : [];
    return [
      ...list("Para hoje", items.filter(([, item]) => item.due <= now), ([name, item]) =>
        make("li", {},
          mistake(name), ". ",
          make("a", { href: `${root}${elsewhere(name, item.exercise).page}#revisao=${name}` },
            `Rever em: ${elsewhere(name, item.exercise).title}`))),
      ...list("Depois", items.filter(([, item]) => item.due > now), ([name, item]) =>
        make("li", {}, mistake(name), `: a partir de ${day(item.due)}.`)),
    ];
  }

  function mistake(name) {
    const found = cnnbook.index.misconceptions[name];
    return make("a", { href: root + found.mistake, innerHTML: found.name });
  }

  // Another exercise than the last one in which the mistake can be made.
  function elsewhere(name, exercise) {
    const having = cnnbook.index.exercises.filter((one) => one.misconceptions.includes(name));
    return having.find((one) => one.id !== exercise) || having[0];
  }

  return { start };
})();
