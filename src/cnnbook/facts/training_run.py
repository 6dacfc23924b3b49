"""Exercise 9: one recorded training, and what many say of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from cnnbook.configuration import EXERCISE_9
from cnnbook.dataset import CLASSES, TRAINING_IMAGES
from cnnbook.facts import study
from cnnbook.facts.study import accuracies, median_of
from cnnbook.numbers import Percentage, Rounded, decimal, rounded
from cnnbook.provenance import of_run
from cnnbook.records import Record
from cnnbook.source_runs import EXERCISE_9_LOSS, EXERCISE_9_TEST_ACCURACY
from cnnbook.study import claims, plan, statistics
from cnnbook.study.claims import Verdict
from cnnbook.study.results import Result

QUOTED = {"hundred", "ten", "twenty"}
"""Numbers of the sheet of exercises."""

GIVEN = {"third"}
"""Numbers that a question chooses."""

_HUNDRED, _TWENTY, _TEN = 100, 20, 10
"""Times chance, in the alternatives."""
_THIRD = 3
"""The epoch that a slower training is compared with."""
CHANCE = 1 / CLASSES


def facts(
    record: Record,
    test: Mapping[str, float],
    chance: float,
    is_whole: bool,
    written: Mapping[str, float],
) -> dict[str, object]:
    """Of the recorded run.

    Args:
        test: what the page says of the test, measured again where the whole set is at hand.
        written: what the page's own code trains with, by its name in `EXERCISE_9`.
    """
    assert all(getattr(EXERCISE_9, name) == value for name, value in written.items())
    loss, accuracy, val_loss, val_accuracy = (
        record.history[name] for name in ("loss", "accuracy", "val_loss", "val_accuracy")
    )
    assert chance == CHANCE
    assert len(loss) == len(EXERCISE_9_LOSS) == EXERCISE_9.epochs
    assert all(later < earlier for earlier, later in zip(loss, loss[1:]))
    last_drop = loss[-2] - loss[-1]
    assert last_drop > claims.FLAT
    assert abs(loss[0] - math.log(CLASSES)) < 0.1  # it starts from chance
    seen = rounded(loss[-2], 2) - rounded(loss[-1], 2)
    assert decimal(last_drop, 2) == decimal(seen, 2)  # with what readers see
    times_chance = test["accuracy"] / chance
    assert _TEN < times_chance < _TWENTY
    assert test["accuracy"] < 0.5  # most are wrong still
    assert abs(test["accuracy"] - record.test["accuracy"]) < 0.002
    return {
        "key": _key(last_drop, times_chance), "epochs": EXERCISE_9.epochs,
        "learning_rate": Rounded(EXERCISE_9.learning_rate), "batch_size": EXERCISE_9.batch_size,
        "steps": TRAINING_IMAGES // EXERCISE_9.batch_size, "classes": CLASSES,
        "chance": Percentage(chance, 0), "chance_loss": Rounded(math.log(CLASSES)),
        "perplexity": round(math.exp(loss[-1])),
        "hundred": _HUNDRED, "twenty": _TWENTY, "ten": _TEN,
        "hundred_means": Percentage(_HUNDRED * chance, 0),
        "twenty_means": Percentage(_TWENTY * chance, 0),
        "first_loss": Rounded(loss[0]), "last_loss": Rounded(loss[-1]),
        "last_drop": Rounded(last_drop),
        "first_val_loss": Rounded(val_loss[0]), "last_val_loss": Rounded(val_loss[-1]),
        "train_accuracy": Percentage(accuracy[-1], 2),
        "last_val_accuracy": Percentage(val_accuracy[-1], 2),
        "recorded_accuracy": Percentage(record.test["accuracy"], 2),
        "test_accuracy": Percentage(test["accuracy"], 2), "times_chance": Rounded(times_chance),
        "source_accuracy": Percentage(EXERCISE_9_TEST_ACCURACY, 2),
        "run": of_run(record), "is_whole": is_whole,
        **_validation_ahead(record),
    }  # fmt: skip


def _key(last_drop: float, times_chance: float) -> str:
    """Each alternative says one thing of the loss and one of the accuracy: both must hold."""
    still_falls = last_drop > claims.FLAT
    holds = {
        "a": not still_falls and times_chance > _HUNDRED,
        "b": not still_falls and 1 < times_chance < claims.SLIGHTLY,
        "c": not still_falls and round(times_chance) == _TWENTY,
        "d": still_falls and times_chance > _TEN,
    }
    [key] = [letter for letter, both in holds.items() if both]
    return key


def _validation_ahead(record: Record) -> dict[str, object]:
    """The validation is still getting better at the end, and mostly ahead of the training."""
    loss, accuracy, val_loss, val_accuracy = (
        record.history[name] for name in ("loss", "accuracy", "val_loss", "val_accuracy")
    )
    assert min(val_loss) == val_loss[-1] and max(val_accuracy) == val_accuracy[-1]
    assert abs(val_loss[-1] - loss[-1]) < 0.1  # one line close to the other
    ahead = sum(validation > training for validation, training in zip(val_accuracy, accuracy))
    inside = sum(
        before > now > after for before, now, after in zip(val_loss, loss[1:], val_loss[1:])
    )
    pairs = len(loss) - 1
    assert ahead > len(loss) / 2 and inside > pairs / 2
    return {
        "ahead": ahead, "inside": inside, "pairs": pairs,
        "training_ahead_at_the_end": accuracy[-1] > val_accuracy[-1],
    }  # fmt: skip


def of_study(record: Record, verdict: Mapping[str, Verdict]) -> dict[str, object]:
    """Of the runs with the exercise's learning rate, and with others."""
    runs = study.runs_of(plan.NINE)
    assert [run.configuration.seed for run in runs] == list(range(1, len(runs) + 1))
    band = statistics.Band.of([run.history["loss"] for run in runs])
    assert all(np.diff(band.median) < 0)
    spread = band.highest - band.lowest
    assert spread[-1] > spread[0]
    last_drops = [claims.last_drop(run) for run in runs]
    assert min(last_drops) >= claims.FLAT
    lowest, highest = min(accuracies(runs)), max(accuracies(runs))
    assert verdict["d"].loss.held == len(runs) and highest < _TWENTY * CHANCE
    assert [verdict[letter].both.held for letter in "abc"] == [0, 0, 0]
    low, high = statistics.median_interval(accuracies(runs))
    return {
        "study_runs": len(runs), "level": study.LEVEL,
        "study_last_loss": Rounded(band.median[-1]), "study_accuracy": Percentage(median_of(runs)),
        "study_lowest": Percentage(lowest), "study_highest": Percentage(highest),
        "study_low": Percentage(low), "study_high": Percentage(high),
        "above_ten": study.share(verdict["d"].accuracy),
        "ten_means": Percentage(_TEN * CHANCE, 0),
        "above_the_limit": study.points_between(lowest, _TEN * CHANCE),
        "standing": study.standing(record, runs),
        "flat": Rounded(claims.FLAT), "slightly": claims.SLIGHTLY,
        "smallest_last_drop": Rounded(min(last_drops), 3),
        **_longer(runs),
        **_rates(runs, band),
    }  # fmt: skip


