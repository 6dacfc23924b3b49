// The reader's own answer, typed: the page's alternatives tell what is right and what is a mistake,
// and the bank what else its mistakes lead to.
"use strict";
cnnbook.own = (() => {
  const KEY = "cnnbook-answers"; // what the reader likes better: "type" or "choose"
  const page = document.documentElement.dataset;

  // The answer that a text gives, as `Question.settle` takes it; null if it cannot be read as one.
  async function judge(question, text) {
    const offered = ["a", "b", "c", "d"].map((letter) => question.given(letter));
    const right = offered.find((one) => one.right);
    const wrong = offered.filter((one) => !one.right);
    const withSizes = (one) => ({ ...one, sizes: cnnbook.typed.sizes(one.text) });
    const look = () =>
      cnnbook.typed.find(text, cnnbook.typed.sizes(right.text), wrong.map(withSizes));
    let found = look();
    if (/\d/.test(text) && !found?.right && found?.wrong?.length !== 1) {
      wrong.push(...await question.others());
      found = look();
    }
    if (!found) return null;
    const given = found.right ? [right] : (found.wrong || []).map((place) => wrong[place]);
    if (given.length === 1) return { ...given[0], typed: text };
    return {
      key: `typed ${text.replace(/\s/g, "")}`,
      right: false,
      mistakes: given.flatMap((one) => one.mistakes),
      items: given.flatMap((one) => one.items),
      typed: text,
      isEither: found.isEither,
      bySize: given.length ? "" : bySize(found),
    };
  }

  // Of an answer that no known mistake leads to.
  function bySize({ good, count, place, number, ratios }) {
    if (!count) return "";
    const isLarger = ratios[0] > 1;
    if (ratios.every((one) => one > 1 === isLarger) && !good) {
      const isFar = ratios.every((one) => (isLarger ? one >= 2 : one <= 0.5));
      if (isLarger) return isFar ? _("It is much larger than the right one.") : _("It is larger than the right one.");
      return isFar ? _("It is much smaller than the right one.") : _("It is smaller than the right one.");
    }
    const written = number.toLocaleString(document.documentElement.lang, { useGrouping: number >= 10000 });
    return cnnbook.filled(
      isLarger
        ? _("Right numbers: {good} of {count}. Look again at number {place} of yours, {number}: it is larger than the right one.")
        : _("Right numbers: {good} of {count}. Look again at number {place} of yours, {number}: it is smaller than the right one."),
      { good, count, place: place + 1, number: written });
  }

  // Typing or choosing, here and on every page from now on.
  function prefer(how) {
    if (how === "choose") page.answers = how;
    else delete page.answers;
    localStorage.setItem(KEY, how);
  }

  const isTyping = (fieldset) =>
    "typed" in fieldset.dataset && !page.answers && !fieldset.classList.contains("choosing");

  return { judge, prefer, isTyping };
})();
