"""Exercise 10: the recorded training of a deeper network, and what many say of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cnnbook.configuration import EXERCISE_9, EXERCISE_10
from cnnbook.facts import study
from cnnbook.facts.study import accuracies, median_of
from cnnbook.layers import Arithmetic, Layer
from cnnbook.misconceptions import MISCONCEPTIONS
from cnnbook.numbers import Percentage, Rounded
from cnnbook.provenance import of_run
from cnnbook.records import Record
from cnnbook.source_runs import EXERCISE_9_LOSS, EXERCISE_10_LOSS, EXERCISE_10_TEST_ACCURACY
from cnnbook.study import claims, plan, statistics
from cnnbook.study.claims import Verdict
from cnnbook.study.results import Result
from cnnbook.trace import Row, total_multiply_accumulates, trace

QUOTED = {"half", "quarter", "tenth"}
"""Numbers of the sheet of exercises."""

_QUARTER, _HALF, _TENTH = 0.25, 0.50, 0.10
"""Accuracies, in the alternatives."""
_COMPARED = EXERCISE_9.epochs


def facts(
    shallow: Record, record: Record, test: Mapping[str, float], is_whole: bool
) -> dict[str, object]:
    """Of the recorded runs of both networks.

    Args:
        test: what the page says of the test, measured again where the whole set is at hand.
    """
    assert replace(EXERCISE_10, network=EXERCISE_9.network, epochs=_COMPARED) == EXERCISE_9
    assert len(record.history["loss"]) == len(EXERCISE_10_LOSS) == EXERCISE_10.epochs
    drop_9, drop_10 = _drop(shallow.history["loss"]), _drop(record.history["loss"])
    assert drop_10.value > drop_9.value + 0.1
    source_9, source_10 = _drop(EXERCISE_9_LOSS), _drop(EXERCISE_10_LOSS)
    assert source_10.value > source_9.value
    assert _QUARTER < test["accuracy"] < _HALF - 0.2
    assert abs(test["accuracy"] - record.test["accuracy"]) < 0.002
    assert abs(shallow.test["accuracy"] - _TENTH) < claims.NEAR < abs(test["accuracy"] - _TENTH)
    return {
        "key": _key(drop_10.value > drop_9.value, test["accuracy"]), "is_whole": is_whole,
        "epochs": EXERCISE_10.epochs, "compared_epoch": _COMPARED, "run": of_run(record),
        "quarter": Percentage(_QUARTER, 0), "half": Percentage(_HALF, 0),
        "tenth": Percentage(_TENTH, 0),
        "drop_9": drop_9, "drop_9_sum": str(drop_9), "drop_9_terms": drop_9.expression,
        "drop_10": drop_10, "drop_10_sum": str(drop_10), "drop_10_terms": drop_10.expression,
        "recorded_accuracy": Percentage(record.test["accuracy"], 2),
        "test_accuracy": Percentage(test["accuracy"], 2),
        "shallow_accuracy": Percentage(shallow.test["accuracy"], 2),
        "source_accuracy": Percentage(EXERCISE_10_TEST_ACCURACY, 2),
        "source_drop_9": source_9, "source_drop_10": source_10,
        **_crossing(shallow, record),
        **_gap(record),
    }  # fmt: skip


def _drop(loss: Sequence[float]) -> Arithmetic:
    right = MISCONCEPTIONS["final-for-drop"].right
    return right(losses=loss, first_epoch=1, last_epoch=_COMPARED)  # type: ignore[misc]


def _key(larger: bool, final: float) -> str:
    """Each alternative says one thing of the drop and one of the accuracy: both must hold."""
    holds = {
        "a": larger and final > _QUARTER,
        "b": not larger and final > _QUARTER,
        "c": larger and final > _HALF,
        "d": not larger and abs(final - _TENTH) < claims.NEAR,
    }
    [key] = [letter for letter, both in holds.items() if both]
    return key


def _crossing(shallow: Record, record: Record) -> dict[str, object]:
    """The deeper network starts about as high and ends lower: from when on it is ahead."""
    both = list(zip(shallow.history["loss"], record.history["loss"]))
    assert abs(both[0][0] - both[0][1]) < 0.02 and both[-1][1] < both[-1][0]
    ahead = [deeper < other for other, deeper in both]
    overtaken = next(n for n in range(1, _COMPARED + 1) if all(ahead[n - 1 :]))
    assert overtaken <= _COMPARED / 2
    return {"overtaken": overtaken, "starts_behind": overtaken > 1 and both[0][1] > both[0][0]}


def _gap(record: Record) -> dict[str, object]:
    """The training parts from the validation."""
    accuracy, validation = record.history["accuracy"], record.history["val_accuracy"]
    gaps = [seen - new for seen, new in zip(accuracy, validation)]
    gap_from = next(n for n in range(1, len(gaps) + 1) if all(gap > 0 for gap in gaps[n - 1 :]))
    assert _COMPARED < gap_from < len(gaps) and gaps[-1] > 0.02 > gaps[gap_from - 1]
    assert sum(gap < 0 for gap in gaps[:_COMPARED]) > _COMPARED / 2  # more in the validation first
    best = max(range(len(validation)), key=validation.__getitem__) + 1
    assert best > gap_from
    return {
        "gap_from": gap_from, "gap_last": study.points(gaps[-1]), "best_epoch": best,
        "still_gains": best == len(validation), "train_accuracy": Percentage(accuracy[-1], 2),
    }  # fmt: skip


def of_network(rows: Sequence[Row], before: Layer) -> dict[str, object]:
    """Of the deeper network's trace, beside ``before``, conv4 of the other one."""
    by_name = {row.layer.name: row for row in rows}
    conv4, new1, new2 = by_name["conv4"], by_name["new1"].layer, by_name["new2"].layer
    with_old_stride = before.output_shape(conv4.input_shape)
    assert conv4.output_shape == (2, 2, 128) and with_old_stride == (1, 1, 128)
    assert before.parameter_arithmetic(conv4.input_shape) == conv4.parameter_arithmetic
    assert new1.strides[::-1] == new2.strides and new1.strides[0] == 1  # columns, then rows
    rows_, columns, _ = conv4.output_shape
    return {
        "new_filters": new1.filters, "new_divisor": new1.strides[1],
        "kernel_new1": new1.kernel_size, "kernel_new2": new2.kernel_size,
        "strides_new1": ", ".join(map(str, new1.strides)),
        "strides_new2": ", ".join(map(str, new2.strides)),
        "conv4_stride": conv4.layer.strides[0], "old_stride": before.strides[0],
        "conv4_input": conv4.input_shape, "conv4_output": conv4.output_shape,
        "conv4_arithmetic": str(conv4.size_arithmetic[0]),
        "conv4_with_old_stride": with_old_stride, "positions": rows_ * columns,
    }  # fmt: skip


