"""The runs that come with the book: one for each that it shows, whole, and saying where from."""

import math
import re

import numpy as np
import pytest

from cnnbook import records
from cnnbook.configuration import EXERCISE_9, EXERCISE_10, RECORDED
from cnnbook.records import PACKAGED_RUNS, load, name_of, read

PATHS = sorted(PACKAGED_RUNS.glob("*.json"))
PARAMETERS = {EXERCISE_9.network: 106_212, EXERCISE_10.network: 130_916}  # from the source

each_record = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def test_there_is_one_record_for_each_run_that_the_book_shows():
    found = [read(path).configuration for path in PATHS]
    assert sorted((of["network"], of["epochs"], of["seed"]) for of in found) == sorted(
        (of.network, of.epochs, of.seed) for of in RECORDED
    )


def test_no_other_file_is_there():
    files = {path.name for path in PACKAGED_RUNS.iterdir()}
    assert files == {path.with_suffix(end).name for path in PATHS for end in (".json", ".npz")}


@each_record
def test_the_weights_are_the_record_s_and_as_many_as_the_source_counts(path):
    record = read(path)
    assert path.stem == name_of(record.configuration)
    _, weights = load(path, record.configuration)  # insists on the hash
    assert sum(array.size for array in weights) == PARAMETERS[record.configuration["network"]]
    assert all(np.isfinite(array).all() for array in weights)


@each_record
def test_the_history_is_finite_and_starts_from_guessing(path):
    history = read(path).history
    assert set(history) == {"loss", "accuracy", "val_loss", "val_accuracy", "seconds"}
    assert all(math.isfinite(value) for values in history.values() for value in values)
    assert history["loss"][0] == pytest.approx(math.log(100), abs=0.1)


@each_record
def test_the_test_figures_are_those_of_the_last_epoch(path):
    record = read(path)  # as the test set is the validation set
    for measure in ("loss", "accuracy"):
        last = record.history[f"val_{measure}"][-1]
        assert record.test[measure] == pytest.approx(last, rel=1e-4)


@each_record
def test_provenance_is_complete(path):
    provenance = read(path).provenance
    assert set(provenance) == {
        "date", "python", "tensorflow", "keras", "numpy", "system", "cpu", "threads", "onednn",
    }  # fmt: skip
    assert all(str(value).strip() for value in provenance.values())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", provenance["date"])
    assert provenance["threads"] >= 1


@each_record
def test_no_path_of_the_machine_that_trained_it_is_in_the_record(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"""(^|[\s"'=:(])(~?/\w|[A-Za-z]:\\)""", text)


def test_they_are_found_without_configuring_anything():
    assert records.directories()[0] == PACKAGED_RUNS
