"""Records of training runs: looked up by their whole configuration, and refused when damaged."""

import dataclasses
import errno
import io
import json
import os
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from cnnbook import records
from cnnbook.configuration import TrainingConfiguration
from cnnbook.records import DivergedError, Record, RecordError
from cnnbook_files import sha256_of_bytes

CONFIGURATION = TrainingConfiguration("factored_classifier", epochs=2)
ARCHITECTURE = {"layers": [{"class": "Dense", "units": 2, "activation": "softmax"}]}
DATA = {"train": "0" * 64, "test": "1" * 64}
IDENTITY = CONFIGURATION.identity(ARCHITECTURE, DATA)
WEIGHTS = [np.arange(6, dtype=np.float32).reshape(3, 2), np.array([0.5, -1], np.float32)]
MEASURES = ("loss", "accuracy", "val_loss", "val_accuracy", "seconds")


def make_record(identity=IDENTITY, packed=None):
    return Record(
        configuration=identity,
        history={name: [2.5, 1.25] for name in MEASURES},
        test={"loss": 1.5, "accuracy": 0.25},
        provenance={"date": "2026-01-31", "cpu": "Ação"},
        weights_sha256=sha256_of_bytes(packed or records.pack_arrays(WEIGHTS)),
    )


@pytest.fixture
def saved(tmp_path):
    """The path of a good record."""
    return records.save(tmp_path / "runs", make_record(), records.pack_arrays(WEIGHTS))


def test_what_was_saved_is_loaded(saved):
    record, weights = records.find(IDENTITY, [saved.parent])
    assert record == make_record()
    for array, expected in zip(weights, WEIGHTS, strict=True):
        assert array.dtype == expected.dtype
        np.testing.assert_array_equal(array, expected)


def test_another_configuration_is_simply_not_found(saved):
    other = dataclasses.replace(CONFIGURATION, seed=2).identity(ARCHITECTURE, DATA)
    assert records.find(other, [saved.parent]) is None


CHANGES = {
    "network": "deeper_factored_classifier",
    "epochs": 3,
    "learning_rate": 0.050000001,
    "batch_size": 101,
    "seed": 2,
    "optimizer": "Adam",
    "loss": "mse",
    "architecture": ARCHITECTURE | {"input": [32, 32, 3]},
    "data_sha256": DATA | {"test": "2" * 64},
}


def test_every_field_of_a_configuration_has_a_change_to_test():
    assert CHANGES.keys() == IDENTITY.keys()


@pytest.mark.parametrize("field", CHANGES)
def test_the_name_changes_with(field):
    assert records.name_of(IDENTITY | {field: CHANGES[field]}) != records.name_of(IDENTITY)


def test_the_name_tells_the_run_and_does_not_depend_on_the_order_of_fields():
    name = records.name_of(IDENTITY)
    assert name.startswith("factored_classifier-epochs2-seed1-")
    assert records.name_of(dict(reversed(IDENTITY.items()))) == name


def test_equal_configurations_have_equal_names():
    whole, real = (
        dataclasses.replace(CONFIGURATION, learning_rate=rate).identity(ARCHITECTURE, DATA)
        for rate in (1, 1.0)
    )
    assert whole == real
    assert records.name_of(whole) == records.name_of(real)


@pytest.mark.parametrize("field", CHANGES)
def test_a_record_under_the_name_of_another_is_refused_with_what_differs(saved, field):
    other = IDENTITY | {field: CHANGES[field]}
    copy = saved.with_name(records.name_of(other) + ".json")
    shutil.copy(saved, copy)
    shutil.copy(saved.with_suffix(".npz"), copy.with_suffix(".npz"))
    with pytest.raises(RecordError) as error:
        records.find(other, [saved.parent])
    for text in (str(copy), f"(diferem: {field})", "make train"):
        assert text in str(error.value)


