// What a reader must know of the place where the record is kept: that it keeps nothing, or that
// something in it cannot be read. Said on every page that it concerns, until it is dealt with.
"use strict";
cnnbook.notices = (() => {
  const TROUBLE = {
    refused:
      "Este navegador não permite guardar o progresso aqui: ele dura só até você sair desta página. O resto funciona.",
    full:
      "Não há mais espaço neste navegador para guardar o progresso: o que é novo dura só até você sair desta página.",
  };

  function show() {
    const { make } = cnnbook;
    // Where nothing would be kept anyway, there is nothing to say.
    const keeps = document.querySelector("fieldset.alternatives, .progress-page, .review-page");
    const trouble = keeps ? TROUBLE[cnnbook.store.trouble()] : "";
    tell(keeps || document.querySelector("article"), "trouble", trouble ? [trouble] : []);
    const page = `${cnnbook.book.root + cnnbook.book.progress}#progresso-ilegivel`;
    const isUnreadable = cnnbook.store.aside().length > 0;
    tell(document.querySelector("article > *"), "unreadable", isUnreadable ? [
      "Uma parte do progresso guardado neste navegador não pode ser lida por esta edição do livro. " +
        "Nada foi apagado: ",
      make("a", { href: page }, "veja o que fazer com ela"),
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
