// What a reader has looked at before the first answer to a question: hints, or the answer itself. It is
// kept as long as the tab and the sitting last, so that a page that is loaded again forgets nothing.
"use strict";
cnnbook.looked = (() => {
  const KEY = "cnnbook-looked";
  const { isObject, isTime } = cnnbook.checks;
  const MOST_HINTS = 3;

  const isGood = (one) =>
    isObject(one) && isTime(one.at) && Date.now() - one.at < cnnbook.tries.SITTING &&
    typeof one.isShown === "boolean" && Array.isArray(one.hints) &&
    one.hints.every((place) => Number.isInteger(place) && place >= 0 && place < MOST_HINTS);

  function read() {
    const found = cnnbook.record.parse(sessionStorage.getItem(KEY));
    return isObject(found) ? Object.entries(found).filter(([, one]) => isGood(one)) : [];
  }

  const name = ({ exercise, name, of }) => `${exercise} ${name} ${of}`;

  return {
    // Of a question as the record knows it: { hints: [places], isShown }.
    at: (about) => new Map(read()).get(name(about)) || { hints: [], isShown: false },
    keep(about, hints, isShown) {
      const all = new Map(read()).set(name(about), { at: Date.now(), hints, isShown });
      sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(all)));
    },
    clear: () => sessionStorage.removeItem(KEY),
  };
})();
