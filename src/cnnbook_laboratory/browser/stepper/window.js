// What one place of the window gives, as Keras has it, and which mistakes give another number. No
// page.
"use strict";
laboratory.stepper.window = (() => {
  const sum = (values) => values.reduce((total, value) => total + value, 0);

  // At row and column of the output: { terms, value }. A term is one element under the window: its
  // channel, place in the window (i, j) and in the input (row, column), whether it is inside the
  // input and not padding, its value and weight. Pooling looks at what is inside alone: padding is
  // no zero.
  function place({ input, weights }, [rows, columns], operation, row, column) {
    const terms = [];
    for (const [channel, values] of input.entries())
      for (let i = 0; i < rows.kernelSize; i += 1)
        for (let j = 0; j < columns.kernelSize; j += 1) {
          const r = row * rows.strides + i * rows.dilationRate - rows.before;
          const c = column * columns.strides + j * columns.dilationRate - columns.before;
          const inside = r >= 0 && r < rows.size && c >= 0 && c < columns.size;
          const value = inside ? values[r][c] : 0;
          terms.push({
            channel,
            i,
            j,
            row: r,
            column: c,
            inside,
            value,
            weight: weights[channel][i][j],
          });
        }
    const real = terms.filter((one) => one.inside).map((one) => one.value);
    const values = {
      convolution: () => sum(terms.map((one) => one.value * one.weight)),
      maximum: () => Math.max(...real),
      average: () => sum(real) / real.length,
    };
    return { terms, real, value: values[operation]() };
  }

  // What mistakes make of the same window: [[name, value], …], the likeliest first.
  function mistaken({ terms, real }, operation) {
    const total = sum(real);
    if (operation === "maximum")
      return [
        ["sum", total],
        ["mean", total / real.length],
      ];
    if (operation === "average")
      return [
        ["padding-counted", total / terms.length],
        ["sum", total],
        ["largest", Math.max(...real)],
      ];
    const channels = Math.max(...terms.map((one) => one.channel)) + 1;
    const each = terms.length / channels;
    const turned = (index) => {
      const first = Math.floor(index / each) * each; // within its own channel
      return terms[first + each - 1 - (index - first)].weight;
    };
    const first = terms.filter((one) => one.channel === 0);
    return [
      ["turned", sum(terms.map((one, index) => one.value * turned(index)))],
      ["sign-lost", sum(terms.map((one) => one.value * Math.abs(one.weight)))],
      ...(channels > 1 ? [["one-channel", sum(first.map((one) => one.value * one.weight))]] : []),
      ["weights-ignored", total],
    ];
  }

  const isSame = (one, other) => Math.abs(one - other) < 0.006; // two decimal places are asked for

  // The mistake behind a wrong value, or "neighbour", or "" where nothing is known of it.
  function mistakeIn(answer, numbers, axes, operation, row, column) {
    const right = place(numbers, axes, operation, row, column);
    const found = mistaken(right, operation).find(([, value]) => isSame(value, answer));
    if (found) return found[0];
    const isNear = [
      [0, -1],
      [0, 1],
      [-1, 0],
      [1, 0],
    ].some(([down, across]) => {
      const [r, c] = [row + down, column + across];
      return (
        r >= 0 &&
        c >= 0 &&
        r < axes[0].places &&
        c < axes[1].places &&
        isSame(place(numbers, axes, operation, r, c).value, answer)
      );
    });
    return isNear ? "neighbour" : "";
  }

  // The index of the place to ask about: at the edge where there is padding, for there it matters;
  // and where mistakes give other numbers.
  function target(numbers, axes, operation) {
    const [rows, columns] = axes;
    const count = rows.places * columns.places;
    const first = rows.after + columns.after > 0 ? count - 1 : Math.floor(count / 2);
    for (let tries = 0; tries < count; tries += 1) {
      const index = (first + count - tries) % count;
      const at = place(
        numbers,
        axes,
        operation,
        Math.floor(index / columns.places),
        index % columns.places
      );
      const wrong = new Set(mistaken(at, operation).map(([, value]) => value));
      if (wrong.size > 1 && !wrong.has(at.value)) return index;
    }
    return first;
  }

  return { place, mistaken, mistakeIn, isSame, target };
})();
