// Sphinx's search in the book's words, with what each page is about.
"use strict";

{
  // Sphinx's own catalogue brings a formula as text to run, which the page's policy refuses.
  Object.assign(Documentation.TRANSLATIONS, {
    "Searching": _("Searching"),
    "Preparing search...": _("Preparing search"),
    "Search Results": _("Search results"),
    "Search finished, found ${resultCount} page(s) matching the search query.":
      _("Pages and sections found: ${resultCount}."),
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      _("Nothing was found. Try fewer words, or others."),
    ", in ": _(", in "),
  });
  // As the index was made: Sphinx's own leaves numbers out.
  Search._parseQuery = (query) => {
    const stemmer = new Stemmer();
    const all = splitQuery(query).filter((word) => !stopwords.includes(word.toLowerCase()));
    // Who looks for 3×3 does not look for 3: "Exercise 3" is no answer.
    const sides = new Set(all.filter((word) => /^\d.*x\d/.test(word)).flatMap((size) => size.split("x")));
    const words = all.filter((word) => !sides.has(word));
    const terms = new Set(words.map((word) => stemmer.stemWord(word)));
    const lower = new Set(words.map((word) => word.toLowerCase()));
    return [query, terms, new Set(), lower, lower];
  };
  // What is looked up by words that readers write has nothing but what the index says.
  const { setIndex } = Search;
  Search.setIndex = (index) => {
    const { hasOwnProperty } = Object.prototype; // Sphinx asks for it
    for (const name of ["terms", "titleterms", "objects"]) {
      Object.setPrototypeOf(index[name], Object.assign(Object.create(null), { hasOwnProperty }));
    }
    setIndex(index);
  };
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
