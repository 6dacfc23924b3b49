"""All runs of the study as curves to read from a graph, and what can be read from one for sure."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cnnbook.dataset import CLASSES
from cnnbook.figures.plots import APART, Scale
from cnnbook.misconceptions import MISCONCEPTIONS, DecimalArithmetic, mistaken
from cnnbook.numbers import Percentage, Rounded, decimal, percent, rounded
from cnnbook.study import results
from cnnbook.study.plan import (
    NINE,
    NINE_AS_LONG_AS_TEN,
    NINE_FASTER,
    NINE_SLOWER,
    TEN,
    TEN_STRIDE_3,
    Group,
)

CHANCE = Percentage(1 / CLASSES, 0)
"""The accuracy of who guesses."""
UNIFORM = Rounded(math.log(CLASSES), 2)
"""The loss of who gives every class the same probability."""
PLACES = 1
"""Of a loss that is read from a graph; an accuracy is read in whole per cent."""

_NETWORKS = {
    NINE: "earlier", NINE_AS_LONG_AS_TEN: "earlier", NINE_SLOWER: "earlier",
    NINE_FASTER: "earlier", TEN: "deeper", TEN_STRIDE_3: "stride",
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One run of the study: what texts say of it, and its history.

    Args:
        network: ``earlier``, ``deeper`` or, with conv4's other stride, ``stride``.
    """

    group: str
    network: str
    seed: int
    rate: Rounded
    history: Mapping[str, Sequence[float]]

    @property
    def epochs(self) -> int:
        return len(self.history["loss"])

    @property
    def name(self) -> tuple[str, int]:
        """By which a draw says what it asks."""
        return self.group, self.seed


@cache
def runs(group: Group) -> tuple[Run, ...]:
    """All runs of a group, by seed."""
    rate = group.configuration.learning_rate
    return tuple(
        Run(
            group.name, _NETWORKS[group], one.configuration.seed,
            Rounded(rate, 1 if rounded(rate, 1) == rate else 2), one.history,
        )
        for one in results.of(group)
    )  # fmt: skip


def among(groups: Iterable[Group]) -> list[Run]:
    return [run for group in groups for run in runs(group)]


def stopped(groups: Iterable[Group], from_epoch: int) -> list[tuple[Run, int]]:
    """All runs and the epochs up to which they may be shown, from ``from_epoch`` on.

    A longer training is shown only beyond a shorter one of the same kind, for until there a
    question would name both in the same words.
    """
    shorter = {NINE_AS_LONG_AS_TEN.name: NINE.configuration.epochs}
    return [
        (run, last)
        for run in among(groups)
        for last in range(max(from_epoch, shorter.get(run.group, 0) + 1), run.epochs + 1)
    ]


@dataclass(frozen=True)
class Readings:
    """A curve in words: for who does not see it, as exactly as one who does."""

    values: Sequence[float]
    in_percent: bool = False

    @property
    def result(self) -> str:
        if self.in_percent:
            return "; ".join(percent(value, 0) for value in self.values)
        return "; ".join(decimal(value, PLACES) for value in self.values)


@dataclass(frozen=True)
class Drop:
    """What a loss falls from one epoch to another, as it is read from a graph.

    Args:
        values: one per epoch.
        first, last: epochs, from 1 on.
    """

    values: Sequence[float]
    first: int
    last: int

    def at(self, epoch: int) -> Rounded:
        return Rounded(rounded(self.values[epoch - 1], PLACES), PLACES)

    @property
    def at_start(self) -> Rounded:
        return self.at(1)

    @property
    def at_first(self) -> Rounded:
        return self.at(self.first)

    @property
    def at_last(self) -> Rounded:
        return self.at(self.last)

    @property
    def passed(self) -> int:
        """How many epochs pass from the first to the last."""
        return self.last - self.first

    @property
    def drop(self) -> DecimalArithmetic:
        return MISCONCEPTIONS["final-for-drop"].right(**self._arguments)  # type: ignore

    def by(self, mistake: str, **more: object) -> DecimalArithmetic:
        """What a mistake takes for the drop."""
        return mistaken(mistake, **self._arguments, **more)  # type: ignore[return-value]

    @property
    def ends(self) -> tuple[float, float]:
        """As they are, and not as they are read."""
        return self.values[self.first - 1], self.values[self.last - 1]

    @property
    def is_legible(self) -> bool:
        """Whether nobody hesitates between two readings of its ends."""
        return all(is_near(value, 0.1) for value in self.ends)

    @property
    def _arguments(self) -> dict[str, object]:
        return {
            "losses": self.values, "first_epoch": self.first, "last_epoch": self.last,
            "places": PLACES,
        }  # fmt: skip


def shuffled(*of: object) -> list[int]:
    """An order of three curves, always the same for these: a question has but one."""
    return random.Random(repr(of)).sample(range(3), 3)


def is_near(value: float, step: float) -> bool:
    """Whether a value is so near a multiple of ``step`` that all read that one."""
    return abs(value / step - round(value / step)) <= 0.35


def can_be_told(scale: Scale, one: float, other: float) -> bool:
    """Whether a graph shows which of two values is the higher one."""
    return scale.apart(one, other) >= APART


def differences_can_be_told(scale: Scale, one: float, other: float) -> bool:
    """The same of two differences of values, where either end may be read a little wrong."""
    return scale.apart(one, other) >= 2 * APART
