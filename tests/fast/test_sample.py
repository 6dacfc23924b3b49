"""The images that come with the package: real ones, small, and refused when damaged."""

import json

import numpy as np
import pytest

from cnnbook import cifar100, sample
from cnnbook.cifar100 import DatasetError
from cnnbook.cifar100_names import PORTUGUESE
from cnnbook.sample import PACKAGED_SAMPLE, TEST_INDICES, TRAINING_INDICES

REAL = cifar100.find()  # before the tests' machine is made bare
LARGEST = 60_000  # bytes


def test_it_has_the_ten_first_training_images_and_a_few_test_ones():
    data = sample.load()
    assert data.x_train.shape == (10, 32, 32, 3)
    assert data.x_test.shape == (len(TEST_INDICES), 32, 32, 3)
    assert data.x_train.dtype == data.x_test.dtype == np.uint8
    assert TRAINING_INDICES == tuple(range(10))
    assert not data.is_whole
    assert set(data.class_names) == set(PORTUGUESE)


def test_the_source_s_first_labels_are_there():
    names = sample.load().class_names
    assert [names[label] for label in sample.load().y_train] == [
        "cattle", "dinosaur", "apple", "boy", "aquarium_fish",
        "telephone", "train", "cup", "cloud", "elephant",
    ]  # fmt: skip


def test_two_test_images_are_of_one_class():
    _, first, second = sample.load().y_test
    assert first == second


def test_it_is_small():
    assert sum(path.stat().st_size for path in PACKAGED_SAMPLE.iterdir()) <= LARGEST


def test_it_says_what_it_was_taken_from():
    about = json.loads((PACKAGED_SAMPLE / "about.json").read_text("utf-8"))
    assert about["files_sha256"] == cifar100.SHA256
    assert about["training_indices"] == list(TRAINING_INDICES)
    assert about["test_indices"] == list(TEST_INDICES)


@pytest.fixture(scope="module")
def whole():
    if REAL is None:
        pytest.skip("CIFAR-100 is not on this machine")
    return cifar100.load(REAL)


def test_its_images_are_the_real_ones(whole):
    data = sample.load()
    training, test = list(TRAINING_INDICES), list(TEST_INDICES)
    assert np.array_equal(data.x_train, whole.x_train[training])
    assert np.array_equal(data.y_train, whole.y_train[training])
    assert np.array_equal(data.x_test, whole.x_test[test])
    assert np.array_equal(data.y_test, whole.y_test[test])
    assert data.class_names == whole.class_names


def test_the_command_makes_the_same_bytes(whole, tmp_path):
    sample.record(whole, tmp_path / "made")
    made = {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}
    assert made == {path.name: path.read_bytes() for path in PACKAGED_SAMPLE.iterdir()}


@pytest.fixture
def copied(tmp_path):
    tmp_path = tmp_path / "copied"
    tmp_path.mkdir()
    for path in PACKAGED_SAMPLE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert np.array_equal(sample.load(tmp_path).x_train, sample.load().x_train)
    return tmp_path


def altered(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGE = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "altered": altered,
}


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        *(("images.npz", damage) for damage in DAMAGE),
        ("about.json", "missing"),
        ("about.json", "empty"),
    ],
)
def test_a_damaged_sample_is_refused_with_where_it_is_and_what_to_do(copied, name, damage):
    DAMAGE[damage](copied / name)
    with pytest.raises(DatasetError) as error:
        sample.load(copied)
    for text in (str(copied), "cnnbook.sample"):
        assert text in str(error.value)
