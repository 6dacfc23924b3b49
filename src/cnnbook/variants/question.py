"""What a variant of an exercise is made of: the texts of its kind, and its own values.

Texts are Portuguese Markdown with ``{name}`` placeholders. A `Kind` holds them once; a `Variant`
holds only what differs, so that hundreds of variants stay small.

An answer has parts, such as a size and a number of maps. A mistake changes some of them, and two
mistakes that change different parts can stand behind one alternative: it is named after both, with
a space between them, and says what both feedbacks say. A mistake with several forms, such as an
epoch too early or too late, has a name for each: ``mistake/form``.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import cleandoc
from itertools import combinations
from typing import NamedTuple

from cnnbook.layers import Layer, Shape
from cnnbook.misconceptions import mistaken
from cnnbook.questions.choosing import Alternative, choose

RIGHT = "right"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Choice:
    """What is answered, and what the reader who answers so is told.

    Args:
        answer: by name, the parts of the answer; of a mistake, those that it changes. A text is
            the one part ``answer``.
        feedback: text.
    """

    answer: Mapping[str, str] | str
    feedback: str

    def __post_init__(self) -> None:
        parts = {"answer": self.answer} if isinstance(self.answer, str) else self.answer
        parts = {name: _unwrapped(text) for name, text in parts.items()}
        object.__setattr__(self, "answer", parts)
        _clean(self, "feedback")

    @property
    def parts(self) -> Mapping[str, str]:
        return self.answer  # type: ignore[return-value]


class Said(NamedTuple):
    """One alternative of a kind, as templates: what it says, and what its reader is told."""

    text: str
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """The texts of one kind of question; all templates.

    Args:
        statement: the question.
        hints: which quantity; the formula with blanks; all but the last step.
        solution: worked step by step.
        answer: what every alternative says, with the names of its parts as placeholders.
        right: all parts; its feedback says why it is right.
        wrong: by misconception; each feedback derives the reader's own number by the mistake and
            ends with the right idea, without giving the answer away. It speaks of the parts that
            its mistake changes and of no other, for another mistake may have changed those. Two
            mistakes whose consequences mix have an entry of their own, named after both.
        figure, figure_alt: an SVG that belongs to the statement, and what it shows.
        solution_figure, solution_figure_alt: the same, for the solution: it may show the answer.
    """

    statement: str
    hints: tuple[str, str, str]
    solution: str
    answer: str = "{answer}"
    right: Choice
    wrong: Mapping[str, Choice]
    figure: str = ""
    figure_alt: str = ""
    solution_figure: str = ""
    solution_figure_alt: str = ""

    def __post_init__(self) -> None:
        _clean(self, "statement", "solution", "answer", "figure_alt", "solution_figure_alt")
        object.__setattr__(self, "hints", tuple(map(_unwrapped, self.hints)))

    def parts(self, name: str) -> dict[str, str]:
        """The parts of the alternative of this name."""
        parts = dict(self.right.parts)
        for choice in self._choices(name):
            parts |= choice.parts
        return parts

    def choice(self, name: str) -> Said:
        """The alternative of this name."""
        said = (choice.feedback for choice in self._choices(name) or [self.right])
        return Said(fill(self.answer, self.parts(name)), "\n\n".join(said))

    def _choices(self, name: str) -> list[Choice]:
        if name == RIGHT:
            return []
        return [self.wrong[one] for one in ([name] if name in self.wrong else name.split())]

    def templates(self, wrong: Sequence[str]) -> tuple[str, ...]:
        """Every text of a variant with these wrong alternatives."""
        choices = [self.choice(name) for name in (RIGHT, *wrong)]
        return (
            self.statement,
            *self.hints,
            self.solution,
            *(choice.text for choice in choices),
            *(choice.feedback for choice in choices),
            self.figure,
            self.figure_alt,
            self.solution_figure,
            self.solution_figure_alt,
        )


class Network(NamedTuple):
    """What Keras must confirm: ``layers`` in sequence on ``input_shape`` (no batch axis)."""

    input_shape: Shape
    layers: tuple[Layer, ...]


class Claim(NamedTuple):
    """One part of the right answer, as data.

    Args:
        what: ``output`` (shape), ``size`` (its spatial part), ``maps`` (its last axis), ``depth``
            or ``kernel_size`` (of a layer's weights), ``parameters`` (of a layer) or ``total`` (of
            the network); or what a generator's own test recomputes.
        value: an integer or a tuple of them; a decimal for readings of a curve.
        layer: index of the layer in the network.
        network: index of the network in the variant's ``networks``.
        shown: whether the right alternative's text has these numbers, in the order of the claims.
    """

    what: str
    value: object
    layer: int = -1
    network: int = 0
    shown: bool = True


@dataclass(frozen=True)
class Variant:
    """One question of a kind.

    Args:
        id: six hexadecimal digits. A link holds them and a letter, so what a letter means must
            never change: they depend on what is asked and on what stands behind each letter, and
            on nothing else, neither on words nor on other variants.
        kind: key into the generator's ``KINDS``.
        values: of the placeholders, formatted for Brazilian readers.
        order: the names of its four alternatives from a to d, the right one's among them.
        key: the right answer as data.
        networks: the networks that the key is about; none where it reads a record.
    """

    id: str
    kind: str
    values: Mapping[str, str]
    order: tuple[str, ...]
    key: tuple[Claim, ...] = field(compare=False)
    networks: tuple[Network, ...] = field(default=(), compare=False)

    @property
    def wrong(self) -> tuple[str, ...]:
        return tuple(name for name in self.order if name != RIGHT)


def mistakes_of(name: str) -> tuple[str, ...]:
    """The misconceptions behind the alternative of this name.

    >>> mistakes_of("wrong-curve epoch-off-by-one/later")
    ('wrong-curve', 'epoch-off-by-one')
    """
    return tuple(dict.fromkeys(one.partition("/")[0] for one in name.split() if one != RIGHT))


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template with its placeholders filled.

    Raises:
        KeyError: a placeholder has no value.
    """
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


