"""TITLE: os números das outras versões."""

from __future__ import annotations

import random

from cnnbook.layers import Conv2D
from cnnbook.misconceptions import mistaken
from cnnbook.questions.draw import Claim, Draw, Network

DRAWINGS = {}


def draw(random: random.Random) -> Draw | None:
    filters, channels = random.randint(4, 32), random.randint(1, 24)
    kernel_size = random.choice((1, 3, 5, 7))
    if filters == channels:  # the same number in two places would tell no mistake apart
        return None
    layer, input_shape = Conv2D(filters, (kernel_size, kernel_size)), (32, 32, channels)
    right = layer.parameter_arithmetic(input_shape)
    kernel = {"kernel_size": layer.kernel_size, "channels": channels, "filters": filters}
    deep = layer.parameter_arithmetic((32, 32, filters))
    more, as_many = (
        Conv2D(number, layer.kernel_size).parameter_arithmetic(input_shape)
        for number in (filters + channels, channels)
    )
    found = {
        "bias-forgotten": mistaken("bias-forgotten", **kernel),
        "depth-forgotten": mistaken("depth-forgotten", **kernel),
        "own-filters-as-depth": deep,
        "filters-added": more,
        "previous-depth": as_many,
        "weights-per-position": mistaken(
            "weights-per-position", parameters=right.value, positions=kernel_size**2
        ),
    }
    return Draw(
        kind="parameters",
        asked=(filters, kernel_size, channels),
        numbers={
            **kernel,
            "kernel_size": kernel_size,
            "parameters": right.value,
            "arithmetic": str(right),
            "per_filter": kernel_size**2 * channels + 1,
        },
        wrong={
            mistake: {"parameters": wrong.value, "arithmetic": wrong.expression}
            for mistake, wrong in found.items()
        },
        key=[Claim("parameters", right.value, 0)],
        networks=[Network(input_shape, (layer,))],
    )
