"""An exercise's further versions as plain questions: those of the pages, or a class's own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from cnnbook_sphinx.exercises.content import (
    Bank,
    Generator,
    Variant,
    bank,
    fill,
    mistakes_of,
)
from cnnbook_sphinx.exercises.scripts import block_html, inline_html
from cnnbook_sphinx.exports.drawings import shown
from cnnbook_sphinx.exports.markup import allowed, pictures_in
from cnnbook_sphinx.exports.questions import Alternative, Question
from cnnbook_sphinx.exports.reading import name_of


def published(
    generator: Generator, short: str, count: int
) -> tuple[list[Question], dict[str, bytes]]:
    """The first ``count`` of those that the pages have, and their drawings.

    Raises:
        FaultsError: there are not so many.
    """
    made = bank.make(generator, min(count, bank.COUNT))
    return _plain(made, short, made.variants)


def of_a_class(
    generator: Generator, short: str, count: int, seed: str
) -> tuple[list[Question], dict[str, bytes]]:
    """``count`` that no page has, and their drawings: others for each seed.

    Raises:
        FaultsError: the draws do not come up with enough.
    """
    made = bank.make(generator, count, seed=seed, without=bank.make(generator))
    return _plain(made, short, made.variants)


def _plain(
    made: Bank, short: str, variants: Iterable[Variant]
) -> tuple[list[Question], dict[str, bytes]]:
    pictures: dict[str, bytes] = {}
    return [_question(made, short, variant, pictures) for variant in variants], pictures


def _question(made: Bank, short: str, variant: Variant, pictures: dict[str, bytes]) -> Question:
    kind, values = made.kinds[variant.kind], variant.values
    name = name_of(short, made.exercise, variant.id)

    def block(*templates: str) -> str:
        return "".join(allowed(block_html(fill(one, values))) for one in templates)

    def drawing(template: str, says: str) -> str:
        if not template:
            return ""
        content = fill(template, values).encode()
        file = f"{name}-{hashlib.sha256(content).hexdigest()[:8]}.svg"
        pictures[file] = content
        return f"<p>{shown(file, fill(says, values))}</p>"

    statement = block(kind.statement) + drawing(kind.figure, kind.figure_alt)
    solution = block(kind.solution) + drawing(kind.solution_figure, kind.solution_figure_alt)
    return Question(
        name=name,
        exercise=made.exercise,
        kind=variant.kind,
        statement=statement,
        alternatives=tuple(_alternatives(made, variant, block)),
        hints=tuple(map(block, kind.hints)),
        solution=solution,
        pictures=pictures_in([statement, solution], pictures),
        title=kind.title,
    )


def _alternatives(made: Bank, variant: Variant, block: Callable[..., str]) -> Iterator[Alternative]:
    for name in variant.order:
        said = made.kinds[variant.kind].choice(name)
        text = inline_html(fill(said.text, variant.values))
        yield Alternative(text, block(said.feedback), mistakes_of(name))


def some_of_each_kind(questions: Iterable[Question], count: int) -> list[Question]:
    """The first ``count`` of each kind of each exercise."""
    taken: dict[tuple[str, str], list[Question]] = {}
    for one in questions:
        taken.setdefault((one.exercise, one.kind), []).append(one)
    return [one for found in taken.values() for one in found[:count]]
