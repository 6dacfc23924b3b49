"""What chapters 9 and 10 both say of many runs: shares, intervals, differences, one run's place.

All are mappings, so that the words stand in the chapters and only what decides between them here.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import numpy as np

from cnnbook.numbers import Percentage, Rounded, rounded
from cnnbook.records import Record
from cnnbook.study import results
from cnnbook.study.plan import Group
from cnnbook.study.results import Result
from cnnbook.study.statistics import CONFIDENCE, Fraction

LEVEL = Percentage(CONFIDENCE, 0)


def runs_of(group: Group) -> list[Result]:
    """All the runs that the plan wants of a group.

    Raises:
        ValueError: some are missing.
    """
    runs = list(results.of(group))
    if len(runs) < group.seeds:
        raise ValueError(f"o estudo tem {len(runs)} das {group.seeds} execuções; rode make study")
    return runs


def accuracies(runs: Sequence[Result]) -> list[float]:
    return [run.test["accuracy"] for run in runs]


def median_of(runs: Sequence[Result]) -> float:
    """Of the accuracies in the test."""
    return float(np.median(accuracies(runs)))


def share(fraction: Fraction) -> dict[str, object]:
    """For how many runs something holds: ``how`` is ``none``, ``all`` or ``some``."""
    low, high = fraction.interval
    how = {0: "none", fraction.runs: "all"}.get(fraction.held, "some")
    return {
        "how": how, "held": fraction.held, "runs": fraction.runs,
        "low": Percentage(low, 0), "high": Percentage(high, 0),
    }  # fmt: skip


def interval(ends: Sequence[float], places: int) -> dict[str, object]:
    """Both ends of an interval."""
    low, high = ends
    assert isfinite(low) and isfinite(high)
    return {"low": Rounded(low, places), "high": Rounded(high, places)}


def points(difference: float) -> dict[str, object]:
    """A difference of accuracies; ``form`` is ``none`` (too small to show), ``one`` or ``many``."""
    return _points(rounded(100 * difference, 1))


def points_between(more: float, less: float) -> dict[str, object]:
    """As `points`, between two accuracies as their percentages are shown."""
    return _points(difference(100 * more, 100 * less, 1))


def difference(more: float, less: float, places: int) -> float:
    """What readers get who subtract two numbers as the page shows them."""
    return rounded(rounded(more, places) - rounded(less, places), places)


def standing(record: Record, runs: Sequence[Result]) -> dict[str, object]:
    """How the run that a chapter shows stands among the study's, one of which has its seed.

    The two have the same draws, so the shown run is not one more of them: it is its twin in the
    study that is compared with the rest. ``judgement`` is ``worse`` or ``better`` for the quarter
    of the runs at each end, and ``common`` between them.

    Raises:
        ValueError: the study does not have exactly one run with the record's seed.
    """
    seed = record.configuration["seed"]
    same = [run for run in runs if run.configuration.seed == seed]
    if len(same) != 1:
        raise ValueError(f"o estudo tem {len(same)} execuções com a semente {seed}")
    [twin] = same
    others = accuracies([run for run in runs if run is not twin])
    above = sum(other > twin.test["accuracy"] for other in others)
    below = sum(other < twin.test["accuracy"] for other in others)
    rank = {above: "lowest", below: "highest"}.get(len(others), "between")
    many = 0.75 * len(others)
    return {
        "seed": seed, "runs": len(runs), "others": len(others), "above": above, "below": below,
        "threads": record.provenance["threads"], "study_threads": twin.provenance["threads"],
        "accuracy": Percentage(record.test["accuracy"], 2),
        "study_accuracy": Percentage(twin.test["accuracy"], 2),
        "rank": rank,
        "judgement": "worse" if above >= many else "better" if below >= many else "common",
    }  # fmt: skip


_LEAST_POINTS = 0.1
"""The smallest difference that is written as a number."""


def _points(difference: float) -> dict[str, object]:
    form = "none" if difference == 0 else "many" if abs(difference) >= 2 else "one"
    return {"form": form, "number": Rounded(difference, 1), "least": Rounded(_LEAST_POINTS, 1)}
