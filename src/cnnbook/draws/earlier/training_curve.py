"""Exercise 9: reading the curves of a recorded training."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from cnnbook.dataset import CLASSES, SUPERCLASSES
from cnnbook.draws.earlier.recorded_curves import (
    CHANCE,
    START,
    UNIFORM,
    Curve,
    History,
    curves,
    deep,
    shallow,
    table,
    times,
)  # fmt: skip
from cnnbook.draws.earlier.recorded_curves import (
    DRAWINGS as DRAWINGS,
)
from cnnbook.figures.small import ACCURACY, LOSS, curves_values
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import Percentage, Rounded, rounded
from cnnbook.questions.draw import Claim, Draw

Wrong = dict[str, Mapping[str, object]]

_AMONG_SUPERCLASSES = Percentage(1 / SUPERCLASSES, 0)


def draw(random: random.Random) -> Draw | None:
    kinds = (_drop, _average_drop, _chance_loss, _times_chance, _more_epochs)
    kind = random.choices(kinds, (4, 4, 2, 3, 2))[0]
    return kind(random, random.random() < 0.6)


def _history(deeper: bool) -> History:
    return deep() if deeper else shallow()


class _Epochs(NamedTuple):
    """What a question about a drop asks; ``from_first``: whether a mistake may start at epoch 1."""

    deeper: bool
    asked: int
    first: int
    last: int
    from_first: bool


def _two_epochs(random: random.Random, deeper: bool) -> _Epochs | None:
    first, last = sorted(random.sample(range(1, len(_history(deeper)["loss"]) + 1), 2))
    if last - first < 2:  # its neighbour would be the first one
        return None
    asked = random.randrange(2)
    return _Epochs(deeper, asked, first, last, first > 1 and random.random() < 0.6)


def _loss_curves(drawn: _Epochs, marks: Iterable[int]) -> tuple[Curve, Curve, dict, dict]:
    """The curve that is asked for, the other, numbers for any question, and the drawing's."""
    both = curves(_history(drawn.deeper), "loss")
    curve, other = (
        both[which].between(drawn.first, drawn.last) for which in (drawn.asked, 1 - drawn.asked)
    )
    needed = {drawn.first, drawn.last - 1, drawn.last} | ({1} if drawn.from_first else set())
    numbers = {"deeper": drawn.deeper, "training": both[0], "curve": curve, "other": other}
    numbers |= {"table": table(needed, train=both[0], validation=both[1]), "start": START}
    return curve, other, numbers, curves_values([one.values for one in both], LOSS, [*marks])


def _neighbours(curve: Curve) -> dict[str, Curve]:
    """The curve until the epoch before the last and until the one after, if there is one."""
    found = {"epoch-off-by-one/earlier": curve.until(curve.last - 1)}
    if curve.last < curve.epochs:
        found["epoch-off-by-one/later"] = curve.until(curve.last + 1)
    return found


def _quotient(curve: Curve) -> Rounded:
    values = (rounded(curve.values[epoch - 1], 2) for epoch in (curve.first, curve.last))
    return Rounded(next(values) / next(values), 2)


def _positive(part: str, wrong: Wrong) -> Wrong:
    """Without those that lead to no drop."""
    return {
        mistake: more
        for mistake, more in wrong.items()
        if rounded(more[part].value, more[part].places) > 0  # type: ignore[attr-defined]
    }


def _drop(random: random.Random, deeper: bool) -> Draw | None:
    drawn = _two_epochs(random, deeper)
    if drawn is None:
        return None
    curve, other, numbers, drawing = _loss_curves(drawn, (drawn.first, drawn.last))
    if curve.drop.value <= 0:
        return None
    wrong: Wrong = {
        "final-for-drop": {"drop": curve.by("final-for-drop")},
        "wrong-curve": {"drop": curve.by("wrong-curve", other_losses=other.values)},
        "difference-for-ratio/quotient": {"drop": _quotient(curve)},
        "difference-for-ratio/average": {"drop": Rounded(curve.drop.value / curve.passed, 2)},
    }
    for form, neighbour in _neighbours(curve).items():
        wrong[form] = {"drop": neighbour.drop, "curve": neighbour}
    if drawn.from_first:
        wrong["from-first-epoch"] = {"drop": curve.by("from-first-epoch")}
    return Draw(
        kind="drop",
        asked=drawn,
        numbers=numbers | {"drop": curve.drop},
        wrong=_positive("drop", wrong),
        key=[Claim("drop", curve.drop.value)],
        drawing=drawing,
    )


