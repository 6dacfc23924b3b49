"""Which results are of the networks and the data as they are today."""

from __future__ import annotations

from collections.abc import Iterable

import keras

from cnnbook import records, training
from cnnbook.configuration import TrainingConfiguration
from cnnbook.dataset import Dataset
from cnnbook.study.results import Result


def names(
    configurations: Iterable[TrainingConfiguration], data: Dataset | None = None
) -> dict[TrainingConfiguration, str]:
    """The name that a run of each configuration has today; ``data`` None means its own."""
    networks: dict[str, keras.Model] = {}
    found = {}
    for of in configurations:
        if of.network not in networks:
            networks[of.network] = training.build(of)
        found[of] = records.name_of(training.identity_of(of, networks[of.network], data))
    return found


def stale(results: Iterable[Result], data: Dataset | None = None) -> list[Result]:
    """Those results that are of another network or of other data than today's."""
    results = list(results)
    expected = names({result.configuration for result in results}, data)
    return [result for result in results if result.run != expected[result.configuration]]
