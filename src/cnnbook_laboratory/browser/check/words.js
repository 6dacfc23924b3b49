// What a check says: cnnbook.check.words and finding, text by text. The sentences, and all that is
// decided by, are in `laboratory.checked`, which the build writes from the package.
"use strict";
laboratory.check = {};
laboratory.check.words = (() => {
  const { repr } = laboratory.geometry;
  const { listed } = laboratory.numbers;
  const { words } = laboratory.checked;

  const found = (key) => key.split(".").reduce((section, name) => section[name], words);
  const shown = (value) => (Array.isArray(value) ? repr(value) : String(value));

  // say("fixes.input", { shape: [32, 32, 3] })
  const say = (key, values = {}) => fill(found(key), values);
  const fill = (text, values) =>
    text.replace(/\{([\w-]+)\}/g, (hole, name) => (name in values ? shown(values[name]) : hole));

  function mistakeName(mistake) {
    const name = found("mistakes")[mistake].name.replaceAll("*", "");
    return name[0].toLowerCase() + name.slice(1);
  }

  const kindName = (kind) => words.kinds[kind] || kind;
  const begin = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

  // A value as a reader writes it in Keras.
  function code(value) {
    if (Array.isArray(value)) return new Set(value).size === 1 ? String(value[0]) : repr(value);
    return typeof value === "string" ? `"${value}"` : repr(value);
  }

  // Several sentences as one text, each said once.
  const together = (sentences) => begin([...new Set(sentences.filter(Boolean))].join(" "));

  // What to look at, the rule, and the correction, of { question, rule, spots, mistake }.
  function hints({ question, rule, spots, mistake }) {
    const of = (name) => spots.map((spot) => spot[name]);
    const places = listed(of("place"));
    return [
      together([
        fill(question, { places }),
        ...of("seen"),
        mistake && say("answer.mistake", { name: mistakeName(mistake) }),
      ]),
      together([rule, ...of("expected")]),
      together(of("fix")),
    ];
  }

  // One mistake made in several places is one finding.
  function grouped(findings) {
    const result = [];
    for (const one of findings) {
      const other = result.find(
        ({ mistake, kind }) => one.mistake && mistake === one.mistake && kind === one.kind
      );
      if (other) other.spots = [...other.spots, ...one.spots];
      else result.push({ ...one });
    }
    return result;
  }

  return { words, say, fill, mistakeName, kindName, begin, code, hints, grouped };
})();
