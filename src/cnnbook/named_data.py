"""What a configuration calls its data: how it is loaded, and what it is known by."""

from __future__ import annotations

from cnnbook import cifar100, subset
from cnnbook.dataset import TEST_IMAGES, TRAINING_IMAGES, Dataset

SHA256 = {"cifar-100": cifar100.SHA256, "subset": subset.SHA256}
"""Of the published files, or of the arrays: known without the data."""
SIZES = {
    "cifar-100": (TRAINING_IMAGES, TEST_IMAGES),
    "subset": (subset.TRAINING_IMAGES, subset.TEST_IMAGES),
}
"""How many images there are, to train and to test."""


def load(name: str) -> Dataset:
    """The data of one of `cnnbook.configuration.DATA`.

    Raises:
        DatasetError: CIFAR-100 is missing or damaged.
    """
    return {"cifar-100": cifar100.load, "subset": subset.load}[name]()
