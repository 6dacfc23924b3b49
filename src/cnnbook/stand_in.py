"""A synthetic dataset of CIFAR-100's shape and type, for tests and measurements.

No page shows it, and nothing trains on it unless asked to by name. Each class is a coloured
grating with its own orientation, frequency and hue, so that a network can learn it; it says nothing
about how hard CIFAR-100 is.
"""

from __future__ import annotations

import numpy as np

from cnnbook.dataset import CLASSES, IMAGE_SHAPE, TEST_IMAGES, TRAINING_IMAGES, Dataset

_NOISE = 40  # of 255: enough that two images of a class differ, too little to hide the class


def make(
    training_images: int = TRAINING_IMAGES, test_images: int = TEST_IMAGES, seed: int = 0
) -> Dataset:
    """Make the stand-in; the same arguments give the same bytes."""
    generator = np.random.default_rng(seed)
    templates = np.stack([_grating(label) for label in range(CLASSES)])

    def draw(count: int) -> tuple[np.ndarray, np.ndarray]:
        labels = generator.permutation(np.arange(count, dtype=np.int64) % CLASSES).astype(np.uint8)
        images = templates[labels]
        for image in images:  # one at a time: noise for the whole set would take gigabytes
            noise = generator.integers(-_NOISE, _NOISE + 1, IMAGE_SHAPE, dtype=np.int16)
            np.copyto(image, np.clip(image + noise, 0, 255), casting="unsafe")
        return images, labels

    return Dataset(
        *draw(training_images),
        *draw(test_images),
        class_names=tuple(f"padrão {label}" for label in range(CLASSES)),
        source="stand-in",
    )


def _grating(label: int) -> np.ndarray:
    rows, columns = np.mgrid[0 : IMAGE_SHAPE[0], 0 : IMAGE_SHAPE[1]] / IMAGE_SHAPE[0]
    angle = np.pi * (label % 10) / 10
    waves = 2 + label // 10
    phase = 2 * np.pi * waves * (columns * np.cos(angle) + rows * np.sin(angle))
    hue = 2 * np.pi * (label / CLASSES + np.arange(IMAGE_SHAPE[2]) / IMAGE_SHAPE[2])
    colour = 128 + 60 * np.cos(hue)
    return np.clip(colour + 60 * np.sin(phase)[..., None], 0, 255).astype(np.uint8)
