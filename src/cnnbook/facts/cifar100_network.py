"""Exercise 8: CIFAR-100 made ready, and the network made to fit it."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, prod
from typing import Any

import numpy as np

from cnnbook import sample
from cnnbook.dataset import (
    CLASSES,
    IMAGE_SHAPE,
    SUPERCLASSES,
    TEST_IMAGES,
    TRAINING_IMAGES,
    Dataset,
)
from cnnbook.numbers import Rounded, decimal, integer
from cnnbook.trace import Row, total_parameters

GIVEN = {"highest", "lowest"}
"""Numbers that a question chooses."""

_LOWEST, _HIGHEST = 0, 255


def facts(
    data: Dataset,
    normalized: np.ndarray,
    labels: np.ndarray,
    network: Any,
    rows: Sequence[Row],
    factored: Sequence[Row],
) -> dict[str, object]:
    """Of the images and labels as the chapter makes them ready, and of the network.

    Args:
        normalized: the first images.
        labels: one-hot, of all images.
        network, rows: adapted to CIFAR-100.
        factored: of exercise 7's network.
    """
    # The most that a softmax of probabilities gives: where one of them is 1, and all others 0.
    again = exp(1) / (exp(1) + CLASSES - 1)
    return {
        **_images(data, normalized, labels, network),
        **_network(rows, factored),
        "softmax_again": f"e/(e + {CLASSES - 1}) = {decimal(again, 3)}",
    }


def _images(
    data: Dataset, normalized: np.ndarray, labels: np.ndarray, network: Any
) -> dict[str, object]:
    import keras

    images = TRAINING_IMAGES if data.is_whole else len(sample.TRAINING_INDICES)
    assert data.x_train.shape == (images, *IMAGE_SHAPE) and data.x_train.dtype == "uint8"
    assert data.x_test.shape[1:] == IMAGE_SHAPE
    assert len(data.x_test) == TEST_IMAGES or not data.is_whole
    first = data.x_train[: len(normalized)]
    assert (first == sample.load().x_train).all()
    assert labels.shape == (images, CLASSES)
    assert (labels.argmax(axis=1) == data.y_train).all() and (labels.sum(axis=1) == 1).all()
    assert normalized.min() >= 0 and normalized.max() <= 1
    assert normalized.nbytes == 4 * first.nbytes
    # Dividing in the first layer of a model gives the same.
    scaled = np.asarray(keras.layers.Rescaling(1 / _HIGHEST)(first))
    assert np.allclose(scaled, normalized, atol=1e-6)
    # With softmax, outputs are positive and sum to 1, also in a network that has learnt nothing.
    estimates = np.asarray(network(normalized))
    assert (estimates > 0).all() and np.allclose(estimates.sum(axis=1), 1, atol=1e-5)
    integer_bytes = TRAINING_IMAGES * prod(IMAGE_SHAPE)
    return {
        "is_whole": data.is_whole, "sample_images": len(sample.TRAINING_INDICES),
        "training_images": TRAINING_IMAGES, "test_images": TEST_IMAGES,
        "image_shape": IMAGE_SHAPE, "channels": IMAGE_SHAPE[-1],
        "lowest": _LOWEST, "highest": _HIGHEST, "normalized_images": len(normalized),
        "hot": int(labels.max()), "cold": int(labels.min()),
        "softmax_sum": round(float(estimates[0].sum())),
        "integer_megabytes": Rounded(integer_bytes / 1e6, 0),
        "float_megabytes": Rounded(4 * integer_bytes / 1e6, 0),
    }  # fmt: skip


def _network(rows: Sequence[Row], factored: Sequence[Row]) -> dict[str, object]:
    before = {row.layer.name: row for row in factored}
    by_name = {row.layer.name: row for row in rows}
    for name in ("conv2", "conv3", "conv4"):
        assert by_name[name].parameters == before[name].parameters
    assert by_name["conv1"].parameters != before["conv1"].parameters

    total = total_parameters(rows)
    [pooled], [output] = by_name["pool"].output_shape, by_name["output"].output_shape
    last_only = by_name["output"].parameters
    dense = by_name["output"].parameter_arithmetic
    correct = (pooled, output, total)
    alternatives = {
        "a": (pooled, pooled, total),
        "b": (pooled, output, last_only),
        "c": (pooled, SUPERCLASSES, last_only),
        "d": correct,
    }
    [key] = [letter for letter, said in alternatives.items() if said == correct]
    return {
        "classes": CLASSES, "superclasses": SUPERCLASSES, "key": key, "total": total,
        "last_filters": by_name["conv4"].layer.filters, "pool_shape": pooled,
        "conv1_arithmetic": str(by_name["conv1"].parameter_arithmetic),
        "dense_arithmetic": str(dense), "dense_expression": dense.expression,
        "terms": " + ".join(integer(row.parameters) for row in rows if row.parameters),
        "last_only": last_only,
        **{name: _described(by_name[name].layer) for name in ("conv1", "conv2", "conv3", "conv4")},
        **{
            letter: dict(zip(("pooling", "dense", "total"), said))
            for letter, said in alternatives.items()
        },
    }  # fmt: skip


def _described(layer: Any) -> dict[str, object]:
    """What the statement says of a convolution; strides that are the same both ways are one."""
    return {
        "filters": layer.filters, "kernel_size": layer.kernel_size,
        "strides": ", ".join(map(str, dict.fromkeys(layer.strides))),
    }  # fmt: skip