def edited(**changes):
    """Replace parts of a record's JSON, or delete them where the new value is None."""

    def edit(text):
        content = json.loads(text) | changes
        return json.dumps({key: value for key, value in content.items() if value is not None})

    return edit


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text[: len(text) // 2], id="cut"),
        pytest.param(lambda text: "", id="empty"),
        pytest.param(lambda text: "[]", id="JSON of something else"),
        pytest.param(edited(format=3), id="format of the future"),
        pytest.param(edited(format=None), id="no format"),
        pytest.param(edited(history=None), id="no history"),
        pytest.param(edited(surprise=1), id="a part too many"),
        pytest.param(edited(configuration={}), id="no configuration"),
        pytest.param(
            edited(history={name: [1.0] for name in MEASURES}), id="one epoch of two"
        ),
        pytest.param(
            edited(history={"loss": [1.0, 2.0], "accuracy": [0.1]}), id="one measure too short"
        ),
        pytest.param(edited(history={"loss": [1.0, 2.0]}), id="only one measure"),
        pytest.param(edited(test={"loss": 1.0}), id="no test accuracy"),
    ],
)  # fmt: skip
def test_a_damaged_record_is_refused_with_its_name_and_what_to_do(saved, damage):
    saved.write_text(damage(saved.read_text()))
    with pytest.raises(RecordError) as error:
        records.find(IDENTITY, [saved.parent])
    assert str(saved) in str(error.value)
    assert "make train" in str(error.value)


def altered(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [Path.unlink, altered])
def test_missing_or_altered_weights_are_refused_with_their_name_and_what_to_do(saved, damage):
    damage(saved.with_suffix(".npz"))
    with pytest.raises(RecordError) as error:
        records.find(IDENTITY, [saved.parent])
    for text in (str(saved.with_suffix(".npz")), "make train"):
        assert text in str(error.value)


class Malicious:
    """Its pickle makes a folder when it is read."""

    def __init__(self, marker):
        self.marker = marker

    def __reduce__(self):
        return os.mkdir, (str(self.marker),)


def test_weights_with_a_pickle_in_them_are_refused_unread_even_if_their_hash_is_right(tmp_path):
    marker = tmp_path / "code-was-run"
    buffer = io.BytesIO()
    np.savez(buffer, np.array([Malicious(marker)], dtype=object))
    packed = buffer.getvalue()
    records.save(tmp_path, make_record(packed=packed), packed)
    with pytest.raises(RecordError, match="make train"):
        records.find(IDENTITY, [tmp_path])
    assert not marker.exists()


def test_a_failure_while_saving_leaves_no_record_without_its_weights(tmp_path, monkeypatch):
    replace, done = os.replace, []

    def replace_once(*arguments):
        if done:
            raise OSError("disk full")
        done.append(replace(*arguments))

    monkeypatch.setattr(os, "replace", replace_once)
    with pytest.raises(RecordError, match="disk full"):
        records.save(tmp_path, make_record(), records.pack_arrays(WEIGHTS))
    assert done
    assert records.find(IDENTITY, [tmp_path]) is None


def test_the_weights_loaded_are_those_that_were_hashed(saved, monkeypatch):
    """Though the file be swapped for another meanwhile."""
    hashing = records.sha256_of_bytes

    def hash_and_swap(content):
        digest = hashing(content)
        saved.with_suffix(".npz").write_bytes(records.pack_arrays([np.zeros(1)]))
        return digest

    monkeypatch.setattr(records, "sha256_of_bytes", hash_and_swap)
    _, weights = records.find(IDENTITY, [saved.parent])
    np.testing.assert_array_equal(weights[0], WEIGHTS[0])


NOT_NUMBERS = [float("nan"), float("inf"), -float("inf")]