def result(mistake: str, **arguments: object) -> str:
    """The number that a misconception leads to, as readers write it."""
    return mistaken(mistake, **arguments).result


def placeholders(*templates: str) -> set[str]:
    return {name for template in templates for name in _PLACEHOLDER.findall(template)}


def texts_of_choices(kind: Kind, variant: Variant) -> dict[str, str]:
    """What each alternative says, by name."""
    return {name: fill(kind.choice(name).text, variant.values) for name in variant.order}


def compose(
    kinds: Mapping[str, Kind],
    kind: str,
    asked: Sequence[object],
    values: Mapping[str, str],
    mistakes: Mapping[str, Mapping[str, str]],
    key: Sequence[Claim],
    networks: Sequence[Network] = (),
    also: Iterable[Mapping[str, str]] = (),
) -> Variant | None:
    """A variant with three of the mistakes, or None if this draw must be rejected.

    What stands in the alternatives and in which order follows from ``kind`` and ``asked`` alone.

    Args:
        asked: what was drawn, as plain data: with the kind it says what is asked.
        mistakes: by the names of the kind's wrong alternatives, the further values that each
            needs. It must have every one that a reader might follow here.
        also: what else these mistakes may lead to, as parts of the answer: it is not offered.

    A draw is rejected if any of the mistakes leads to the right answer after all, which would
    confirm the reader in it. No alternative that two different mistakes lead to is offered, for
    its feedback could name the wrong one.
    """
    texts = kinds[kind]
    everything = {**values, **{k: v for more in mistakes.values() for k, v in more.items()}}

    def read(name: str, more: Mapping[str, str]) -> Alternative:
        filling = {**values, **more}
        parts = {part: fill(text, filling) for part, text in texts.parts(name).items()}
        return Alternative(name, tuple(parts.values()), fill(texts.answer, parts))

    right = read(RIGHT, {})
    found = [read(name, more) for name, more in mistakes.items()]
    if right.text in {one.text for one in found}:
        return None
    found += [
        read(name, {**mistakes[first], **mistakes[second]})
        for first, second in combinations(mistakes, 2)
        if (name := f"{first} {second}") not in mistakes and _combine(texts, first, second)
    ]
    found += [
        Alternative("", tuple(parts.values()), fill(texts.answer, parts))
        for more in also
        for parts in [dict(zip(texts.right.parts, right.parts)) | more]
    ]
    random_ = random.Random(json.dumps([kind, *asked], ensure_ascii=False))
    chosen = choose(random_, right, unambiguous(right, found), fill(texts.statement, everything))
    if chosen is None:
        return None
    order = [RIGHT, *chosen]
    random_.shuffle(order)
    content = json.dumps([kind, *asked, *order], ensure_ascii=False)
    used = placeholders(*texts.templates(chosen))
    return Variant(
        hashlib.sha256(content.encode()).hexdigest()[:6],
        kind,
        {name: everything[name] for name in sorted(used)},
        tuple(order),
        tuple(key),
        tuple(networks),
    )


def _combine(kind: Kind, first: str, second: str) -> bool:
    """Whether two mistakes can be made together: different ones, in different parts."""
    if " " in first + second or mistakes_of(first) == mistakes_of(second):
        return False
    return not kind.wrong[first].parts.keys() & kind.wrong[second].parts.keys()


def unambiguous(right: Alternative, found: Iterable[Alternative]) -> Iterator[Alternative]:
    """Those that say what no other says, or that name all mistakes that lead to what they say."""
    by_text: dict[str, list[Alternative]] = {}
    for one in found:
        by_text.setdefault(one.text, []).append(one)
    by_text.pop(right.text, None)
    for same in by_text.values():
        behind = {mistake for one in same for mistake in mistakes_of(one.name)}
        names_all = [one for one in same if set(mistakes_of(one.name)) == behind]
        if len(names_all) == 1 and all(one.name for one in same):
            yield names_all[0]


def _clean(owner: object, *names: str) -> None:
    for name in names:
        object.__setattr__(owner, name, _unwrapped(getattr(owner, name)))


_STARTS_A_LINE = re.compile(r" *(- |\d+\. |> ?|\|)")


def _unwrapped(text: str) -> str:
    """Markdown with each paragraph, item, row and quoted line on a line of its own.

    Where a template is wrapped says nothing, but a filled line that happens to begin with ``+ 1``
    or ``16.`` would be an item of a list.
    """
    lines: list[str] = []
    for line in cleandoc(text).splitlines():
        if line and lines and lines[-1] and not _STARTS_A_LINE.match(line):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    return "\n".join(lines)
