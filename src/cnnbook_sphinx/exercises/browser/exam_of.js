// Which mock exam: all that decides it is in its address. And what its reader has answered, which is
// kept for each exam apart.
"use strict";
cnnbook.examOf = (() => {
  const LETTERS = ["a", "b", "c", "d"];
  const PREFIX = cnnbook.store.EXAMS;
  const MOST = 40;

  // The same numbers in every browser, from 0 to 1, for one seed.
  function generator(seed) {
    let state = 2166136261;
    for (const character of seed) state = Math.imul(state ^ character.codePointAt(0), 16777619);
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  function shuffled(items, random) {
    const all = [...items];
    for (let last = all.length - 1; last > 0; last -= 1) {
      const other = Math.floor(random() * (last + 1));
      [all[last], all[other]] = [all[other], all[last]];
    }
    return all;
  }

  const withBanks = () =>
    [...cnnbook.book.exercises.values()].filter(({ id }) => cnnbook.book.banks.has(id));
  // Of the banks that it is drawn from: with others, the same link would be another exam.
  const edition = (ids) => ids.map((id) => cnnbook.book.banks.get(id).slice(0, 3)).join("");

  function address({ seed, count, minutes, exercises }) {
    const url = new URL(location.href);
    const numbers = exercises.map((id) => [...cnnbook.book.exercises.keys()].indexOf(id) + 1);
    const parts = { exam: seed, count, minutes, exercises: numbers.join("."), edition: edition(exercises) };
    url.hash = new URLSearchParams(parts).toString();
    return url.href;
  }

  // What the address asks for; null if nothing, "damaged" if it is not one of ours.
  function fromAddress() {
    const given = new URLSearchParams(location.hash.slice(1));
    if (!given.has("exam")) return null;
    const whole = (name, most) => {
      const text = given.get(name) || "";
      return /^\d{1,3}$/.test(text) && Number(text) <= most ? Number(text) : null;
    };
    const all = [...cnnbook.book.exercises.keys()];
    const numbers = (given.get("exercises") || "").split(".");
    const exercises = numbers.map((number) => (/^\d{1,3}$/.test(number) ? all[number - 1] : undefined));
    const found = { seed: given.get("exam"), count: whole("count", MOST), minutes: whole("minutes", 600), exercises };
    const isOurs =
      /^[a-z0-9]{1,20}$/.test(found.seed) && found.count && found.minutes !== null &&
      new Set(exercises).size === exercises.length && exercises.every((id) => cnnbook.book.banks.has(id));
    return isOurs ? { ...found, isOther: given.get("edition") !== edition(exercises) } : "damaged";
  }

  // Questions of as many exercises and kinds as there are, in the book's order.
  async function draw({ seed, count, exercises }) {
    const random = generator(`${seed} ${count} ${exercises.join(" ")}`);
    const banks = await Promise.all(exercises.map((id) => cnnbook.bank.load(id)));
    if (banks.includes(null)) return null;
    const turns = shuffled(banks, random).map((bank) => {
      const kinds = bank.kinds.map((_, index) => shuffled(bank.variants.filter((one) => one[1] === index), random));
      return { bank, kinds: shuffled(kinds.filter((kind) => kind.length), random), next: 0 };
    });
    const drawn = [];
    while (drawn.length < count) {
      for (const turn of turns) {
        const kind = turn.kinds[turn.next % turn.kinds.length];
        turn.next += 1;
        if (drawn.length < count) drawn.push({ bank: turn.bank, variant: kind.pop() });
      }
    }
    return drawn.sort((one, other) => exercises.indexOf(one.bank.exercise) - exercises.indexOf(other.bank.exercise));
  }

  const key = (asked) => PREFIX + new URL(address(asked)).hash.slice(1);

  // What was answered before; null if nothing, or nothing that could be.
  function read(asked) {
    let found = null;
    try {
      found = JSON.parse(localStorage.getItem(key(asked)));
    } catch { /* refused, or not ours */ }
    const isTime = (time) => Number.isFinite(time) && time > 0 && time <= Date.now();
    if (!found || typeof found !== "object" || !isTime(found.began)) return null;
    const answers = Array.from({ length: asked.count }, (_, index) =>
      Array.isArray(found.answers) && LETTERS.includes(found.answers[index]) ? found.answers[index] : "");
    return { began: found.began, answers, ended: isTime(found.ended) ? found.ended : 0 };
  }

  // Whether the browser has kept it.
  function keep(asked, kept) {
    try {
      // What another tab has answered meanwhile is not lost.
      const other = read(asked);
      if (other) {
        kept.answers = kept.answers.map((letter, index) => letter || other.answers[index]);
        kept.ended ||= other.ended;
      }
      localStorage.setItem(key(asked), JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  return { LETTERS, MOST, address, draw, fromAddress, keep, key, read, withBanks };
})();
