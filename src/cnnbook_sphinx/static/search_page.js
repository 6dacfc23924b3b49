// Sphinx's search in Portuguese, with what each page is about.
"use strict";

{
  // Sphinx's own catalogue brings a formula as text to run, which the page's policy refuses.
  Object.assign(Documentation.TRANSLATIONS, {
    "Searching": "Buscando",
    "Preparing search...": "Preparando a busca",
    "Search Results": "Resultados da busca",
    "Search finished, found ${resultCount} page(s) matching the search query.":
      "Páginas e seções encontradas: ${resultCount}.",
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "Nada foi encontrado. Experimente menos palavras, ou outras.",
    ", in ": ", em ",
  });
  const found = Search._performSearch;
  Search._performSearch = (...query) =>
    found(...query).map(([page, title, anchor, about, ...rest]) => [
      page, title, anchor, about ?? DESCRIPTIONS[page], ...rest,
    ]);
  addEventListener("DOMContentLoaded", () => {
    const results = document.getElementById("search-results");
    new MutationObserver(() => {
      for (const about of results.querySelectorAll("li > span:not(.about)")) {
        about.className = "about";
        about.innerHTML = about.innerHTML.replace(/^ \((.*)\)$/, "$1");  // Sphinx's parentheses
      }
    }).observe(results, {childList: true, subtree: true});
    const field = document.querySelector(".bd-search-container input[name=q]");
    field.focus();
    field.select();
  });
}
