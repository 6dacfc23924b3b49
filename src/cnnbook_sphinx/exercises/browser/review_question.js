// A question of the review: what its first answer, its hints and its solution say of what one knows.
"use strict";
cnnbook.ReviewQuestion = class extends cnnbook.Question {
  // built = { section, name, others, about }; told(grade), of GRADES in the schedule, when there is
  // something to tell, and again if that gets better; onward: what leads to the next question.
  constructor(mistake, { section, name, others, about }, told, onward) {
    super(section, name, { ...about, reviewed: mistake }, null);
    this.others = async () => others;
    this.told = told;
    this.onward = onward;
    this.verdict.after(onward);
    this.more.remove();
    // Who opens the solution before the right answer does not find it any more.
    this.answer.addEventListener("toggle", () => this.answer.open && !this.isOver && this.told("again"));
  }

  remember(answer, mistake) {
    const isKnown = answer.right && !this.isShown && this.misses < 2;
    const isEasy = isKnown && !this.misses && !this.asked.size;
    super.remember(answer, mistake);
    this.told(isEasy ? "good" : isKnown ? "hard" : "again");
  }

  settle(answer) {
    super.settle(answer);
    for (const part of [this.onward, this.verdict]) part.scrollIntoView({ block: "nearest" });
  }

  nextSteps() {
    return [];
  }
};
