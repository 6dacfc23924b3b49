// What this book has: its exercises and the mistakes it knows, by name. A name that comes from a
// link, a file or the browser's storage is used only once it has been found here.
"use strict";
window.cnnbook = window.cnnbook || {};
cnnbook.book = (() => {
  const { exercises = [], misconceptions = {}, progress = "", review = "" } = cnnbook.index || {};
  // Of scripts that are loaded when they are needed: the versions of their files, by name.
  const versions = (kind) => new Map(Object.entries(cnnbook.index?.[kind] || {}));
  return {
    root: document.documentElement.dataset.content_root || "./",
    exercises: new Map(exercises.map((one) => [one.id, one])),
    misconceptions: new Map(Object.entries(misconceptions)),
    banks: versions("banks"), // of the exercises' further versions
    written: versions("written"), // of the questions that stand in the chapters
    bundles: versions("bundles"), // of single pages
    progress, // the page of the progress
    review, // and of the review
  };
})();

// Words that are arguments of "_" are put in the book's language as the script is made.
// cnnbook.filled("Next: {title}", { title: "…" })
cnnbook.filled = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => values[name]);

// A day, as the book's language writes it.
cnnbook.day = (time) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "short" }).format(time);

// A script of the book's own, and not a request, which pages opened from a file may not make.
cnnbook.load = (name, version) =>
  new Promise((resolve, reject) => {
    const src = `${cnnbook.book.root}_static/${name}.js?v=${version}`;
    document.head.append(cnnbook.make("script", { src, onload: resolve, onerror: reject }));
  });

// A mistake's name, which leads to what the book says of it.
cnnbook.linkToMistake = (id) => {
  const { mistake, name } = cnnbook.book.misconceptions.get(id);
  return cnnbook.make("a", { href: cnnbook.book.root + mistake, innerHTML: name });
};

// cnnbook.make("a", { href: "x" }, "text", child…)
cnnbook.make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
