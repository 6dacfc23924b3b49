"""A kind of question as the browser gets it: texts with numbered places, and what fills them.

The holes of a file's texts are numbered, ``{0}``, ``{1}`` …, so that hundreds of versions share
their texts and each is but a list of what stands in the places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cnnbook.questions.draw import Draw
from cnnbook.questions.holes import Hole, HoleError, parts_of, paths
from cnnbook.questions.reading import Drawing, Question, Text

RIGHT = "right"
Drawings = Mapping[str, Callable[[Sequence[str]], str]]
"""By name, what makes a drawing's template of the labels in it."""

_PLACE = re.compile(r"\{(\w+)\}")


class Choice(NamedTuple):
    """One alternative, as templates: what it says, and what its reader is told."""

    text: str
    feedback: str


class _Place(NamedTuple):
    """What fills a place: a hole, for all or for who makes this mistake."""

    mistake: str
    hole: Hole


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template with its places filled.

    Raises:
        KeyError: a place has no value.
    """
    return _PLACE.sub(lambda found: values[found[1]], template)


def places_in(*templates: str) -> set[str]:
    return {name for template in templates for name in _PLACE.findall(template)}


def mistakes_of(name: str) -> tuple[str, ...]:
    """The mistakes behind the alternative of this name.

    >>> mistakes_of("wrong-curve epoch-off-by-one/later")
    ('wrong-curve', 'epoch-off-by-one')
    """
    return tuple(dict.fromkeys(one.partition("/")[0] for one in name.split() if one != RIGHT))


@dataclass(frozen=True)
class _Side:
    """The parts of the answer that a mistake changes, as templates, and its feedback."""

    parts: Mapping[str, str]
    feedback: str


class Kind:
    """The texts of one kind of question, as templates.

    An alternative is named after the mistake behind it. A mistake with several forms, such as an
    epoch too early or too late, has a name for each, ``mistake/form``; an answer that two mistakes
    lead to, each in a part of its own, is named after both, with a space between.

    Attributes:
        title: what it asks about, in words that a teacher reads.
        statement, solution: of the question.
        hints: three.
        figure, figure_alt: an SVG that belongs to the statement, and what it shows.
        solution_figure, solution_figure_alt: the same, for the solution.
        wrong: names of the written wrong alternatives.
    """

    def __init__(self, question: Question, drawings: Drawings) -> None:
        self._question = question
        self._places: dict[_Place, int] = {}
        self.name = question.name
        self.title = question.title
        self.statement = self._template(question.statement)
        self.hints = tuple(map(self._template, question.hints))
        self.solution = self._template(question.solution)
        self.figure, self.figure_alt = self._drawing(question.drawing, drawings)
        self.solution_figure, self.solution_figure_alt = self._drawing(
            question.solution_drawing, drawings
        )
        sentence = parts_of(question.sentence.markdown)
        self._cases = {part.path: part.cases for part in sentence if isinstance(part, Hole)}
        self._sentence = "".join(
            f"{{{part.path}}}" if isinstance(part, Hole) else part for part in sentence
        )
        self._sides = {name: self._side(name) for name in question.answers}

    def __repr__(self) -> str:
        return f"Kind({self._question})"

    @property
    def wrong(self) -> tuple[str, ...]:
        return tuple(name for name in self._sides if name != RIGHT)

    def parts(self, name: str) -> dict[str, str]:
        """The parts of the answer in the alternative of this name, as templates."""
        parts = dict(self._sides[RIGHT].parts)
        for side in self._behind(name):
            parts |= side.parts
        return parts

    def changed(self, mistake: str) -> frozenset[str]:
        """The parts that a mistake changes."""
        return frozenset(self._sides[mistake].parts)

    def text(self, parts: Mapping[str, str]) -> str:
        """The sentence of the alternatives with these parts."""
        return fill(self._sentence, parts)

    def said(self, part: str, value: object) -> str:
        """A value of a part of the answer as the sentence says it; raises as `Hole.filled`."""
        return Hole(part, self._cases[part]).filled({part: value})

    def choice(self, name: str) -> Choice:
        """The alternative of this name."""
        sides = self._behind(name) or [self._sides[RIGHT]]
        return Choice(self.text(self.parts(name)), "\n\n".join(side.feedback for side in sides))

    def templates(self, wrong: Sequence[str]) -> tuple[str, ...]:
        """Every text of a version with these wrong alternatives."""
        choices = [text for name in (RIGHT, *wrong) for text in self.choice(name)]
        return (
            self.statement, *self.hints, self.solution, *choices, self.figure, self.figure_alt,
            self.solution_figure, self.solution_figure_alt,
        )  # fmt: skip

    def values(self, draw: Draw) -> dict[str, str]:
        """What fills the places that are there whatever the reader answers.

        Raises:
            HoleError: the draw does not give what a hole names.
        """
        return self._filled("", draw.numbers)

    def mistaken(self, draw: Draw) -> dict[str, dict[str, str]]:
        """By mistake, what fills the places of its own; raises as `values`."""
        return {
            mistake: self._filled(mistake, {**draw.numbers, "wrong": numbers})
            for mistake, numbers in draw.wrong.items()
            if mistake in self._sides
        }

    def faults(self, draw: Draw) -> Iterator[tuple[int, str]]:
        """Lines, and how texts and this draw do not fit."""
        question = self._question
        for mistake, numbers in draw.wrong.items():
            said = question.answers.get(mistake)
            if said is None:
                message = (
                    f"o sorteio de “{self.name}” tem o engano “{mistake}”, e nenhum texto o "
                    f"responde: escreva “:::{{wrong}} {mistake}” sob a frase das alternativas"
                )
                yield question.line, message
                continue
            for name in numbers.keys() & {*question.parts} - {*said.changes}:
                yield said.line, f"o sorteio muda também a parte “{name}”: escreva-a em “:changes:”"
        for text, mistake in question.texts():
            if mistake and mistake not in draw.wrong:
                continue
            names = {**draw.numbers, "wrong": draw.wrong[mistake]} if mistake else draw.numbers
            if text is question.sentence:
                names = dict.fromkeys(question.parts, "") | {**names}
            for part in parts_of(text.markdown):
                try:
                    if isinstance(part, Hole):
                        part.filled(names)
                except (HoleError, TypeError) as error:
                    yield text.line, str(error)

    @cached_property
    def named(self) -> frozenset[str]:
        """All that its texts name of a draw, a mistake's own numbers as ``wrong.name``."""
        names = (
            path.split(".") for text, _ in self._question.texts() for path in paths(text.markdown)
        )
        return frozenset(".".join(name[: 2 if name[0] == "wrong" else 1]) for name in names)

    def _behind(self, name: str) -> list[_Side]:
        if name == RIGHT:
            return []
        return [self._sides[one] for one in ([name] if name in self._sides else name.split())]

    def _side(self, name: str) -> _Side:
        said = self._question.answers[name]
        mistake = "" if name == RIGHT else name
        own = "wrong." if mistake else ""
        return _Side(
            {
                part: self._template(said.words[part], mistake)
                if part in said.words
                else self._place(Hole(f"{own}{part}", self._cases[part]), mistake)
                for part in said.changes
            },
            self._template(said.feedback, mistake),
        )

    def _template(self, text: Text, mistake: str = "") -> str:
        return "".join(
            self._place(part, mistake) if isinstance(part, Hole) else part
            for part in parts_of(text.markdown)
        )

    def _place(self, hole: Hole, mistake: str) -> str:
        if not any(path.startswith("wrong.") for path in hole.paths()):
            mistake = ""
        return f"{{{self._places.setdefault(_Place(mistake, hole), len(self._places))}}}"

    def _drawing(self, drawing: Drawing | None, drawings: Drawings) -> tuple[str, str]:
        if drawing is None:
            return "", ""
        return drawings[drawing.name](drawing.labels), self._template(drawing.shows)

    def _filled(self, mistake: str, names: Mapping[str, object]) -> dict[str, str]:
        return {
            str(number): place.hole.filled(names)
            for place, number in self._places.items()
            if place.mistake == mistake
        }
