"""The first layer along a training: of the recorded run, whole, and refused when damaged."""

import json

import numpy as np
import pytest

from cnnbook import records, snapshots
from cnnbook.configuration import EXERCISE_10
from cnnbook.records import RecordError
from cnnbook.snapshots import EPOCHS, PACKAGED_SNAPSHOTS


@pytest.fixture(scope="module")
def recorded():
    """The recorded run of exercise 10 and its weights."""
    [path] = records.PACKAGED_RUNS.glob(f"{EXERCISE_10.network}-*.json")
    record = records.read(path)
    return records.load(path, record.configuration)


def test_at_the_end_the_layer_is_the_recorded_network_s_first(recorded):
    record, (kernel, bias, *_) = recorded
    taken = snapshots.load()
    np.testing.assert_array_equal(taken.kernels[EPOCHS[-1]], kernel)
    np.testing.assert_array_equal(taken.biases[EPOCHS[-1]], bias)
    assert taken.final_weights_sha256 == record.weights_sha256
    assert taken.configuration == EXERCISE_10.asked()


def test_the_figures_along_the_way_are_the_record_s(recorded):
    record, _ = recorded
    for epoch, test in snapshots.load().test.items():
        if epoch:
            for name, value in test.items():
                assert value == record.history[f"val_{name}"][epoch - 1]


def test_a_layer_is_there_for_each_moment_and_changes():
    taken = snapshots.load()
    assert EPOCHS == (0, 1, 4, EXERCISE_10.epochs)
    kernels = [taken.kernels[epoch] for epoch in EPOCHS]
    assert {kernel.shape for kernel in kernels} == {(3, 3, 3, 32)}
    assert {bias.shape for bias in taken.biases.values()} == {(32,)}
    for before, after in zip(kernels, kernels[1:]):
        assert np.isfinite(after).all() and (before != after).any()


def test_provenance_is_complete_and_names_no_path():
    provenance = snapshots.load().provenance
    assert provenance.keys() == {
        "date", "python", "tensorflow", "keras", "numpy", "system", "cpu", "threads", "onednn",
    }  # fmt: skip
    assert "/" not in json.dumps(provenance)


@pytest.mark.parametrize("name", ["conv1.json", "conv1.npz"])
@pytest.mark.parametrize("damage", ["missing", "empty", "altered"])
def test_damaged_snapshots_are_refused_with_where_they_are_and_what_to_do(tmp_path, name, damage):
    for path in PACKAGED_SNAPSHOTS.iterdir():
        content = path.read_bytes()
        if path.name == name:
            if damage == "missing":
                continue
            content = b"" if damage == "empty" else content.replace(b"8", b"9")
        (tmp_path / path.name).write_bytes(content)
    with pytest.raises(RecordError) as error:
        snapshots.load(tmp_path)
    for text in (str(tmp_path), "cnnbook.record_snapshots"):
        assert text in str(error.value)
