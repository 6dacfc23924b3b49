// What a version from a bank says, filled: its statement, its answers, what is told of each.
"use strict";
cnnbook.texts = (bank, [, kindIndex, order, values, also]) => {
  const kind = bank.kinds[kindIndex];
  const filling = new Map(kind.fields.map((name, index) => [name, values[index]]));
  const fill = (text) => text.replace(/\{(\w+)\}/g, (_, name) => filling.get(name));
  const link = (address, text) => `<a href="${cnnbook.book.root + address}">${text}</a>`;

  function draw([drawing, alternative]) {
    if (!drawing) return "";
    const figure = cnnbook.make("figure", { className: "drawing", innerHTML: fill(drawing) });
    figure.firstElementChild.setAttribute("role", "img");
    figure.firstElementChild.setAttribute("aria-label", fill(alternative));
    return figure;
  }

  // Puts into an item of a list what is told of an answer, as the page's own items have it.
  function tell(item, name, letter) {
    const { feedback, misconceptions } = kind.choices[name];
    const mistakes = misconceptions.map((one) => cnnbook.book.misconceptions.get(one));
    const names = mistakes.map(({ mistake, name }) => link(mistake, name));
    const heading = (name === "right" ? [_("Right")] : names)
      .map((one) => `<strong class="mistake">${one}</strong>`).join("; ");
    const places = new Map(mistakes.map(({ statement, title }) => [statement, title]));
    const explained = [...places].map(([address, title]) => link(address, title)).join("; ");
    delete item.dataset.right;
    delete item.dataset.misconceptions;
    if (name === "right") item.dataset.right = "";
    else item.dataset.misconceptions = misconceptions.join(" ");
    item.innerHTML = `<p><strong>${letter}.</strong> ${heading}.</p>${fill(feedback)}` +
      (explained && `<p class="explained">${_("Where the book explains it: ")}${explained}.</p>`);
    return item;
  }

  // An answer that is not offered, and can be typed.
  function other(name) {
    const { text, misconceptions } = kind.choices[name];
    const said = cnnbook.make("p", { innerHTML: fill(text) }).textContent;
    const items = [tell(cnnbook.make("li"), name, "")];
    return { key: `typed ${said}`, text: said, right: false, mistakes: misconceptions, items };
  }

  return { kind, order, fill, draw, tell, right: "abcd"[order.indexOf("right")], others: also.map(other) };
};
