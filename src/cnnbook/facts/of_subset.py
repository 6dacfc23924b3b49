"""Exercises 9 and 10 on a part of CIFAR-100: how large it is, and what many runs on it came to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnnbook import cifar100, subset
from cnnbook.configuration import EXERCISE_9, EXERCISE_9_SUBSET, EXERCISE_10, EXERCISE_10_SUBSET
from cnnbook.dataset import CLASSES, TRAINING_IMAGES
from cnnbook.facts import study
from cnnbook.facts.study import accuracies, median_of
from cnnbook.numbers import Percentage, Rounded
from cnnbook.study import claims, plan
from cnnbook.study.results import Result

QUOTED = {"quarter"}
"""Numbers of the sheet of exercises."""

_QUARTER = 0.25
"""The accuracy that the right alternative of exercise 10 speaks of."""


def size() -> dict[str, object]:
    """Of the part, and of all."""
    for part, whole in ((EXERCISE_9_SUBSET, EXERCISE_9), (EXERCISE_10_SUBSET, EXERCISE_10)):
        assert part.epochs == whole.epochs and part.learning_rate == whole.learning_rate
        assert part.batch_size < whole.batch_size
    return {
        "training": subset.TRAINING_IMAGES, "test": subset.TEST_IMAGES,
        "training_per_class": subset.TRAINING_PER_CLASS, "test_per_class": subset.TEST_PER_CLASS,
        "batch": EXERCISE_9_SUBSET.batch_size, "whole_batch": EXERCISE_9.batch_size,
        "steps": subset.TRAINING_IMAGES // EXERCISE_9_SUBSET.batch_size,
        "whole_steps": TRAINING_IMAGES // EXERCISE_9.batch_size,
        "whole": TRAINING_IMAGES,
        "megabytes": round(sum(bytes_ for bytes_, _ in cifar100.FILES.values()) / 1e6),
    }  # fmt: skip


def of_exercise_9() -> dict[str, object]:
    """The loss falls to the end here too, and less is learnt; the rate matters more."""
    runs, whole = study.runs_of(plan.NINE_SUBSET), study.runs_of(plan.NINE)
    slower = study.runs_of(plan.NINE_SUBSET_SLOWER)
    faster = study.runs_of(plan.NINE_SUBSET_FASTER)
    _less_is_learnt(runs, whole)
    last_drops = [claims.last_drop(run) for run in runs]
    assert min(last_drops) > claims.FLAT
    assert max(accuracies(slower)) < min(accuracies(runs))
    assert median_of(slower) < median_of(runs) < median_of(faster)
    fallen = [run.history["loss"][0] - run.history["loss"][-1] for run in slower]
    return {
        **size(), **_ended(runs), "smallest_last_drop": Rounded(min(last_drops), 3),
        "times": Rounded(median_of(runs) * CLASSES, 1),
        "runs_slow": len(slower), "runs_fast": len(faster),
        "rate_slow": Rounded(slower[0].configuration.learning_rate),
        "rate_fast": Rounded(faster[0].configuration.learning_rate, 1),
        "accuracy_slow": Percentage(median_of(slower)), "fallen_slow": Rounded(max(fallen)),
        "accuracy_fast": Percentage(median_of(faster)),
    }  # fmt: skip


def of_exercise_10() -> dict[str, object]:
    """With few images the training parts from the validation, which stops getting better."""
    runs, whole = study.runs_of(plan.TEN_SUBSET), study.runs_of(plan.TEN)
    _less_is_learnt(runs, whole)
    gaps, gaps_of_whole = (sorted(map(_gap, some)) for some in (runs, whole))
    assert gaps[0] > 0 and np.median(gaps) > 1.3 * np.median(gaps_of_whole)
    assert max(accuracies(runs)) < _QUARTER
    return {
        **size(), **_ended(runs),
        "gap": _median(gaps), "gap_of_whole": _median(gaps_of_whole),
    }  # fmt: skip


def _less_is_learnt(runs: Sequence[Result], whole: Sequence[Result]) -> None:
    """In any pair of a run on the part and one on all; and yet more than by chance."""
    assert [run.configuration.seed for run in runs] == list(range(1, len(runs) + 1))
    assert claims.SLIGHTLY * claims.CHANCE < min(accuracies(runs))
    assert max(accuracies(runs)) < min(accuracies(whole))
    last = [[run.history["loss"][-1] for run in some] for some in (runs, whole)]
    assert min(last[0]) > max(last[1])


def _gap(run: Result) -> float:
    """Of the loss in the last epoch: in validation, more than in training."""
    return run.history["val_loss"][-1] - run.history["loss"][-1]


def _ended(runs: Sequence[Result]) -> dict[str, object]:
    return {
        "runs": len(runs), "accuracy": Percentage(median_of(runs)),
        "lowest": Percentage(min(accuracies(runs))), "highest": Percentage(max(accuracies(runs))),
        "last_loss": _median([run.history["loss"][-1] for run in runs]),
    }  # fmt: skip


def _median(values: Sequence[float]) -> Rounded:
    return Rounded(float(np.median(values)))
