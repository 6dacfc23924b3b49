// All places of the window along one axis, one under the other, on the input; those that a reader
// claims and that do not exist are drawn too.
"use strict";
laboratory.stepper.ladder = (() => {
  const { drawn, unique, isStill } = laboratory.elements;
  const LEFT = 28;
  const TOP = 34;
  const ROW = 17;
  const MOST = 15; // more than any input here has places

  // claimed: how many places to draw; isKnown: whether the right number is out; now: the place
  // that is being looked at, or −1; padding: how what is added at the ends is shown; width in
  // pixels.
  function ladder(axis, { claimed, isKnown, isNew, now, padding, width, label }) {
    const { size, kernelSize, strides, dilationRate, span, places } = axis;
    const isTold = isKnown || claimed > 0;
    const [before, after] = isTold ? [axis.before, axis.after] : [0, 0];
    const many = Math.min(Math.max(claimed, isKnown ? 0 : 1), MOST);
    const last = (many - 1) * strides - before + span;
    const columns = before + size + Math.max(after, last - size);
    const cell = Math.floor(Math.max(9, Math.min(30, (width - LEFT - 6) / columns)));
    const x = (index) => LEFT + (index + before) * cell;
    const y = (row) => TOP + row * ROW;
    const isShort = !isKnown && claimed > 0 && claimed < places;
    const unseen = isKnown ? axis.unseen : 0;
    const hatch = unique("hatch");

    const svg = drawn(
      "svg",
      {
        class: "step-ladder",
        role: "img",
        "aria-label": label,
        width: LEFT + columns * cell + 4,
        height: y(many + Number(isShort)) + 8,
      },
      drawn(
        "defs",
        {},
        drawn(
          "pattern",
          {
            id: hatch,
            width: 6,
            height: 6,
            patternUnits: "userSpaceOnUse",
            patternTransform: "rotate(45)",
          },
          drawn("line", { class: "hatch", x1: 0, y1: 0, x2: 0, y2: 6 })
        )
      )
    );

    for (let index = -before; index < size + after; index += 1) {
      const isInside = index >= 0 && index < size;
      const isUnseen = isInside && index >= size - unseen;
      svg.append(
        drawn("rect", {
          class: isUnseen ? "unseen" : isInside ? "cell" : "pad",
          x: x(index),
          y: 12,
          width: cell,
          height: 18,
          fill: isUnseen ? `url(#${hatch})` : null,
        }),
        drawn(
          "text",
          { class: isInside ? "" : "quiet", x: x(index) + cell / 2, y: 25.5 },
          isInside ? String(index + 1) : padding
        )
      );
    }
    for (let row = 0; row < many; row += 1) svg.append(bar(row, row >= places ? "beyond" : "bar"));
    if (isShort) svg.append(bar(many, "beyond"));
    return svg;

    function bar(row, kind) {
      const start = row * strides - before;
      const group = drawn("g", {
        class: [row === now && "now", isNew && !isStill() && "in"].filter(Boolean).join(" "),
      });
      if (isNew) group.style.animationDelay = `${row * 70}ms`;
      group.append(
        drawn("text", { class: "quiet number", x: LEFT - 6, y: y(row) + 11 }, String(row + 1)),
        drawn("rect", {
          class: kind,
          x: x(start) + 1.5,
          y: y(row) + 1,
          width: span * cell - 3,
          height: ROW - 4,
          rx: 4,
        })
      );
      const out = start + span - size - after;
      if (kind === "beyond" && row < claimed && out > 0)
        group.append(
          drawn("text", { class: "out", x: x(start + span) - 7, y: y(row) + 12 }, `+${out}`)
        );
      if (kind === "bar" && dilationRate > 1)
        for (let index = 0; index < kernelSize; index += 1)
          group.append(
            drawn("circle", {
              class: "seen",
              cx: x(start + index * dilationRate) + cell / 2,
              cy: y(row) + ROW / 2 - 0.5,
              r: 4,
            })
          );
      return group;
    }
  }

  return ladder;
})();
