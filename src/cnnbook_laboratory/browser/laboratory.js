// What the interactive figures share, room by room. A name of its own, for whoever defines
// `cnnbook` later assigns it anew.
"use strict";
window.laboratory = {};

// Words that are arguments of "_" are put in the book's language as the script is made.
// laboratory.filled("Row {row}", { row: 2 })
laboratory.filled = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => values[name]);
