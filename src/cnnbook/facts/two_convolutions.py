"""Exercise 4: two convolutions in a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnnbook.layers import Shape
from cnnbook.misconceptions import mistaken
from cnnbook.trace import Row


def facts(
    input_shape: Shape, kernel_size: int, rows: Sequence[Row], model: Any
) -> dict[str, object]:
    """Of the trace of both layers and of Keras' own ``model``."""
    first, second = (row.layer for row in rows)
    first_shape, second_shape = (row.output_shape for row in rows)
    depth = rows[1].input_shape[-1]
    assert model.layers[1].output.shape[1:] == second_shape
    assert model.layers[1].kernel.shape == (kernel_size, kernel_size, depth, second.filters)
    side, other_side, maps = first_shape
    assert side == other_side
    # The blocks of the figure: about as broad, and thicker and thicker.
    assert 0.95 < side / input_shape[0] < 1
    assert input_shape[-1] < first.filters < second.filters

    added = mistaken("filters-added", previous_filters=first.filters, filters=second.filters)
    again = mistaken("padding-forgotten", input_size=side, kernel_size=kernel_size)
    correct = (second.filters, second_shape, depth)
    alternatives = {
        "a": correct,
        "b": (added.value, (side, side, maps), depth),
        "c": (second.filters, (again.value, again.value, maps), second.filters),
        "d": (added.value, (*input_shape[:2], second.filters), depth),
    }
    [key] = [letter for letter, said in alternatives.items() if said == correct]
    return {
        "input_shape": input_shape, "input_side": input_shape[0],
        "input_channels": input_shape[-1], "kernel_size": kernel_size,
        "first_filters": first.filters, "second_filters": second.filters,
        "strides": first.strides[0], "lost": kernel_size - 1,
        "first_shape": first_shape, "second_shape": second_shape, "first_side": side, "p": depth,
        "first_size": str(rows[0].size_arithmetic[0]),
        "second_size": str(rows[1].size_arithmetic[0]),
        "sum_of_filters": added.value, "sum_arithmetic": added.expression,
        "twice_lost": again.value, "twice_lost_arithmetic": again.expression,
        "key": key,
        **{
            letter: dict(zip(("maps", "shape", "p"), said))
            for letter, said in alternatives.items()
        },
    }  # fmt: skip
