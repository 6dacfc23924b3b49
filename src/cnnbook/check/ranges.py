"""What the study's many runs of exercises 9 and 10 came to, as ranges to hold a reader's run in.

There are runs on all of CIFAR-100 and on a part of it: a reader's is held against those on as many
images, in batches as large, and against none if it is of another size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cnnbook import named_data
from cnnbook.configuration import TrainingConfiguration
from cnnbook.study import plan, results
from cnnbook.study.plan import Group
from cnnbook.study.results import Result


@dataclass(frozen=True)
class Range:
    """From the lowest to the highest of some runs, widened by as much on each side.

    A dozen runs or two do not show all that can happen; other machines and versions add to it.
    """

    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Range:
        low, high = min(values), max(values)
        return cls(low - (high - low), high + (high - low))

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Known:
    """A training that the study has many runs of."""

    group: Group

    @property
    def asked(self) -> TrainingConfiguration:
        return self.group.configuration

    @property
    def training_images(self) -> int:
        return named_data.SIZES[self.asked.data][0]

    @property
    def test_images(self) -> int:
        return named_data.SIZES[self.asked.data][1]

    @property
    def steps(self) -> int:
        """Updates in an epoch."""
        return self.training_images // self.asked.batch_size

    @cached_property
    def runs(self) -> tuple[Result, ...]:
        return tuple(results.of(self.group))

    @property
    def losses(self) -> list[list[float]]:
        """In training: for each run, one of each epoch."""
        return [run.history["loss"] for run in self.runs]

    @property
    def last_loss(self) -> Range:
        """Of the training loss in the last epoch."""
        return Range.of([losses[-1] for losses in self.losses])

    @property
    def test_accuracy(self) -> Range:
        """Of the accuracy on the test set, with the final weights."""
        return Range.of([run.test["accuracy"] for run in self.runs])


WHOLE = {9: Known(plan.NINE), 10: Known(plan.TEN)}
SUBSET = {9: Known(plan.NINE_SUBSET), 10: Known(plan.TEN_SUBSET)}


def known(exercise: int) -> tuple[Known, ...]:
    """On all of CIFAR-100, and on a part of it."""
    return WHOLE[exercise], SUBSET[exercise]


def like(exercise: int, steps: int | None) -> Known | None:
    """The runs with as many updates in an epoch: all that a training shows of its images."""
    return next((one for one in known(exercise) if one.steps == steps), None)
