// What a review asks: a question in which the mistake can be made, in another exercise than the last
// time where there is one, and with other numbers.
"use strict";
cnnbook.asked = (() => {
  const { make } = cnnbook;
  const form = document.querySelector("template.question-form").content;
  const parts = {
    fieldset: form.querySelector("fieldset.alternatives"),
    verdict: form.querySelector(".verdict"),
    hints: [...form.querySelectorAll("details.hint")],
    more: form.querySelector(".more"),
    feedback: form.querySelector("ul.feedback"),
  };

  function shuffled(items) {
    const keyed = items.map((item) => [Math.random(), item]);
    return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
  }

  // The questions of an exercise: { exercise, question, mistakes, build }, of which `build` gives the
  // `section` under a heading, its `name` there, and `others` and `about` as `Question` takes them.
  // Null where they do not come.
  async function questionsOf(exercise) {
    if (cnnbook.book.banks.has(exercise)) {
      const bank = await cnnbook.bank.load(exercise);
      return bank && bank.variants.map((variant) => ({
        exercise,
        question: variant[0],
        mistakes: variant[2].flatMap((name) => bank.kinds[variant[1]].choices[name].misconceptions),
        build(heading) {
          const texts = cnnbook.texts(bank, variant);
          const section = cnnbook.buildVariant(parts, texts, heading);
          const about = { exercise, group: "kinds", name: texts.kind.name, of: variant[0] };
          return { section, name: "version", others: texts.others, about };
        },
      }));
    }
    const found = await cnnbook.bank.loadWritten(exercise);
    return found && found.questions.map(([question, mistakes, html]) => ({
      exercise,
      question,
      mistakes,
      build(heading) {
        const section = sectionOf(exercise, html, heading);
        const { content } = section.querySelector("fieldset.alternatives").dataset;
        const about = { exercise, group: "questions", name: question, of: content };
        return { section, name: question, others: [], about };
      },
    }));
  }

  // A question of a chapter, as it stands there, with its addresses as seen from here.
  function sectionOf(exercise, html, heading) {
    const { page, title } = cnnbook.book.exercises.get(exercise);
    const home = new URL(cnnbook.book.root + page, location.href);
    const template = make("template", { innerHTML: html });
    for (const link of template.content.querySelectorAll("a[href]")) {
      const address = link.getAttribute("href");
      if (address.startsWith("#")) link.textContent = title; // there it says "in this page"
      link.href = new URL(address, home);
    }
    for (const picture of template.content.querySelectorAll("img[src]")) {
      picture.src = new URL(picture.getAttribute("src"), home);
    }
    template.content.querySelector("h3").outerHTML = heading;
    return make("section", { className: "question" }, template.content);
  }

  // For a mistake that was last asked or made in `last`, { exercise, question }; not one of `used`, the
  // names of questions, unless there is no other. Null where none comes.
  async function draw(mistake, last, used) {
    const having = shuffled([...cnnbook.book.exercises.values()])
      .filter((one) => one.misconceptions.includes(mistake))
      .sort((a, b) => (a.id === last.exercise) - (b.id === last.exercise));
    const seen = [];
    for (const { id } of having) {
      const found = (await questionsOf(id) || []).filter((one) => one.mistakes.includes(mistake));
      const isNew = (one) => one.question !== last.question && !used.includes(one.question);
      const [next] = shuffled(found.filter(isNew));
      if (next) return next;
      seen.push(...found);
    }
    return shuffled(seen)[0] || null;
  }

  const find = async (exercise, question) =>
    (await questionsOf(exercise) || []).find((one) => one.question === question) || null;

  return { draw, find };
})();
