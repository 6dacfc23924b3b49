// The chapter's bank of further versions, loaded when one is asked for.
"use strict";
cnnbook.bank = (() => {
  const received = new Map();
  cnnbook.receiveBank = (bank) => received.set(bank.exercise, bank);

  // A script and not a request, which pages opened from a file may not make. Null where there is
  // none, or it does not come.
  function load(exercise) {
    return new Promise((resolve) => {
      if (received.has(exercise) || !cnnbook.book.banks.has(exercise)) {
        return resolve(received.get(exercise) || null);
      }
      const script = document.createElement("script");
      script.src = `${cnnbook.book.root}_static/banks/${exercise}.js?v=${cnnbook.book.banks.get(exercise)}`;
      script.onload = () => resolve(received.get(exercise) || null);
      script.onerror = () => resolve(null);
      document.head.append(script);
    });
  }

  return { load };
})();
