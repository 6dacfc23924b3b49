// What this book has: its exercises and the mistakes it knows, by name. A name that comes from a
// link, a file or the browser's storage is used only once it has been found here.
"use strict";
window.cnnbook = window.cnnbook || {};
cnnbook.book = (() => {
  const { exercises = [], misconceptions = {}, banks = {}, progress = "", exam = "" } = cnnbook.index || {};
  return {
    root: document.documentElement.dataset.content_root || "./",
    exercises: new Map(exercises.map((one) => [one.id, one])),
    misconceptions: new Map(Object.entries(misconceptions)),
    banks: new Map(Object.entries(banks)), // and the versions of their files
    progress, // the page of the progress
    exam, // the version of the script of mock exams
  };
})();

// Words that are arguments of "_" are put in the book's language as the script is made.
// cnnbook.filled("Next: {title}", { title: "…" })
cnnbook.filled = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => values[name]);

// A day, as the book's language writes it.
cnnbook.day = (time) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "short" }).format(time);

// cnnbook.make("a", { href: "x" }, "text", child…)
cnnbook.make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
