// One question: its alternatives answer back, with the feedback that stands in the page's answer.
"use strict";
cnnbook.Question = class {
  // scope: where the question's parts are; name: its data-question;
  // about = { exercise, content, isVariant, reviewed }, for the record.
  constructor(scope, name, about) {
    const part = (kind) => scope.querySelector(`${kind}[data-question="${name}"]`);
    this.name = name;
    this.about = about;
    this.fieldset = part("fieldset.alternatives");
    this.verdict = part(".verdict");
    this.hints = [...part(".hints").querySelectorAll("details.hint")];
    this.more = part(".more");
    this.answer = part("details.answer");
    this.feedback = part("ul.feedback");
    this.misses = 0;

    this.fieldset.querySelector(".check").addEventListener("click", () => this.check());
    this.fieldset.addEventListener("change", (event) => {
      if (event.target.type === "radio") this.verdict.replaceChildren();
    });
    this.fieldset.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.tagName === "INPUT") {
        event.preventDefault();
        this.check();
      }
    });
    // Each hint, once opened, offers the next.
    this.hints.forEach((hint, index) => {
      hint.addEventListener("toggle", () => hint.open && this.offerHint(index + 1));
    });
  }

  get choice() {
    const checked = this.fieldset.querySelector("input[type=radio]:checked");
    return checked && checked.value;
  }

  // Answer, and remember it.
  check() {
    if (!this.choice) return this.say("Escolha uma alternativa antes de conferir.");
    const item = this.show(this.choice);
    const right = item.hasAttribute("data-right");
    cnnbook.store.record({
      ...this.about,
      question: this.name,
      reason: this.fieldset.querySelector(".why").value.trim(),
      right,
      misconceptions: right ? [] : item.dataset.misconceptions.split(" "),
    });
    this.fieldset.dispatchEvent(new CustomEvent("cnnbook:checked", { bubbles: true }));
  }

  // The verdict on a choice; returns its feedback in the page.
  show(letter) {
    const radio = this.fieldset.querySelector(`input[value="${letter}"]`);
    radio.checked = true;
    const item = this.feedback.querySelector(`[data-letter="${letter}"]`);
    const right = item.hasAttribute("data-right");
    const said = [...item.cloneNode(true).childNodes];
    // The letter in the list's own heading gives way to the verdict.
    const heading = said.find((node) => node.nodeName === "P");
    if (right) heading.innerHTML = `<strong>Certo: ${letter}.</strong>`;
    else heading.firstElementChild.textContent = `Ainda não: ${letter}.`;
    this.verdict.classList.toggle("right", right);
    if (right) {
      this.say(...said);
    } else {
      this.misses += 1;
      this.offerHint(this.misses - 1);
      const advice = document.createElement("p");
      if (this.misses === 1) advice.textContent = "Tente de novo. Há uma pista logo abaixo.";
      else {
        advice.textContent = "A solução está aberta na resposta, mais abaixo.";
        this.answer.open = true;
      }
      this.say(...said, advice);
    }
    return item;
  }

  say(...nodes) {
    this.verdict.replaceChildren(...nodes);
  }

  offerHint(index) {
    const hint = this.hints[index];
    if (hint) {
      hint.classList.add("offered");
      hint.parentNode.classList.add("offered");
    }
  }
};
