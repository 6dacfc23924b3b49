// A version from the bank, in the form of the page's own question: its parts are copied and filled.
"use strict";
cnnbook.buildVariant = (main, texts, heading = `<h3 tabindex="-1">${_("Another version")}</h3>`) => {
  const LETTERS = ["a", "b", "c", "d"];
  const COPIED = ["id", "for", "name", "data-question", "aria-describedby"];
  const { make } = cnnbook;
  const { kind, order, fill, draw, tell } = texts;
  const copy = (node) => {
    const twin = node.cloneNode(true);
    for (const element of [twin, ...twin.querySelectorAll("*")]) {
      for (const name of COPIED) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace("main", "version"));
      }
    }
    return twin;
  };

  const section = make("section", {
    id: "version",
    innerHTML: heading + fill(kind.statement),
  });
  section.append(draw(kind.figure));

  const fieldset = copy(main.fieldset);
  fieldset.classList.remove("choosing");
  fieldset.toggleAttribute("data-typed", Boolean(kind.typed));
  if (kind.typed) fieldset.querySelector(".own-form span").innerHTML = kind.typed;
  for (const field of fieldset.querySelectorAll("input[type=text]")) field.value = "";
  const feedback = copy(main.feedback);
  order.forEach((choice, index) => {
    const letter = LETTERS[index];
    const radio = fieldset.querySelector(`input[value="${letter}"]`);
    radio.checked = false;
    radio.nextElementSibling.innerHTML = `<strong>${letter}.</strong> ${fill(kind.choices[choice].text)}`;
    tell(feedback.querySelector(`[data-letter="${letter}"]`), choice, letter);
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
