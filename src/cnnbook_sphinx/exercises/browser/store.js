// What a reader has done, kept in this browser only.
//
// progress = {
//   format: 1,
//   exercises: { <exercise>: { state, content, updated, reasons: { <question>: text } } },
//   review: { <misconception>: { exercise, step, due } },
// }
// Exercises are keyed by their name, never by their page; `content` tells whether the statement is
// still the one that was answered. Times are milliseconds since 1970.
"use strict";
window.cnnbook = window.cnnbook || {};
cnnbook.store = (() => {
  const KEY = "cnnbook.progress";
  const FORMAT = 1;
  const STATES = ["missed", "right", "variant"]; // each better than the one before
  const DAY = 24 * 60 * 60 * 1000;
  const REVIEW_DAYS = [1, 3, 7, 21];
  const listeners = [];
  let memory = null; // the progress itself, where the browser refuses to keep it
  let notice = "";

  const empty = () => ({ format: FORMAT, exercises: {}, review: {} });
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isTime = (value) => Number.isFinite(value) && value >= 0;

  // The progress in a text, or null where the text is not one.
  function parse(text) {
    let found;
    try {
      found = JSON.parse(text);
    } catch {
      return null;
    }
    if (!isObject(found) || found.format !== FORMAT) return null;
    if (!isObject(found.exercises) || !isObject(found.review)) return null;
    const exercisesAreGood = Object.values(found.exercises).every(
      (one) =>
        isObject(one) &&
        STATES.includes(one.state) &&
        typeof one.content === "string" &&
        isTime(one.updated) &&
        isObject(one.reasons) &&
        Object.values(one.reasons).every((text) => typeof text === "string"),
    );
    const reviewIsGood = Object.values(found.review).every(
      (one) =>
        isObject(one) &&
        typeof one.exercise === "string" &&
        Number.isInteger(one.step) &&
        one.step >= 0 &&
        one.step < REVIEW_DAYS.length &&
        isTime(one.due),
    );
    return exercisesAreGood && reviewIsGood ? found : null;
  }

  function read() {
    if (memory) return memory;
    let text;
    try {
      text = localStorage.getItem(KEY);
    } catch {
      return inMemory(empty());
    }
    if (text === null) return empty();
    const found = parse(text);
    if (found) return found;
    // Of another version, or damaged: kept aside, so that nothing is lost.
    try {
      localStorage.setItem(`${KEY}.set-aside.${Date.now()}`, text);
      localStorage.removeItem(KEY);
      notice =
        "O progresso que estava guardado neste navegador não pôde ser lido. " +
        "Ele foi posto de lado, e um novo começou.";
    } catch {
      return inMemory(empty());
    }
    return empty();
  }

  function inMemory(progress) {
    notice =
      "Este navegador não permite guardar o progresso: ele dura só até a página ser fechada.";
    memory = progress;
    return progress;
  }

  // Another tab may have written since: what is stored is read again before each change.
  function update(change) {
    const progress = read();
    change(progress);
    if (!memory) {
      try {
        localStorage.setItem(KEY, JSON.stringify(progress));
      } catch {
        inMemory(progress);
      }
    }
    tell();
  }

  const tell = () => listeners.forEach((listener) => listener());
  const better = (a, b) => (STATES.indexOf(a) > STATES.indexOf(b) ? a : b);

  // answer = { exercise, content, question, reason, right, misconceptions, isVariant, reviewed }
  function record(answer) {
    update((progress) => {
      const now = Date.now();
      const before = progress.exercises[answer.exercise] || { state: "missed", reasons: {} };
      const state = !answer.right ? "missed" : answer.isVariant ? "variant" : "right";
      const reasons = { ...before.reasons };
      if (answer.reason) reasons[answer.question] = answer.reason;
      progress.exercises[answer.exercise] = {
        state: better(before.state, state),
        // A variant says nothing of the statement in the page.
        content: answer.isVariant && before.content ? before.content : answer.content,
        updated: now,
        reasons,
      };
      for (const name of answer.misconceptions) {
        progress.review[name] = { exercise: answer.exercise, step: 0, due: now + DAY };
      }
      if (answer.right && progress.review[answer.reviewed]) {
        const step = progress.review[answer.reviewed].step + 1;
        if (step === REVIEW_DAYS.length) delete progress.review[answer.reviewed];
        else {
          const due = now + REVIEW_DAYS[step] * DAY;
          progress.review[answer.reviewed] = { exercise: answer.exercise, step, due };
        }
      }
    });
  }

  // Adds an exported text to what is here, the better or the newer of each; false if it is none.
  function restore(text) {
    const other = parse(text);
    if (!other) return false;
    update((progress) => {
      for (const [name, theirs] of Object.entries(other.exercises)) {
        const ours = progress.exercises[name];
        if (!ours) progress.exercises[name] = theirs;
        else {
          const newer = theirs.updated > ours.updated ? theirs : ours;
          const reasons = { ...theirs.reasons, ...ours.reasons };
          progress.exercises[name] = {
            ...newer,
            state: better(ours.state, theirs.state),
            reasons,
          };
        }
      }
      for (const [name, theirs] of Object.entries(other.review)) {
        const ours = progress.review[name];
        if (!ours || theirs.due > ours.due) progress.review[name] = theirs;
      }
    });
    return true;
  }

  function clear() {
    memory = memory && empty();
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(KEY)) localStorage.removeItem(key);
      }
    } catch {
      // There is nothing stored.
    }
    notice = "";
    tell();
  }

  window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) tell();
  });

  return {
    read,
    record,
    restore,
    clear,
    notice: () => notice,
    onChange: (listener) => listeners.push(listener),
  };
})();
