// "A rede por dentro" is switched on by a button, for the network, and all that runs and shows it,
// must first be fetched: as scripts, for pages opened from a file make no requests. The page itself
// brings no more than this, with the names of these files in `networkInside`.
"use strict";
{
  // What shows that a script is there already: another figure of the page may have brought it.
  const IS_THERE = [
    () => window.laboratory?.numbers, () => window.laboratory?.elements,
    () => window.laboratory?.cnn, () => false, // the network itself
  ];
  let fetched = null; // once, for all figures of a page

  function load(file) {
    return new Promise((resolve, reject) => {
      const src = `${document.documentElement.dataset.content_root || "./"}_static/${file}`;
      const script = Object.assign(document.createElement("script"), { src, async: false });
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(file)));
      document.head.append(script);
    });
  }

  async function fetchNetwork() {
    let received;
    networkInside.receive = (content) => { received = content; };
    // All at once; they run in this order.
    await Promise.all(networkInside.files.filter((_file, i) => !IS_THERE[i]()).map(load));
    return received;
  }

  for (const figure of document.querySelectorAll('figure.live[data-figure="network"]')) {
    const [body, row, button, said] = ["div", "div", "button", "span"]
      .map((tag) => document.createElement(tag));
    body.className = "live-body net-off";
    row.className = "live-row";
    Object.assign(button, { type: "button", className: "main" });
    button.textContent = _("Switch the network on (0.3 MB)");
    said.className = "live-quiet";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      button.disabled = true;
      said.textContent = _("Loading…");
      try {
        fetched ||= fetchNetwork();
        begin(await fetched);
      } catch (error) {
        fetched = null;
        button.disabled = false;
        said.textContent = _("The network could not be loaded. Check the connection and try again.");
        setTimeout(() => { throw error; });
      }
    });
    const begin = (content) => {
      laboratory.inside(body, content, JSON.parse(figure.dataset.state));
      body.classList.remove("net-off");
      figure.classList.add("live-on");
      body.querySelector(".net-picks [aria-pressed=true]").focus();
    };
    row.append(button, said);
    body.append(row);
    figure.insertBefore(body, figure.querySelector("figcaption"));
  }
}
