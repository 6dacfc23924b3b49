"""The worked miniatures that chapters open with: small numbers, none of them a chapter's answer.

Each function gives what the text says; the arrays are what the figures beside the text show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, exp, floor

import numpy as np

from cnnbook.geometry import output_size, same_padding
from cnnbook.layers import Conv1D
from cnnbook.numbers import Rounded, decimal, integer, shape
from cnnbook.trace import trace

SIGNAL, FILTER = np.array([1, 2, 0, 3]), np.array([1, -1])
DENSE_WEIGHTS, BIAS = np.array([1, 0, 2, -1]), 1
IMAGE = np.array(
    [[1, 0, 2, 1, 0], [0, 1, 1, 0, 2], [2, 0, 1, 1, 0], [1, 1, 0, 2, 1], [0, 2, 1, 0, 1]]
)
KERNEL = np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])
CONVOLVED = [int(SIGNAL[at : at + 2] @ FILTER) for at in range(3)]
WINDOW_OUTPUT = [
    [integer(int((IMAGE[:3, :3] * KERNEL).sum())) if at == row == 0 else "" for at in range(3)]
    for row in range(3)
]
"""Of the convolution of both only the first value: the others come one by one."""
ANSWERS = np.array([[-1, 3], [2, -2]])
CHANNELS = np.array([[[1, 2], [0, 1]], [[3, 0], [1, 2]]])
CHANNEL_KERNELS = np.array([[[1, 0], [0, 1]], [[0, 1], [2, -1]]])
VALUES = np.array([[1, 4, 2, 0], [3, 2, 1, 5], [0, 1, 7, 2], [2, 6, 3, 1]])
PADDED, ONES = np.array([2, 1, 3]), np.array([1, 1, 1])
PADDED_SIGNAL = np.pad(PADDED, same_padding(len(PADDED), len(ONES), 1))
SIGNAL_OUTPUT = [int(PADDED_SIGNAL[at : at + 3] @ ONES) for at in range(3)]
MAPS = np.array([[1, 3], [2, 2]])
SCORES = (2.0, 1.0, 0.0)
WEIGHT, TARGET, RATE = 3.0, 1.0, 0.1
MOVED = WEIGHT - RATE * 2 * (WEIGHT - TARGET)
LOSSES = (2.0, 1.6, 1.4)
VALIDATION = (2.1, 1.9, 2.0)


def terms(values: Iterable[int], weights: Iterable[int]) -> str:
    """The products of a sum, written out.

    >>> terms([1, 2], [1, -1])
    '1·1 + 2·(−1)'
    """
    products = zip(values, weights, strict=True)
    return " + ".join(f"{integer(int(a))}·{_bracketed(integer(int(b)))}" for a, b in products)


def dense_and_convolution() -> dict[str, object]:
    """One output of a dense layer, and two of a convolution, over four values."""
    first, second, _ = CONVOLVED
    dense = int(SIGNAL @ DENSE_WEIGHTS) + BIAS
    return {
        "values": _listed(SIGNAL), "filter": _listed(FILTER), "weights": _listed(DENSE_WEIGHTS),
        "bias": BIAS, "count": len(SIGNAL), "width": len(FILTER),
        "first": f"{terms(SIGNAL[:2], FILTER)} = {integer(first)}",
        "second": f"{terms(SIGNAL[1:3], FILTER)} = {integer(second)}",
        "dense": f"{terms(SIGNAL, DENSE_WEIGHTS)} + {BIAS} = {integer(dense)}",
    }  # fmt: skip


def window() -> dict[str, object]:
    """A 3×3 filter at its first place over a 5×5 input."""
    places = output_size(len(IMAGE), len(KERNEL))
    rows = [terms(IMAGE[row, :3], KERNEL[row]) for row in range(3)]
    half = len(IMAGE) / 2
    return {
        "input": len(IMAGE), "kernel": len(KERNEL), "places": places,
        "sum": f"({') + ('.join(rows)}) = {WINDOW_OUTPUT[0][0]}",
        "half": Rounded(half, 1), "floor": floor(half), "ceiling": ceil(half),
    }  # fmt: skip


def activation() -> dict[str, object]:
    """A filter's answers before and after ReLU."""
    after = ANSWERS.clip(0)
    largest = np.unravel_index(after.argmax(), after.shape)
    return {
        "negative": integer(int(ANSWERS.min())), "zero": int(after.min()),
        "largest": int(after.max()), "row": int(largest[0]) + 1, "column": int(largest[1]) + 1,
        "filters": 8,
    }  # fmt: skip


def channels() -> dict[str, object]:
    """A filter over two channels: a sum for each, and their sum."""
    sums = [int((one * kernel).sum()) for one, kernel in zip(CHANNELS, CHANNEL_KERNELS)]
    return {
        "channels": len(CHANNELS), "kernel": CHANNEL_KERNELS.shape[1],
        "first": f"{terms(CHANNELS[0].ravel(), CHANNEL_KERNELS[0].ravel())} = {integer(sums[0])}",
        "second": f"{terms(CHANNELS[1].ravel(), CHANNEL_KERNELS[1].ravel())} = {integer(sums[1])}",
        "sum": f"{integer(sums[0])} + {integer(sums[1])} = {integer(sum(sums))}", "filters": 4,
        "total": integer(sum(sums)), "window": shape((len(KERNEL), len(KERNEL))),
    }  # fmt: skip


