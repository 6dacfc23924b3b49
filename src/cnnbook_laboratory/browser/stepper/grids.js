// The input, the filter and the output as tables, and what the window covers marked in them.
"use strict";
laboratory.stepper.grids = (() => {
  const { element, fill } = laboratory.elements;
  const { filled } = laboratory;
  const { integer, shape, read } = laboratory.numbers;
  const HEAVIEST = 9;

  return class Grids {
    // onWeight is called once a weight has changed, onChoose with the index of a place of the
    // output.
    constructor(onWeight, onChoose) {
      this.onWeight = onWeight;
      this.onChoose = onChoose;
      this.node = element("div", { class: "step-grids" });
    }

    draw(state, axes, numbers, width) {
      this.state = state;
      this.axes = axes;
      this.numbers = numbers;
      const [rows, columns] = axes;
      const across = columns.before + columns.size + columns.after + 1;
      const cell = Math.max(17, Math.min(28, Math.floor((width - 4) / across)));
      this.node.style.setProperty("--cell", `${cell}px`);
      this.node.style.setProperty("--weight", `${Math.max(cell, 26)}px`);
      this.node.classList.toggle("small", cell < 22);
      const size = this.written(rows.size, columns.size);
      const window = this.written(rows.kernelSize, columns.kernelSize);
      const channels = numbers.input.map((_values, channel) => channel);
      this.inputs = channels.map((channel) =>
        this.input(channel, this.titled(filled(_("Input, {size}"), { size }), channel))
      );
      const filters =
        state.operation === "convolution"
          ? channels.map((channel) =>
              this.filter(
                channel,
                this.titled(filled(_("Filter, {size}"), { size: window }), channel)
              )
            )
          : [];
      this.output = this.outputTable();
      fill(
        this.node,
        channels.map((channel) => [this.inputs[channel], filters[channel]]),
        this.output
      );
    }

    written(rows, columns) {
      return this.state.shape === "line" ? integer(columns) : shape([rows, columns]);
    }

    titled(text, channel) {
      if (this.state.channels === 1) return text;
      return `${text}, ${filled(_("channel {channel}"), { channel: channel + 1 })}`;
    }

    input(channel, caption) {
      const [rows, columns] = this.axes;
      const { operation, shape: form } = this.state;
      const isLine = form === "line";
      const range = ({ before, size, after }) =>
        Array.from({ length: before + size + after }, (_one, index) => index - before);
      const isInside = (axis, index) => index >= 0 && index < axis.size;
      const number = (axis, index, scope) =>
        isInside(axis, index)
          ? element("th", { scope, text: String(index + 1) })
          : element("td", { class: "bare" });
      const head = element(
        "tr",
        {},
        isLine ? null : element("td", { class: "bare" }),
        range(columns).map((column) => number(columns, column, "col"))
      );
      const body = range(rows).map((row) =>
        element(
          "tr",
          {},
          isLine ? null : number(rows, row, "row"),
          range(columns).map((column) => {
            const inside = isInside(rows, row) && isInside(columns, column);
            const value = inside ? this.numbers.input[channel][row][column] : null;
            const one = element("td", {
              class: inside ? "value" : "pad",
              "data-row": row,
              "data-column": column,
              text: inside ? String(value) : operation === "convolution" ? "0" : "·",
            });
            if (inside)
              one.style.setProperty("--shade", value * (operation === "convolution" ? 1.2 : 0.5));
            return one;
          })
        )
      );
      return element(
        "table",
        { class: "step-grid" },
        element("caption", { text: caption }),
        element("thead", {}, head),
        element("tbody", {}, body)
      );
    }

    filter(channel, caption) {
      const weights = this.numbers.weights[channel];
      const cells = weights.map((line, i) =>
        element(
          "tr",
          {},
          line.map((weight, j) =>
            element(
              "td",
              {},
              element("input", {
                type: "text",
                value: integer(weight),
                autocomplete: "off",
                "aria-label": this.titled(
                  filled(_("Weight of row {row}, column {column}"), { row: i + 1, column: j + 1 }),
                  channel
                ),
                onchange: (event) => this.weigh(event.target, line, j),
              })
            )
          )
        )
      );
      return element(
        "table",
        { class: "step-grid step-filter" },
        element("caption", { text: caption }),
        element("tbody", {}, cells)
      );
    }

    // A whole number; anything else leaves the weight as it was.
    weigh(input, line, j) {
      const value = Math.round(read(input.value));
      if (Number.isFinite(value)) line[j] = Math.min(Math.max(value, -HEAVIEST), HEAVIEST) || 0;
      input.value = integer(line[j]);
      this.onWeight();
    }

    outputTable() {
      const [rows, columns] = this.axes;
      const caption = filled(_("Output, {size}"), {
        size: this.written(rows.places, columns.places),
      });
      const body = Array.from({ length: rows.places }, (_row, row) =>
        element(
          "tr",
          {},
          Array.from({ length: columns.places }, (_one, column) =>
            element("td", { class: "out", "data-index": row * columns.places + column })
          )
        )
      );
      const table = element(
        "table",
        { class: "step-grid" },
        element("caption", { text: caption }),
        element("tbody", {}, body)
      );
      table.addEventListener("click", (event) => {
        const cell = event.target.closest("td.out");
        if (cell) this.onChoose(Number(cell.dataset.index));
      });
      return table;
    }

    // texts: what stands in each place of the output; isOut: whether the value at `index` is known.
    mark({ terms, value }, index, texts, isOut) {
      const at = new Map(terms.map((one) => [`${one.channel} ${one.row} ${one.column}`, one]));
      const [top, left] = [terms[0].row, terms[0].column];
      const [rows, columns] = this.axes;
      for (const [channel, table] of this.inputs.entries())
        for (const cell of table.querySelectorAll("td[data-row]")) {
          const row = Number(cell.dataset.row);
          const column = Number(cell.dataset.column);
          const term = at.get(`${channel} ${row} ${column}`);
          const isBetween =
            row >= top && row < top + rows.span && column >= left && column < left + columns.span;
          cell.classList.toggle("seen", Boolean(term));
          cell.classList.toggle("covered", !term && isBetween);
          cell.classList.toggle(
            "chosen",
            Boolean(
              isOut &&
              this.state.operation === "maximum" &&
              term &&
              term.inside &&
              term.value === value
            )
          );
        }
      for (const cell of this.output.querySelectorAll("td.out")) {
        const place = Number(cell.dataset.index);
        cell.classList.toggle("now", place === index);
        cell.classList.toggle("done", texts[place] !== "" && place !== index);
        cell.textContent = texts[place];
      }
    }
  };
})();
