"""Exercise 2: the size of a convolution's output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnnbook.geometry import output_size
from cnnbook.misconceptions import mistaken

GIVEN = {"try_strides"}
"""Numbers that a question chooses."""

_LETTERS = {"a": "border-ignored", "c": "one-side-only", "d": "kernel-as-output"}


def facts(
    input_size: int, kernel_size: int, strides: int, starts: Sequence[int], layer: Any
) -> dict[str, object]:
    """Of the places counted one by one (``starts``) and of Keras' own ``layer``."""
    output = output_size(input_size, kernel_size, strides)
    assert output == len(starts) == (input_size - kernel_size) // strides + 1
    shape = (None, input_size, input_size, 1)
    assert layer.compute_output_shape(shape) == (None, output, output, 1)

    size = {"input_size": input_size, "kernel_size": kernel_size, "strides": strides}
    wrong = {letter: mistaken(name, **size) for letter, name in _LETTERS.items()}
    alternatives = {"b": output} | {letter: found.value for letter, found in wrong.items()}
    assert len(set(alternatives.values())) == len(alternatives)
    [key] = [letter for letter, side in alternatives.items() if side == output]
    lost = kernel_size // 2
    return {
        **size, **alternatives, "key": key, "output": output, "lost": lost,
        "wrong_c": wrong["c"].expression,
        "first_centre": lost + 1, "last_centre": input_size - lost,
        "try_strides": 2,
    }  # fmt: skip
