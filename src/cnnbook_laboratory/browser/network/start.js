// "A rede por dentro": the recorded network of exercise 10, run in the page. It is switched on by a
// button, for it must first be fetched: as a script, for pages opened from a file make no requests.
"use strict";
{
  const { el, button } = laboratory.parts;
  let fetched = null; // once, for all figures of a page

  function fetchNetwork() {
    fetched ||= new Promise((resolve, reject) => {
      laboratory.receiveNetwork = resolve;
      const root = document.documentElement.dataset.content_root || "./";
      const script = el("script", { src: `${root}_static/${laboratory.networkFile}` });
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return fetched.catch((error) => {
      fetched = null;
      throw error;
    });
  }

  function begin(body, content, wanted) {
    const state = laboratory.insideState(content);
    const pictures = laboratory.insidePictures(state);
    const parts = [
      pictures, laboratory.insideAnswer(state), laboratory.insideMaps(state),
      laboratory.insideLid(state),
    ];
    body.replaceChildren(...parts.map((part) => state.add(part)));
    state.choose(pictures.own.find((one) => one.name === wanted.picture) || pictures.own[0]);
    let width = body.clientWidth;
    new ResizeObserver(() => {
      if (body.clientWidth === width) return;
      width = body.clientWidth;
      state.show();
    }).observe(body);
  }

  for (const figure of document.querySelectorAll('figure.live[data-figure="network"]')) {
    const body = el("div", { class: "net-body net-off" });
    const said = el("span", { class: "net-quiet", role: "status" });
    const on = button(_("Switch the network on (0.3 MB)"), async () => {
      on.disabled = true;
      said.textContent = _("Loading…");
      try {
        const content = await fetchNetwork();
        begin(body, content, JSON.parse(figure.dataset.state));
        figure.classList.add("live-on");
        body.classList.remove("net-off");
        body.querySelector(".net-picks [aria-pressed=true]").focus();
      } catch (error) {
        on.disabled = false;
        said.textContent = _("The network could not be loaded. Check the connection and try again.");
        setTimeout(() => { throw error; });
      }
    }, { class: "main" });
    body.append(el("div", { class: "net-row" }, on, said));
    figure.insertBefore(body, figure.querySelector("figcaption"));
  }
}
