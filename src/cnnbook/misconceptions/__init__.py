"""The calculations behind wrong alternatives, by the names that `book/enganos.md` explains.

A formula is called with the names of `cnnbook.geometry` and `cnnbook.layers` and answers with the
calculation that the mistake leads to; ``right`` takes the same arguments and answers with the
book's own. What each mistake is called, and what is wrong in it, is said in that file alone, which
also has mistakes that are no calculation.

>>> str(mistaken("one-side-only", input_size=10, kernel_size=5))
'10 − 2 = 8'
"""

from __future__ import annotations

from cnnbook.layers import Arithmetic
from cnnbook.misconceptions.curves import CURVES, DecimalArithmetic
from cnnbook.misconceptions.mistake import Misconception
from cnnbook.misconceptions.parameters import PARAMETERS
from cnnbook.misconceptions.sizes import SIZES

__all__ = ["MISCONCEPTIONS", "DecimalArithmetic", "Misconception", "mistaken"]

MISCONCEPTIONS: dict[str, Misconception] = SIZES | PARAMETERS | CURVES
"""By id, each mistake that is a calculation."""


def mistaken(mistake: str, **arguments: object) -> Arithmetic:
    """What a mistake calculates for these arguments.

    Raises:
        ValueError: it has no formula.
    """
    if mistake not in MISCONCEPTIONS:
        raise ValueError(f"{mistake}: não há fórmula")
    return MISCONCEPTIONS[mistake].formula(**arguments)