def of_study(
    record: Record, verdict: Mapping[str, Verdict], layers_by_network: Mapping[str, Any]
) -> dict[str, object]:
    """Of many runs of both networks.

    Args:
        layers_by_network: of this network, and of this with conv4's other stride.
    """
    nine, ten = study.runs_of(plan.NINE), study.runs_of(plan.TEN)
    for some in (nine, ten):
        assert [run.configuration.seed for run in some] == list(range(1, len(some) + 1))
    long = study.runs_of(plan.NINE_AS_LONG_AS_TEN)
    fair = statistics.effect(accuracies(ten), accuracies(long))
    assert fair.difference > 0.02 and fair.superiority == 1
    assert median_of(nine) < median_of(long) < median_of(ten)
    shares = [100 * median_of(some) for some in (nine, long, ten)]
    return {
        "study_runs_9": len(nine), "study_runs_10": len(ten), "level": study.LEVEL,
        "near_points": round(100 * claims.NEAR), "standing": study.standing(record, ten),
        "runs_long": len(long), "median_accuracy_long": Percentage(median_of(long)),
        "total_points": study.points_between(median_of(ten), median_of(nine)),
        "epochs_points": Rounded(study.difference(shares[1], shares[0], 1), 1),
        "depth_points": Rounded(study.difference(shares[2], shares[1], 1), 1),
        "depth_interval": study.interval([100 * end for end in fair.interval], 1),
        **_drops(nine, ten, verdict),
        **_accuracy(ten, verdict),
        **_stride(ten, fair, layers_by_network),
    }  # fmt: skip


