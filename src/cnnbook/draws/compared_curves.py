"""Exercise 10: curves of two networks side by side, in all runs of the study."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache, partial
from itertools import product

from cnnbook.draws import seeds
from cnnbook.draws.study_curves import (
    Drop,
    Readings,
    Run,
    among,
    can_be_told,
    is_near,
    runs,
    shuffled,
    stopped,
)
from cnnbook.figures.plots import (
    ACCURACY,
    APART,
    EARLY_LOSS,
    LOSS,
    band_template,
    curves_template,
    curves_values,
)
from cnnbook.misconceptions import DecimalArithmetic
from cnnbook.numbers import Percentage, Rounded, rounded
from cnnbook.questions.draw import Claim, Draw
from cnnbook.study.plan import NINE, NINE_AS_LONG_AS_TEN, NINE_FASTER, TEN, TEN_STRIDE_3

Wrong = dict[str, Mapping[str, object]]
Reading = DecimalArithmetic | Rounded

DRAWINGS = {
    "two-losses": partial(curves_template, EARLY_LOSS, 2, 2),
    "three-losses": partial(curves_template, LOSS, 3, 1),
    "accuracies": partial(curves_template, ACCURACY, 2, 1),
    "accuracy-of-many": partial(band_template, ACCURACY),
}

_LETTERS = "ABC"
_TWO_READINGS = 2 * APART * EARLY_LOSS.unit
"""A difference of two readings is as sure as both."""


def draw(random: random.Random) -> Draw | None:
    kinds = (_drops, _which_curve, _gap, _within_seeds)
    return random.choices(kinds, (4, 3, 3, 2))[0](random)


# --- Which loss falls more -------------------------------------------------------------------


@cache
def _pairs(larger: bool) -> list[tuple[Run, Run, int, int]]:
    """A run of each network, and epochs between which the deeper visibly falls more, or less."""
    found = []
    for deep, early in product(among((TEN, TEN_STRIDE_3)), runs(NINE)):
        for first, last in product(range(1, early.epochs - 1), range(3, early.epochs + 1)):
            deeper, earlier = (Drop(run.history["loss"], first, last) for run in (deep, early))
            drops = deeper.drop.value, earlier.drop.value
            if (
                last - first > 1
                and deeper.is_legible
                and earlier.is_legible
                and min(drops) > 0
                and (drops[0] - drops[1]) * (1 if larger else -1) >= _TWO_READINGS
            ):
                found.append((deep, early, first, last))
    return found


def _drops(random: random.Random) -> Draw:
    # It seldom falls less: when it is late to begin.
    deep, early, first, last = random.choice(_pairs(random.random() < 0.8))
    losses = [run.history["loss"][: early.epochs] for run in (deep, early)]
    deeper, earlier = (Drop(one, first, last) for one in losses)
    right = _compared(deeper.drop, earlier.drop)
    wrong: Wrong = {
        "wrong-curve": _compared(earlier.drop, deeper.drop),
        "one-case-generalised": {},
        "plateau-too-soon": {},
    }
    finals = [one.by("final-for-drop") for one in (deeper, earlier)]
    if finals[0].value != finals[1].value:
        wrong["final-for-drop"] = _compared(*finals)
    means = [Rounded(rounded(one.drop.value / one.passed, 1), 1) for one in (deeper, earlier)]
    if means[0].value != means[1].value and min(one.value for one in means) > 0:
        wrong["difference-for-ratio"] = _compared(*means)
    before = [Drop(one, first, last - 1) for one in losses]
    if before[0].drop.value != before[1].drop.value and min(one.drop.value for one in before) > 0:
        wrong["epoch-off-by-one"] = _compared(*(one.drop for one in before)) | {"curves": before}
    whole = [one.by("from-first-epoch") for one in (deeper, earlier)]
    if first > 1 and whole[0].value != whole[1].value and min(one.value for one in whole) > 0:
        wrong["from-first-epoch"] = _compared(*whole)
    return Draw(
        kind="drops-read",
        asked=(deep.name, early.name, first, last),
        numbers={
            "run": deep, "other": early, "deeper": deeper, "earlier": earlier,
            "larger": right["larger"], "readings": [Readings(one) for one in losses],
        },
        wrong=wrong,
        key=[Claim("drop", deeper.drop.value), Claim("other drop", earlier.drop.value)],
        drawing=curves_values(losses, EARLY_LOSS, (first, last)),
    )  # fmt: skip


def _compared(deeper: Reading, earlier: Reading) -> dict[str, object]:
    """What is taken for the two drops, and whether the deeper network's is the larger one."""
    return {"deeper": deeper, "earlier": earlier, "larger": deeper.value > earlier.value}


# --- Which curve is which --------------------------------------------------------------------

_MISTAKEN_CURVES = {
    "wrong-curve": ("earlier", "train", "validation"),
    "one-case-generalised": ("validation", "earlier", "train"),
    "final-for-drop": ("validation", "train", "earlier"),
    "final-for-drop wrong-curve": ("train", "validation", "earlier"),
}
"""What a mistake takes the curves for, from the one that ends highest to the lowest."""
_CURVES = ("earlier", "validation", "train")


