(() => {
  let mode = null;
  try { mode = localStorage.getItem("mode"); } catch { /* not every browser keeps things for files */ }
  if (mode !== "light" && mode !== "dark") mode = "auto";
  const dark = mode === "dark" || (mode === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  Object.assign(document.documentElement.dataset, {mode, theme: dark ? "dark" : "light", script: ""});
})();
