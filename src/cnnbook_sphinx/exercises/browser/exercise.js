// The questions of a page: the exercise itself, those that stand below it, and versions from the
// bank; which of them a link asks for, and which comes next.
"use strict";
cnnbook.exercise = (() => {
  const NOT_LOADED =
    _("The other versions could not be loaded. See whether there is a connection, and try again.");
  const seen = new Set(); // versions that were shown here
  let main, exercise, variantQuestion;
  let written = []; // the further questions that stand in the page
  let nextWritten = 0;

  const pick = (items) => items[Math.floor(Math.random() * items.length)];

  function start() {
    const fieldset = document.querySelector('fieldset.alternatives[data-question="main"]');
    if (!fieldset) return;
    exercise = fieldset.dataset.exercise;
    const question = (scope, name, place, kind = null) => {
      const { content } = scope.querySelector(`fieldset[data-question="${name}"]`).dataset;
      const about = kind
        ? { exercise, group: "kinds", name: kind, of: place.version }
        : { exercise, group: "questions", name, of: content };
      const made = new cnnbook.Question(scope, name, about, place);
      made.more.querySelector(".another").addEventListener("click", another);
      return made;
    };
    makeVariant = (bank, variant) => {
      const texts = cnnbook.texts(bank, variant);
      const section = cnnbook.buildVariant(main, texts);
      document.querySelector("#version")?.remove();
      main.more.after(section);
      const made = question(section, "version", { version: variant[0] }, texts.kind.name);
      made.others = async () => texts.others;
      return made;
    };
    main = question(document, "main", {});
    // What the chapter's own numbers lead to besides its alternatives.
    main.others = async () => {
      const bank = await cnnbook.bank.load(exercise);
      return bank?.chapter ? cnnbook.texts(bank, bank.chapter).others : [];
    };
    written = [...document.querySelectorAll("section.question")].map((section) => {
      const name = section.querySelector("fieldset.alternatives").dataset.question;
      return question(section, name, { question: name });
    });
    cnnbook.explained.mend(document.querySelector("article"));
    window.addEventListener("hashchange", follow);
    follow();
  }

  let makeVariant;

  // Show what the address asks for.
  async function follow() {
    const asked = cnnbook.address.asked();
    if (!asked) return;
    if (asked === "damaged") {
      say(_("This link is incomplete, or not of this book. Nothing has changed: the exercise is here, whole."));
    } else if (asked.version) await showVariant((one) => one[0] === asked.version, asked.choice);
    else {
      const found = [main, ...written].find((one) => one.name === asked.question);
      showQuestion(found, asked.choice, asked.text);
    }
  }

  function showQuestion(question, choice, content) {
    if (!question) return say(_("This edition does not have the question that this link asks for."));
    if (question !== main) nextWritten = (written.indexOf(question) + 1) % written.length;
    if (choice && content === question.fieldset.dataset.content) question.showFromLink(choice);
    else if (choice) {
      question.say(_("This question has changed since the link was made, and its answer does not count any more."));
    }
    focus(question);
  }

  // One of the bank's versions that are as they should; says whether there was one.
  async function showVariant(isWanted, choice) {
    const bank = await cnnbook.bank.load(exercise);
    if (!bank && cnnbook.book.banks.has(exercise)) {
      return say(NOT_LOADED);
    }
    const variant = pick(bank ? bank.variants.filter(isWanted) : []);
    if (!variant) return say(_("This edition does not have the version that this link asks for."));
    seen.add(variant[0]);
    variantQuestion = makeVariant(bank, variant);
    cnnbook.explained.mend(variantQuestion.answer);
    if (choice) variantQuestion.showFromLink(choice);
    focus(variantQuestion);
    return true;
  }

  // Another question on the same idea: the next of those in the page, or a version from the bank.
  async function another() {
    if (written.length) {
      const question = written[nextWritten];
      showQuestion(question);
      cnnbook.address.set(question.place);
      return;
    }
    const bank = await cnnbook.bank.load(exercise);
    if (bank?.variants.every((one) => seen.has(one[0]))) seen.clear();
    if (await showVariant((one) => !seen.has(one[0]))) cnnbook.address.set(variantQuestion.place);
  }

  // The exercise after this one in the book.
  function next() {
    const all = [...cnnbook.book.exercises.values()];
    return all[all.findIndex((one) => one.id === exercise) + 1];
  }

  function say(text) {
    main.say(text);
    main.verdict.scrollIntoView({ block: "center" });
  }

  function focus(question) {
    const heading = question.fieldset.closest("section").querySelector("h2, h3");
    heading.tabIndex = -1;
    heading.focus();
  }

  return { start, next };
})();
