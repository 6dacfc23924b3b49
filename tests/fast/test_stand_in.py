"""The synthetic dataset: CIFAR-100's shape, repeatable, and never in place of a damaged one."""

from functools import partial

import numpy as np
import pytest

from cnnbook import stand_in
from cnnbook.cifar100 import DatasetError


def test_it_has_the_shape_and_type_of_cifar100():
    data = stand_in.make(200, 100)
    assert data.x_train.shape == (200, 32, 32, 3)
    assert data.x_test.shape == (100, 32, 32, 3)
    assert data.x_train.dtype == data.x_test.dtype == np.uint8
    assert data.y_train.shape == (200,)
    assert data.y_test.shape == (100,)
    assert len(data.class_names) == 100
    assert not data.is_real


def test_all_classes_are_there_equally_often_and_in_no_order():
    data = stand_in.make(300, 100)
    for labels, times in ((data.y_train, 3), (data.y_test, 1)):
        assert np.bincount(labels).tolist() == [times] * 100
        assert (np.diff(labels.astype(int)) < 0).any()


def content(data):
    arrays = (data.x_train, data.y_train, data.x_test, data.y_test)
    return b"".join(array.tobytes() for array in arrays)


def test_the_same_arguments_give_the_same_bytes_and_another_seed_others():
    assert content(stand_in.make(100, 100)) == content(stand_in.make(100, 100))
    assert content(stand_in.make(100, 100)) != content(stand_in.make(100, 100, seed=1))


def test_an_image_is_nearer_to_its_own_class_than_to_any_other():
    data = stand_in.make(100, 100)  # one training image of each class
    train = data.x_train[np.argsort(data.y_train)].astype(float).reshape(100, -1)
    test = data.x_test.astype(float).reshape(100, -1)
    distances = ((test[:, None, :] - train[None, :, :]) ** 2).sum(axis=-1)
    assert (distances.argmin(axis=1) == data.y_test).all()
    assert distances.min() > 0  # and yet no two are the same


@pytest.fixture
def small(monkeypatch):
    """The stand-in at a hundredth of its size."""
    monkeypatch.setattr(stand_in, "make", partial(stand_in.make, 100, 100))


def test_it_stands_in_where_cifar100_is_absent(small):
    assert not stand_in.real_or_stand_in().is_real


@pytest.mark.parametrize("where", ["CIFAR100_DIR", "KERAS_HOME"])
def test_it_does_not_stand_in_for_a_damaged_cifar100(small, tmp_path, monkeypatch, where):
    folder = tmp_path / "datasets" / "cifar-100-python-target" / "cifar-100-python"
    folder.mkdir(parents=True)
    (folder / "train").write_bytes(b"cut")
    monkeypatch.setenv(where, str(folder if where == "CIFAR100_DIR" else tmp_path))
    with pytest.raises(DatasetError, match="train"):
        stand_in.real_or_stand_in()