def pooling() -> dict[str, object]:
    """A 2×2 max pooling of a 4×4 map; what one value depends on after two windows of three."""
    pooled = pooled_values()
    width = len(ONES)
    *_, second = trace((len(VALUES) * width, 1), [Conv1D(1, width)] * 2)
    [both] = second.receptive_field  # type: ignore[misc]
    return {
        "input": len(VALUES), "window": 2, "output": len(pooled),
        "corner": _listed(VALUES[:2, :2].ravel()), "largest": int(pooled[0, 0]),
        "visited": _listed(range(1, len(VALUES) + 1, 2)),
        "width": width, "both": both,
    }  # fmt: skip


def pooled_values() -> np.ndarray:
    return VALUES.reshape(2, 2, 2, 2).max(axis=(1, 3))


def padding() -> dict[str, object]:
    """A filter of three over three values with a zero at each end; its parameters."""
    padded, answers = PADDED_SIGNAL, SIGNAL_OUTPUT
    filters, channels = 5, 2
    return {
        "values": _listed(PADDED), "padded": _listed(padded), "width": len(ONES),
        "first": f"{terms(padded[:3], ONES)} = {answers[0]}", "answers": _listed(answers),
        "filters": filters, "channels": channels,
        "parameters": f"({len(ONES)}·{channels} + 1)·{filters} = "
        f"{(len(ONES) * channels + 1) * filters}",
    }  # fmt: skip


def two_ways() -> dict[str, object]:
    """Sizes of a pair of strides, and the average of a map."""
    rows, columns, wide, strides = 6, 8, 5, (1, 2)
    return {
        "rows": rows, "columns": columns, "strides": ", ".join(map(str, strides)),
        "halved": columns // strides[1], "wide": wide, "kernel": shape((1, wide)),
        "turned": shape((wide, 1)),
        "cells": MAPS.size,
        "mean": f"({' + '.join(map(str, MAPS.ravel()))})/{MAPS.size} = {integer(int(MAPS.mean()))}",
    }  # fmt: skip


def probabilities() -> dict[str, object]:
    """A softmax by hand, and a label's one-hot vector."""
    powers = [exp(score) for score in SCORES]
    shares = [power / sum(powers) for power in powers]
    second = 2
    assert abs(sum(round(share, 2) for share in shares) - 1) < 1e-9
    return {
        "scores": _listed(int(score) for score in SCORES), "classes": len(SCORES),
        "powers": "; ".join(decimal(power, 1) for power in powers),
        "total": Rounded(sum(powers), 1), "largest": Rounded(powers[0], 1),
        "share": Rounded(shares[0], 2), "shares": "; ".join(decimal(one, 2) for one in shares),
        "one_hot": _listed(np.eye(len(SCORES))[second - 1]), "second": second,
    }  # fmt: skip


def step() -> dict[str, object]:
    """One step of gradient descent on one weight; epochs and batches."""
    gradient = round(2 * (WEIGHT - TARGET))
    apart = f"({WEIGHT:.0f} − {TARGET:.0f})"
    images, batch = 6, 2
    return {
        "weight": round(WEIGHT), "target": round(TARGET), "rate": Rounded(RATE, 1),
        "loss": f"{apart}² = {(WEIGHT - TARGET) ** 2:.0f}", "gradient": f"2·{apart} = {gradient}",
        "moved": f"{WEIGHT:.0f} − {decimal(RATE, 1)}·{gradient} = {decimal(MOVED, 1)}",
        "after": Rounded((MOVED - TARGET) ** 2, 2), "images": images, "batch": batch,
        "updates": images // batch,
    }  # fmt: skip


def curves() -> dict[str, object]:
    """The drop of a curve, and a validation that no longer follows."""
    drop = LOSSES[0] - LOSSES[-1]
    return {
        "epochs": len(LOSSES), "first": Rounded(LOSSES[0], 1), "last": Rounded(LOSSES[-1], 1),
        "drop": f"{decimal(LOSSES[0], 1)} − {decimal(LOSSES[-1], 1)} = {decimal(drop, 1)}",
        "lowest": Rounded(min(VALIDATION), 1), "risen": Rounded(VALIDATION[-1], 1),
        "best": VALIDATION.index(min(VALIDATION)) + 1,
    }  # fmt: skip


def _listed(values: Iterable[int]) -> str:
    return "; ".join(integer(int(value)) for value in values)


def _bracketed(written: str) -> str:
    return f"({written})" if written.startswith("−") else written


def as_rows(values: np.ndarray | Sequence[int]) -> list[list[str]]:
    """An array as what its cells show."""
    return [[integer(int(value)) for value in row] for row in np.atleast_2d(np.asarray(values))]
