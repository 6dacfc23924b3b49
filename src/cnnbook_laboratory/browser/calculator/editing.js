// A network that a reader edits, and what the edits do to it: whatever comes after the earliest
// edit is unknown until the reader has said which way it goes, or asks to see it.
"use strict";
laboratory.calculator = {};
laboratory.calculator.Editing = (() => {
  const { trace, totalParameters, totalMultiplyAccumulates } = laboratory.trace;
  const { prod } = laboratory.layers;
  const { integer, shape } = laboratory.numbers;
  const copy = (network) => JSON.parse(JSON.stringify(network));
  const WAYS = ["down", "same", "up"];

  // The last layer whose outputs look at windows of the input, as far as that is described.
  function lastWindow(rows) {
    return rows
      .filter(
        ({ layer, outputShape, receptiveField }) =>
          outputShape.length > 1 && receptiveField && (layer.kernel_size || layer.pool_size)
      )
      .at(-1);
  }

  // What is asked of an edit: a value to compare, and how one reads it.
  const ASKED = {
    parameters: { of: totalParameters, read: (rows) => integer(totalParameters(rows)) },
    products: {
      of: totalMultiplyAccumulates,
      read: (rows) => integer(totalMultiplyAccumulates(rows)),
    },
    field: {
      of: (rows) => (lastWindow(rows) ? prod(lastWindow(rows).receptiveField) : 0),
      read: (rows) => (lastWindow(rows) ? shape(lastWindow(rows).receptiveField) : "–"),
    },
  };

  class Editing {
    constructor(network) {
      this.begin(network);
    }

    // From a network whose results are seen, and are what later ones are compared with.
    begin({ input, layers }) {
      this.network = copy({ input, layers });
      this.base = trace(this.network.input, this.network.layers).rows;
      this.settle();
    }

    get traced() {
      return trace(this.network.input, this.network.layers);
    }

    // As it was when its results were last seen.
    get seen() {
      return trace(this.before.input, this.before.layers);
    }

    get isPending() {
      return this.edits.size > 0;
    }

    // at: the place of the first layer whose results may change (-1: the input). key: what is
    // edited; told: { what, from, to } in words; change: does it, to the network.
    edit(at, key, told, change) {
      const earlier = this.edits.get(key);
      const kept = { ...told, from: earlier ? earlier.from : told.from, at };
      if (kept.from !== undefined && kept.from === kept.to) this.edits.delete(key);
      else this.edits.set(key, kept);
      change(this.network);
    }

    // The place from which on results are not known yet.
    get hiddenFrom() {
      return Math.min(...[...this.edits.values()].map((one) => one.at));
    }

    settle() {
      this.before = copy(this.network);
      this.edits = new Map();
    }

    undo() {
      this.network = copy(this.before);
      this.edits = new Map();
    }

    // Which way each of the asked has gone: { parameters: "same", … }.
    ways() {
      const [was, is] = [this.seen.rows, this.traced.rows];
      return Object.fromEntries(
        Object.entries(ASKED).map(([name, { of }]) => [name, WAYS[Math.sign(of(is) - of(was)) + 1]])
      );
    }

    // By name, what it was and what it is, as one reads it.
    values() {
      const [was, is] = [this.seen.rows, this.traced.rows];
      return Object.fromEntries(
        Object.entries(ASKED).map(([name, { read }]) => [name, [read(was), read(is)]])
      );
    }

    // Whether a goal's limits are met: { parameters, products, field: [least, most] }, null for
    // none; { layer, output }: the shape of a layer by its name.
    meets(goal) {
      const { rows, error } = this.traced;
      if (error || !rows.length) return false;
      const isWithin = (value, [least, most]) =>
        (least === null || value >= least) && (most === null || value <= most);
      const window = lastWindow(rows);
      const row = rows.find((one) => one.layer.name === goal.layer);
      return (
        (!goal.parameters || isWithin(totalParameters(rows), goal.parameters)) &&
        (!goal.products || isWithin(totalMultiplyAccumulates(rows), goal.products)) &&
        (!goal.field ||
          Boolean(window && window.receptiveField.every((one) => isWithin(one, goal.field)))) &&
        (!goal.output || Boolean(row && String(row.outputShape) === String(goal.output)))
      );
    }
  }

  Editing.WAYS = WAYS;
  Editing.ASKED = ASKED;
  Editing.lastWindow = lastWindow;
  return Editing;
})();
