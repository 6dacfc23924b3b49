// From differences to what a reader is told: cnnbook.check.diagnosis.
"use strict";
laboratory.check.diagnose = (() => {
  const { words, say, fill, kindName, code, hints, grouped } = laboratory.check.words;
  const { compare } = laboratory.check;
  const { equal } = laboratory.check.alignment;
  const { windowOf, dilationOf, outputFor } = laboratory.check.steps;
  const { sentence } = laboratory.layers;
  const { integer } = laboratory.numbers;
  const { table } = laboratory.checked;
  const OF_WINDOWS = ["kernel", "strides", "padding", "pool"];

  function ofInput(asked, given) {
    const place = say("networks.entry");
    if (!given) {
      const spot = {
        place, seen: say("seen.no-input"), fix: say("fixes.no-input", { shape: asked }),
      };
      const [question, rule] = [say("findings.input"), say("rules.no-input")];
      return [{ kind: "input-missing", question, rule, spots: [spot], mistake: "" }];
    }
    if (equal(given, asked)) return [];
    const isOfChannels =
      given.length === asked.length && equal(given.slice(0, -1), asked.slice(0, -1));
    const ordered = (sizes) => sizes.map(String).sort();
    const isTurned = equal(ordered(given), ordered(asked));
    const kind = isOfChannels ? "channels" : "input";
    const spot = {
      place,
      seen: say("seen.input", { shape: given }),
      expected: say("expected.input", { shape: asked }),
      fix: say("fixes.input", { shape: asked }),
    };
    return [{
      kind,
      question: say(`findings.${kind}`),
      rule: say(isTurned ? "rules.channels-first" : "rules.input"),
      spots: [spot],
      mistake: isOfChannels && given.at(-1) === 1 ? "depth-forgotten" : "",
    }];
  }

  const ruleOf = (what, kind) => say(`rules.${table.rules[what][kind] || "layers"}`);

  class Telling {
    constructor(expected, found, labels) {
      Object.assign(this, { expected, found, labels });
    }

    finding(one) {
      const [rule, ...spots] = this[one.what.replaceAll("-", "_")](one);
      const own = one.mistake && say(`mistakes.${one.mistake}.rule`);
      const isOfAttribute = one.what === "attribute";
      const question = say(`findings.${one.what}`);
      const quantity = isOfAttribute && words.attributes[one.attribute].quantity;
      const line = this.found[one.found] && this.found[one.found].line;
      return {
        kind: isOfAttribute ? one.attribute : one.what,
        question: isOfAttribute ? fill(question, { quantity }) : question,
        rule: own || rule,
        spots: spots.map((spot) => ({ line, ...spot })),
        mistake: one.mistake,
      };
    }

    attribute(one) {
      const [expected, found] = this.steps(one);
      const { attribute: name } = one;
      const place = this.labels[one.expected];
      const { argument, rule } = words.attributes[name];
      const written = (step) => ({ place, argument, value: code(step.attributes[name]) });
      return [rule, {
        place,
        seen: [say("seen.value", written(found)), ...this.seen(expected, found, name)].join(" "),
        expected: this.asked(place, expected, found, name),
        fix: say(name === "rank" ? "fixes.rank" : "fixes.attribute", written(expected)),
      }];
    }

    seen(expected, found, name) {
      if (!table.sizes.includes(name) || !found.output || equal(found.output, expected.output))
        return [];
      const wrong = OF_WINDOWS.includes(name)
        ? arithmetic(found).find(({ value }, axis) => value !== (expected.output || [])[axis])
        : null;
      return [
        say("seen.then", { input: found.input, output: found.output }),
        wrong ? say("seen.arithmetic", { arithmetic: sentence(wrong) }) : "",
      ].filter(Boolean);
    }

    asked(place, expected, found, name) {
      if (!table.sizes.includes(name) || !expected.output) return "";
      const { input, output } = expected;
      const local = outputFor(found, input);
      if (!equal(found.input, input) && local && !equal(local, output))
        return say("expected.local", { local, output });
      if (equal(found.output, output) || equal(local, output)) return say("expected.same-size");
      return say("expected.output", { place, input, output });
    }

    missing(one) {
      const [place, step] = [this.labels[one.expected], this.expected[one.expected]];
      const names = { place, kind: kindName(step.kind), before: this.before(one) };
      return [ruleOf("missing", step.kind), {
        place,
        expected: equal(step.input, step.output) ? "" : outputOf(place, step),
        fix: say("fixes.missing", names),
      }];
    }

    extra(one) {
      const place = this.ownPlace(one.found);
      const rule = ruleOf("extra", this.found[one.found].kind);
      return [rule, { place, fix: say("fixes.extra", { place }) }];
    }

    doubled(one) {
      return this.extra(one);
    }

    moved(one) {
      const place = this.labels[one.expected];
      return [say("rules.order"), {
        place,
        seen: say("seen.moved", { place, number: one.found + 1 }),
        fix: say("fixes.moved", { place, before: this.before(one) }),
      }];
    }

    swapped(one) {
      const [first, second] = this.labels.slice(one.expected, one.expected + 2);
      const [seen, fix] = ["seen", "fixes"].map((of) => say(`${of}.swapped`, { first, second }));
      return [say("rules.order"), { place: first, seen, fix }, { place: second }];
    }

    kind(one) {
      const [expected, found] = this.steps(one);
      const place = this.labels[one.expected];
      const isOther = found.output && !equal(found.output, expected.output);
      const seen = [
        say("seen.kind", { place, kind: kindName(found.kind) }),
        isOther ? say("seen.then", { input: found.input, output: found.output }) : "",
      ];
      return [ruleOf("kind", expected.kind), {
        place,
        seen: seen.filter(Boolean).join(" "),
        expected: outputOf(place, expected),
        fix: say("fixes.kind", { kind: kindName(expected.kind) }),
      }];
    }

    strides_for_pooling(one) {
      const place = this.labels[one.expected - 1];
      const value = code(this.found[one.found].attributes.strides);
      return ["", {
        place,
        seen: say("seen.value", { place, argument: "strides", value }),
        fix: say("fixes.strides-for-pooling", { places: this.labels[one.expected] }),
      }];
    }

    pooling_for_strides(one) {
      const place = this.labels[one.expected];
      const value = code(this.expected[one.expected].attributes.strides);
      const extra = this.ownPlace(one.found + 1);
      return ["", { place, fix: say("fixes.pooling-for-strides", { place, value, extra }) }];
    }

    steps({ expected, found }) {
      return [this.expected[expected], this.found[found]];
    }

    before({ expected }) {
      return expected ? this.labels[expected - 1] : say("networks.entry");
    }

    ownPlace(place) {
      const { kind } = this.found[place];
      return say("networks.layer", { number: place + 1, kind: kindName(kind) });
    }
  }

  const outputOf = (place, { input, output }) => say("expected.output", { place, input, output });

  // The sizes of a convolution's or a pooling's output, as a reader would calculate them.
  function arithmetic(step) {
    const { padding, strides } = step.attributes;
    const isDilated = dilationOf(step).some((one) => one !== 1);
    if (!["same", "valid"].includes(padding) || isDilated) return [];
    return windowOf(step).map((window, axis) => {
      const [size, stride] = [integer(step.input[axis]), strides[axis]];
      const value = step.output[axis];
      if (padding === "same") return { expression: `⌈${size}/${stride}⌉`, value };
      if (stride === 1) return { expression: `${size} − ${window} + 1`, value };
      return { expression: `⌊(${size} − ${window})/${stride}⌋ + 1`, value };
    });
  }

  // { findings: [{ kind, mistake, places, hints, lines }], right } of two networks as steps.read
  // gives them; `labels` is what the exercise calls each of the expected steps.
  return (expected, found, labels, free) => {
    const { made, right } = compare(expected.steps, found.steps, free);
    const telling = new Telling(expected.steps, found.steps, labels);
    const findings = grouped([
      ...ofInput(expected.declared, found.declared),
      ...made.map((one) => telling.finding(one)),
    ]);
    return {
      findings: findings.map((one) => ({
        kind: one.kind,
        mistake: one.mistake,
        places: one.spots.map(({ place }) => place),
        lines: [...new Set(one.spots.map(({ line }) => line).filter(Boolean))],
        hints: hints(one),
      })),
      right: right.map((place) => labels[place]),
    };
  };
})();
