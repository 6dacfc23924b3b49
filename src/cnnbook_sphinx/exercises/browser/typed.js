// Numbers that a reader types, in any of the ways in which they may be meant, beside those of the
// answers that the book knows.
//
// An answer is a list of sizes, [[16], [254, 254, 16], [8]], each number as { value, slack }: a
// decimal is the same number if it is rounded to it.
"use strict";
cnnbook.typed = (() => {
  const MOST_READINGS = 200;
  const marks = Object.fromEntries(
    new Intl.NumberFormat(document.documentElement.lang).formatToParts(12345.6)
      .map(({ type, value }) => [type, value]));
  const NUMBER = `[−-]?\\d+(?:[${marks.group}]\\d{3})*(?:[${marks.decimal}]\\d+)?`;
  const SIZE = new RegExp(`(?<![\\p{L}\\p{N}_])${NUMBER}(?:×${NUMBER})*`, "gu");
  // Groups of digits with one mark between them: all that may be one number, or several.
  const RUN = /(?<![\p{L}\p{N}_])([−–-]?)(\d+(?:(?:[.,]\s?|[\s'’])\d+)*)/gu;

  // The sizes in a text of the book's own.
  function sizes(text) {
    return [...text.matchAll(SIZE)].map(([size]) => size.split("×").map((number) => {
      const plain = number.replaceAll(marks.group, "").replace(marks.decimal, ".").replace("−", "-");
      const places = plain.split(".")[1]?.length || 0;
      return { value: Number(plain), slack: places ? 0.5 * 10 ** -places + 1e-9 : 0 };
    }));
  }

  // The ways to read groups of digits as numbers, [[106212], [106.212]], from the last group on.
  function readRun(groups, between) {
    const ways = [...groups.map(() => []), [[]]];
    for (let start = groups.length - 1; start >= 0; start -= 1) {
      // A number that ends before `end`; a point parts no two numbers.
      const take = (end, value) => {
        if (end < groups.length && between[end - 1] === ".") return;
        ways[start].push(...ways[end].map((numbers) => [value, ...numbers]));
      };
      const mark = between[start];
      for (let end = start + 1; end <= groups.length; end += 1) {
        const isGrouped = end === start + 1 || (/^[1-9]\d{0,2}$/.test(groups[start]) &&
          mark.length === 1 && groups[end - 1].length === 3 && between[end - 2] === mark);
        if (!isGrouped) break;
        const whole = groups.slice(start, end).join("");
        take(end, Number(whole));
        const isPoint = between[end - 1] === "." || between[end - 1] === ",";
        if (isPoint && (end === start + 1 || between[end - 1] !== mark)) {
          take(end + 1, Number(`${whole}.${groups[end]}`));
        }
      }
      ways[start].splice(MOST_READINGS);
    }
    return ways[0];
  }

  // The ways to read a whole text as a list of numbers.
  function readings(text) {
    const plain = text.replace(/(?<=\d)\s*(?:[x*×·]|por)\s*(?=\d)/giu, "×");
    let all = [[]];
    for (const [, sign, run] of plain.matchAll(RUN)) {
      const groups = run.split(/\D+/);
      const signed = ([first, ...rest]) => [sign ? -first : first, ...rest];
      const ways = readRun(groups, run.match(/\D+/g) || []).map(signed);
      all = all.flatMap((one) => ways.map((way) => [...one, ...way])).slice(0, MOST_READINGS);
    }
    return all.filter((one) => one.length);
  }

  // A number that a size of the right answer says again, "16 mapas" beside "254×254×16", may be left
  // out.
  const saidAgain = (right) => right
    .map((size, place) => [size, place])
    .filter(([size]) => size.length === 1 &&
      right.some((other) => other.length > 1 && other.some(({ value }) => value === size[0].value)))
    .map(([, place]) => place);

  const isNear = (number, { value, slack }) => Math.abs(number - value) <= slack;
  const isSame = (reading, numbers) =>
    reading.length === numbers.length && numbers.every((one, place) => isNear(reading[place], one));

  // What two mistakes lead to together, if they change different numbers of the right answer.
  function together(right, one, other) {
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const pick = (r, a, b) => (same(a, r) ? b : same(b, r) ? a : null);
    const sizes = right.map((size, place) => {
      const [a, b] = [one[place], other[place]];
      const isAlike = a?.length === size.length && b?.length === size.length;
      const numbers = isAlike ? size.map((number, axis) => pick(number, a[axis], b[axis])) : pick(size, a, b);
      return numbers?.includes(null) ? null : numbers;
    });
    return sizes.includes(null) ? null : sizes;
  }

  // Which of the answers a text gives: { right: true }; { wrong: [places], isEither }, of one wrong
  // answer, of several that are the same, or of two that are made together; { off, good, number,
  // ratio }, if it gives none; null if it does not have as many numbers as an answer.
  // wrong = [{ sizes, mistakes }]
  function find(text, right, wrong) {
    const again = saidAgain(right);
    const forms = (answer) => [answer, answer.filter((_, place) => !again.includes(place))].map((one) => one.flat());
    const all = [right, ...wrong.map((one) => one.sizes)];
    const counts = new Set(all.flatMap(forms).map((one) => one.length));
    const fitting = (some) => readings(some).filter((one) => counts.has(one.length));
    const whole = fitting(text);
    const read = whole.length ? whole : fitting(text.split("=").at(-1)); // after a calculation
    if (!read.length) return null;
    const gives = (answer) => forms(answer).some((form) => read.some((one) => isSame(one, form)));
    if (gives(right)) return { right: true };
    const single = wrong.flatMap((one, place) => (gives(one.sizes) ? [place] : []));
    if (single.length) {
      const names = [...new Set(single.flatMap((place) => wrong[place].mistakes))];
      const all = single.find((place) => names.every((name) => wrong[place].mistakes.includes(name)));
      return all === undefined ? { wrong: single, isEither: true } : { wrong: [all] };
    }
    for (const [first, one] of wrong.entries()) {
      for (const [second, other] of wrong.entries()) {
        if (second <= first || one.mistakes.some((name) => other.mistakes.includes(name))) continue;
        const both = together(right, one.sizes, other.sizes);
        if (both && gives(both)) return { wrong: [first, second] };
      }
    }
    return far(read, forms(right));
  }

  // How far the nearest reading is: how many numbers are good, and the first that is not.
  function far(read, forms) {
    const found = read.flatMap((reading) => forms
      .filter((form) => form.length === reading.length)
      .map((form) => {
        const off = form.map((one, place) => place).filter((place) => !isNear(reading[place], form[place]));
        const ratios = off.map((place) => reading[place] / form[place].value);
        const distance = ratios.reduce((sum, one) => sum + Math.abs(Math.log(Math.abs(one) || 1e-9)), 0);
        return { good: form.length - off.length, count: form.length, place: off[0], number: reading[off[0]], ratios, distance };
      }));
    return found.sort((a, b) => a.distance - b.distance)[0] || { count: 0 };
  }

  return { sizes, readings, find };
})();