@cache
def _three() -> list[tuple[Run, Run, int]]:
    """A run of each network, and an epoch where the three curves stand visibly apart."""
    found = []
    for early, deep in product(runs(NINE_AS_LONG_AS_TEN), among((TEN, TEN_STRIDE_3))):
        curves = _three_losses(early, deep)
        for last in range(10, early.epochs + 1):
            if all(
                can_be_told(LOSS, high[n], low[n]) and high[n] > low[n]
                for high, low in zip(curves, curves[1:])
                for n in (last - 2, last - 1)
            ):
                found.append((early, deep, last))
    return found


def _three_losses(early: Run, deep: Run) -> list[list[float]]:
    return [[*early.history["loss"]], [*deep.history["val_loss"]], [*deep.history["loss"]]]


def _which_curve(random: random.Random) -> Draw | None:
    early, deep, last = random.choice(_three())
    order = shuffled(early.name, deep.name, last)  # of the curves: which letter's is which
    losses = [_three_losses(early, deep)[one][:last] for one in order]

    def read(curves: tuple[str, ...]) -> dict[str, object]:
        return {letter.lower(): curves[one] for letter, one in zip(_LETTERS, order)}

    lowest, middle, highest = (order.index(one) for one in (2, 1, 0))
    low, mid, high = (Drop(losses[one], 1, last) for one in (lowest, middle, highest))
    gap = Rounded(rounded(mid.at_last.value - low.at_last.value, 1), 1)
    if gap.value <= 0:
        return None
    return Draw(
        kind="which-curve",
        asked=(early.name, deep.name, last, order),
        numbers={
            "run": deep, "other": early, "last": last, **read(_CURVES),
            "readings": [Readings(one) for one in losses],
            "lowest": _LETTERS[lowest], "middle": _LETTERS[middle],
            "highest": _LETTERS[highest], "low": low, "mid": mid, "high": high, "gap": gap,
        },
        wrong={mistake: read(curves) for mistake, curves in _MISTAKEN_CURVES.items()},
        key=[Claim("curves", tuple(_CURVES[one] for one in order), shown=False)],
        drawing=curves_values(losses, LOSS, [last]),
    )  # fmt: skip


# --- How far training and validation are apart -----------------------------------------------


@cache
def _gaps() -> list[tuple[Run, int]]:
    """Runs and an epoch where the accuracies are visibly apart, one way or the other."""
    found = []
    for run, last in stopped((NINE, NINE_FASTER, NINE_AS_LONG_AS_TEN, TEN, TEN_STRIDE_3), 4):
        both = _accuracies(run, last)
        points = abs(both[0].points.value - both[1].points.value)
        if all(is_near(one.value, 0.01) for one in both) and points >= 2:
            found.append((run, last))
    return found


def _accuracies(run: Run, epoch: int) -> list[Percentage]:
    return [Percentage(run.history[name][epoch - 1], 0) for name in ("accuracy", "val_accuracy")]


def _gap(random: random.Random) -> Draw | None:
    ahead = "train" if random.random() < 0.6 else "validation"
    found = [one for one in _gaps() if _ahead(*_accuracies(*one)) == ahead]
    run, last = random.choice(found)
    train, validation = _accuracies(run, last)
    high, low = sorted((train.points.value, validation.points.value), reverse=True)
    points = rounded(high - low, 0)
    lines = [run.history[name][:last] for name in ("accuracy", "val_accuracy")]
    wrong: Wrong = {
        "wrong-curve": {"ahead": "validation" if ahead == "train" else "train"},
        "final-for-drop": {"points": Rounded(high, 0)},
        "accuracy-as-ratio": {
            "points": Rounded(points / 100, 2),
            "upper": Rounded(high / 100, 2),
            "lower": Rounded(low / 100, 2),
        },
        "training-alone": {},
        "one-case-generalised": {},
        "plateau-too-soon": {},
    }
    first = _accuracies(run, 1)[0].points
    risen = Rounded(rounded(train.points.value - first.value, 0), 0)
    if abs(risen.value - points) >= 2 and risen.value != high:
        wrong["from-first-epoch"] = {"points": risen}
    return Draw(
        kind="gap-read",
        asked=(run.name, last),
        numbers={
            "run": run, "last": last, "ahead": ahead, "points": Rounded(points, 0),
            "upper": Rounded(high, 0), "lower": Rounded(low, 0), "train": train.points,
            "validation": validation.points, "first": first,
            "readings": [Readings(one, in_percent=True) for one in lines],
        },
        wrong=wrong,
        key=[Claim("ahead", ahead, shown=False), Claim("points", points)],
        drawing=curves_values(lines, ACCURACY, [last]),
    )  # fmt: skip


def _ahead(train: Percentage, validation: Percentage) -> str:
    return "train" if train.points.value > validation.points.value else "validation"


# --- How far one seed can be trusted ---------------------------------------------------------


def _within_seeds(random: random.Random) -> Draw:
    others = (TEN_STRIDE_3, NINE_AS_LONG_AS_TEN, NINE)
    return seeds.draw(random, TEN, others, ("val_accuracy", "accuracy"), ACCURACY)
