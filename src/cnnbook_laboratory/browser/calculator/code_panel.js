// Keras code, both ways: the network's own, and what a reader pastes, which is read and not run.
"use strict";
laboratory.calculator.codePanel = (() => {
  const { element } = laboratory.elements;
  const { button } = laboratory.controls;
  const { filled } = laboratory;
  const { read, write } = laboratory.keras;
  const { shape } = laboratory.numbers;

  // network() is the present one; take(network) makes another the present one.
  return ({ network, take }) => {
    const code = element("textarea", {
      class: "live-code",
      rows: 14,
      spellcheck: "false",
      autocapitalize: "off",
      "aria-label": _("Keras code of this network"),
      "data-key": "code",
    });
    const said = element("div", { class: "live-verdict", role: "status" });
    let isTyped = false; // what stands there is the reader's
    code.addEventListener("input", () => {
      isTyped = true;
    });

    function readIt() {
      const { networks, said: found } = read(code.value);
      const line = (one) => element("li", { text: filled(_("Line {line}: {text}."), one) });
      const notes = found.length ? [element("ul", {}, found.map(line))] : [];
      const chosen = networks.at(-1);
      if (!chosen) {
        return tell([
          element("p", {
            text: _("No layers were found in this code, and the network is as before."),
          }),
          ...notes,
        ]);
      }
      const input = chosen.input || network().input;
      const texts = [filled(_("Layers read: {count}."), { count: chosen.layers.length })];
      if (networks.length > 1) {
        texts.push(
          filled(_("There are {count} networks in this code; this is the one of line {line}."), {
            count: networks.length,
            line: chosen.line,
          })
        );
      }
      if (!chosen.input)
        texts.push(
          filled(_("The code does not say what enters, so {shape} still does."), {
            shape: shape(input),
          })
        );
      isTyped = false;
      take({ input, layers: chosen.layers });
      return tell([element("p", { text: texts.join(" ") }), ...notes]);
    }

    const tell = (nodes) => said.replaceChildren(...nodes);

    async function copy() {
      try {
        await navigator.clipboard.writeText(code.value);
        tell([element("p", { text: _("Copied.") })]);
      } catch {
        code.focus();
        code.select();
        tell([
          element("p", {
            text: _(
              "The browser did not let it be copied: the code is selected, to copy it yourself."
            ),
          }),
        ]);
      }
    }

    const node = element(
      "details",
      { class: "calculator-keras" },
      element("summary", { text: _("Keras code") }),
      element("p", {
        class: "live-quiet",
        text: _("The network in Keras. Paste or write another here: it is read, and never run."),
      }),
      code,
      element(
        "div",
        { class: "live-row" },
        button(_("Read this code"), readIt),
        button(_("Copy"), copy)
      ),
      said
    );
    // The network's own code, unless a reader is at work on it.
    const show = () => {
      if (!isTyped) code.value = write(network());
    };
    return {
      node,
      show,
      forget: () => {
        isTyped = false;
        tell([]);
      },
    };
  };
})();
