"""Which runs the study wants: the networks of exercises 9 and 10, and what readers ask of them.

First on all of CIFAR-100, then on a part of it, for who has only minutes on one slow core.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cnnbook.configuration import (
    EXERCISE_9,
    EXERCISE_9_SUBSET,
    EXERCISE_10,
    EXERCISE_10_SUBSET,
    TrainingConfiguration,
)


@dataclass(frozen=True)
class Group:
    """Runs that differ by their seed alone.

    Args:
        name: for messages, files and columns; unique in a plan.
        configuration: of all of them; its own seed says nothing.
        seeds: how many are wanted: 1, 2, …, ``seeds``.
    """

    name: str
    configuration: TrainingConfiguration
    seeds: int

    def run(self, seed: int) -> TrainingConfiguration:
        return replace(self.configuration, seed=seed)


NINE = Group("exercise_9", EXERCISE_9, seeds=20)
TEN = Group("exercise_10", EXERCISE_10, seeds=20)
TEN_STRIDE_3 = Group(
    "exercise_10_stride3",
    replace(EXERCISE_10, network="deeper_factored_classifier_stride3"),
    seeds=5,
)
NINE_AS_LONG_AS_TEN = Group(
    "exercise_9_epochs16", replace(EXERCISE_9, epochs=EXERCISE_10.epochs), seeds=5
)
NINE_SLOWER = Group("exercise_9_rate001", replace(EXERCISE_9, learning_rate=0.01), seeds=5)
NINE_FASTER = Group("exercise_9_rate01", replace(EXERCISE_9, learning_rate=0.1), seeds=5)

GROUPS = (NINE, TEN, TEN_STRIDE_3, NINE_AS_LONG_AS_TEN, NINE_SLOWER, NINE_FASTER)
"""On all of CIFAR-100: what the chapters and their figures speak of."""

NINE_SUBSET = Group("exercise_9_subset", EXERCISE_9_SUBSET, seeds=12)
TEN_SUBSET = Group("exercise_10_subset", EXERCISE_10_SUBSET, seeds=12)
NINE_SUBSET_SLOWER = Group(
    "exercise_9_subset_rate001", replace(EXERCISE_9_SUBSET, learning_rate=0.01), seeds=5
)
NINE_SUBSET_FASTER = Group(
    "exercise_9_subset_rate01", replace(EXERCISE_9_SUBSET, learning_rate=0.1), seeds=5
)

SUBSET_GROUPS = (NINE_SUBSET, TEN_SUBSET, NINE_SUBSET_SLOWER, NINE_SUBSET_FASTER)
ALL_GROUPS = (*GROUPS, *SUBSET_GROUPS)


def in_order(groups: tuple[Group, ...] = ALL_GROUPS) -> Iterator[TrainingConfiguration]:
    """Every run, seed by seed, so that a study cut short has something to say of each group."""
    for seed in range(1, max(group.seeds for group in groups) + 1):
        yield from (group.run(seed) for group in groups if seed <= group.seeds)
