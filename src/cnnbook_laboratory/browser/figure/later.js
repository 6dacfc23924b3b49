// A figure whose scripts are heavy brings a button in their place, for most readers of a chapter do
// not open it. They stand in the page under a type that no browser loads, and come when the button
// is pressed, or when the address asks for the figure.
"use strict";
{
  // What shows that a script is there already: another figure of the page may have brought it.
  const IS_THERE = {
    arithmetic: () => window.laboratory?.numbers,
    figure: () => window.laboratory?.elements,
  };
  const sources = [...document.querySelectorAll('script[type="text/later"]')].map(({ src }) => src);
  const isMissing = (src) => !Object.entries(IS_THERE)
    .some(([name, isThere]) => src.includes(`laboratory-${name}.js`) && isThere());
  const figures = [...document.querySelectorAll("figure.live[data-later]")];
  const isAsked = ({ dataset: { address } }) =>
    Boolean(address) && new URLSearchParams(location.hash.slice(1)).has(address);

  function fetched(src) {
    return new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src, async: false });
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(src)));
      document.head.append(script);
    });
  }

  const doors = figures.map((figure) => {
    const [body, row, button, said] = ["div", "div", "button", "span"]
      .map((tag) => document.createElement(tag));
    body.className = "live-body";
    row.className = "live-row";
    Object.assign(button, { type: "button", className: "main", textContent: figure.dataset.later });
    said.className = "live-quiet";
    said.setAttribute("role", "status");
    button.addEventListener("click", () => open(figure));
    row.append(button, said);
    body.append(row);
    figure.insertBefore(body, figure.querySelector("figcaption"));
    return { body, button, said };
  });

  // All figures of the page start at once; the one that was opened gets the focus.
  async function open(figure) {
    if (doors.some(({ button }) => button.disabled)) return;
    doors.forEach(({ button }) => { button.disabled = true; });
    try {
      await Promise.all(sources.filter(isMissing).map(fetched));
      doors.forEach(({ body }) => body.remove());
      if (figure) figure.querySelector("select, button, input").focus();
    } catch (error) {
      doors.forEach(({ button, said }) => {
        button.disabled = false;
        said.textContent = _("This could not be loaded. Check the connection and try again.");
      });
      setTimeout(() => { throw error; });
    }
  }

  if (figures.some(isAsked)) open(null);
  window.addEventListener("hashchange", () => figures.some(isAsked) && open(null));
}
