// Where a reader's record is kept: in this browser, one key for each exercise and each mistake, so
// that two tabs lose nothing of each other; with what cannot be read left as it is, or set aside.
"use strict";
cnnbook.store = (() => {
  const PREFIX = "cnnbook.";
  const FORMAT = 2;
  const ASIDE = `${PREFIX}aside.`;
  const EXAMS = "cnnbook-exam."; // the answers of mock exams, which exam_of.js keeps
  const KINDS = { exercise: "exercises", review: "review" }; // and their names in an exported file
  const KEY = /^cnnbook\.2\.(exercise|review)\.(.+)$/;
  const record = cnnbook.record;
  const listeners = [];
  // What this page has written, which another tab's writing at the same moment may have replaced,
  // or the browser may have refused.
  const own = new Map();
  let isFull = false;

  const keyOf = (kind, name) => `${PREFIX}${FORMAT}.${kind}.${name}`;
  const tell = () => listeners.forEach((listener) => listener());

  // The place of a key in the record, if this book knows it.
  function placeOf(key) {
    const [, kind, name] = KEY.exec(key) || [];
    return kind && record.has(kind, name) ? { kind, name } : null;
  }

  const stored = (kind, key) => record.entry(kind, record.parse(localStorage.getItem(key)));

  function get(kind, name) {
    const key = keyOf(kind, name);
    return record.merge(kind, stored(kind, key), record.entry(kind, own.get(key)));
  }

  function put(kind, name, entry) {
    const key = keyOf(kind, name);
    own.set(key, entry);
    const text = localStorage.getItem(key);
    const mayReplace =
      text === null || stored(kind, key) || keep(`${ASIDE}${Date.now()}.${key}`, text);
    if (!mayReplace || !keep(key, JSON.stringify(entry))) isFull = true;
  }

  // Whether the browser has kept it: not every refusal is an exception.
  function keep(key, text) {
    try {
      localStorage.setItem(key, text);
    } catch {
      return false;
    }
    return localStorage.getItem(key) === text;
  }

  // Another tab has written: what it could not know of is written again.
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === null) own.clear();
    else if (!key.startsWith(PREFIX)) return;
    else if (newValue === null) own.delete(key);
    else if (own.has(key)) {
      const { kind, name } = placeOf(key);
      const together = get(kind, name);
      if (JSON.stringify(stored(kind, key)) !== JSON.stringify(together)) put(kind, name, together);
    }
    tell();
  });

  // { exercise: Map, review: Map }, each by name.
  function read() {
    const found = {};
    for (const kind of Object.keys(KINDS)) {
      found[kind] = new Map(
        record.names(kind).map((name) => [name, get(kind, name)]).filter(([, entry]) => entry),
      );
    }
    return found;
  }

  function answer(one) {
    const made = record.answered(one, get("exercise", one.exercise), (name) => get("review", name));
    put("exercise", one.exercise, made.exercise);
    made.review.forEach(([name, entry]) => put("review", name, entry));
    tell();
  }

  // What the review makes of a mistake.
  function review(name, entry) {
    const before = get("review", name)?.changed ?? 0;
    put("review", name, { ...entry, changed: Math.max(entry.changed, before + 1) });
    tell();
  }

  function exported() {
    const found = read();
    const content = { format: FORMAT };
    for (const [kind, title] of Object.entries(KINDS)) content[title] = Object.fromEntries(found[kind]);
    return JSON.stringify(content, null, 1);
  }

  // Adds what `exported` gave; says how many entries were new, already here, of no exercise of this
  // book, and no entry at all. Null where the text is no such file.
  function add(text) {
    const file = record.parse(text);
    if (!record.isObject(file) || file.format !== FORMAT) return null;
    if (!Object.values(KINDS).every((title) => record.isObject(file[title]))) return null;
    const count = { exercise: 0, review: 0, same: 0, unknown: 0, unreadable: 0 };
    for (const [kind, title] of Object.entries(KINDS)) {
      for (const [name, value] of Object.entries(file[title])) {
        const theirs = record.entry(kind, value);
        if (!record.has(kind, name)) count.unknown += 1;
        else if (!theirs) count.unreadable += 1;
        else {
          const ours = get(kind, name);
          const together = record.merge(kind, ours, theirs);
          if (JSON.stringify(together) === JSON.stringify(ours)) count.same += 1;
          else {
            count[kind] += 1;
            put(kind, name, together);
          }
        }
      }
    }
    tell();
    return count;
  }

  // And the exams. Only what this edition can read: what it cannot is dealt with on its own.
  function clear() {
    for (const kind of Object.keys(KINDS)) {
      for (const name of record.names(kind)) {
        const key = keyOf(kind, name);
        if (stored(kind, key)) localStorage.removeItem(key);
      }
    }
    for (const key of keys().filter((one) => one.startsWith(EXAMS))) localStorage.removeItem(key);
    cnnbook.looked.clear();
    own.clear();
    isFull = false;
    tell();
  }

  const keys = () => Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index));

  // What is stored for this book and cannot be read: of another edition, or damaged.
  // [{ key, text, original }]
  function aside() {
    if (!cnnbook.index) return []; // nothing can be told from anything
    return keys()
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => ({
        key,
        text: localStorage.getItem(key),
        original: key.startsWith(ASIDE) ? key.slice(ASIDE.length).replace(/^\d+\./, "") : key,
      }))
      .filter(({ key }) => {
        const place = placeOf(key);
        return !place || !stored(place.kind, key);
      });
  }

  // How many of them this edition can read after all; they join the record.
  function restoreAside() {
    let restored = 0;
    for (const { key, text, original } of aside()) {
      const place = placeOf(original);
      const entry = place && record.entry(place.kind, record.parse(text));
      if (!entry) continue;
      put(place.kind, place.name, record.merge(place.kind, get(place.kind, place.name), entry));
      localStorage.removeItem(key);
      restored += 1;
    }
    tell();
    return restored;
  }

  function removeAside() {
    aside().forEach(({ key }) => localStorage.removeItem(key));
    tell();
  }

  return {
    EXAMS,
    read,
    answer,
    review,
    exported,
    add,
    clear,
    aside,
    restoreAside,
    removeAside,
    // Why nothing will be here the next time: "refused", "full", or nothing.
    trouble: () => document.documentElement.dataset.storage || (isFull ? "full" : ""),
    onChange: (listener) => listeners.push(listener),
  };
})();
