"""Numbers as Brazilian readers write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
THIN_SPACE = "\u202f"  # narrow and non-breaking: a number never parts from its unit


def integer(value: int) -> str:
    """``106212`` as ``"106.212"``; up to four digits stay together: ``"6208"``."""
    digits = str(abs(value))
    if len(digits) > 4:
        digits = f"{abs(value):,}".replace(",", ".")
    return MINUS + digits if value < 0 else digits


def decimal(value: float, places: int) -> str:
    """``0.1386`` with 3 places as ``"0,139"``; a half rounds away from zero, as in school."""
    return _decimal(_exact(value), places)


def rounded(value: float, places: int) -> float:
    """``value`` as `decimal` shows it, to calculate with what readers see."""
    return float(_exact(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def percent(fraction: float, places: int = 1) -> str:
    """``0.1386`` as ``"13,9 %"``."""
    return f"{_decimal(_exact(fraction) * 100, places)}{THIN_SPACE}%"


def _exact(value: float) -> Decimal:
    # 0.285 is that number, not the binary fraction nearest to it; and so is a result that missed
    # it by what a few binary operations lose, such as the mean of 0.2777 and 0.2773.
    return Decimal(f"{float(value):.12g}")


def _decimal(value: Decimal, places: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    sign = MINUS if rounded < 0 else ""
    return sign + integer(int(whole)) + (f",{fraction}" if fraction else "")


def day(iso_date: str) -> str:
    """``"2026-11-24"`` as ``"24/11/2026"``."""
    return date.fromisoformat(iso_date).strftime("%d/%m/%Y")


def shape(sizes: Iterable[int]) -> str:
    """``(254, 254, 16)`` as ``"254×254×16"``."""
    return "×".join(integer(size) for size in sizes)


@dataclass(frozen=True)
class Rounded:
    """A number that is read with so many decimal places."""

    value: float
    places: int = 2

    @property
    def result(self) -> str:
        return decimal(self.value, self.places)


@dataclass(frozen=True)
class Percentage:
    """A fraction that is read in per cent, with so many decimal places."""

    value: float
    places: int = 1

    @property
    def result(self) -> str:
        return percent(self.value, self.places)


def said(value: object) -> str:
    """A number, a shape, or whatever has a ``result``, as readers see it; a text stays itself."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return shape(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return integer(value)
    if hasattr(value, "result"):
        return value.result
    raise TypeError(f"{value!r}: um texto não sabe como dizer isso")


def listed(texts: Sequence[str]) -> str:
    """``["1", "2", "3"]`` as ``"1, 2 e 3"``."""
    *first, last = texts
    return f"{', '.join(first)} e {last}" if first else last
