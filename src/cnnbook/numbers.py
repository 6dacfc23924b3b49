"""Numbers as the book's readers write them: Brazilian ones, unless the book is in English.

The language is that of the environment's ``CNNBOOK_LANGUAGE``, so that a chapter's code and the
page around it, which are made by different processes, agree.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from numbers import Integral

MINUS = "−"
THIN_SPACE = "\u202f"  # narrow and non-breaking: a number never parts from its unit


@dataclass(frozen=True)
class NumberFormat:
    """How a language writes numbers.

    Args:
        decimal_mark, thousands_mark: within a number.
        percent: what stands after a number in per cent.
        conjunction: before the last of several.
        day: a date, for `strftime`.
    """

    decimal_mark: str
    thousands_mark: str
    percent: str
    conjunction: str
    day: str


_FORMATS = {
    "pt": NumberFormat(",", ".", f"{THIN_SPACE}%", "e", "%d/%m/%Y"),
    "en": NumberFormat(".", ",", "%", "and", "%Y-%m-%d"),
}
LANGUAGE = "CNNBOOK_LANGUAGE"
FORMAT = _FORMATS["pt"]


def use(language: str) -> None:
    """Write numbers as this language does, here and in processes that start from here.

    Raises:
        ValueError: a language whose numbers are not described.
    """
    global FORMAT
    name = language.replace("_", "-").partition("-")[0]
    if name not in _FORMATS:
        known = ", ".join(_FORMATS)
        raise ValueError(f"língua {language!r}: só se sabe escrever números em {known}")
    FORMAT = _FORMATS[name]
    os.environ[LANGUAGE] = language


def language() -> str:
    """The language of numbers."""
    return os.environ.get(LANGUAGE, "pt_BR")


def integer(value: int) -> str:
    """``106212`` as ``"106.212"``; up to four digits stay together: ``"6208"``."""
    digits = str(abs(value))
    if len(digits) > 4:
        digits = f"{abs(value):,}".replace(",", FORMAT.thousands_mark)
    return MINUS + digits if value < 0 else digits


def decimal(value: float, places: int) -> str:
    """``0.1386`` with 3 places as ``"0,139"``; a half rounds away from zero, as in school."""
    return _decimal(_exact(value), places)


def rounded(value: float, places: int) -> float:
    """``value`` as `decimal` shows it, to calculate with what readers see."""
    return float(_exact(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def percent(fraction: float, places: int = 1) -> str:
    """``0.1386`` as ``"13,9 %"``."""
    return _decimal(_exact(fraction) * 100, places) + FORMAT.percent


def _exact(value: float) -> Decimal:
    # 0.285 is that number, not the binary fraction nearest to it; and so is a result that missed
    # it by what a few binary operations lose, such as the mean of 0.2777 and 0.2773.
    return Decimal(f"{float(value):.12g}")


def _decimal(value: Decimal, places: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    sign = MINUS if rounded < 0 else ""
    return sign + integer(int(whole)) + (FORMAT.decimal_mark + fraction if fraction else "")


def day(iso_date: str) -> str:
    """``"2026-11-24"`` as ``"24/11/2026"``."""
    return date.fromisoformat(iso_date).strftime(FORMAT.day)


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

    @property
    def points(self) -> Rounded:
        """What stands before the sign."""
        return Rounded(rounded(100 * self.value, self.places), self.places)

    @property
    def fraction(self) -> Rounded:
        """The same number without the sign."""
        return Rounded(rounded(self.value, self.places + 2), self.places + 2)


def written(value: object) -> str:
    """A value as readers see it.

    A text stays itself; a tuple is a shape and a list an enumeration; what has a ``result`` says
    it.

    Raises:
        TypeError: none of these, as a number that is not whole and does not say how many of its
            places count.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "×".join(written(size) for size in value)
    if isinstance(value, list):
        return listed([written(one) for one in value])
    if hasattr(value, "result"):
        return value.result
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{value!r}: diga antes como se lê, com Rounded ou Percentage")
    return integer(int(value))


def listed(texts: Sequence[str]) -> str:
    """``["1", "2", "3"]`` as ``"1, 2 e 3"``."""
    *first, last = texts
    return f"{', '.join(first)} {FORMAT.conjunction} {last}" if first else last


if LANGUAGE in os.environ:
    use(language())
