"""A dataset of small colour images: CIFAR-100, a part of it, or a stand-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from cnnbook_files import sha256_of_bytes

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
    source: Literal["cifar-100", "subset", "sample", "stand-in"]

    @property
    def is_whole(self) -> bool:
        """Whether this is CIFAR-100, all of it: neither a part nor a stand-in."""
        return self.source == "cifar-100"

    def sha256(self) -> dict[str, str]:
        """Of the bytes of each array."""
        return {
            part: sha256_of_bytes(getattr(self, part).tobytes())
            for part in ("x_train", "y_train", "x_test", "y_test")
        }
