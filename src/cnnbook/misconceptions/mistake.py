"""A mistake that is a calculation, beside the right one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cnnbook.layers import Arithmetic


@dataclass(frozen=True)
class Misconception:
    """What a mistake calculates.

    Args:
        formula: the calculation that the mistake leads to. It may ignore some of its arguments:
            that is often the mistake.
        right: the book's own for the same arguments.
        example: arguments for both that give different values.
    """

    formula: Callable[..., Arithmetic]
    right: Callable[..., Arithmetic]
    example: Mapping[str, object]
