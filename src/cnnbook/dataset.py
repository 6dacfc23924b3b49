"""A dataset of small colour images: CIFAR-100, a sample of it, or a stand-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

IMAGE_SHAPE = (32, 32, 3)
CLASSES = 100
SUPERCLASSES = 20
TRAINING_IMAGES = 50_000
TEST_IMAGES = 10_000


@dataclass(frozen=True)
class Dataset:
    """Images are uint8 of shape ``(n, 32, 32, 3)``, labels are integers of shape ``(n,)``."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    class_names: tuple[str, ...]
    source: Literal["cifar-100", "sample", "stand-in"]

    @property
    def is_whole(self) -> bool:
        """Whether this is CIFAR-100, all of it: neither a sample nor a stand-in."""
        return self.source == "cifar-100"
