// What the calculator's sentences are made of: fields for numbers.
"use strict";
laboratory.calculator.parts = (() => {
  const { element } = laboratory.elements;
  const { filled } = laboratory;
  const { shape } = laboratory.numbers;

  // Sizes as one types them: 3 for (3, 3), 1×3.
  const typed = (value) =>
    Array.isArray(value) && !(value.length > 1 && value.every((one) => one === value[0]))
      ? shape(value).replaceAll(".", "")
      : String([value].flat()[0]);

  // [32, 32, 3] from "32×32×3", "32x32x3" or "32, 32, 3"; null if these are no sizes.
  function sizes(text) {
    const found = text
      .trim()
      .split(/\s*[x×X*;]\s*|,\s+|\s+/)
      .map((one) => (/^\d{1,7}$/.test(one) ? Number(one) : NaN));
    return found.every((one) => one >= 0) && found.length <= 3 ? found : null;
  }

  // A field for one number, or one for each axis: `lengths` says how many numbers it may have. What
  // is typed and cannot be is kept, marked, and said.
  function field({ key, label, value, lengths, least = 1, change, refuse }) {
    const shown = lengths.includes(0) ? String(value) : typed(value);
    const node = element("input", {
      type: "text",
      inputmode: lengths.some((one) => one > 1) ? "text" : "numeric",
      value: shown,
      "aria-label": label,
      "data-key": key,
      autocomplete: "off",
      spellcheck: "false",
      size: Math.max(shown.length, 1),
    });
    node.addEventListener("change", () => {
      const found = sizes(node.value);
      if (!found || !lengths.includes(found.length) || found.some((one) => one < least)) {
        node.setAttribute("aria-invalid", "true");
        return refuse(
          filled(_("Write whole numbers, such as {example}."), {
            example: Math.max(...lengths) > 1 ? `3 ${_("or")} 1×3` : "3",
          })
        );
      }
      node.removeAttribute("aria-invalid");
      return change(found);
    });
    // The arrows change a single number by one, as in fields for numbers.
    node.addEventListener("keydown", (event) => {
      const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!by || !/^\d+$/.test(node.value)) return;
      event.preventDefault();
      node.value = Math.max(least, Number(node.value) + by);
      node.dispatchEvent(new Event("change"));
    });
    return node;
  }

  return { field, typed };
})();
