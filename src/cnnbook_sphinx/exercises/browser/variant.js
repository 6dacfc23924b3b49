// A version from the bank, in the form of the page's own question: its parts are copied and filled.
"use strict";
cnnbook.buildVariant = (main, bank, [id, kindIndex, choices, values]) => {
  const LETTERS = ["a", "b", "c", "d"];
  const { make } = cnnbook;
  const { root } = cnnbook.book;
  const kind = bank.kinds[kindIndex];
  const filling = new Map(kind.fields.map((name, index) => [name, values[index]]));
  const fill = (text) => text.replace(/\{(\w+)\}/g, (_, name) => filling.get(name));
  const copy = (node) => {
    const twin = node.cloneNode(true);
    for (const element of [twin, ...twin.querySelectorAll("*")]) {
      for (const name of ["id", "for", "name", "data-question"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace("main", "version"));
      }
    }
    return twin;
  };
  const draw = ([drawing, alternative]) => {
    if (!drawing) return "";
    const figure = make("figure", { className: "drawing", innerHTML: fill(drawing) });
    figure.firstElementChild.setAttribute("role", "img");
    figure.firstElementChild.setAttribute("aria-label", fill(alternative));
    return figure;
  };
  const linked = (address, text) => `<a href="${root + address}">${text}</a>`;
  const heading = (letter, names) =>
    `<p><strong>${letter}.</strong> ${names
      .map((name) => `<strong class="mistake">${name}</strong>`)
      .join("; ")}.</p>`;

  const section = make("section", {
    id: "version",
    innerHTML: `<h3 tabindex="-1">${_("Another version")}</h3>${fill(kind.statement)}`,
  });
  section.append(draw(kind.figure));

  const fieldset = copy(main.fieldset);
  fieldset.querySelector(".why").value = "";
  const feedback = copy(main.feedback);
  choices.forEach((choice, index) => {
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
      item.innerHTML = heading(letter, [_("Right")]) + fill(said);
    } else {
      const mistakes = misconceptions.map((one) => cnnbook.book.misconceptions.get(one));
      const places = new Map(mistakes.map(({ statement, title }) => [statement, title]));
      const explained = [...places].map(([address, title]) => linked(address, title)).join("; ");
      item.dataset.misconceptions = misconceptions.join(" ");
      item.innerHTML =
        heading(letter, mistakes.map(({ mistake, name }) => linked(mistake, name))) +
        fill(said) +
        `<p class="explained">${_("Where the book explains it: ")}${explained}.</p>`;
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
    hint.innerHTML = `<summary>${_("Hint")} ${index + 1}</summary>${fill(kind.hints[index])}`;
  });

  const answer = make("details", {
    className: "answer",
    innerHTML: `<summary>${_("Answer to this version")}</summary>${fill(kind.solution)}`,
  });
  answer.dataset.question = "version";
  answer.append(draw(kind.solution_figure), feedback);
  section.append(fieldset, verdict, hints, copy(main.more), answer);
  return section;
};
