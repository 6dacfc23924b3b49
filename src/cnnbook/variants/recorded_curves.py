"""The recorded runs of the exercises 9 and 10 as plain curves, read without Keras."""

from __future__ import annotations

from functools import cache

from cnnbook import records
from cnnbook.configuration import EXERCISE_9, EXERCISE_10, TrainingConfiguration
from cnnbook.dataset import CLASSES

CHANCE = 1 / CLASSES


@cache
def history(configuration: TrainingConfiguration) -> dict[str, tuple[float, ...]]:
    """The history of a run that comes with the book, one number per epoch and measure.

    Only the book's own records count, or a variant would not be the same for every reader.

    Raises:
        LookupError: the book has no record, or several, of this configuration.
    """
    pattern = "{network}-epochs{epochs}-seed{seed}-*.json".format(**vars(configuration))
    found = [records.read(path) for path in sorted(records.PACKAGED_RUNS.glob(pattern))]
    matching = [
        record
        for record in found
        if record.configuration["learning_rate"] == configuration.learning_rate
        and record.configuration["batch_size"] == configuration.batch_size
    ]
    if len(matching) != 1:
        raise LookupError(f"{pattern}: há {len(matching)} registros, e deveria haver um")
    return {name: tuple(values) for name, values in matching[0].history.items()}


def shallow() -> dict[str, tuple[float, ...]]:
    """The network of exercise 9."""
    return history(EXERCISE_9)


def deep() -> dict[str, tuple[float, ...]]:
    """The deeper network of exercise 10."""
    return history(EXERCISE_10)


def curves(
    history: dict[str, tuple[float, ...]], measure: str
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Training and validation curve of a measure, ``loss`` or ``accuracy``."""
    return history[measure], history[f"val_{measure}"]
