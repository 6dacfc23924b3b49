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

  // The theme lets the keyboard reach what scrolls, and looks for it again on "resize" only; what
  // stands in a closed answer has no size yet.
  document.addEventListener("toggle", () => dispatchEvent(new Event("resize")), true);

  if (navigator.clipboard) {
    for (const code of document.querySelectorAll(".cell_input .highlight pre, div[class*='highlight-'] > .highlight pre")) {
      if (code.parentElement.querySelector(".copy-code")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy-code";
      button.textContent = "Copiar";
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(code.textContent.trimEnd() + "\n");
          button.textContent = "Copiado";
        } catch {
          button.textContent = "Não foi possível copiar";
        }
        setTimeout(() => { button.textContent = "Copiar"; }, 2000);
      });
      code.after(button);
    }
  }
});
