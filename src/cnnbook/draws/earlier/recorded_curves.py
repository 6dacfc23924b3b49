"""The recorded runs of exercises 9 and 10 as curves to read, without Keras."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from cnnbook import records
from cnnbook.configuration import EXERCISE_9, EXERCISE_10, TrainingConfiguration
from cnnbook.dataset import CLASSES
from cnnbook.figures.small import ACCURACY, LOSS, curves_template
from cnnbook.misconceptions import MISCONCEPTIONS, DecimalArithmetic, mistaken
from cnnbook.numbers import Percentage, Rounded

CHANCE = Percentage(1 / CLASSES, 0)
"""The accuracy of who guesses."""
UNIFORM = Rounded(math.log(CLASSES), 2)
"""The loss of who gives every class the same probability."""
START = Rounded(UNIFORM.value, 1)
"""Near this every loss begins."""

DRAWINGS = {
    "losses-at-one-epoch": partial(curves_template, LOSS, 1),
    "losses-at-two-epochs": partial(curves_template, LOSS, 2),
    "losses-at-four-epochs": partial(curves_template, LOSS, 4),
    "accuracies-at-one-epoch": partial(curves_template, ACCURACY, 1),
    "accuracies-at-two-epochs": partial(curves_template, ACCURACY, 2),
}

History = Mapping[str, Sequence[float]]
Reading = Rounded | Percentage


@cache
def history(configuration: TrainingConfiguration) -> History:
    """The history of a run that comes with the book, one number per epoch and measure.

    Only the book's own records count, or a variant would not be the same for every reader.

    Raises:
        LookupError: the book has no record, or several, of this configuration.
    """
    pattern = "{network}-epochs{epochs}-seed{seed}-*.json".format(**vars(configuration))
    found = [records.read(path) for path in sorted(records.PACKAGED_RUNS.glob(pattern))]
    matching = [
        record
        for record in found
        if record.configuration["learning_rate"] == configuration.learning_rate
        and record.configuration["batch_size"] == configuration.batch_size
    ]
    if len(matching) != 1:
        raise LookupError(f"{pattern}: há {len(matching)} registros, e deveria haver um")
    return {name: tuple(values) for name, values in matching[0].history.items()}


def shallow() -> History:
    """The network of exercise 9."""
    return history(EXERCISE_9)


def deep() -> History:
    """The deeper network of exercise 10."""
    return history(EXERCISE_10)


def loss(value: float) -> Rounded:
    return Rounded(value, 2)


def accuracy(value: float) -> Percentage:
    return Percentage(value, 1)


READINGS: Mapping[str, Callable[[float], Reading]] = {"loss": loss, "accuracy": accuracy}


@dataclass(frozen=True)
class Curve:
    """One curve of a run from one epoch to a later one.

    Args:
        name: ``train`` or ``validation``: texts choose their words by it.
        values: one per epoch.
        first, last: epochs, from 1 on.
        read: how its values are read.
    """

    name: str
    values: Sequence[float]
    first: int = 1
    last: int = 1
    read: Callable[[float], Reading] = loss

    def __str__(self) -> str:
        return self.name

    def at(self, epoch: int) -> Reading:
        return self.read(self.values[epoch - 1])

    @property
    def at_start(self) -> Reading:
        return self.at(1)

    @property
    def at_first(self) -> Reading:
        return self.at(self.first)

    @property
    def at_last(self) -> Reading:
        return self.at(self.last)

    @property
    def at_end(self) -> Reading:
        return self.at(self.epochs)

    @property
    def before(self) -> int:
        return self.last - 1

    @property
    def at_before(self) -> Reading:
        return self.at(self.before)

    @property
    def epochs(self) -> int:
        return len(self.values)

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

    def between(self, first: int, last: int) -> Curve:
        return replace(self, first=first, last=last)

    def until(self, last: int) -> Curve:
        return replace(self, last=last)

    @property
    def _arguments(self) -> dict[str, object]:
        return {"losses": self.values, "first_epoch": self.first, "last_epoch": self.last}


def curves(history: History, measure: str) -> tuple[Curve, Curve]:
    """Training and validation curve of a measure, ``loss`` or ``accuracy``."""
    read = READINGS[measure]
    return (
        Curve("train", history[measure], read=read),
        Curve("validation", history[f"val_{measure}"], read=read),
    )


def times(accuracy: float, chance: float = CHANCE.value) -> DecimalArithmetic:
    """How many times an accuracy is another."""
    right = MISCONCEPTIONS["difference-for-ratio"].right
    return right(accuracy=accuracy, chance=chance)  # type: ignore[misc,return-value]


def table(needed: Collection[int], **columns: Curve) -> list[dict[str, object]]:
    """Four rows: the epochs needed, and others after the last of them.

    A dash stands where a curve has ended.
    """
    longest = max(curve.epochs for curve in columns.values())
    others = [epoch for epoch in range(1, longest + 1) if epoch not in needed]
    others.sort(key=lambda epoch: (abs(epoch - max(needed) - 1), epoch))
    return [
        {"epoch": epoch}
        | {
            name: curve.at(epoch) if epoch <= curve.epochs else "–"
            for name, curve in columns.items()
        }
        for epoch in sorted([*needed, *others[: 4 - len(needed)]])
    ]
