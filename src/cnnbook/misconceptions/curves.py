"""Wrong readings of a curve or of an accuracy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnnbook.layers import Arithmetic
from cnnbook.misconceptions.mistake import Misconception
from cnnbook.numbers import decimal, rounded


@dataclass(frozen=True)
class DecimalArithmetic(Arithmetic):
    """A calculation with numbers that are not whole, as read from a table or a curve.

    Its terms are rounded before they are used, so that readers who repeat it from what they see
    get the same value.
    """

    value: float  # type: ignore[assignment]
    places: int = 2

    @property
    def result(self) -> str:
        return decimal(self.value, self.places)


def _difference(first: float, last: float, places: int) -> DecimalArithmetic:
    first, last = rounded(first, places), rounded(last, places)
    expression = f"{decimal(first, places)} − {decimal(last, places)}"
    return DecimalArithmetic(expression, round(first - last, places), places)


def _drop(
    losses: Sequence[float], first_epoch: int, last_epoch: int, places: int = 2, **_: object
) -> Arithmetic:
    return _difference(losses[first_epoch - 1], losses[last_epoch - 1], places)


def _final_for_drop(
    losses: Sequence[float], first_epoch: int, last_epoch: int, places: int = 2
) -> Arithmetic:
    last = rounded(losses[last_epoch - 1], places)
    return DecimalArithmetic(decimal(last, places), last, places)


def _epoch_off_by_one(
    losses: Sequence[float], first_epoch: int, last_epoch: int, places: int = 2
) -> Arithmetic:
    return _drop(losses, first_epoch, last_epoch - 1, places)


def _from_first_epoch(
    losses: Sequence[float], first_epoch: int, last_epoch: int, places: int = 2
) -> Arithmetic:
    return _drop(losses, 1, last_epoch, places)


def _wrong_curve(
    losses: Sequence[float],
    first_epoch: int,
    last_epoch: int,
    other_losses: Sequence[float],
    places: int = 2,
) -> Arithmetic:
    return _drop(other_losses, first_epoch, last_epoch, places)


def _percentages(accuracy: float, chance: float) -> tuple[float, float]:
    return 100 * rounded(accuracy, 3), 100 * chance


def _times_chance(accuracy: float, chance: float, places: int = 1) -> Arithmetic:
    percentage, reference = _percentages(accuracy, chance)
    expression = f"{decimal(percentage, 1)}/{_shortest(reference)}"
    return DecimalArithmetic(expression, percentage / reference, places)


def _percentage_over_fraction(accuracy: float, chance: float, places: int = 1) -> Arithmetic:
    percentage, _ = _percentages(accuracy, chance)
    expression = f"{decimal(percentage, 1)}/{_shortest(chance)}"
    return DecimalArithmetic(expression, percentage / chance, 0)


def _difference_for_ratio(accuracy: float, chance: float, places: int = 1) -> Arithmetic:
    percentage, reference = _percentages(accuracy, chance)
    expression = f"{decimal(percentage, 1)} − {_shortest(reference)}"
    return DecimalArithmetic(expression, percentage - reference, places)


def _shortest(value: float) -> str:
    text = f"{value:g}"
    return decimal(value, len(text.partition(".")[2]))


_LOSSES = {"losses": (4.60, 4.48, 4.26, 4.12), "first_epoch": 1, "last_epoch": 3}
_ACCURACY = {"accuracy": 0.125, "chance": 0.01}

CURVES = {
    "accuracy-as-ratio": Misconception(_percentage_over_fraction, _times_chance, _ACCURACY),
    "difference-for-ratio": Misconception(_difference_for_ratio, _times_chance, _ACCURACY),
    "final-for-drop": Misconception(_final_for_drop, _drop, _LOSSES),
    "epoch-off-by-one": Misconception(_epoch_off_by_one, _drop, _LOSSES),
    "from-first-epoch": Misconception(
        _from_first_epoch, _drop, _LOSSES | {"first_epoch": 2, "last_epoch": 4}
    ),
    "wrong-curve": Misconception(
        _wrong_curve, _drop, _LOSSES | {"other_losses": (4.60, 4.53, 4.21, 3.99)}
    ),
}
