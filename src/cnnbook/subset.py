"""A part of CIFAR-100 with the same classes, for trainings of a few minutes on one slow core.

The first images of each class, in the order of the published files, which is already random: no
seed, no generator of random numbers, and the same images for everyone.
"""

from __future__ import annotations

import numpy as np

from cnnbook import cifar100
from cnnbook.cifar100 import DatasetError
from cnnbook.dataset import CLASSES, Dataset

TRAINING_PER_CLASS, TEST_PER_CLASS = 60, 20
TRAINING_IMAGES, TEST_IMAGES = CLASSES * TRAINING_PER_CLASS, CLASSES * TEST_PER_CLASS
SHA256 = {
    "x_train": "f089e73cce017d9e7caf8e48c09428712715f0ca8dba3c5d2e0663916595f2f4",
    "y_train": "5645cc2d4324f3fd03365dfed6bc078d04c60177f3ecfdb6f42529330a18282f",
    "x_test": "7e5992edc38f1c88bc0034b84cb1da4d31805c9f5f5b07ec51c0fa8fee2bb586",
    "y_test": "475c170891a3d8a269594abe732c6f8267560b40009baf28b92f3a38cea3b5ba",
}
"""Of the bytes of each array."""


def load() -> Dataset:
    """Read CIFAR-100 where it is on this machine, and keep the part.

    Raises:
        DatasetError: as `cifar100.load`, or the part is not that of the recorded runs.
    """
    data = choose(cifar100.load())
    if (found := data.sha256()) != SHA256:
        raise DatasetError(f"a parte do CIFAR-100 não é a do livro: seus SHA-256 são {found}")
    return data


def choose(whole: Dataset) -> Dataset:
    """The first `TRAINING_PER_CLASS` and `TEST_PER_CLASS` images of each class, in their order."""
    training = _first_of_each_class(whole.y_train, TRAINING_PER_CLASS)
    test = _first_of_each_class(whole.y_test, TEST_PER_CLASS)
    return Dataset(
        whole.x_train[training], whole.y_train[training], whole.x_test[test], whole.y_test[test],
        class_names=whole.class_names,
        source="subset",
    )  # fmt: skip


def _first_of_each_class(labels: np.ndarray, count: int) -> np.ndarray:
    """Ascending indices, of shape ``(CLASSES * count,)``."""
    of_each = [np.flatnonzero(labels == label)[:count] for label in range(CLASSES)]
    return np.sort(np.concatenate(of_each))
