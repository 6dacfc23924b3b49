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

        def filled(template: str, values=variant.values) -> str:
            return fill(template, values)

        choices = {name: filled(kind.choice(name).text) for name in order}
        feedback = {name: filled(kind.choice(name).feedback) for name in order}
        hints = tuple(map(filled, kind.hints))
        statement = filled(kind.statement)
        others = map(filled, (kind.solution, kind.figure_alt, kind.solution_figure_alt))
        texts = (statement, *hints, *choices.values(), *feedback.values(), *others)
        drawings = tuple(map(filled, filter(None, (kind.figure, kind.solution_figure))))
        found.append(
            Entry(variant, kind, order, statement, hints, choices, feedback, drawings, texts)
        )
    return tuple(found)
