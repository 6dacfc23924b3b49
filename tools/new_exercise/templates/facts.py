"""TITLE: o que o capítulo afirma dos seus números."""

from __future__ import annotations

from typing import Any

from cnnbook.layers import Conv2D
from cnnbook.misconceptions import mistaken


def facts(filters: int, kernel_size: int, channels: int, layer: Any) -> dict[str, object]:
    """Of the numbers that the chapter gives and of Keras' own ``layer``."""
    convolution = Conv2D(filters, (kernel_size, kernel_size))
    right = convolution.parameter_arithmetic((32, 32, channels))
    assert layer.count_params() == right.value
    kernel = {"kernel_size": convolution.kernel_size, "channels": channels, "filters": filters}
    bias, depth = (mistaken(name, **kernel) for name in ("bias-forgotten", "depth-forgotten"))
    alternatives = {
        "a": bias.value,
        "b": depth.value,
        "c": right.value,
        "d": convolution.parameter_arithmetic((32, 32, filters)).value,
    }
    assert len(set(alternatives.values())) == len(alternatives)
    [key] = [letter for letter, value in alternatives.items() if value == right.value]
    return {
        "filters": filters, "kernel_size": kernel_size, "channels": channels,
        "parameters": right.value, "arithmetic": str(right), "key": key,
        "without_bias": bias.expression, "without_depth": depth.expression, **alternatives,
    }  # fmt: skip
