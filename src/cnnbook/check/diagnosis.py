"""From differences to what a reader is told: what to look at, the rule, the correction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from cnnbook.check.comparison import Difference, compare
from cnnbook.check.finding import Finding, Spot, grouped
from cnnbook.check.steps import Network, Shape, Step
from cnnbook.check.table import TABLE
from cnnbook.check.words import catalogue, kind_name, say
from cnnbook.layers import Arithmetic
from cnnbook.numbers import integer


def diagnose(
    expected: Network, found: Network, labels: Sequence[str], free: Collection[str] = ()
) -> tuple[list[Finding], list[str]]:
    """What is to be corrected, and the layers that are right.

    Args:
        labels: what the exercise calls each of the expected steps.
        free: attributes that the exercise leaves open.
    """
    comparison = compare(expected, found, free)
    telling = _Telling(expected, found, labels)
    findings = [*_of_input(expected, found), *map(telling.finding, comparison.differences)]
    findings += [_shared(name) for name in dict.fromkeys(found.shared)]
    return grouped(findings), [labels[place] for place in comparison.right]


def code(value: Any) -> str:
    """A value as a reader writes it in Keras."""
    if isinstance(value, tuple):
        return str(value[0]) if len({*value}) == 1 else str(value)
    return f'"{value}"' if isinstance(value, str) else str(value)


def _of_input(expected: Network, found: Network) -> list[Finding]:
    asked, given = expected.input_shape, found.input_shape
    assert asked is not None
    if given is None:
        spot = Spot(say("networks.entry"), seen=say("seen.no-input"),
                    fix=say("fixes.no-input", shape=asked))  # fmt: skip
        return [Finding("input-missing", say("findings.input"), say("rules.no-input"), (spot,))]
    if given == asked:
        return []
    if len(given) == len(asked) and all(one in (None, two) for one, two in zip(given, asked)):
        found.notes.append(("open-input", {"shape": str(given)}))
        return []
    channels = len(given) == len(asked) and given[:-1] == asked[:-1]
    first = sorted(map(str, given)) == sorted(map(str, asked))
    mistake = "depth-forgotten" if channels and given[-1] == 1 else ""
    spot = Spot(
        say("networks.entry"),
        seen=say("seen.input", shape=given),
        expected=say("expected.input", shape=asked),
        fix=say("fixes.input", shape=asked),
    )
    question = say("findings.channels" if channels else "findings.input")
    rule = say("rules.channels-first" if first else "rules.input")
    return [Finding("channels" if channels else "input", question, rule, (spot,), mistake)]


def _shared(name: str) -> Finding:
    spot = Spot(name, fix=say("fixes.shared", place=name))
    return Finding("shared", say("findings.shared"), say("rules.shared"), (spot,))


class _Telling:
    def __init__(self, expected: Network, found: Network, labels: Sequence[str]) -> None:
        self.expected, self.found, self.labels = expected.steps, found.steps, labels

    def finding(self, one: Difference) -> Finding:
        what = one.what.replace("-", "_")
        rule, spots = getattr(self, f"_{what}")(one)
        if one.mistake:
            rule = say(f"mistakes.{one.mistake}.rule")
        question = say(f"findings.{one.what}")
        kind = one.what
        if one.what == "attribute":
            quantity = say(f"attributes.{one.attribute}.quantity")
            question, kind = question.replace("{quantity}", quantity), one.attribute
        return Finding(kind, question, rule, spots, one.mistake)

    def _attribute(self, one: Difference) -> tuple[str, tuple[Spot, ...]]:
        place, expected, found = self.labels[one.expected], *self._steps(one)
        name, words = one.attribute, catalogue()["attributes"][one.attribute]
        value = code(expected.attributes[name])
        written = {"place": place, "argument": words["argument"], "value": value}
        given = say("seen.value", **written | {"value": code(found.attributes.get(name))})
        spot = Spot(
            place,
            seen=" ".join(filter(None, [given, *self._seen(expected, found, name)])),
            expected=self._expected(place, expected, found, name),
            fix=say("fixes.rank" if name == "rank" else "fixes.attribute", **written),
        )
        return words["rule"], (spot,)

    def _seen(self, expected: Step, found: Step, name: str) -> list[str]:
        if name not in TABLE["sizes"] or not found.output or found.output == expected.output:
            return []
        said = [say("seen.then", input=found.input, output=found.output)]
        if name in ("kernel", "strides", "padding", "pool"):
            axes = _arithmetic(found)
            wrong = [a for a, size in zip(axes, expected.output or ()) if a.value != size]
            said += [say("seen.arithmetic", arithmetic=one) for one in wrong[:1]]
        return said

    def _expected(self, place: str, expected: Step, found: Step, name: str) -> str:
        if name not in TABLE["sizes"] or not expected.output:
            return ""
        shapes = {"input": expected.input, "output": expected.output}
        if found.input != expected.input:
            alone = found.output_for(expected.input)
            if alone and alone != expected.output:
                return say("expected.local", local=alone, output=expected.output)
        if found.output == expected.output or found.output_for(expected.input) == expected.output:
            return say("expected.same-size")
        return say("expected.output", place=place, **shapes)

    def _missing(self, one: Difference) -> tuple[str, tuple[Spot, ...]]:
        place, step = self.labels[one.expected], self.expected[one.expected]
        changes = step.input != step.output
        spot = Spot(
            place,
            expected=self._output_of(place, step) if changes else "",
            fix=say("fixes.missing", place=place, kind=kind_name(step.kind),
                    before=self._before(one)),
        )  # fmt: skip
        return _rule("missing", step.kind), (spot,)

    def _extra(self, one: Difference) -> tuple[str, tuple[Spot, ...]]:
        step = self.found[one.found]
        place = self._own_place(one.found)
        return _rule("extra", step.kind), (Spot(place, fix=say("fixes.extra", place=place)),)

    _doubled = _extra

    def _moved(self, one: Difference) -> tuple[str, tuple[Spot, ...]]:
        place = self.labels[one.expected]
        spot = Spot(
            place,
            seen=say("seen.moved", place=place, number=one.found + 1),
            fix=say("fixes.moved", place=place, before=self._before(one)),
        )
        return say("rules.order"), (spot,)

    def _swapped(self, one: Difference) -> tuple[str, tuple[Spot, ...]]:
        first, second = self.labels[one.expected : one.expected + 2]
        names = {"first": first, "second": second}
        seen, fix = say("seen.swapped", **names), say("fixes.swapped", **names)
        return say("rules.order"), (Spot(first, seen=seen, fix=fix), Spot(second))

    def _kind(self, one: Difference) -> tuple[str, tuple[Spot, ...]]:
        place, expected, found = self.labels[one.expected], *self._steps(one)
        seen = [say("seen.kind", place=place, kind=kind_name(found.kind))]
        if found.output and found.output != expected.output:
            seen.append(say("seen.then", input=found.input, output=found.output))
        fix = say("fixes.kind", kind=kind_name(expected.kind))
        rule = _rule("kind", expected.kind)
        return rule, (Spot(place, " ".join(seen), self._output_of(place, expected), fix),)

    def _strides_for_pooling(self, one: Difference) -> tuple[str, tuple[Spot, ...]]:
        pool, convolution = self.labels[one.expected], self.labels[one.expected - 1]
        value = code(self.found[one.found].attributes["strides"])
        spot = Spot(
            convolution,
            seen=say("seen.value", place=convolution, argument="strides", value=value),
            fix=say("fixes.strides-for-pooling", places=pool),
        )
        return "", (spot,)

    def _pooling_for_strides(self, one: Difference) -> tuple[str, tuple[Spot, ...]]:
        place, expected = self.labels[one.expected], self.expected[one.expected]
        fix = say(
            "fixes.pooling-for-strides", place=place,
            value=code(expected.attributes["strides"]), extra=self._own_place(one.found + 1),
        )  # fmt: skip
        return "", (Spot(place, fix=fix),)

    def _steps(self, one: Difference) -> tuple[Step, Step]:
        return self.expected[one.expected], self.found[one.found]

    def _before(self, one: Difference) -> str:
        return self.labels[one.expected - 1] if one.expected else say("networks.entry")

    def _own_place(self, place: int) -> str:
        return say("networks.layer", number=place + 1, kind=kind_name(self.found[place].kind))

    def _output_of(self, place: str, step: Step) -> str:
        return say("expected.output", place=place, input=step.input, output=step.output)


def _rule(what: str, kind: str) -> str:
    return say(f"rules.{TABLE['rules'][what].get(kind, 'layers')}")


def _arithmetic(step: Step) -> list[Arithmetic]:
    """The sizes of a convolution's or a pooling's output, as a reader would calculate them."""
    each = zip(_known(step.input[:-1]), step.window, step.attributes["strides"], step.dilation)
    sizes = _known(step.output or ())
    padding = step.attributes["padding"]
    if padding not in ("same", "valid") or set(step.dilation) != {1}:
        return []
    made = []
    for (size, window, stride, _), result in zip(each, sizes):
        if padding == "same":
            expression = f"⌈{integer(size)}/{stride}⌉"
        elif stride == 1:
            expression = f"{integer(size)} − {window} + 1"
        else:
            expression = f"⌊({integer(size)} − {window})/{stride}⌋ + 1"
        made.append(Arithmetic(expression, result))
    return made


def _known(shape: Shape) -> list[int]:
    return [size for size in shape if size is not None]