def _drops(
    nine: Sequence[Result], ten: Sequence[Result], verdict: Mapping[str, Verdict]
) -> dict[str, object]:
    band_9, band_10 = (
        statistics.Band.of([run.history["loss"] for run in some]) for some in (nine, ten)
    )
    last = _COMPARED - 1
    assert band_10.highest[0] > band_9.lowest[0] and band_10.highest[last] < band_9.lowest[last]
    drops_9, drops_10 = ([claims.drop(run) for run in some] for some in (nine, ten))
    assert min(drops_10) > max(drops_9)
    effect = statistics.effect(drops_10, drops_9)
    assert effect.superiority == 1
    assert [verdict[letter].both.held for letter in "bcd"] == [0, 0, 0]
    assert verdict["a"].loss.held == verdict["a"].loss.runs
    median_9, median_10 = float(np.median(drops_9)), float(np.median(drops_10))
    return {
        "study_loss_9": Rounded(band_9.median[last]),
        "study_loss_10": Rounded(band_10.median[last]),
        "larger_drop": study.share(verdict["a"].loss),
        "median_drop_9": Rounded(median_9), "median_drop_10": Rounded(median_10),
        "drop_effect": Rounded(study.difference(median_10, median_9, 2)),
        "drop_effect_interval": study.interval(effect.interval, 2),
        "smallest_drop_10": Rounded(min(drops_10)), "largest_drop_9": Rounded(max(drops_9)),
    }  # fmt: skip


def _accuracy(ten: Sequence[Result], verdict: Mapping[str, Verdict]) -> dict[str, object]:
    lowest, highest = min(accuracies(ten)), max(accuracies(ten))
    assert _QUARTER < median_of(ten) < _QUARTER + 0.05 and highest < _HALF
    assert lowest - _QUARTER < 0.02  # barely
    return {
        "above_quarter": study.share(verdict["a"].accuracy),
        "median_accuracy_10": Percentage(median_of(ten)),
        "lowest_10": Percentage(lowest), "highest_10": Percentage(highest),
        "median_above": study.points_between(median_of(ten), _QUARTER),
        "lowest_above": study.points_between(lowest, _QUARTER),
    }  # fmt: skip


def _stride(
    ten: Sequence[Result], fair: statistics.Effect, layers_by_network: Mapping[str, Any]
) -> dict[str, object]:
    """Conv4 with the stride that it had before."""
    old = study.runs_of(plan.TEN_STRIDE_3)
    effect = statistics.effect(accuracies(old), accuracies(ten))
    assert abs(effect.difference) < fair.difference / 10  # they end together
    costs = {
        name: total_multiply_accumulates(trace((32, 32, 3), layers))
        for name, layers in layers_by_network.items()
    }
    assert costs[plan.TEN_STRIDE_3.configuration.network] < costs[EXERCISE_10.network]
    low, high = effect.interval
    more, less = max(median_of(ten), median_of(old)), min(median_of(ten), median_of(old))
    return {
        "runs_stride": len(old), "median_accuracy_stride": Percentage(median_of(old)),
        "stride_points": study.points_between(more, less),
        "stride_interval": study.interval([100 * end for end in effect.interval], 1),
        "better_stride": "old" if low > 0 else "new" if high < 0 else "neither",
    }  # fmt: skip
