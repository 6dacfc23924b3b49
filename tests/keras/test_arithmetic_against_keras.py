"""The book's arithmetic and Keras agree on hundreds of random networks."""

from collections import Counter

import keras
import numpy as np
import pytest

from cnnbook import layers
from cnnbook.geometry import GeometryError, same_padding
from cnnbook.keras_layers import layers_of
from cnnbook.trace import trace

STACKS = 500


def draw_window(generator, rank, kind):
    """Arguments of a random convolution or pooling that Keras accepts."""
    convolution = kind.startswith("Conv")

    def per_axis(highest):
        if generator.random() < 0.5:  # one number for all axes
            return int(generator.integers(1, highest + 1))
        return tuple(int(size) for size in generator.integers(1, highest + 1, rank))

    arguments = {
        "kernel_size" if convolution else "pool_size": per_axis(5 if convolution else 3),
        "padding": str(generator.choice(["valid", "same"])),
    }
    if convolution:
        arguments["filters"] = int(generator.integers(1, 9))
        arguments["use_bias"] = bool(generator.random() < 0.7)
        # Keras refuses strides and dilation together.
        arguments["strides" if generator.random() < 0.6 else "dilation_rate"] = per_axis(3)
    elif generator.random() < 0.5:
        arguments["strides"] = per_axis(3)
    return arguments


def draw_stack(seed):
    """A random stack as plain data: an input shape, and a (kind, arguments) for each layer.

    Windows without padding may outgrow the maps: Keras is asked, and those it refuses are left
    out, so that the book's arithmetic has no say in what it is tested on.
    """
    generator = np.random.default_rng(seed)
    rank = int(generator.integers(1, 3))
    shape = (*map(int, generator.integers(6, 40, rank)), int(generator.integers(1, 5)))
    drawn = []
    for _ in range(generator.integers(1, 6)):
        kind = str(generator.choice([f"Conv{rank}D"] * 2 + [f"MaxPooling{rank}D", f"AveragePooling{rank}D", "Dense"]))
        if kind == "Dense":
            drawn.append((kind, {"units": int(generator.integers(1, 9))}))
        else:
            drawn.append((kind, draw_window(generator, rank, kind)))
    end = str(generator.choice(["Flatten", f"GlobalMaxPooling{rank}D", f"GlobalAveragePooling{rank}D", ""]))
    if end:
        drawn.append((end, {}))
        if generator.random() < 0.7:
            drawn.append(("Dense", {"units": 10, "use_bias": bool(generator.random() < 0.7)}))
    return shape, [layer for layer in drawn if (shape_after := accepted(shape, layer))]
