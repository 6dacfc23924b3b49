"""What many runs say, in the words of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from math import isinf

from cnnbook.numbers import decimal, percent
from cnnbook.study import results
from cnnbook.study.claims import Verdict
from cnnbook.study.plan import Group
from cnnbook.study.statistics import CONFIDENCE, Fraction
from cnnbook.tables import Table

LEVEL = percent(CONFIDENCE, 0)
_NO_INTERVAL = "ainda não se diz, com tão poucas execuções"


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
    if isinf(low):
        return _NO_INTERVAL
    return f"de {decimal(low, places)} a {decimal(high, places)}"


def percent_between(interval: tuple[float, float]) -> str:
    """``"de 12,4 % a 13,1 %"``."""
    low, high = interval
    if isinf(low):
        return _NO_INTERVAL
    return f"de {percent(low)} a {percent(high)}"


def points(difference: float) -> str:
    """Of two accuracies: ``0.135`` as ``"13,5"``, in percentage points."""
    return decimal(100 * difference, 1)


def luck(more_accurate: Fraction) -> str:
    """How the run that a chapter shows stands among the study's, of which some are more accurate.

    The words for the ends are for the tenth of the runs at each.
    """
    share = more_accurate.held / more_accurate.runs
    said = (
        "Ela teve pouca sorte: quem só a visse acharia a rede um pouco pior do que é."
        if share >= 0.9
        else "Ela teve sorte: quem só a visse acharia a rede um pouco melhor do que é."
        if share <= 0.1
        else "É, portanto, uma execução comum."
    )
    compared = f"Das execuções do estudo, {count(more_accurate)} terminaram com acurácia maior"
    return f"{compared} que a dela. {said}"


def shortfall(*groups: Group) -> str:
    """A sentence if some of the runs that the plan wants are not there yet, else nothing."""
    wanted = sum(group.seeds for group in groups)
    done = sum(min(group.seeds, len(results.of(group))) for group in groups)
    if done >= wanted:
        return ""
    return (
        f"O estudo ainda está em curso, com {done} das {wanted} execuções previstas de que esta "
        "página fala; os intervalos dizem quanto isso deixa em aberto."
    )


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
