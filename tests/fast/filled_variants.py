"""The banks as readers meet them: every text of every variant, filled."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from cnnbook.questions.bank import COUNT, Bank, make
from cnnbook.questions.generator import generators
from cnnbook.questions.kind import Kind, fill
from cnnbook.questions.version import Variant

VERSIONS = Path(__file__).parents[2] / "book/versoes"
GENERATORS = generators(VERSIONS)
assert not GENERATORS.faults, "\n".join(map(str, GENERATORS.faults))


@cache
def bank_of(exercise: str) -> Bank:
    return make(GENERATORS[exercise])


@cache
def long_bank_of(exercise: str) -> Bank:
    """With twice as many variants as readers meet."""
    return make(GENERATORS[exercise], 2 * COUNT)


class Entry(NamedTuple):
    """A variant as a reader meets it: everything filled."""

    variant: Variant
    kind: Kind
    order: tuple[str, ...]
    statement: str
    hints: tuple[str, ...]
    choices: dict[str, str]
    feedback: dict[str, str]
    drawings: tuple[str, ...]
    texts: tuple[str, ...]  # all but the drawings


@cache
def entries(exercise: str) -> tuple[Entry, ...]:
    bank = bank_of(exercise)
    found = []
    for variant in bank.variants:
        order = variant.order
        kind = bank.kinds[variant.kind]

        def said(template: str, values=variant.values) -> str:
            return fill(template, values)

        choices = {name: said(kind.choice(name).text) for name in order}
        known = (*order, *variant.also)
        feedback = {name: said(kind.choice(name).feedback) for name in known}
        hints = tuple(map(said, kind.hints))
        statement = said(kind.statement)
        others = map(said, (kind.solution, kind.figure_alt, kind.solution_figure_alt))
        texts = (statement, *hints, *choices.values(), *feedback.values(), *others)
        drawings = tuple(map(said, filter(None, (kind.figure, kind.solution_figure))))
        found.append(
            Entry(variant, kind, order, statement, hints, choices, feedback, drawings, texts)
        )
    return tuple(found)
