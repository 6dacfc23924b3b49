// The page "Meu progresso": what was done, and what can be done with it.
"use strict";
cnnbook.progressPage = (() => {
  const { make } = cnnbook;
  const DAY = new Intl.DateTimeFormat("pt-BR", { dateStyle: "short" });
  const LARGEST_FILE = 1e6; // bytes; a whole record has some thousands
  let table, message, unreadable;

  const button = (text, onclick) => make("button", { type: "button", onclick }, text);
  const say = (...text) => message.replaceChildren(...text);
  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  function start(place) {
    table = make("div", {});
    unreadable = make("div", { id: "progresso-ilegivel" });
    message = make("p", { role: "status", className: "progress-message" });
    place.replaceChildren(table, controls(), message, unreadable);
  }

  // Whatever the record holds, the buttons below stay.
  function show() {
    try {
      table.replaceChildren(...rows());
    } catch (error) {
      table.textContent =
        "O progresso não pôde ser mostrado. Você ainda pode exportá-lo, ou apagá-lo, abaixo.";
      setTimeout(() => { throw error; });
    }
    showUnreadable();
  }

  function rows() {
    const done = cnnbook.store.read().exercise;
    const headings = ["Exercício", "Situação", "Última resposta", "Por que escolhi"];
    const all = [...cnnbook.book.exercises.values()].map((one) => {
      const found = done.get(one.id);
      const changed = found && found.content && found.content !== one.content;
      return make("tr", {},
        make("th", { scope: "row" },
          make("a", { href: cnnbook.book.root + one.page }, one.title)),
        make("td", {}, found ? cnnbook.contents.STATES[found.state].join(" ") : "não tentado",
          changed ? " (o enunciado mudou desde então)" : ""),
        make("td", {}, found && found.updated ? DAY.format(found.updated) : ""),
        make("td", {}, found ? Object.values(found.reasons).join("; ") : ""));
    });
    all.forEach((row) => [...row.cells].forEach((cell, index) => {
      cell.dataset.label = headings[index];
    }));
    const having = (...states) => [...done.values()].filter((one) => states.includes(one.state)).length;
    const corrected = having("corrected");
    return [
      make("p", {}, `Exercícios certos: ${having("right", "variant")} de ${all.length}.`,
        corrected ? ` Certos, mas não de primeira: ${corrected}.` : ""),
      make("table", { className: "table book-table" },
        make("thead", {}, make("tr", {},
          ...headings.map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", {}, ...all)),
    ];
  }

  function controls() {
    // The browser's own control speaks the browser's language: a button in the book's stands for it.
    const file = make("input", { type: "file", accept: ".json", id: "restore", hidden: true });
    file.addEventListener("change", async () => {
      await add(file.files[0]);
      file.value = ""; // the same file may be chosen again
    });
    return make("div", { className: "progress-controls" },
      button("Exportar", () => download("progresso-cnn", cnnbook.store.exported())),
      button("Importar", () => file.click()), file,
      button("Imprimir", () => window.print()),
      button("Apagar tudo", () =>
        ask("Apagar deste navegador todo o seu progresso neste livro?", cnnbook.store.clear,
          "Seu progresso foi apagado deste navegador.")));
  }

  // Asked in the page: a frame may not be allowed to open a window.
  function ask(question, action, done) {
    say(`${question} Não há como desfazer. `,
      button("Sim, apagar", () => { action(); say(done); }), " ",
      button("Não", () => say("Nada foi apagado.")));
    message.querySelector("button").focus();
  }

  async function add(file) {
    const found = file.size <= LARGEST_FILE ? cnnbook.store.add(await file.text()) : null;
    if (!found) return say("Este arquivo não é um progresso exportado por este livro. Nada mudou.");
    const { exercise, review, same, unknown, unreadable } = found;
    const entered = [
      exercise && count(exercise, "exercício", "exercícios"),
      review && count(review, "engano a rever", "enganos a rever"),
    ].filter(Boolean).join(" e ");
    const out = [
      unknown && `${count(unknown, "registro", "registros")} do que este livro não tem`,
      unreadable && `${count(unreadable, "registro que não pôde", "registros que não puderam")} ser lido${unreadable > 1 ? "s" : ""}`,
    ].filter(Boolean).join(" e ");
    say([
      entered ? `Do arquivo, foi somado ao progresso deste navegador: ${entered}.` : "O arquivo não trouxe nada de novo.",
      same && `Já estava aqui, igual ou mais adiantado: ${count(same, "registro", "registros")}.`,
      out && `Ficou de fora: ${out}.`,
      entered && cnnbook.store.trouble() &&
        "Mas este navegador não pôde guardar o que entrou: vale só até você sair desta página.",
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
      make("h2", {}, "O que não pode ser lido"),
      make("p", {}, `Há ${count(found.length, "registro", "registros")} que esta edição não entende: ` +
        "de outra edição, ou com defeito. Guarde uma cópia, se quiser; ao abrir uma edição que os " +
        "entenda, tente recuperá-los."),
      make("div", { className: "progress-controls" },
        button("Exportar o que não pode ser lido", () =>
          download("progresso-ilegivel", JSON.stringify(found, null, 1))),
        button("Tentar recuperar", () => {
          const restored = cnnbook.store.restoreAside();
          say(restored
            ? `Recuperado: ${count(restored, "registro", "registros")}.`
            : "Nenhum desses registros pôde ser lido por esta edição. Nada mudou.");
        }),
        button("Apagar o que não pode ser lido", () =>
          ask("Apagar deste navegador o que não pode ser lido?", cnnbook.store.removeAside,
            "O que não podia ser lido foi apagado."))));
  }

  return { start, show };
})();
