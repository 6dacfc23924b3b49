// The chapter's bank of further versions, loaded when one is asked for.
"use strict";
cnnbook.bank = (() => {
  const received = new Map();
  cnnbook.receiveBank = (bank) => received.set(bank.exercise, bank);

  // Null where there is none, or it does not come.
  function load(exercise) {
    return new Promise((resolve) => {
      if (received.has(exercise) || !cnnbook.book.banks.has(exercise)) {
        return resolve(received.get(exercise) || null);
      }
      cnnbook.load(`banks/${exercise}`, cnnbook.book.banks.get(exercise))
        .then(() => resolve(received.get(exercise) || null), () => resolve(null));
    });
  }

  return { load };
})();