def _average_drop(random: random.Random, deeper: bool) -> Draw | None:
    drawn = _two_epochs(random, deeper)
    if drawn is None:
        return None
    curve, other, numbers, drawing = _loss_curves(drawn, (drawn.first, drawn.last))
    if curve.drop.value <= 0:
        return None

    def spread(drop: float, epochs: int = curve.passed) -> dict[str, object]:
        return {"average": Rounded(drop / epochs, 3), "epochs": epochs}

    def mean(drop: float) -> dict[str, object]:
        return {"average": Rounded(drop / curve.passed, 3)}

    whole, earlier = curve.drop.value, curve.until(curve.before)
    wrong: Wrong = {
        "difference-for-ratio": {"average": Rounded(whole, 3)},
        "epoch-off-by-one/more": spread(whole, curve.passed + 1),
        "epoch-off-by-one/earlier": mean(earlier.drop.value) | {"curve": earlier},
        "final-for-drop": mean(curve.by("final-for-drop").value),
        "wrong-curve": mean(curve.by("wrong-curve", other_losses=other.values).value),
    }
    if curve.passed > 2:
        wrong["epoch-off-by-one/fewer"] = spread(whole, curve.passed - 1)
    if drawn.from_first:
        from_first = curve.by("from-first-epoch").value
        wrong["from-first-epoch"] = spread(from_first, curve.last - 1)
    if curve.first > 1:
        wrong["from-first-epoch/epochs"] = spread(whole, curve.last - 1)
    average = rounded(whole / curve.passed, 3)
    return Draw(
        kind="average-drop",
        asked=drawn,
        numbers=numbers | {"average": Rounded(average, 3)},
        wrong=_positive("average", wrong),
        key=[Claim("average", average)],
        drawing=drawing,
    )


def _chance_loss(random: random.Random, deeper: bool) -> Draw | None:
    last = random.randint(3, len(_history(deeper)["loss"]))
    drawn = _Epochs(deeper, random.randrange(2), 1, last, from_first=True)
    curve, other, numbers, drawing = _loss_curves(drawn, [last])
    # The distance to chance is a drop that starts from chance.
    below, other_below = (
        replace(one, values=(UNIFORM.value, *one.values[1:])) for one in (curve, other)
    )
    wrong: Wrong = {
        "final-for-drop": {"distance": curve.by("final-for-drop")},
        "wrong-curve": {"distance": other_below.drop},
        "from-first-epoch": {"distance": curve.by("from-first-epoch")},
        "difference-for-ratio": {"distance": _quotient(below)},
    }
    for form, neighbour in _neighbours(below).items():
        wrong[form] = {"distance": neighbour.drop, "curve": neighbour}
    return Draw(
        kind="chance-loss",
        asked=(deeper, drawn.asked, last),
        numbers=numbers | {"classes": CLASSES, "uniform": UNIFORM, "distance": below.drop},
        wrong=_positive("distance", wrong),
        key=[Claim("below chance", below.drop.value)],
        drawing=drawing,
    )


def _times_chance(random: random.Random, deeper: bool) -> Draw | None:
    both = curves(_history(deeper), "accuracy")
    last, asked = random.randint(2, both[0].epochs), random.randrange(2)
    curve, other = both[asked].until(last), both[1 - asked].until(last)

    def ratio(curve: Curve) -> dict[str, object]:
        return {"ratio": times(curve.at_last.value), "curve": curve}

    wrong: Wrong = {
        **_ratios(curve.at_last.value),
        **{form: ratio(neighbour) for form, neighbour in _neighbours(curve).items()},
        "wrong-curve": {"ratio": times(other.at_last.value)},
    }
    right = times(curve.at_last.value)
    return Draw(
        kind="times-chance",
        asked=(deeper, asked, last),
        numbers={
            "deeper": deeper, "training": both[0], "curve": curve, "other": other,
            "table": table({last - 1, last}, train=both[0], validation=both[1]), "classes": CLASSES,
            "superclasses": SUPERCLASSES, "chance": CHANCE, "ratio": right,
        },
        wrong=wrong,
        key=[Claim("times chance", rounded(right.value, 1))],
        drawing=curves_values([one.values for one in both], ACCURACY, [last]),
    )  # fmt: skip


def _ratios(accuracy: float) -> Wrong:
    """What is made of an accuracy and that of chance by who errs about them."""
    at = {"accuracy": accuracy, "chance": CHANCE.value}
    groups = _AMONG_SUPERCLASSES
    return {
        "accuracy-as-ratio": {"ratio": mistaken("accuracy-as-ratio", **at)},
        "difference-for-ratio": {"ratio": mistaken("difference-for-ratio", **at)},
        "superclasses": {"ratio": times(accuracy, groups.value), "chance": groups},
    }


def _more_epochs(random: random.Random, deeper: bool) -> Draw | None:
    whole = _history(deeper)
    last = random.randint(4, len(whole["loss"]))
    both = curves({name: values[:last] for name, values in whole.items()}, "loss")
    curve = both[0].between(last - 1, last)
    accuracy = whole["val_accuracy"][last - 1]
    ratio = times(accuracy)
    return Draw(
        kind="more-epochs",
        asked=(deeper, last),
        numbers={
            "deeper": deeper, "curve": curve, "start": START,
            "table": table({1, last - 2, last - 1, last}, train=both[0], validation=both[1]),
            "accuracy": Percentage(accuracy, 1), "chance": CHANCE, "classes": CLASSES,
            "superclasses": SUPERCLASSES, "uniform": UNIFORM, "ratio": ratio,
        },
        wrong={
            "plateau-too-soon": {}, "no-reference": {}, "one-case-generalised": {},
            **_ratios(accuracy),
        },
        key=[
            Claim("last drop", curve.drop.value, shown=False),
            Claim("times chance", rounded(ratio.value, 1)),
        ],
        drawing=curves_values([one.values for one in both], LOSS, [last]),
    )  # fmt: skip
