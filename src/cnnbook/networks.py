"""The networks of exercises 6 to 10, as a reader would write them in Keras 3.

Builders only build: shapes are channels-last, weights are Keras' initial ones (call
``keras.utils.set_random_seed`` first to repeat them), and nothing is compiled or trained.
"""

from __future__ import annotations

from collections.abc import Callable

import keras
from keras import layers


def conv1d_with_pooling() -> keras.Model:
    """Exercise 6, first network: ``(1024, 1)`` to 3 classes; max pooling reduces the size."""
    return keras.Sequential(
        [
            keras.Input((1024, 1)),
            layers.Conv1D(16, 8, padding="same", activation="relu", name="conv1"),
            layers.MaxPooling1D(4, name="pool1"),
            layers.Conv1D(32, 8, padding="same", activation="relu", name="conv2"),
            layers.MaxPooling1D(4, name="pool2"),
            layers.Conv1D(8, 1, padding="same", activation="relu", name="conv3"),
            layers.Flatten(name="flatten"),
            layers.Dense(3, activation="softmax", name="output"),
        ],
        name="conv1d_with_pooling",
    )


def conv1d_with_strides() -> keras.Model:
    """Exercise 6, second network: ``(1024, 1)`` to 3 classes; strides reduce the size."""
    return keras.Sequential(
        [
            keras.Input((1024, 1)),
            layers.Conv1D(16, 8, strides=4, padding="same", activation="relu", name="conv1"),
            layers.Conv1D(32, 8, strides=4, padding="same", activation="relu", name="conv2"),
            layers.Conv1D(8, 1, padding="same", activation="relu", name="conv3"),
            layers.Flatten(name="flatten"),
            layers.Dense(3, activation="softmax", name="output"),
        ],
        name="conv1d_with_strides",
    )


def factored_conv2d() -> keras.Model:
    """Exercise 7: a ``(1024, 1024, 1)`` matrix to 128 features, with 1×3 and 3×1 filters."""
    return keras.Sequential(
        [
            keras.Input((1024, 1024, 1)),
            layers.Conv2D(32, 3, strides=2, padding="same", activation="relu", name="conv1"),
            layers.Conv2D(
                64, (1, 3), strides=(1, 2), padding="same", activation="relu", name="conv2"
            ),
            layers.Conv2D(
                64, (3, 1), strides=(2, 1), padding="same", activation="relu", name="conv3"
            ),
            layers.Conv2D(128, 3, strides=3, activation="relu", name="conv4"),
            layers.GlobalAveragePooling2D(name="pool"),
        ],
        name="factored_conv2d",
    )


def factored_classifier() -> keras.Model:
    """Exercises 8 and 9: ``(32, 32, 3)`` images in [0, 1] to 100 classes."""
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.Conv2D(32, 3, strides=2, padding="same", activation="relu", name="conv1"),
            layers.Conv2D(
                64, (1, 3), strides=(1, 2), padding="same", activation="relu", name="conv2"
            ),
            layers.Conv2D(
                64, (3, 1), strides=(2, 1), padding="same", activation="relu", name="conv3"
            ),
            layers.Conv2D(128, 3, strides=3, activation="relu", name="conv4"),
            layers.GlobalAveragePooling2D(name="pool"),
            layers.Dense(100, activation="softmax", name="output"),
        ],
        name="factored_classifier",
    )


def deeper_factored_classifier() -> keras.Model:
    """Exercise 10: `factored_classifier` with two more convolutions, and stride 1 in the last."""
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.Conv2D(32, 3, strides=2, padding="same", activation="relu", name="conv1"),
            layers.Conv2D(
                64, (1, 3), strides=(1, 2), padding="same", activation="relu", name="conv2"
            ),
            layers.Conv2D(
                64, (3, 1), strides=(2, 1), padding="same", activation="relu", name="conv3"
            ),
            layers.Conv2D(
                64, (1, 3), strides=(1, 2), padding="same", activation="relu", name="new1"
            ),
            layers.Conv2D(
                64, (3, 1), strides=(2, 1), padding="same", activation="relu", name="new2"
            ),
            layers.Conv2D(128, 3, strides=1, activation="relu", name="conv4"),
            layers.GlobalAveragePooling2D(name="pool"),
            layers.Dense(100, activation="softmax", name="output"),
        ],
        name="deeper_factored_classifier",
    )


def deeper_factored_classifier_stride3() -> keras.Model:
    """`deeper_factored_classifier` with the stride 3 that conv4 has in exercises 7 to 9.

    A seed gives it the same initial weights: only the stride differs.
    """
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.Conv2D(32, 3, strides=2, padding="same", activation="relu", name="conv1"),
            layers.Conv2D(
                64, (1, 3), strides=(1, 2), padding="same", activation="relu", name="conv2"
            ),
            layers.Conv2D(
                64, (3, 1), strides=(2, 1), padding="same", activation="relu", name="conv3"
            ),
            layers.Conv2D(
                64, (1, 3), strides=(1, 2), padding="same", activation="relu", name="new1"
            ),
            layers.Conv2D(
                64, (3, 1), strides=(2, 1), padding="same", activation="relu", name="new2"
            ),
            layers.Conv2D(128, 3, strides=3, activation="relu", name="conv4"),
            layers.GlobalAveragePooling2D(name="pool"),
            layers.Dense(100, activation="softmax", name="output"),
        ],
        name="deeper_factored_classifier_stride3",
    )


NETWORKS: dict[str, Callable[[], keras.Model]] = {
    builder.__name__: builder
    for builder in (
        conv1d_with_pooling,
        conv1d_with_strides,
        factored_conv2d,
        factored_classifier,
        deeper_factored_classifier,
        deeper_factored_classifier_stride3,
    )
}
"""Each builder under its own name, which is how a training configuration refers to it."""
