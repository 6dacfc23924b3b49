// A prediction: numbers are asked for, and only then is anything shown.
"use strict";
laboratory.prediction = (() => {
  const { element, fill, unique } = laboratory.elements;
  const { button } = laboratory.controls;
  const { read } = laboratory.numbers;

  // judge(numbers) and give() answer with { right, said }; `said` is what to show the reader.
  return class Prediction {
    constructor(judge, give) {
      this.judge = judge;
      this.question = element("p", { class: "live-question", id: unique("question") });
      this.fields = element("span", { class: "live-fields" });
      this.verdict = element("div", { class: "live-verdict", role: "status" });
      this.form = element(
        "form",
        { class: "live-ask", novalidate: true },
        this.question,
        this.fields,
        element("button", { class: "main", text: _("Check") }),
        button(_("Show"), () => this.say(give()))
      );
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.answer();
      });
      this.node = element("div", {}, this.form, this.verdict);
    }

    // A question, and for each number wanted a label; where there is but one, the question is
    // enough.
    ask(question, labels = [""]) {
      fill(this.question, question);
      this.inputs = labels.map((label) =>
        element("input", {
          // Of text: few phones have a minus sign among the digits, and here decimals have a comma.
          type: "text",
          autocomplete: "off",
          id: unique("answer"),
          "aria-labelledby": label ? null : this.question.id,
          "aria-describedby": label ? this.question.id : null,
        })
      );
      fill(
        this.fields,
        labels.map((label, index) => [
          label && element("label", { for: this.inputs[index].id, text: label }),
          this.inputs[index],
        ])
      );
      this.form.hidden = false;
      this.silence();
    }

    answer() {
      const numbers = this.inputs.map((input) => read(input.value));
      const missing = numbers.findIndex(Number.isNaN);
      if (missing < 0) return this.say(this.judge(numbers));
      this.say({
        right: false,
        said: element("p", { text: _("Write a number before you check.") }),
      });
      return this.inputs[missing].focus();
    }

    say({ right, said }) {
      this.verdict.classList.toggle("right", right);
      fill(this.verdict, said);
    }

    silence() {
      this.say({ right: false, said: [] });
    }

    close() {
      this.form.hidden = true;
    }

    focus() {
      this.inputs[0].focus();
    }
  };
})();
