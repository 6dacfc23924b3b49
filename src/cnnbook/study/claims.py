"""The alternatives of exercises 9 and 10, read as conditions on runs, and how often they hold.

An alternative says one thing of the loss and one of the accuracy. Where its words leave open how
much is much, the thresholds below say how they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from cnnbook.configuration import EXERCISE_9
from cnnbook.dataset import CLASSES
from cnnbook.study.results import Result
from cnnbook.study.statistics import Fraction, fraction

_T = TypeVar("_T")

CHANCE = 1 / CLASSES
FLAT = 0.02
"""A loss that falls by less than this in the last epoch has levelled off."""
SLIGHTLY = 2
"""Up to this many times chance is slightly above chance."""
NEAR = 0.05
"""Up to this far, in accuracy, is near."""


class Verdict(NamedTuple):
    """On how many runs an alternative holds: what it says of the loss, of the accuracy, all."""

    loss: Fraction
    accuracy: Fraction
    both: Fraction


def exercise_9(runs: Sequence[Result]) -> dict[str, Verdict]:
    """For each alternative of exercise 9, by its letter."""

    def levelled_off(run: Result) -> bool:
        return last_drop(run) < FLAT

    return {
        "a": _verdict(runs, levelled_off, lambda run: run.test["accuracy"] > 100 * CHANCE),
        "b": _verdict(
            runs, levelled_off, lambda run: CHANCE < run.test["accuracy"] <= SLIGHTLY * CHANCE
        ),
        "c": _verdict(runs, levelled_off, lambda run: run.test["accuracy"] >= 20 * CHANCE),
        "d": _verdict(
            runs,
            lambda run: not levelled_off(run),
            lambda run: run.test["accuracy"] > 10 * CHANCE,
        ),
    }


def exercise_10(pairs: Sequence[tuple[Result, Result]]) -> dict[str, Verdict]:
    """For each alternative of exercise 10; ``pairs`` are a run of 9 and one of 10."""

    def larger(pair: tuple[Result, Result]) -> bool:
        return drop(pair[1]) > drop(pair[0])

    def smaller(pair: tuple[Result, Result]) -> bool:
        return drop(pair[1]) < drop(pair[0])

    def above(limit: float) -> Callable[[tuple[Result, Result]], bool]:
        return lambda pair: pair[1].test["accuracy"] > limit

    return {
        "a": _verdict(pairs, larger, above(0.25)),
        "b": _verdict(pairs, smaller, above(0.25)),
        "c": _verdict(pairs, larger, above(0.50)),
        "d": _verdict(pairs, smaller, lambda pair: abs(pair[1].test["accuracy"] - 0.10) <= NEAR),
    }


def same_seed(first: Sequence[Result], second: Sequence[Result]) -> list[tuple[Result, Result]]:
    """Pairs of a run of each group with one seed, where both groups have it."""
    by_seed = {run.configuration.seed: run for run in first}
    return [
        (by_seed[run.configuration.seed], run)
        for run in second
        if run.configuration.seed in by_seed
    ]


def drop(run: Result) -> float:
    """Of the training loss, from the first epoch to the last that exercise 9 has."""
    return run.history["loss"][0] - run.history["loss"][EXERCISE_9.epochs - 1]


def last_drop(run: Result) -> float:
    """Of the training loss, in the last epoch."""
    return run.history["loss"][-2] - run.history["loss"][-1]


def _verdict(
    runs: Sequence[_T], of_loss: Callable[[_T], bool], of_accuracy: Callable[[_T], bool]
) -> Verdict:
    return Verdict(
        loss=fraction([of_loss(run) for run in runs]),
        accuracy=fraction([of_accuracy(run) for run in runs]),
        both=fraction([of_loss(run) and of_accuracy(run) for run in runs]),
    )
