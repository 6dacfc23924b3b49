(() => {
  const page = document.documentElement.dataset;
  // Where the browser refuses to keep anything, the pages' scripts keep it as long as the page lasts.
  const memory = () => {
    const kept = new Map();
    return {
      get length() { return kept.size; },
      key: index => [...kept.keys()][index] ?? null,
      getItem: key => kept.get(String(key)) ?? null,
      setItem: (key, value) => { kept.set(String(key), String(value)); },
      removeItem: key => { kept.delete(String(key)); },
      clear: () => kept.clear(),
    };
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      window[name].getItem("mode");
    } catch {
      page.storage = "refused";
      Object.defineProperty(window, name, {value: memory(), configurable: true});
    }
  }
  // And where it is full, a script that only wants to remember something goes on.
  const {setItem} = Storage.prototype;
  Storage.prototype.setItem = function (...item) {
    try { setItem.apply(this, item); } catch { page.storage = "full"; }
  };
  let mode = localStorage.getItem("mode");
  if (mode !== "light" && mode !== "dark") mode = "auto";
  // Who would rather choose an alternative than type an answer.
  if (localStorage.getItem("cnnbook-answers") === "choose") page.answers = "choose";
  const dark = mode === "dark" || (mode === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  // The exercises' script says when it has taken over. If it has not by then, it does not come, and
  // the page is as where no script runs.
  if ("awaited" in document.currentScript.dataset) {
    page.exercises = "awaited";
    document.addEventListener("DOMContentLoaded", () => {
      if (page.exercises !== "ready") delete page.exercises;
    });
  }
  Object.assign(page, {mode, theme: dark ? "dark" : "light", script: ""});
})();
