// "Outra versão": another question on the same idea, from the chapter's bank or its own pages, and
// the links that reproduce one: #versao=<id>&ordem=<letters>&escolha=<letter>,
// #pergunta=<number>&escolha=<letter>, #escolha=<letter>, #revisao=<misconception>.
"use strict";
cnnbook.banks = {};
cnnbook.receiveBank = (bank) => {
  cnnbook.banks[bank.exercise] = bank;
};

cnnbook.exercise = (() => {
  const LETTERS = ["a", "b", "c", "d"];
  const seen = new Set();
  let main, exercise, content, variantQuestion;
  let written = []; // the further questions that stand in the page
  let nextWritten = 0;

  const root = document.documentElement.dataset.content_root || "./";
  const pick = (items) => items[Math.floor(Math.random() * items.length)];

  function start() {
    const fieldset = document.querySelector('fieldset.alternatives[data-question="principal"]');
    if (!fieldset) return;
    ({ exercise, content } = fieldset.dataset);
    main = new cnnbook.Question(document, "principal", about(false));
    link(main, {});
    written = [...document.querySelectorAll("section.question")].map((section, index) => {
      const question = new cnnbook.Question(section, section.id, about(true));
      link(question, { pergunta: index + 1 });
      question.more.querySelector(".another").addEventListener("click", () => another());
      return question;
    });
    main.more.querySelector(".another").addEventListener("click", () => another());
    window.addEventListener("hashchange", follow);
    follow();
  }

  const about = (isVariant, reviewed = "") => ({ exercise, content, isVariant, reviewed });

  // Keep the question's link, and the page's address, up to date with the choice.
  function link(question, place) {
    const anchor = question.more.querySelector(".permalink");
    const update = () => {
      const choice = question.choice ? { escolha: question.choice } : {};
      anchor.href = `#${new URLSearchParams({ ...place, ...choice })}`;
    };
    question.fieldset.addEventListener("change", update);
    question.fieldset.addEventListener("cnnbook:checked", () => {
      update();
      history.replaceState(null, "", anchor.href);
    });
    update();
  }

  // Show what the address asks for.
  async function follow() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const choice = LETTERS.includes(asked.get("escolha")) ? asked.get("escolha") : "";
    if (asked.has("versao")) await showVariant(asked.get("versao"), asked.get("ordem"), choice);
    else if (asked.has("revisao")) await review(asked.get("revisao"));
    else if (asked.has("pergunta")) showWritten(Number(asked.get("pergunta")) - 1, choice);
    else if (choice) {
      main.show(choice);
      main.fieldset.scrollIntoView();
    }
  }

  async function another() {
    let question = written[nextWritten];
    if (question) showWritten(nextWritten);
    else {
      const bank = await load();
      if (!bank) return;
      const unseen = bank.variants.filter((variant) => !seen.has(variant[0]));
      await showVariant(pick(unseen.length ? unseen : bank.variants)[0]);
      question = variantQuestion;
    }
    history.replaceState(null, "", question.more.querySelector(".permalink").href);
  }

  // A question of this chapter in which one may make the mistake that is being reviewed.
  async function review(misconception) {
    const makesIt = (question) =>
      [...question.feedback.children].some((item) =>
        (item.dataset.misconceptions || "").split(" ").includes(misconception),
      );
    const candidates = written.filter(makesIt);
    if (candidates.length) {
      const question = pick(candidates);
      question.about.reviewed = misconception;
      return showWritten(written.indexOf(question));
    }
    const bank = Object.hasOwn(cnnbook.index.banks || {}, exercise) ? await load() : null;
    const variants = bank ? bank.variants.filter(([, kind, choices]) =>
      choices.some((one) => bank.kinds[kind].choices[one].misconceptions.includes(misconception)),
    ) : [];
    if (variants.length) await showVariant(pick(variants)[0], "", "", misconception);
    else {
      main.about.reviewed = misconception;
      main.fieldset.scrollIntoView();
    }
  }

  function showWritten(index, choice) {
    const question = written[index];
    if (!question) return say(main, "Não há, nesta edição, a pergunta que este link pede.");
    nextWritten = (index + 1) % written.length;
    if (choice) question.show(choice);
    focus(question.fieldset.closest("section").querySelector("h3"));
  }

  async function showVariant(id, order, choice, reviewed) {
    const bank = await load();
    if (!bank) return;
    const variant = bank.variants.find((one) => one[0] === id);
    if (!variant) return say(main, "Não há, nesta edição, a versão que este link pede.");
    const valid = order && [...order].sort().join("") === LETTERS.join("");
    const letters = valid ? [...order] : shuffled(LETTERS);
    seen.add(id);
    build(bank, variant, letters, reviewed);
    if (choice) variantQuestion.show(choice);
    focus(document.querySelector("#versao h3"));
  }

  // The bank's choices a to d, in the order in which they are shown.
  function shuffled(letters) {
    const mixed = [...letters];
    for (let last = mixed.length - 1; last > 0; last -= 1) {
      const other = Math.floor(Math.random() * (last + 1));
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  }

  // The variant takes the form of the page's own question: its parts are copied and filled.
  function build(bank, [id, kindIndex, choices, values], letters, reviewed) {
    const kind = bank.kinds[kindIndex];
    const filling = Object.fromEntries(kind.fields.map((name, index) => [name, values[index]]));
    const fill = (text) => text.replace(/\{(\w+)\}/g, (_, name) => filling[name]);
    const copy = (node) => {
      const twin = node.cloneNode(true);
      for (const element of [twin, ...twin.querySelectorAll("*")]) {
        for (const name of ["id", "for", "name", "data-question"]) {
          const value = element.getAttribute(name);
          if (value) element.setAttribute(name, value.replace("principal", "versao"));
        }
      }
      return twin;
    };

    const section = document.createElement("section");
    section.id = "versao";
    section.innerHTML = `<h3 tabindex="-1">Outra versão</h3>${fill(kind.statement)}`;
    const draw = ([drawing, alternative]) => {
      const figure = document.createElement("figure");
      if (!drawing) return "";
      figure.className = "drawing";
      figure.innerHTML = fill(drawing);
      figure.firstElementChild.setAttribute("role", "img");
      figure.firstElementChild.setAttribute("aria-label", fill(alternative));
      return figure;
    };
    section.append(draw(kind.figure));

    const fieldset = copy(main.fieldset);
    fieldset.querySelector(".why").value = "";
    const feedback = copy(main.feedback);
    letters.forEach((from, index) => {
      const choice = choices[LETTERS.indexOf(from)];
      const letter = LETTERS[index];
      const { text, feedback: said, misconceptions } = kind.choices[choice];
      const radio = fieldset.querySelector(`input[value="${letter}"]`);
      radio.checked = false;
      radio.nextElementSibling.innerHTML = `<strong>${letter}.</strong> ${fill(text)}`;
      const item = feedback.querySelector(`[data-letter="${letter}"]`);
      item.removeAttribute("data-right");
      item.removeAttribute("data-misconceptions");
      if (choice === "right") {
        item.dataset.right = "";
        item.innerHTML = heading(letter, "Certa") + fill(said);
      } else {
        const mistakes = misconceptions.map((one) => cnnbook.index.misconceptions[one]);
        const places = new Map(mistakes.map(({ explained, title }) => [root + explained, title]));
        const explained = [...places].map(([href, title]) => `<a href="${href}">${title}</a>`);
        item.dataset.misconceptions = misconceptions.join(" ");
        item.innerHTML =
          heading(letter, mistakes.map(({ name, mistake }) => linked(name, root + mistake)).join("; ")) +
          fill(said) +
          `<p class="explained">Onde o livro explica: ${explained.join("; ")}.</p>`;
      }
    });

    const verdict = copy(main.verdict);
    verdict.replaceChildren();
    verdict.classList.remove("right");
    const hints = copy(main.hints[0].parentNode);
    hints.classList.remove("offered");
    [...hints.children].forEach((hint, index) => {
      hint.open = false;
      hint.classList.remove("offered");
      hint.innerHTML = `<summary>Pista ${index + 1}</summary>${fill(kind.hints[index])}`;
    });

    const answer = document.createElement("details");
    answer.className = "answer";
    answer.dataset.question = "versao";
    answer.innerHTML = `<summary>Resposta desta versão</summary>${fill(kind.solution)}`;
    answer.append(draw(kind.solution_figure), feedback);
    section.append(fieldset, verdict, hints, copy(main.more), answer);

    document.querySelector("#versao")?.remove();
    main.more.after(section);
    variantQuestion = new cnnbook.Question(section, "versao", about(true, reviewed));
    link(variantQuestion, { versao: id, ordem: letters.join("") });
    variantQuestion.more.querySelector(".another").addEventListener("click", () => another());
  }

  const linked = (name, href) => `<a href="${href}">${name}</a>`;
  const heading = (letter, names) =>
    `<p><strong>${letter}.</strong> <strong class="mistake">${names}</strong>.</p>`;

  // A script and not a request, which pages opened from a file may not make.
  function load() {
    return new Promise((resolve) => {
      if (cnnbook.banks[exercise]) return resolve(cnnbook.banks[exercise]);
      const script = document.createElement("script");
      script.src = `${root}_static/banks/${exercise}.js?v=${cnnbook.index.banks[exercise]}`;
      script.onload = () => resolve(cnnbook.banks[exercise]);
      script.onerror = () => {
        say(main, "As outras versões não puderam ser carregadas. Confira a conexão e tente de novo.");
        resolve(null);
      };
      document.head.append(script);
    });
  }

  function say(question, text) {
    question.say(text);
    question.fieldset.scrollIntoView();
  }

  function focus(heading) {
    heading.tabIndex = -1;
    heading.focus();
  }

  return { start };
})();