@pytest.mark.parametrize("value", NOT_NUMBERS)
@pytest.mark.parametrize("part", ["history", "test"])
def test_a_diverged_run_is_not_saved(tmp_path, part, value):
    record = make_record()
    changed = {
        "history": record.history | {"val_loss": [2.5, value]},
        "test": record.test | {"loss": value},
    }[part]
    with pytest.raises(DivergedError, match="divergiu"):
        records.save(tmp_path / "runs", dataclasses.replace(record, **{part: changed}), b"")
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("value", NOT_NUMBERS)
def test_a_diverged_run_saved_before_is_refused_as_one(saved, value):
    content = json.loads(saved.read_text())
    content["history"]["loss"][1] = value
    saved.write_text(json.dumps(content))
    with pytest.raises(RecordError, match="divergiu"):
        records.find(IDENTITY, [saved.parent])


REFUSED = {
    errno.ENOSPC: "o disco está cheio",
    errno.EACCES: "falta permissão",
    errno.EROFS: "o disco só permite leitura",
}


def failing(number):
    def fail(*arguments, **options):
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("number", REFUSED)
def test_what_cannot_be_written_is_said_with_where_why_and_what_to_do(
    tmp_path, monkeypatch, number
):
    monkeypatch.setattr(records, "write_atomically", failing(number))
    monkeypatch.setattr("tempfile.TemporaryFile", failing(number))
    for attempt in (
        lambda: records.save(tmp_path, make_record(), b""),
        lambda: records.insist_on_writing(tmp_path),
    ):
        with pytest.raises(RecordError) as error:
            attempt()
        for text in (str(tmp_path), REFUSED[number], "CNNBOOK_RUNS"):
            assert text in str(error.value)


def test_asking_whether_a_folder_can_be_written_leaves_nothing_in_it(tmp_path):
    records.insist_on_writing(tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []


def test_weights_that_may_not_be_read_are_said_to_be_so(saved, monkeypatch):
    monkeypatch.setattr("pathlib.Path.read_bytes", failing(errno.EACCES))
    with pytest.raises(RecordError, match="não podem ser lidos.*permissões"):
        records.find(IDENTITY, [saved.parent])


def test_packed_arrays_keep_their_order_beyond_ten():
    arrays = [np.full(2, index) for index in range(12)]  # by name, arr_10 comes before arr_2
    unpacked = records.unpack_arrays(records.pack_arrays(arrays))
    assert [array[0] for array in unpacked] == list(range(12))


def test_the_same_arrays_give_the_same_bytes_another_day(monkeypatch):
    today = records.pack_arrays(WEIGHTS)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86_400)
    assert records.pack_arrays(WEIGHTS) == today


@pytest.mark.parametrize(
    ("chosen", "present", "found"),
    [
        (True, {"chosen", "packaged"}, "chosen"),
        (True, {"packaged", "cache"}, "packaged"),
        (False, {"chosen", "packaged", "cache"}, "packaged"),
        (False, {"chosen", "cache"}, "cache"),
        (False, {"chosen"}, None),
    ],
)
def test_where_records_are_looked_for(tmp_path, bare_machine, monkeypatch, chosen, present, found):
    folders = {
        "chosen": tmp_path / "chosen",
        "packaged": tmp_path / "packaged",
        "cache": bare_machine / ".cache" / "cnnbook" / "runs",
    }
    monkeypatch.setattr(records, "PACKAGED_RUNS", folders["packaged"])
    # An empty variable is as good as none.
    monkeypatch.setenv("CNNBOOK_RUNS", str(folders["chosen"]) if chosen else "")
    packed = records.pack_arrays(WEIGHTS)
    for name in present:
        record = dataclasses.replace(make_record(), provenance={"from": name})
        records.save(folders[name], record, packed)
    result = records.find(IDENTITY)
    assert (result and result[0].provenance["from"]) == found


def test_new_runs_go_where_the_reader_chose_or_to_the_cache(bare_machine, tmp_path, monkeypatch):
    assert records.user_directory() == bare_machine / ".cache" / "cnnbook" / "runs"
    monkeypatch.setenv("CNNBOOK_RUNS", str(tmp_path / "chosen"))
    assert records.user_directory() == tmp_path / "chosen"
