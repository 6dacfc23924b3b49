// The region of the input that one number of a layer depends on, drawn over the input.
"use strict";
laboratory.calculator.fieldPicture = (() => {
  const { element, drawn } = laboratory.elements;
  const { filled } = laboratory;
  const { shape } = laboratory.numbers;
  const { bounds } = laboratory.trace;
  const SIDE = 190;
  const MARGIN = 2;
  const MANY = 40; // rows from which on the grid of the input is not drawn
  const CROPPED = 4; // the input is cut off where it is that many times as long as the field

  const windows = (rows) =>
    rows.filter(
      ({ layer, outputShape, receptiveField }) =>
        outputShape.length > 1 && receptiveField && (layer.kernel_size || layer.pool_size)
    );

  // [first, last] along each axis, of the number in the middle.
  const spans = (row) =>
    row.regions.map((region, axis) => bounds(region, Math.floor((row.outputShape[axis] - 1) / 2)));

  function told(row, input) {
    const apart = row.regions.map(({ jump }) => jump);
    return [
      filled(
        _("One number of {layer} depends on {field} places of the input, which has {input}."),
        {
          layer: row.layer.label,
          field: shape(row.receptiveField),
          input: shape(input.slice(0, -1)),
        }
      ),
      filled(_("Its neighbours look at places {jump} further on."), { jump: shape(apart) }),
    ].join(" ");
  }

  // Nodes for the rows of a network; chosen is the place of the layer to look at, or -1.
  function picture(rows, input, chosen, note) {
    const seeing = windows(rows);
    if (!seeing.length) return [];
    const row = seeing.includes(rows[chosen]) ? rows[chosen] : seeing.at(-1);
    const cut = isCropped(seeing, input) ? _("The drawing shows only a part of the input.") : "";
    const text = told(row, input);
    return [
      element("p", { class: "live-quiet" }, element("strong", { text: _("What one number sees") })),
      input.length === 2 ? bars(seeing, row, input, text) : squares(seeing, row, input, text),
      element("p", { class: "live-quiet", text: [text, cut, note].filter(Boolean).join(" ") }),
    ];
  }

  // What is drawn of each axis, [from, to]: the input and all regions, or a cut out of it.
  const isCropped = (seeing, input) =>
    Math.max(...seeing.flatMap((one) => one.receptiveField)) * CROPPED <
    Math.max(...input.slice(0, -1));

  function shownOf(seeing, input) {
    return input.slice(0, -1).map((size, axis) => {
      const all = seeing.map((one) => spans(one)[axis]);
      const [low, high] = [
        Math.min(...all.map(([first]) => first)),
        Math.max(...all.map(([, end]) => end)),
      ];
      const margin = Math.max(2, (high - low) * 0.15);
      return isCropped(seeing, input)
        ? [low - margin, high + margin]
        : [Math.min(low, 0), Math.max(high, size - 1)];
    });
  }

  function squares(seeing, row, input, text) {
    const shown = shownOf(seeing, input);
    const scale = (SIDE - 2 * MARGIN) / Math.max(...shown.map(([from, to]) => to - from + 1));
    const at = (place, axis) => MARGIN + (place - shown[axis][0]) * scale;
    const box = (span, kind) =>
      drawn("rect", {
        class: kind,
        x: at(span[1][0], 1),
        y: at(span[0][0], 0),
        width: (span[1][1] - span[1][0] + 1) * scale,
        height: (span[0][1] - span[0][0] + 1) * scale,
      });
    const whole = input.slice(0, -1).map((size) => [0, size - 1]);
    const height = (shown[0][1] - shown[0][0] + 1) * scale + 2 * MARGIN;
    const picture_ = drawn("svg", {
      class: "calculator-field",
      viewBox: `0 0 ${SIDE} ${height}`,
      width: SIDE,
      height,
      role: "img",
      "aria-label": text,
    });
    picture_.append(box(whole, "input"));
    if (Math.max(...input.slice(0, -1)) <= MANY) picture_.append(...grid(input, at));
    picture_.append(...seeing.filter((one) => one !== row).map((one) => box(spans(one), "other")));
    picture_.append(box(spans(row), "chosen"));
    return picture_;
  }

  function grid([rows, columns], at) {
    const line = (x1, y1, x2, y2) => drawn("line", { class: "pixel", x1, y1, x2, y2 });
    return [
      ...Array.from({ length: rows - 1 }, (_one, i) =>
        line(at(0, 1), at(i + 1, 0), at(columns, 1), at(i + 1, 0))
      ),
      ...Array.from({ length: columns - 1 }, (_one, i) =>
        line(at(i + 1, 1), at(0, 0), at(i + 1, 1), at(rows, 0))
      ),
    ];
  }

  // Of a signal: the input, and under it one bar for each layer.
  function bars(seeing, row, input, text) {
    const [[from, to]] = shownOf(seeing, input);
    const scale = (SIDE - 2 * MARGIN) / (to - from + 1);
    const height = 20 + seeing.length * 13;
    const at = (place) => Math.max(MARGIN, MARGIN + (place - from) * scale);
    const width = (first, last) => Math.max(1.5, Math.min(at(last + 1), SIDE - MARGIN) - at(first));
    return drawn(
      "svg",
      {
        class: "calculator-field",
        viewBox: `0 0 ${SIDE} ${height}`,
        width: SIDE,
        height,
        role: "img",
        "aria-label": text,
      },
      drawn("rect", { class: "input", x: at(0), y: 2, width: width(0, input[0] - 1), height: 12 }),
      seeing.map((one, number) => {
        const [[first, last]] = spans(one);
        return drawn("rect", {
          class: one === row ? "chosen" : "other",
          x: at(first),
          y: 18 + number * 13,
          width: width(first, last),
          height: 9,
        });
      })
    );
  }

  return picture;
})();
