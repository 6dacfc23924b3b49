// Questions of an exercise that its page does not show from the start, or another page has: its bank of
// further versions, and those that stand in its chapter. Each is loaded when it is asked for.
"use strict";
cnnbook.bank = (() => {
  const received = { banks: new Map(), written: new Map() };
  cnnbook.receiveBank = (bank) => received.banks.set(bank.exercise, bank);
  cnnbook.receiveWritten = (one) => received.written.set(one.exercise, one);

  // Null where there is none, or it does not come.
  async function bring(kind, exercise) {
    const version = cnnbook.book[kind].get(exercise);
    if (version && !received[kind].has(exercise)) {
      await cnnbook.load(`${kind}/${exercise}`, version).catch(() => {});
    }
    return received[kind].get(exercise) || null;
  }

  return {
    load: (exercise) => bring("banks", exercise),
    loadWritten: (exercise) => bring("written", exercise),
  };
})();
