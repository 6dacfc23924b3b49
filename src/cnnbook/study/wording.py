"""What many runs say, in the words of the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isinf

from cnnbook.numbers import decimal, percent, rounded
from cnnbook.records import Record
from cnnbook.study import results
from cnnbook.study.claims import Verdict
from cnnbook.study.plan import Group
from cnnbook.study.results import Result
from cnnbook.study.statistics import CONFIDENCE, Fraction
from cnnbook.tables import Table

LEVEL = percent(CONFIDENCE, 0)
_NO_INTERVAL = "ainda não se diz, com tão poucas execuções"


def count(share: Fraction) -> str:
    """``"19 de 20"``."""
    return f"{share.held} de {share.runs}"


def in_runs(share: Fraction) -> str:
    """``"em 19 das 20 execuções"``; of none and of all, in these words."""
    if share.held == 0:
        return f"em nenhuma das {share.runs} execuções"
    if share.held == share.runs:
        return f"em todas as {share.runs} execuções"
    return f"em {share.held} das {share.runs} execuções"


def in_runs_with_interval(share: Fraction) -> str:
    """``"em 19 das 20 execuções (intervalo de 95 %: de 76 % a 99 %)"``."""
    low, high = share.interval
    return f"{in_runs(share)} (intervalo de {LEVEL}: de {percent(low, 0)} a {percent(high, 0)})"


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
    """Of two accuracies: ``0.135`` as ``"13,5 pontos percentuais"``."""
    return _points(rounded(100 * difference, 1))


def points_between(more: float, less: float) -> str:
    """Between two accuracies, as their percentages are shown."""
    return _points(difference(100 * more, 100 * less, 1))


def difference(more: float, less: float, places: int) -> float:
    """What readers get who subtract two numbers as the page shows them."""
    return rounded(rounded(more, places) - rounded(less, places), places)


def _points(difference: float) -> str:
    if difference == 0:
        return f"menos de {decimal(0.1, 1)} ponto percentual"
    plural = abs(difference) >= 2  # 1,9 is still singular
    return f"{decimal(difference, 1)} {'pontos percentuais' if plural else 'ponto percentual'}"


def standing(record: Record, runs: Sequence[Result]) -> str:
    """How the run that a chapter shows stands among the study's, one of which has its seed.

    The two have the same draws, so the shown run is not one more of them: it is its twin in the
    study that is compared with the rest. The words of judgement are for the quarter of the runs at
    each end.

    Raises:
        ValueError: the study does not have exactly one run with the record's seed.
    """
    seed = record.configuration["seed"]
    same = [run for run in runs if run.configuration.seed == seed]
    if len(same) != 1:
        raise ValueError(f"o estudo tem {len(same)} execuções com a semente {seed}")
    [twin] = same
    others = [run.test["accuracy"] for run in runs if run is not twin]
    above = sum(other > twin.test["accuracy"] for other in others)
    below = sum(other < twin.test["accuracy"] for other in others)
    threads = [of.provenance["threads"] for of in (record, twin)]
    return (
        f"Ela tem a semente {seed}, como uma das {len(runs)} execuções do estudo. Os sorteios das "
        "duas são os mesmos; o que muda é onde e com quantos *threads* cada uma foi feita "
        f"({threads[0]} aqui, {threads[1]} no estudo) e, com isso, a ordem das somas e suas "
        "últimas casas, que o treinamento amplia: a acurácia no teste é "
        f"{percent(record.test['accuracy'], 2)} aqui e {percent(twin.test['accuracy'], 2)} no "
        "estudo. Não se trata, portanto, de mais uma execução, independente daquelas. "
        f"{_rank(seed, above, below, len(others))}"
    )


def _rank(seed: object, above: int, below: int, others: int) -> str:
    if above == others:
        rank = f"A semente {seed} é a de menor acurácia das {others + 1}"
    elif below == others:
        rank = f"A semente {seed} é a de maior acurácia das {others + 1}"
    else:
        rank = (
            f"Das outras {others}, {above} terminaram com acurácia maior que a da semente {seed}, "
            f"e {below}, com menor"
        )
    if above >= 0.75 * others:
        return f"{rank}: quem visse só essa execução acharia a rede pior do que ela costuma ser."
    if below >= 0.75 * others:
        return f"{rank}: quem visse só essa execução acharia a rede melhor do que ela costuma ser."
    return f"{rank}: é uma execução comum."


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
