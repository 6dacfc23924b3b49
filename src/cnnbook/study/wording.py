"""What many runs say, in the words of the pages."""

from __future__ import annotations

from collections.abc import Mapping

from cnnbook.numbers import decimal, percent
from cnnbook.study.claims import Verdict
from cnnbook.study.statistics import CONFIDENCE, Fraction
from cnnbook.tables import Table

LEVEL = percent(CONFIDENCE, 0)


def count(share: Fraction) -> str:
    """``"19 de 20"``."""
    return f"{share.held} de {share.runs}"


def count_with_interval(share: Fraction) -> str:
    """``"em 19 de 20 execuções (intervalo de 95 %: de 76 % a 99 %)"``."""
    low, high = share.interval
    return (
        f"em {count(share)} execuções (intervalo de {LEVEL}: de {percent(low, 0)} a "
        f"{percent(high, 0)})"
    )


def between(interval: tuple[float, float], places: int) -> str:
    """``"de 0,24 a 0,27"``."""
    low, high = interval
    return f"de {decimal(low, places)} a {decimal(high, places)}"


def percent_between(interval: tuple[float, float]) -> str:
    """``"de 12,4 % a 13,1 %"``."""
    low, high = interval
    return f"de {percent(low)} a {percent(high)}"


def points(difference: float) -> str:
    """Of two accuracies: ``0.135`` as ``"13,5"``, in percentage points."""
    return decimal(100 * difference, 1)


def verdicts(found: Mapping[str, Verdict], caption: str) -> Table:
    """On how many runs each alternative holds."""
    rows = []
    for letter, verdict in found.items():
        low, high = verdict.both.interval
        rows.append(
            [
                letter,
                count(verdict.loss),
                count(verdict.accuracy),
                count(verdict.both),
                f"de {percent(low, 0)} a {percent(high, 0)}",
            ]
        )
    return Table(caption, ["Alternativa", "Custo", "Acurácia", "As duas", "Intervalo"], rows)