def _longer(runs: Sequence[Result]) -> dict[str, object]:
    """With twice the epochs the same network gets more right, in any pair of runs."""
    longer = study.runs_of(plan.NINE_AS_LONG_AS_TEN)
    assert statistics.effect(accuracies(longer), accuracies(runs)).superiority == 1
    assert longer[0].configuration.epochs > EXERCISE_9.epochs
    # Training and validation part.
    assert all(run.history["accuracy"][-1] > run.history["val_accuracy"][-1] for run in longer)
    return {
        "longer_epochs": longer[0].configuration.epochs, "longer_runs": len(longer),
        "longer_accuracy": Percentage(median_of(longer)),
    }  # fmt: skip


def _rates(runs: Sequence[Result], band: statistics.Band) -> dict[str, object]:
    """The same network with other learning rates."""
    slower, faster = study.runs_of(plan.NINE_SLOWER), study.runs_of(plan.NINE_FASTER)
    rates = [{run.configuration.learning_rate for run in some} for some in (slower, runs, faster)]
    [[slow], [rate], [fast]] = rates
    assert math.isclose(5 * slow, rate) and math.isclose(fast, 2 * rate)
    assert median_of(slower) < _TEN * CHANCE < median_of(runs) < median_of(faster)
    loss_slow = float(np.median([run.history["loss"][-1] for run in slower]))
    assert loss_slow > band.highest[_THIRD - 1]
    above_ten = statistics.fraction([value > _TEN * CHANCE for value in accuracies(slower)])
    assert above_ten.held <= above_ten.runs / 2
    effect = statistics.effect(accuracies(faster), accuracies(runs))
    assert effect.difference > 0 and effect.interval[1] > 0
    return {
        "third": _THIRD, "rate_slow": Rounded(slow), "rate_fast": Rounded(fast, 1),
        "runs_slow": len(slower), "runs_fast": len(faster), "loss_slow": Rounded(loss_slow),
        "accuracy_slow": Percentage(median_of(slower)),
        "accuracy_fast": Percentage(median_of(faster)), "above_ten_slow": study.share(above_ten),
        "points_fast": study.points_between(median_of(faster), median_of(runs)),
        "points_fast_interval": study.interval([100 * end for end in effect.interval], 1),
        "always_superior": effect.superiority == 1,
        "superiority_fast": Percentage(effect.superiority, 0),
    }  # fmt: skip
