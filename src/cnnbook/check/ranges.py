"""What the study's many runs of exercises 9 and 10 came to, as ranges to hold a reader's run in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cnnbook.configuration import EXERCISE_9, EXERCISE_10, TrainingConfiguration
from cnnbook.study import plan, results
from cnnbook.study.results import Result

CONFIGURATIONS: dict[int, TrainingConfiguration] = {9: EXERCISE_9, 10: EXERCISE_10}
_GROUPS = {9: plan.NINE, 10: plan.TEN}


@dataclass(frozen=True)
class Range:
    """From the lowest to the highest of some runs, widened by as much on each side.

    Twenty runs do not show all that can happen; other machines and versions add to it.
    """

    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Range:
        low, high = min(values), max(values)
        return cls(low - (high - low), high + (high - low))

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


@cache
def runs(exercise: int) -> tuple[Result, ...]:
    """The study's runs of an exercise's configuration."""
    return tuple(results.of(_GROUPS[exercise]))


def last_loss(exercise: int) -> Range:
    """Of the training loss in the last epoch."""
    return Range.of([run.history["loss"][-1] for run in runs(exercise)])


def test_accuracy(exercise: int) -> Range:
    """Of the accuracy on the test set, with the final weights."""
    return Range.of([run.test["accuracy"] for run in runs(exercise)])
