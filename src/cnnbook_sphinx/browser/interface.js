// What the pages add to the theme's script: the sidebar's button on wide screens, and copying code.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const toggle = document.querySelector(".primary-toggle");
  const sidebar = document.getElementById("pst-primary-sidebar");
  const wide = matchMedia("(min-width: 992px)");
  if (toggle && sidebar) {
    // Before the theme's own listener, which opens a dialog: right on narrow screens only.
    toggle.addEventListener("click", (event) => {
      if (!wide.matches) return;
      event.stopImmediatePropagation();
      const hidden = sidebar.classList.toggle("pst-sidebar-hidden");
      toggle.setAttribute("aria-expanded", String(!hidden));
    }, true);
    const describe = () => {
      if (wide.matches) {
        toggle.setAttribute("aria-expanded", String(!sidebar.classList.contains("pst-sidebar-hidden")));
      } else {
        toggle.removeAttribute("aria-expanded");
      }
    };
    wide.addEventListener("change", describe);
    describe();
  }

  // A frame that may send no forms can still go to a page.
  for (const field of document.querySelectorAll("input[name=q]")) {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      const { action } = field.form;
      location.assign(`${action.split("?")[0]}?q=${encodeURIComponent(field.value)}`);
    });
  }

  // Paper is white, whatever the screen is.
  const page = document.documentElement.dataset;
  let onScreen;
  addEventListener("beforeprint", () => { onScreen = page.theme; page.theme = "light"; });
  addEventListener("afterprint", () => { page.theme = onScreen; });

  // The dialogs, which the theme fills when they open, need a name and a button that closes them.
  for (const [kind, name] of [["primary", _("Contents of the book")], ["secondary", _("Contents of the page")]]) {
    const dialog = document.getElementById(`pst-${kind}-sidebar-modal`);
    const content = document.getElementById(`pst-${kind}-sidebar`);
    if (!dialog || !content) continue;
    dialog.setAttribute("aria-label", name);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close-dialog";
    close.textContent = _("Close");
    close.addEventListener("click", () => dialog.close());
    content.prepend(close);
  }

  // The theme lets the keyboard reach what scrolls, and looks for it again on "resize" only; what
  // stands in a closed answer has no size yet.
  document.addEventListener("toggle", () => dispatchEvent(new Event("resize")), true);

  if (navigator.clipboard) {
    for (const code of document.querySelectorAll(".cell_input .highlight pre, div[class*='highlight-'] > .highlight pre")) {
      if (code.parentElement.querySelector(".copy-code")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy-code";
      button.textContent = _("Copy");
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(code.textContent.trimEnd() + "\n");
          button.textContent = _("Copied");
        } catch {
          button.textContent = _("It could not be copied");
        }
        setTimeout(() => { button.textContent = _("Copy"); }, 2000);
      });
      code.after(button);
    }
  }
});
