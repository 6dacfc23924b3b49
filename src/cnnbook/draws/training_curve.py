"""Exercise 9: what the curve of a training shows, in all runs of the study."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache, partial
from itertools import product

from cnnbook.dataset import CLASSES, SUPERCLASSES
from cnnbook.draws import seeds
from cnnbook.draws.study_curves import (
    CHANCE,
    UNIFORM,
    Drop,
    Readings,
    Run,
    among,
    can_be_told,
    differences_can_be_told,
    runs,
    shuffled,
    stopped,
)
from cnnbook.figures.plots import (
    APART,
    EARLY_LOSS,
    LOSS,
    band_template,
    curves_template,
    curves_values,
)
from cnnbook.misconceptions import MISCONCEPTIONS, mistaken
from cnnbook.numbers import Percentage, Rounded, rounded
from cnnbook.questions.draw import Claim, Draw
from cnnbook.study.plan import (
    GROUPS,
    NINE,
    NINE_AS_LONG_AS_TEN,
    NINE_FASTER,
    NINE_SLOWER,
    TEN,
    TEN_STRIDE_3,
)

Wrong = dict[str, Mapping[str, object]]

DRAWINGS = {
    "losses": partial(curves_template, LOSS, 2, 1),
    "losses-at-two-epochs": partial(curves_template, LOSS, 2, 2),
    "three-losses": partial(curves_template, EARLY_LOSS, 3, 1),
    "loss-of-many": partial(band_template, EARLY_LOSS),
}

_AMONG_SUPERCLASSES = Percentage(1 / SUPERCLASSES, 0)
_LETTERS = "ABC"


def draw(random: random.Random) -> Draw | None:
    kinds = (_go_on, _drop, _which_rate, _apart, _within_seeds)
    return random.choices(kinds, (3, 5, 2, 2, 2))[0](random)


# --- Go on, or stop? -------------------------------------------------------------------------


@cache
def _interrupted() -> list[tuple[Run, int]]:
    """Runs and the epoch where they are interrupted: the loss visibly falls, or has not begun."""
    return [
        (run, last)
        for run, last in stopped(GROUPS, 4)
        if _still_falls(run, last) or _has_not_begun(run, last)
    ]


def _still_falls(run: Run, last: int) -> bool:
    fall = Drop(run.history["loss"], last - 2, last)
    begun = fall.values[0] - fall.values[last - 1] > 2 * APART * LOSS.unit
    return begun and fall.drop.value > 0 and can_be_told(LOSS, *fall.ends)


def _has_not_begun(run: Run, last: int) -> bool:
    guesses = (
        run.history["val_accuracy"][last - 1] < 1.2 * CHANCE.value
    )  # no difference to speak of
    return not guesses and all(
        LOSS.apart(loss, UNIFORM.value) <= 2 for loss in run.history["loss"][:last]
    )


def _go_on(random: random.Random) -> Draw:
    waiting = random.random() < 0.25
    run, last = random.choice([one for one in _interrupted() if _has_not_begun(*one) == waiting])
    losses = [run.history[name][:last] for name in ("loss", "val_loss")]
    accuracy = run.history["val_accuracy"][last - 1]
    at = {"accuracy": accuracy, "chance": CHANCE.value}
    right = MISCONCEPTIONS["difference-for-ratio"].right(**at)  # type: ignore[misc]
    superclasses = _AMONG_SUPERCLASSES
    curve = Drop(losses[0], last - 2, last)
    return Draw(
        kind="go-on",
        asked=(run.name, last),
        numbers={
            "run": run, "last": last, "waiting": waiting, "curve": curve,
            "readings": [Readings(one) for one in losses],
            "accuracy": Percentage(accuracy, 1), "chance": CHANCE, "classes": CLASSES,
            "superclasses": SUPERCLASSES, "uniform": UNIFORM, "ratio": right,
        },
        wrong={
            "plateau-too-soon": {},
            "no-reference": {},
            "training-alone": {},
            "one-case-generalised": {},
            "accuracy-as-ratio": {"ratio": mistaken("accuracy-as-ratio", **at)},
            "difference-for-ratio": {"ratio": mistaken("difference-for-ratio", **at)},
            "superclasses": {
                "ratio": MISCONCEPTIONS["difference-for-ratio"].right(
                    accuracy=accuracy, chance=superclasses.value
                ),
                "chance": superclasses,
            },
        },
        key=[
            Claim("falls", not waiting, shown=False),
            Claim("times chance", rounded(right.value, 1)),  # type: ignore[attr-defined]
        ],
        drawing=curves_values(losses, LOSS, [last]),
    )  # fmt: skip


# --- How much it fell ------------------------------------------------------------------------


@cache
def _drops() -> list[tuple[Run, int, Drop, Drop]]:
    """Runs, which of the two curves is asked for, and both between two epochs."""
    found = []
    for run in among(GROUPS):
        both = [run.history["loss"], run.history["val_loss"]]
        for first, last in product(range(1, run.epochs - 1), range(4, run.epochs + 1)):
            if last - first < 3:
                continue
            for asked in range(2):
                drop, other = (Drop(both[one], first, last) for one in (asked, 1 - asked))
                if drop.is_legible and drop.drop.value >= 4 * APART * LOSS.unit:
                    found.append((run, asked, drop, other))
    return found


def _drop(random: random.Random) -> Draw | None:
    run, asked, drop, other = random.choice(_drops())
    wrong: Wrong = {
        "final-for-drop": {"drop": drop.by("final-for-drop")},
        "wrong-curve": {"drop": drop.by("wrong-curve", other_losses=other.values)},
        "difference-for-ratio/average": {
            "drop": Rounded(rounded(drop.drop.value / drop.passed, 1), 1)
        },
        "difference-for-ratio/quotient": {
            "drop": Rounded(rounded(drop.at_first.value / drop.at_last.value, 1), 1)
        },
    }
    for form, epoch in {"earlier": drop.last - 1, "later": drop.last + 1}.items():
        if epoch <= run.epochs:
            neighbour = Drop(drop.values, drop.first, epoch)
            wrong[f"epoch-off-by-one/{form}"] = {"drop": neighbour.drop, "curve": neighbour}
    if drop.first > 1:
        wrong["from-first-epoch"] = {"drop": drop.by("from-first-epoch")}
    right = drop.drop.value
    wrong = {
        mistake: more
        for mistake, more in wrong.items()
        if more["drop"].value > 0  # type: ignore[attr-defined]
        and differences_can_be_told(LOSS, right, more["drop"].value)  # type: ignore[attr-defined]
    }
    return Draw(
        kind="drop-read",
        asked=(run.name, asked, drop.first, drop.last),
        numbers={
            "run": run, "curve": "validation" if asked else "train",
            "asked": drop, "other": other, "drop": drop.drop,
            "readings": [
                Readings(run.history[name]) for name in ("loss", "val_loss")
            ],
        },
        wrong=wrong,
        key=[Claim("drop", drop.drop.value)],
        drawing=curves_values(
            [run.history["loss"], run.history["val_loss"]], LOSS, (drop.first, drop.last)
        ),
    )  # fmt: skip


# --- Which curve is of which learning rate ---------------------------------------------------

_RATES = (NINE_SLOWER, NINE, NINE_FASTER)  # the slowest ends highest
_MISTAKEN_RATES = {
    "final-for-drop": (2, 1, 0),
    "plateau-too-soon": (2, 0, 1),
    "wrong-curve": (0, 2, 1),
}
"""The rate that a mistake gives the curves, from the one that ends highest to the lowest."""


@cache
def _thirds() -> list[tuple[tuple[Run, ...], int]]:
    """A run of each rate, and an epoch where the three stand visibly apart, and did before."""
    return [
        (some, last)
        for some in product(*map(runs, _RATES))
        for last in range(5, some[0].epochs + 1)
        if all(
            can_be_told(EARLY_LOSS, high.history["loss"][n], low.history["loss"][n])
            and high.history["loss"][n] > low.history["loss"][n]
            for high, low in zip(some, some[1:])
            for n in (last - 2, last - 1)
        )
    ]


def _which_rate(random: random.Random) -> Draw:
    some, last = random.choice(_thirds())
    order = shuffled(
        [run.seed for run in some], last
    )  # of the curves: which letter's is of which rate
    rates = [some[one].rate for one in order]
    losses = [some[one].history["loss"][:last] for one in order]

    def read(mistaken: tuple[int, ...]) -> dict[str, object]:
        return {letter.lower(): some[mistaken[one]].rate for letter, one in zip(_LETTERS, order)}

    lowest, highest = order.index(2), order.index(0)
    return Draw(
        kind="which-rate",
        asked=([run.seed for run in some], last, order),
        numbers={
            "last": last, "rates": [one.rate for one in some],
            "seeds": [some[one].seed for one in order],
            "readings": [Readings(one) for one in losses],
            "a": rates[0], "b": rates[1], "c": rates[2],
            "slowest": _LETTERS[highest], "fastest": _LETTERS[lowest],
            "middle": _LETTERS[order.index(1)],
            "slow": Drop(losses[highest], 1, last), "fast": Drop(losses[lowest], 1, last),
        },
        wrong={mistake: read(of) for mistake, of in _MISTAKEN_RATES.items()},
        key=[Claim("rates", tuple(one.value for one in rates))],
        drawing=curves_values(losses, EARLY_LOSS, [last]),
    )  # fmt: skip


# --- Overfitting -----------------------------------------------------------------------------


@cache
def _together_or_apart() -> list[tuple[Run, int, bool]]:
    """Runs, an epoch, and whether the two curves have parted there: visibly, or not at all."""
    found = []
    for run, last in stopped((NINE, NINE_FASTER, NINE_AS_LONG_AS_TEN, TEN, TEN_STRIDE_3), 6):
        losses, val_losses = run.history["loss"], run.history["val_loss"]
        gaps = [val_losses[n] - losses[n] for n in (last - 2, last - 1)]
        falls = LOSS.unit * APART <= min(
            losses[last - 4] - losses[last - 1], val_losses[last - 4] - val_losses[last - 1]
        )
        if falls and min(gaps) >= 1.5 * APART * LOSS.unit:
            found.append((run, last, True))
        elif falls and max(map(abs, gaps)) <= 0.5 * APART * LOSS.unit:
            found.append((run, last, False))
    return found


def _apart(random: random.Random) -> Draw:
    apart = random.random() < 0.5
    run, last, _ = random.choice([one for one in _together_or_apart() if one[2] == apart])
    losses = [run.history[name][:last] for name in ("loss", "val_loss")]
    train, validation = (Drop(one, 1, last) for one in losses)
    wrong: Wrong = {
        "plateau-too-soon": {},
        "training-alone": {},
        "one-case-generalised": {},
        "no-reference": {},
    }
    wrong |= {"wrong-curve": {}} if apart else {"noise-as-effect": {}}
    return Draw(
        kind="apart",
        asked=(run.name, last),
        numbers={
            "run": run, "last": last, "apart": apart, "train": train, "validation": validation,
            "readings": [Readings(one) for one in losses],
        },
        wrong=wrong,
        key=[Claim("apart", apart, shown=False)],
        drawing=curves_values(losses, LOSS, [last]),
    )  # fmt: skip


# --- How far one seed can be trusted ---------------------------------------------------------

_OTHERS = (NINE_FASTER, NINE_SLOWER, TEN, TEN_STRIDE_3)


def _within_seeds(random: random.Random) -> Draw:
    return seeds.draw(random, NINE, _OTHERS, ("loss", "val_loss"), EARLY_LOSS)
