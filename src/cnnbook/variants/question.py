"""What a variant of an exercise is made of: the texts of its kind, and its own values.

Texts are Portuguese Markdown with ``{name}`` placeholders. A `Kind` holds them once; a `Variant`
holds only what differs, so that hundreds of variants stay small.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from inspect import cleandoc
from typing import NamedTuple

from cnnbook.layers import Layer, Shape
from cnnbook.misconceptions import mistaken

RIGHT = "right"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Choice:
    """One alternative: what it says, and what the reader who chose it is told."""

    text: str
    feedback: str

    def __post_init__(self) -> None:
        _clean(self, "text", "feedback")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """The texts of one kind of question; all templates.

    Args:
        statement: the question.
        hints: which quantity; the formula with blanks; all but the last step.
        solution: worked step by step.
        right: its feedback says why it is right.
        wrong: by misconception; each feedback derives the reader's own number by the mistake and
            ends with the right idea, without giving the answer away.
        figure, figure_alt: an SVG that belongs to the statement, and what it shows.
        solution_figure, solution_figure_alt: the same, for the solution: it may show the answer.
    """

    statement: str
    hints: tuple[str, str, str]
    solution: str
    right: Choice
    wrong: Mapping[str, Choice]
    figure: str = ""
    figure_alt: str = ""
    solution_figure: str = ""
    solution_figure_alt: str = ""

    def __post_init__(self) -> None:
        _clean(self, "statement", "solution", "figure_alt", "solution_figure_alt")
        object.__setattr__(self, "hints", tuple(map(_unwrapped, self.hints)))

    def choice(self, name: str) -> Choice:
        return self.right if name == RIGHT else self.wrong[name]

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
        kind: key into the generator's ``KINDS``.
        values: of the placeholders, formatted for Brazilian readers.
        wrong: misconceptions behind its three wrong alternatives.
        key: the right answer as data.
        networks: the networks that the key is about; none where it reads a record.
    """

    kind: str
    values: Mapping[str, str]
    wrong: tuple[str, str, str]
    key: tuple[Claim, ...] = field(compare=False)
    networks: tuple[Network, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """Six hexadecimal digits that depend on nothing but the question itself."""
        content = json.dumps([self.kind, sorted(self.values.items())], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:6]


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
    """What each alternative says, by misconception, and the right one under `RIGHT`."""
    return {name: fill(kind.choice(name).text, variant.values) for name in (RIGHT, *variant.wrong)}


def compose(
    random: random.Random,
    kinds: Mapping[str, Kind],
    kind: str,
    values: Mapping[str, str],
    mistakes: Mapping[str, Mapping[str, str]],
    key: Sequence[Claim],
    networks: Sequence[Network] = (),
) -> Variant | None:
    """A variant with three of the mistakes, or None if this draw must be rejected.

    Args:
        mistakes: by misconception, the further values that its alternative needs. Each of them is
            a wrong rule that a reader might follow here.

    A draw is rejected if any of these rules leads to the right answer after all, which would
    confirm the reader in it, or if two of the three alternatives chosen read the same.
    """
    texts = kinds[kind]
    right = fill(texts.right.text, values)
    readings = {
        name: fill(texts.wrong[name].text, {**values, **more}) for name, more in mistakes.items()
    }
    if len(readings) < 3 or right in readings.values():
        return None
    chosen = tuple(random.sample(sorted(readings), 3))
    if len({readings[name] for name in chosen}) < 3:
        return None
    everything = dict(values)
    for name in chosen:
        everything |= mistakes[name]
    used = placeholders(*texts.templates(chosen))
    return Variant(
        kind,
        {name: everything[name] for name in sorted(used)},
        chosen,  # type: ignore[arg-type]
        tuple(key),
        tuple(networks),
    )


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
