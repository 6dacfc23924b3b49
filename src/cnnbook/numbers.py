"""Numbers as Brazilian readers write them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

THIN_SPACE = "\u202f"  # narrow and non-breaking: a number never parts from its unit


def integer(value: int) -> str:
    """``106212`` as ``"106.212"``; up to four digits stay together: ``"6208"``."""
    digits = str(value)
    if len(digits.lstrip("-")) <= 4:
        return digits
    return f"{value:,}".replace(",", ".")


def decimal(value: float, places: int) -> str:
    """``0.1386`` with 3 places as ``"0,139"``; a half rounds away from zero, as taught at school."""
    # From repr, so that 0.125 is a half, not the nearest binary fraction below it.
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    return f"{integer(int(whole)) if int(whole) else whole},{fraction}" if fraction else integer(int(whole))


def percent(fraction: float, places: int = 1) -> str:
    """``0.1386`` as ``"13,9 %"``."""
    return f"{decimal(fraction * 100, places)}{THIN_SPACE}%"


def shape(sizes: Iterable[int]) -> str:
    """``(254, 254, 16)`` as ``"254×254×16"``."""
    return "×".join(integer(size) for size in sizes)
