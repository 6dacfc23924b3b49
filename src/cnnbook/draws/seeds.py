"""One run beside many that differ by their seed alone: what exercises 9 and 10 both ask of it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cnnbook.draws.study_curves import Readings, Run, among, runs
from cnnbook.figures.plots import APART, Scale, band_values
from cnnbook.numbers import Rounded, rounded
from cnnbook.questions.draw import Claim, Draw
from cnnbook.study.plan import Group
from cnnbook.study.statistics import Band

INSIDE, ABOVE, BELOW = "inside", "above", "below"


@dataclass(frozen=True)
class Beside:
    """A run beside a band at one epoch.

    Args:
        place: ``inside``, ``above`` or ``below``.
    """

    run: Run
    epoch: int
    place: str


def draw(
    random: random.Random,
    of: Group,
    others: Sequence[Group],
    measures: Sequence[str],
    scale: Scale,
) -> Draw:
    """Whether a run of another group is within what seeds alone do.

    Args:
        of: whose runs make the band.
        others: whose runs are beside it.
        measures: names in their histories, of which one is shown.
    """
    measure, inside = random.choice(measures), random.random() < 0.5
    found = [
        one for one in _beside(of, tuple(others), measure, scale)
        if (one.place == INSIDE) == inside
    ]  # fmt: skip
    groups = sorted({one.run.group for one in found})  # each as often, however many its runs
    group = random.choice(groups)
    beside = random.choice([one for one in found if one.run.group == group])
    band, lines = _band(of, measure), runs(of)
    values = beside.run.history[measure]
    place, at = beside.place, beside.epoch - 1
    is_loss = "loss" in measure

    def read(value: float) -> Rounded:
        if is_loss:
            return Rounded(rounded(value, 2), 2)
        return Rounded(rounded(100 * value, 1), 1)

    value = values[at]
    above_median = bool(value > band.median[at])
    wrong: dict[str, Mapping[str, object]] = {
        "no-reference": {},
        "one-case-generalised": {},
        "wrong-curve": {"place": _mistaken(place, above_median)},
    }
    if place == INSIDE:
        wrong["noise-as-effect"] = {"better": above_median != is_loss}
    else:
        wrong["noise-as-effect/none"] = {}
    low, high = band.lowest[at], band.highest[at]
    nearest = low if place == BELOW else high
    ends = sorted((value, nearest), reverse=True)
    return Draw(
        kind="within-seeds",
        asked=(measure, beside.run.name, beside.epoch),
        numbers={
            "measure": measure, "other": beside.run, "band": lines[0], "many": len(lines),
            "epoch": beside.epoch, "place": place,
            "value": read(value), "low": read(low), "high": read(high),
            "width": Rounded(rounded(read(high).value - read(low).value, 2), read(low).places),
            "beyond": Rounded(
                rounded(read(ends[0]).value - read(ends[1]).value, 2), read(low).places
            ),
            "upper": read(ends[0]), "lower": read(ends[1]),
            "readings": [
                Readings([*map(float, one)], in_percent=not is_loss)
                for one in (band.lowest, band.highest, values)
            ],
        },
        wrong=wrong,
        key=[Claim("place", place, shown=False)],
        drawing=band_values(
            [*band.lowest], [*band.median], [*band.highest], values[: len(band.median)], scale,
            [beside.epoch],
        ),
    )  # fmt: skip


def _mistaken(place: str, above_median: bool) -> str:
    """Of who takes the line in the middle for the band, or one curve for the other."""
    if place == INSIDE:
        return ABOVE if above_median else BELOW
    return BELOW if place == ABOVE else ABOVE


@cache
def _band(of: Group, measure: str) -> Band:
    return Band.of([run.history[measure] for run in runs(of)])


@cache
def _beside(of: Group, others: tuple[Group, ...], measure: str, scale: Scale) -> tuple[Beside, ...]:
    """All runs and epochs of which the graph shows where they are."""
    band = _band(of, measure)
    found = []
    for run in among(others):
        places = [
            _place(scale, value, low, high)
            for value, low, high in zip(run.history[measure], band.lowest, band.highest)
        ]
        for epoch in range(2, len(places) + 1):
            if places[epoch - 1]:
                found.append(Beside(run, epoch, places[epoch - 1]))
    return tuple(found)


def _place(scale: Scale, value: float, low: float, high: float) -> str:
    """Where a value is; empty where it is too near an edge to tell."""
    if value > high:
        return ABOVE if scale.apart(value, high) >= APART else ""
    if value < low:
        return BELOW if scale.apart(value, low) >= APART else ""
    from_edge = min(scale.apart(value, low), scale.apart(value, high))
    return INSIDE if from_edge >= APART / 2 else ""
