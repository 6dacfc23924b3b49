// A figure in its page: how it starts, the address that reproduces it, and what the book knows.
"use strict";
laboratory.page = (() => {
  const { element } = laboratory.elements;

  // A common mistake by its name, with a link where the book has it.
  function mistake(id) {
    const book = window.cnnbook && window.cnnbook.book;
    const known = book && book.misconceptions.get(id);
    if (!known) return id;
    const text = new DOMParser().parseFromString(known.name, "text/html").body.textContent;
    return element("a", { href: book.root + known.mistake, text });
  }

  // What the address says under a figure's own name; beside it may stand what the exercises keep.
  const asked = (name) => new URLSearchParams(location.hash.slice(1)).get(name);

  function address(name, text) {
    const others = location.hash
      .slice(1)
      .split("&")
      .filter((one) => one.includes("=") && !one.startsWith(`${name}=`));
    return `#${[...others, `${name}=${text}`].join("&")}`;
  }

  function remember(name, text) {
    try {
      history.replaceState(null, "", address(name, text));
    } catch {
      // Some frames may not: only the address in sight is an older one.
    }
  }

  // The figures of a kind: those that are to be opened by a door begin later. Figure is made with
  // the place for it, what the page says it begins with, and its name in the address, if any.
  const kinds = {};
  function start(kind, Figure) {
    kinds[kind] = Figure;
    const figures = `figure.live[data-figure="${kind}"]:not([data-later])`;
    document.querySelectorAll(figures).forEach(begin);
  }

  // Only once it has started is the picture hidden.
  function begin(figure) {
    const { figure: kind, state, address: name } = figure.dataset;
    const body = element("div", { class: "live-body" });
    figure.insertBefore(body, figure.querySelector("figcaption"));
    figure.classList.add("live-on");
    try {
      new kinds[kind](body, JSON.parse(state), name);
    } catch (error) {
      figure.classList.remove("live-on");
      body.remove();
      throw error;
    }
    if (name && asked(name)) show(figure);
  }

  // Once the page has its height, and the browser has looked for the fragment itself.
  function show(figure) {
    for (let fold = figure.closest("details"); fold; fold = fold.parentNode.closest("details"))
      fold.open = true;
    const move = () => requestAnimationFrame(() => figure.scrollIntoView());
    if (document.readyState === "complete") move();
    else window.addEventListener("load", move);
  }

  return { mistake, asked, address, remember, start, begin };
})();
