// Native controls with their labels.
"use strict";
laboratory.controls = (() => {
  const { element, unique } = laboratory.elements;

  // { node, put(value) }; onchange gets the number. No <output>: each step would be said twice.
  function slider(label, [min, max], onchange) {
    const id = unique("slider");
    const shown = element("span", { class: "live-value", "aria-hidden": "true" });
    const input = element("input", { id, type: "range", min, max, step: 1 });
    const put = (value) => {
      input.value = value;
      shown.textContent = value;
    };
    input.addEventListener("input", () => {
      put(Number(input.value));
      onchange(Number(input.value));
    });
    const node = element(
      "div",
      { class: "live-slider" },
      element("label", { for: id, text: label }),
      shown,
      input
    );
    return { node, put };
  }

  // One of several, as radio buttons in a row: options are [[value, text], …].
  function choice(legend, options, onchange) {
    const name = unique("choice");
    const inputs = options.map(([value]) =>
      element("input", { type: "radio", name, value, onchange: () => onchange(value) })
    );
    const labels = options.map(([, text], index) => element("label", {}, inputs[index], text));
    const node = element(
      "fieldset",
      { class: "live-choice" },
      element("legend", { text: legend }),
      element("div", { class: "live-options" }, labels)
    );
    const put = (value) =>
      inputs.forEach((input) => {
        input.checked = input.value === value;
      });
    return { node, put };
  }

  // One of several, of which only the chosen one is seen: options are [[value, text], …].
  function select(options, value, onchange, more = {}) {
    const node = element(
      "select",
      { ...more, onchange: () => onchange(node.value) },
      options.map(([key, text]) => element("option", { value: key, text }))
    );
    node.value = value;
    return node;
  }

  function check(label, checked, onchange) {
    const input = element("input", {
      type: "checkbox",
      checked,
      onchange: () => onchange(input.checked),
    });
    return element("label", { class: "live-check" }, input, label);
  }

  const button = (text, onclick, attributes = {}) =>
    element("button", { type: "button", onclick, ...attributes, text });

  return { slider, choice, select, check, button };
})();
