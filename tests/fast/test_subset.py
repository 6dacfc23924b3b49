"""A part of CIFAR-100 to train on in minutes: every class alike, and the same for everyone."""

import numpy as np
import pytest

from cnnbook import cifar100, stand_in, subset
from cnnbook.cifar100 import DatasetError


@pytest.fixture(scope="module")
def whole():
    return stand_in.make(100 * subset.TRAINING_PER_CLASS + 500, 100 * subset.TEST_PER_CLASS + 300)


def test_each_class_has_as_many_images(whole):
    part = subset.choose(whole)
    assert np.bincount(part.y_train).tolist() == [subset.TRAINING_PER_CLASS] * 100
    assert np.bincount(part.y_test).tolist() == [subset.TEST_PER_CLASS] * 100
    assert (len(part.x_train), len(part.x_test)) == (subset.TRAINING_IMAGES, subset.TEST_IMAGES)
    assert not part.is_whole and part.class_names == whole.class_names


def test_they_are_the_first_of_their_class_in_their_order_with_their_labels(whole):
    part = subset.choose(whole)
    for label in (0, 42, 99):
        expected = whole.x_train[whole.y_train == label][: subset.TRAINING_PER_CLASS]
        assert (part.x_train[part.y_train == label] == expected).all()
    assert (np.diff(part.y_train.astype(int)) < 0).any()  # not sorted by class


def test_other_images_than_those_of_the_recorded_runs_are_refused(whole, monkeypatch):
    monkeypatch.setattr(cifar100, "load", lambda: whole)
    with pytest.raises(DatasetError, match="não é a do livro"):
        subset.load()
    monkeypatch.setattr(subset, "SHA256", subset.choose(whole).sha256())
    assert subset.load().source == "subset"


def test_without_the_data_it_says_how_to_get_it():
    with pytest.raises(DatasetError, match="para baixar o conjunto"):
        subset.load()
