"""Exercise 10: two recorded trainings compared, and what a comparison shows."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from cnnbook.dataset import CLASSES
from cnnbook.draws.earlier.recorded_curves import (
    CHANCE,
    START,
    Curve,
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
from cnnbook.misconceptions import DecimalArithmetic, mistaken
from cnnbook.numbers import Percentage, Rounded, rounded
from cnnbook.questions.draw import Claim, Draw

Wrong = dict[str, Mapping[str, object]]


def draw(random: random.Random) -> Draw | None:
    return random.choice((_conclusion, _accuracies, _stretches))(random)


def _networks(measure: str, asked: int) -> tuple[Curve, Curve]:
    """The same curve of the deeper and of the earlier network."""
    return curves(deep(), measure)[asked], curves(shallow(), measure)[asked]


def _conclusion(random: random.Random) -> Draw | None:
    asked = random.randrange(2)
    both = _networks("loss", asked)
    first, last = sorted(random.sample(range(1, both[1].epochs + 1), 2))
    if last - first < 2:
        return None
    deeper, earlier = (curve.between(first, last) for curve in both)
    right = _compared(deeper.drop, earlier.drop)
    if not right or min(deeper.drop.value, earlier.drop.value) <= 0:
        return None
    epoch = random.randint(6, deeper.epochs)
    accuracy = deep()["val_accuracy"][epoch - 1]
    at, ratio = {"accuracy": accuracy, "chance": CHANCE.value}, times(accuracy)
    wrong: Wrong = {
        "wrong-curve": _compared(earlier.drop, deeper.drop),
        "one-case-generalised": {},
        "no-reference": {},
        "accuracy-as-ratio": {"ratio": mistaken("accuracy-as-ratio", **at)},
        "difference-for-ratio": {"ratio": mistaken("difference-for-ratio", **at)},
    }
    finals = _compared(*(curve.by("final-for-drop") for curve in (deeper, earlier)))
    if finals:
        wrong["final-for-drop"] = finals
    neighbours = [curve.until(last - 1).drop for curve in (deeper, earlier)]
    if min(drop.value for drop in neighbours) > 0 and (before := _compared(*neighbours)):
        wrong["epoch-off-by-one/earlier"] = before
    whole = _compared(*(curve.by("from-first-epoch") for curve in (deeper, earlier)))
    if first > 1 and whole:
        wrong["from-first-epoch"] = whole
    if rounded(deeper.at_end.value, 2) < rounded(deeper.at_last.value, 2):
        wrong["plateau-too-soon"] = {}
    return Draw(
        kind="conclusion",
        asked=(asked, first, last, epoch),
        numbers={
            "curve": deeper.name, "deeper": deeper, "earlier": earlier,
            "table": table({first, last}, deeper=deeper, earlier=earlier),
            "larger": right["larger"], "epoch": epoch, "accuracy": Percentage(accuracy, 1),
            "classes": CLASSES, "chance": CHANCE, "ratio": ratio,
        },
        wrong=wrong,
        key=[
            Claim("drop", deeper.drop.value),
            Claim("other drop", earlier.drop.value),
            Claim("times chance", rounded(ratio.value, 1)),
        ],
        drawing=curves_values([curve.values for curve in both], LOSS, (first, last)),
    )  # fmt: skip


def _compared(deeper: DecimalArithmetic, earlier: DecimalArithmetic) -> dict[str, object]:
    """What is taken for the two drops, and whether the deeper network's is the larger one.

    Nothing, if they are the same.
    """
    if deeper.value == earlier.value:
        return {}
    return {"deeper": deeper, "earlier": earlier, "larger": deeper.value > earlier.value}


def _accuracies(random: random.Random) -> Draw | None:
    asked = random.randrange(2)
    both = _networks("accuracy", asked)
    first, last = random.randint(1, both[1].epochs), random.randint(4, both[0].epochs)
    if last - first < 2:
        return None
    deeper, earlier = (curve.between(first, last) for curve in both)

    def points(of: Percentage, than: Percentage = earlier.at_first) -> dict[str, object]:
        return {"points": Rounded(rounded(of.points.value - than.points.value, 1), 1)}

    right: Rounded = points(deeper.at_last)["points"]  # type: ignore[assignment]
    if right.value <= 0:
        return None
    quotient = times(deeper.at_last.value, rounded(earlier.at_first.value, 3))
    wrong: Wrong = {
        "difference-for-ratio": {"points": quotient},
        "epoch-off-by-one/more": {"epochs": deeper.passed + 1},
        "one-case-generalised": {},
    }
    neighbours = {"earlier": last - 1} | ({"later": last + 1} if last < deeper.epochs else {})
    for form, epoch in neighbours.items():
        curve = deeper.until(epoch)
        if curve.at_last.points.value > earlier.at_first.points.value:
            wrong[f"epoch-off-by-one/{form}"] = points(curve.at_last) | {"deeper": curve}
    if deeper.at_last.points.value > deeper.at_first.points.value:
        wrong["wrong-curve"] = points(deeper.at_last, deeper.at_first)
    return Draw(
        kind="accuracies",
        asked=(asked, first, last),
        numbers={
            "curve": deeper.name, "deeper": deeper, "earlier": earlier,
            "table": table({first, last - 1, last}, deeper=deeper, earlier=earlier),
            "points": right,
        },
        wrong=wrong,
        key=[Claim("points", right.value), Claim("epochs", deeper.passed)],
        drawing=curves_values([curve.values for curve in both], ACCURACY, (first, last)),
    )  # fmt: skip


def _stretches(random: random.Random) -> Draw | None:
    asked = random.randrange(2)
    both = curves(deep(), "loss")
    curve, other = both[asked], both[1 - asked]
    epochs = sorted(random.sample(range(1, curve.epochs + 1), 4))
    one, two = curve.between(*epochs[:2]), curve.between(*epochs[2:])
    other_one, other_two = other.between(*epochs[:2]), other.between(*epochs[2:])
    j, k = one.passed, two.passed
    if j == k or min(j, k) < 2:
        return None
    drops = one.drop.value, two.drop.value
    others = other_one.drop.value, other_two.drop.value
    if min(*drops, *others) <= 0:
        return None
    finals = one.by("final-for-drop").value, two.by("final-for-drop").value
    right = _averages(drops, (j, k))
    wrong: Wrong = {
        "difference-for-ratio": _averages(drops, (1, 1)),
        "epoch-off-by-one/more": _counted(drops, (j + 1, k + 1)),
        "wrong-curve": {
            **_averages(others, (j, k)), "curve": other.name, "one": other_one, "two": other_two,
        },
        "final-for-drop": _averages(finals, (j, k)),
    }  # fmt: skip
    if min(one.first, j, k) > 1:
        whole = one.by("from-first-epoch").value, two.by("from-first-epoch").value
        wrong["from-first-epoch"] = _counted(whole, (one.last - 1, two.last - 1))
    if min(j, k) > 2:
        wrong["epoch-off-by-one/fewer"] = _counted(drops, (j - 1, k - 1))
    if any(not read["faster"] for read in (right, *wrong.values())):
        return None
    return Draw(
        kind="stretches",
        asked=(asked, *epochs),
        numbers={
            "curve": curve.name, "one": one, "two": two, "start": START,
            "table": table(epochs, train=both[0], validation=both[1]), **right,
        },
        wrong=wrong,
        key=[
            Claim("average", right["first"].value),  # type: ignore[attr-defined]
            Claim("average of the other", right["second"].value),  # type: ignore[attr-defined]
        ],
        drawing=curves_values([curve.values for curve in both], LOSS, epochs),
    )  # fmt: skip


def _averages(drops: Sequence[float], epochs: Sequence[int]) -> dict[str, object]:
    """Two drops per epoch, and which is the larger one; no word for it if they are the same."""
    first, second = (rounded(drop / passed, 3) for drop, passed in zip(drops, epochs))
    faster = "" if first == second else "first" if first > second else "second"
    return {"first": Rounded(first, 3), "second": Rounded(second, 3), "faster": faster}


def _counted(drops: Sequence[float], epochs: Sequence[int]) -> dict[str, object]:
    """The same, and the numbers of epochs, where a mistake is in these."""
    return _averages(drops, epochs) | {"epochs": epochs}
