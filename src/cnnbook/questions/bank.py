"""The bank of variants of an exercise: made at build time, the same every time."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cnnbook.questions.faults import Fault, FaultsError
from cnnbook.questions.generator import Generator
from cnnbook.questions.kind import Kind, fill
from cnnbook.questions.version import Variant

COUNT = 240
_PATIENCE = 2000
"""After so many draws in a row without a new question a generator counts as exhausted."""


class ExhaustedError(FaultsError):
    """The draws do not come up with enough versions; there are ``found`` of them."""

    def __init__(self, faults: Sequence[Fault], found: int) -> None:
        super().__init__(faults)
        self.found = found


@dataclass(frozen=True)
class Bank:
    """The variants of one exercise.

    Args:
        exercise: the exercise's id.
        kinds: texts of the kinds of questions.
        variants: all different: no two ask the same.
        chapter: the chapter's own question, if it is of one of the kinds.
        tried: draws in all.
        rejected: draws whose alternatives would not tell a mistake from the right answer, or from
            another mistake.
        repeated: draws that asked what an earlier one asks.
    """

    exercise: str
    kinds: Mapping[str, Kind]
    variants: tuple[Variant, ...]
    chapter: Variant | None
    tried: int
    rejected: int
    repeated: int

    @property
    def acceptance(self) -> float:
        """Fraction of the draws that were not rejected, repeated ones included."""
        return 1 - self.rejected / self.tried


def make(
    generator: Generator, count: int = COUNT, seed: str = "", without: Bank | None = None
) -> Bank:
    """Draw variants until there are ``count`` different ones.

    The random numbers depend on nothing but the exercise's id and the seed, so the same code makes
    the same bank, byte for byte, and a longer bank begins with the shorter one.

    Args:
        generator: what draws them.
        count: how many.
        seed: for a bank that is not the one of the pages.
        without: a bank of which it must have nothing.

    Raises:
        FaultsError: texts and draws do not fit.
        ExhaustedError: the draws do not come up with enough versions.
    """
    source = random.Random(f"{generator.exercise} {seed}" if seed else generator.exercise)
    variants: list[Variant] = []
    known = without.variants if without else ()
    asked = {question_of(generator.kinds[one.kind], one) for one in known}
    ids = {one.id for one in known}
    tried = rejected = repeated = found_at = 0
    while len(variants) < count:
        if tried - found_at == _PATIENCE:
            message = (
                f"só {len(variants)} versões diferentes em {tried} sorteios, e são precisas "
                f"{count}: sorteie entre mais números"
            )
            faults = generator.faults() or [Fault(generator.versions.path, 1, message)]
            raise ExhaustedError(faults, len(variants))
        tried += 1
        variant = generator.draw(source)
        if variant is None:
            rejected += 1
            continue
        question = question_of(generator.kinds[variant.kind], variant)
        if question in asked or variant.id in ids:
            repeated += 1
            continue
        found_at = tried
        asked.add(question)
        ids.add(variant.id)
        variants.append(variant)
    return Bank(
        generator.exercise, generator.kinds, tuple(variants), generator.chapter(),
        tried, rejected, repeated,
    )  # fmt: skip


def question_of(kind: Kind, variant: Variant) -> str:
    """What a variant asks: two with the same are the same question, whatever their choices."""
    return fill(kind.statement, variant.values) + fill(kind.figure_alt, variant.values)
