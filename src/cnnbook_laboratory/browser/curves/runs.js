// The runs of the study: what was changed in them, what many of them did, and what a prediction of
// that is worth. `laboratory.study` comes from Python: numbers are thousandths, each what is
// added to the one before.
"use strict";
laboratory.runs = (() => {
  const { groups, changes, scales } = laboratory.study;
  const MEASURES = ["loss", "accuracy"];

  function quantile(sorted, share) {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    return sorted[low] + (place - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
  }

  // Of a group's runs, by epoch: { runs, lowest, median, highest }.
  function band(name, measure) {
    const runs = groups[name][measure].map((steps) => {
      let value = 0;
      return steps.map((step) => (value += step) / 1000);
    });
    const columns = runs[0].map((_value, epoch) =>
      runs.map((run) => run[epoch]).sort((a, b) => a - b));
    const of = (share) => columns.map((sorted) => quantile(sorted, share));
    return { runs, lowest: of(0), median: of(0.5), highest: of(1) };
  }

  // One change: what is known before, what is to be foreseen, and from which epoch on. Where only
  // the number of epochs differs, the first ones are known.
  function change(name, measure) {
    const [, before, after] = changes.find(([one]) => one === name);
    const [known, hidden] = [band(before, measure), band(after, measure)];
    const epochs = hidden.median.length;
    const first = known.median.length < epochs ? known.median.length + 1 : 1;
    return { name, measure, before, after, known, hidden, epochs, first, scale: scales[measure] };
  }

  // What one draws who thinks that nothing changes: the middle of what is known, and then its end.
  const unchanged = ({ known, epochs, first }) =>
    Array.from({ length: epochs - first + 1 }, (_value, i) =>
      known.median[Math.min(first - 1 + i, known.median.length - 1)]);

  const within = (value, low, high) => (value > high ? "above" : value < low ? "below" : "within");

  // Of values drawn from the first asked epoch on: in how many epochs they are within what all runs
  // did, where they end, beside what was known there, and the mistakes that they speak of.
  function judge(asked, drawn) {
    const { known, hidden, epochs, first } = asked;
    const inside = drawn.map((value, i) =>
      within(value, hidden.lowest[first - 1 + i], hidden.highest[first - 1 + i]) === "within");
    const there = Math.min(epochs, known.median.length) - 1;
    const place = (value) => within(value, known.lowest[there], known.highest[there]);
    const [foreseen, happened] = [place(drawn.at(-1)), place(hidden.median.at(-1))];
    const mistakes = [];
    if (happened === "within" && foreseen !== "within") mistakes.push("noise-as-effect");
    if (isFlat(drawn, asked) && !isFlat(hidden.median.slice(first - 1), asked)) {
      mistakes.push("plateau-too-soon");
    }
    return {
      inside, foreseen, happened, mistakes,
      count: inside.filter(Boolean).length,
      isRight: foreseen === happened && inside.filter(Boolean).length * 2 >= drawn.length,
    };
  }

  // Whether the last third hardly changes: by less than a fiftieth of the axis.
  function isFlat(values, { scale: [lowest, highest] }) {
    const end = values.slice(-Math.max(3, Math.round(values.length / 3)));
    return Math.max(...end) - Math.min(...end) < (highest - lowest) / 50;
  }

  return { MEASURES, changes, groups, band, change, unchanged, judge };
})();
