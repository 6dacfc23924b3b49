// A figure whose scripts are heavy has a door in their place: a button, for most readers of a page
// do not open it. Its scripts come when the button is pressed, or when the address asks for the
// figure; as scripts, for pages opened from a file make no requests. `laboratoryFiles` has their
// names, by kind of figure, in the order in which they need one another.
"use strict";
{
  const root = `${document.documentElement.dataset.content_root || "./"}_static/`;
  const coming = new Map(); // what has been fetched, or is on its way, by file
  const ofPage = [...document.scripts].map(({ src }) => src); // for a figure without a door
  const isInPage = (file) => ofPage.some((src) => src.includes(`/${file.split("?")[0]}`));

  function fetched(file) {
    return new Promise((resolve, reject) => {
      const src = `${root}${file}`;
      const script = Object.assign(document.createElement("script"), { src, async: false });
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(file)));
      document.head.append(script);
    });
  }

  // All at once; they run in this order. Those after one that did not come have run in vain.
  async function bring(files) {
    for (const file of files) {
      if (!coming.has(file)) coming.set(file, isInPage(file) ? Promise.resolve() : fetched(file));
    }
    const found = await Promise.allSettled(files.map((file) => coming.get(file)));
    const lost = found.findIndex(({ status }) => status === "rejected");
    if (lost < 0) return;
    files.slice(lost).forEach((file) => coming.delete(file));
    throw found[lost].reason;
  }

  function door(figure) {
    const [body, row, button, said] = ["div", "div", "button", "span"]
      .map((tag) => document.createElement(tag));
    body.className = "live-body live-door";
    row.className = "live-row";
    Object.assign(button, { type: "button", className: "main", textContent: figure.dataset.later });
    said.className = "live-quiet";
    said.setAttribute("role", "status");
    row.append(button, said);
    body.append(row);
    figure.insertBefore(body, figure.querySelector("figcaption"));

    async function open() {
      if (button.disabled) return;
      button.disabled = true;
      said.textContent = _("Loading…");
      try {
        await bring(laboratoryFiles[figure.dataset.figure]);
        laboratory.page.begin(figure);
        body.remove();
      } catch (error) {
        button.disabled = false;
        said.textContent = _("This could not be loaded. Check the connection and try again.");
        setTimeout(() => { throw error; });
      }
    }

    button.addEventListener("click", async () => {
      await open();
      // Of choices, the one that is made.
      const first = figure.querySelector("[aria-pressed=true]")
        || figure.querySelector("select, textarea, button, input");
      first.focus();
    });

    function follow() {
      const { address } = figure.dataset;
      if (address && new URLSearchParams(location.hash.slice(1)).has(address)) open();
    }
    window.addEventListener("hashchange", follow);
    follow();
    // What the reader wrote there before the page was loaded again.
    const { kept } = JSON.parse(figure.dataset.state);
    if (kept && sessionStorage.getItem(kept)) open();
  }

  document.querySelectorAll("figure.live[data-later]").forEach(door);
}
