"""The book's loader gives what ``keras.datasets.cifar100.load_data`` of chapter 8 gives."""

import keras
import numpy as np
import pytest
from keras.src.datasets import cifar100 as keras_cifar100

from cnnbook import cifar100

REAL = cifar100.find()  # before the tests' machine is made bare


@pytest.mark.skipif(REAL is None, reason="CIFAR-100 is not on this machine")
def test_both_give_the_same_arrays(monkeypatch):
    monkeypatch.setattr(keras_cifar100, "get_file", lambda *arguments, **options: REAL.parent)
    (x_train, y_train), (x_test, y_test) = keras.datasets.cifar100.load_data()
    data = cifar100.load(REAL)
    for ours, theirs in ((data.x_train, x_train), (data.x_test, x_test)):
        assert ours.dtype == theirs.dtype
        assert np.array_equal(ours, theirs)
    for ours, theirs in ((data.y_train, y_train), (data.y_test, y_test)):
        assert np.array_equal(ours[:, None], theirs)
