// Which picture the network is shown: one of the figure's, a photograph or a drawing of the
// reader's. Nothing leaves the browser.
"use strict";
laboratory.insidePictures = (state) => {
  const { element, unique } = laboratory.elements;
  const { button } = laboratory.controls;
  const { quiet } = laboratory.parts;
  const { SIDE, canvas, show: showPixels, ofBytes, ofFile } = laboratory.pixels;
  const { pictures, classes } = state.content;

  const view = canvas(SIDE, SIDE, { class: "net-picture", role: "img" });
  const said = element("p", { class: "live-quiet", role: "status" });
  const own = pictures.map((one) => ({ ...one, pixels: ofBytes(one.pixels) }));
  const picks = own.map((one) => {
    const small = canvas(SIDE, SIDE, { "aria-hidden": "true" });
    showPixels(small, one.pixels);
    return element("button", {
      type: "button", "aria-label": one.alternative, onclick: () => state.choose(one),
    }, small);
  });

  // What the reader's own picture shows, in the network's words.
  const id = unique("class");
  const named = [...classes].sort((a, b) => a.localeCompare(b, document.documentElement.lang));
  const select = laboratory.controls.select(
    [["", _("none of the hundred classes")], ...named.map((name) => [name, name])], "",
    (name) => state.choose({ ...state.picture, class: name }), { id });
  const field = element("div", { class: "live-row" },
    element("label", { for: id }, _("What does the picture show?")), select);

  const file = element("input", {
    type: "file", accept: "image/*", hidden: true, "aria-label": _("Open a photograph"),
  });
  file.addEventListener("change", async () => {
    try {
      take(await ofFile(file.files[0]), _("Your photograph."));
    } catch {
      said.textContent = _("The browser cannot open this file as a picture. Choose a photograph in JPEG or PNG.");
    }
    file.value = ""; // the same one may be chosen again
  });
  const sheet = laboratory.sheet((pixels) => take(pixels, _("Your drawing.")));
  const draw = button(_("Draw"), () => fold(sheet.hidden));
  function fold(isOpen) {
    sheet.hidden = !isOpen;
    draw.setAttribute("aria-expanded", String(isOpen));
  }
  const take = (pixels, alternative) =>
    state.choose({ alternative, class: select.value, pixels, isReader: true });

  const node = element("div", { class: "net-columns" },
    element("div", { class: "net-stack" }, view),
    element("div", {},
      element("p", { class: "live-title" }, _("The picture")),
      element("div", { class: "net-picks", role: "group", "aria-label": _("Pictures") }, picks),
      said,
      element("div", { class: "live-row" }, button(_("Open a photograph"), () => file.click()), file, draw),
      quiet(_("Photographs and drawings stay in your browser.")),
      sheet, field));
  fold(false);

  function show() {
    const { picture } = state;
    showPixels(view, picture.pixels);
    view.setAttribute("aria-label", picture.alternative);
    picks.forEach((pick, i) => pick.setAttribute("aria-pressed", String(own[i] === picture)));
    if (said.textContent !== picture.alternative) said.textContent = picture.alternative;
    field.hidden = !picture.isReader;
  }

  return { node, show, own };
};
