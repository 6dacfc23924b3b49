"""The data of exercise 8: every slip in preparing them is told, and right ones are right."""

from __future__ import annotations

import numpy as np
import pytest

from cnnbook.check.answer import Verdict
from cnnbook.check.data import check_data
from cnnbook.check.named import NAMED
from cnnbook.dataset import CLASSES, IMAGE_SHAPE

TRAIN, TEST = 1200, 300


@pytest.fixture(scope="module")
def raw():
    random = np.random.default_rng(1)
    images = random.integers(0, 256, (TRAIN + TEST, *IMAGE_SHAPE), dtype=np.uint8)
    labels = random.integers(0, CLASSES, (TRAIN + TEST, 1))
    return images[:TRAIN], labels[:TRAIN], images[TRAIN:], labels[TRAIN:]


def one_hot(labels, columns=CLASSES):
    return np.eye(columns)[np.asarray(labels).ravel() % columns]


def scaled(images):
    return images.astype("float32") / 255


def right(raw):
    x_train, y_train, x_test, y_test = raw
    return [scaled(x_train), one_hot(y_train), scaled(x_test), one_hot(y_test)]


def test_right_data(raw):
    part = check_data(*right(raw))
    assert part.verdict is Verdict.RIGHT and part.score == 1
    assert "1200 imagens de treino" in part.notes[0]


@pytest.mark.parametrize(
    "write",
    [
        lambda x: x / np.float32(255),
        lambda x: x / 255.0,
        lambda x: np.asarray(x, "float32") * (1 / 255),
        lambda x: x.astype("float16") / 255,
        lambda x: np.clip(x / 255, 0, 1),
        lambda x: np.divide(x, 255, dtype="float32"),
        lambda x: x.astype("float32") / 256,
    ],
)
def test_other_ways_of_dividing(raw, write):
    x_train, y_train, x_test, y_test = raw
    given = [write(x_train), one_hot(y_train).astype(bool), write(x_test), one_hot(y_test)]
    assert check_data(*given).verdict is Verdict.RIGHT


def test_lists_are_arrays_as_well(raw):
    few = [array[:40].tolist() for array in right(raw)]
    assert check_data(*few).verdict is Verdict.RIGHT


def test_nothing_yet_is_blank():
    assert check_data(None, None, None, None).verdict is Verdict.BLANK


# Each: which of the four is changed, how, what is found and the book's name for it.
SLIPS = {
    "train not scaled": ((0,), lambda x: x * 255, "one-set-scaled", "one-set-scaled"),
    "test not scaled": ((2,), lambda x: x * 255, "one-set-scaled", "one-set-scaled"),
    "neither scaled": ((0, 2), lambda x: x * 255, "not-scaled", ""),
    "scaled twice": ((0, 2), lambda x: x / 255, "scaled-twice", ""),
    "whole division": ((0, 2), lambda x: (x * 255) // 255, "scaled-to-nothing", ""),
    "made whole": ((0, 2), lambda x: x.astype("uint8"), "scaled-to-nothing", ""),
    "centred": ((0, 2), lambda x: 2 * x - 1, "centred", ""),
    "mean taken off": ((0, 2), lambda x: x - x.mean(), "centred", ""),
    "flattened": ((0, 2), lambda x: x.reshape(len(x), -1), "image-shape", ""),
    "channels first": ((0, 2), lambda x: x.transpose(0, 3, 1, 2), "image-shape", ""),
    "one channel": ((0, 2), lambda x: x[..., :1], "image-shape", ""),
    "one image": ((0,), lambda x: x[0], "image-shape", ""),
    "words": ((0,), lambda x: np.array(["imagem"]), "image-shape", ""),
    "nothing": ((0,), lambda x: None, "image-shape", ""),
    "fewer labels": ((1,), lambda y: y[:-1], "labels-count", ""),
    "labels of the other": ((3,), lambda y: one_hot(np.arange(TRAIN)), "labels-count", ""),
    "numbers of classes": ((1, 3), lambda y: y.argmax(1), "not-one-hot", ""),
    "a column of numbers": ((1, 3), lambda y: y.argmax(1)[:, None], "not-one-hot", ""),
    "encoded twice": ((1, 3), lambda y: np.stack([1 - y, y], 2), "one-hot-twice", ""),
    "groups": ((1, 3), lambda y: one_hot(y.argmax(1), 20), "one-hot-columns", "superclasses"),
    "ten classes": ((1, 3), lambda y: one_hot(y.argmax(1), 10), "one-hot-columns", ""),
    "one column more": ((1, 3), lambda y: np.pad(y, ((0, 0), (1, 0))), "one-hot-columns", ""),
    "all ones": ((1,), np.ones_like, "no-single-one", ""),
    "all zeros": ((3,), np.zeros_like, "no-single-one", ""),
    "softened": ((1,), lambda y: 0.9 * y + 0.001, "no-single-one", ""),
    "ones and minus ones": ((1,), lambda y: 2 * y - 1, "no-single-one", ""),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_in_its_place(raw, slip):
    places, change, kind, mistake = SLIPS[slip]
    given = right(raw)
    for place in places:
        given[place] = change(given[place])
    part = check_data(*given)
    assert part.verdict is Verdict.WRONG and part.score < 1
    names = ("x_train", "y_train", "x_test", "y_test")
    changed = {names[place] for place in places}
    found = {place: f for f in part.findings for place in f.places}
    assert all(found[place].kind == kind for place in changed & found.keys())
    assert found.keys() <= changed or mistake == "one-set-scaled", part.findings
    assert changed <= found.keys() or mistake == "one-set-scaled", part.findings
    assert {one.mistake for one in part.findings} == {mistake}
    assert all(all(finding.hints()) for finding in part.findings)


def test_the_test_set_in_the_training_set(raw):
    x_train, y_train, x_test, y_test = right(raw)
    both = np.concatenate([x_train, x_test]), np.concatenate([y_train, y_test])
    [finding] = check_data(*both, x_test, y_test).findings
    assert (finding.kind, finding.mistake) == ("images-shared", "trained-on-test")
    [finding] = check_data(x_train, y_train, x_train[:300], y_train[:300]).findings
    assert finding.mistake == "trained-on-test"


def test_scales_do_not_hide_what_is_shared(raw):
    x_train, y_train, x_test, y_test = right(raw)
    given = [x_train, y_train, raw[0][:300] / np.float64(255), y_train[:300]]
    assert [one.mistake for one in check_data(*given).findings] == ["trained-on-test"]


def test_sets_that_changed_places(raw, monkeypatch):
    from cnnbook.check import data

    monkeypatch.setattr(data, "TRAINING_IMAGES", TRAIN)
    monkeypatch.setattr(data, "TEST_IMAGES", TEST)
    x_train, y_train, x_test, y_test = right(raw)
    assert check_data(x_train, y_train, x_test, y_test).notes == ()
    [finding] = check_data(x_test, y_test, x_train, y_train).findings
    assert finding.kind == "sets-swapped"


def test_what_is_told_is_what_the_exercise_can_name():
    named = {mistake for *_, mistake in SLIPS.values()} - {""} | {"trained-on-test"}
    assert named <= {*NAMED["cifar-100"]}
