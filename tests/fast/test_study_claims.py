"""The alternatives of exercises 9 and 10 as conditions, on runs made up to meet them or not."""

import re

import pytest

from cnnbook.configuration import EXERCISE_9, EXERCISE_10
from cnnbook.study import claims, plan, wording
from cnnbook.study.plan import NINE, TEN
from cnnbook.study.provenance import places
from cnnbook.study.results import Result
from cnnbook.study.statistics import Fraction


def run(of, losses, accuracy, cpu="Processador de teste") -> Result:
    losses = [*losses, *[losses[-1]] * (of.epochs - len(losses))]
    return Result(
        run="made up",
        configuration=of,
        history={"loss": losses},
        test={"accuracy": accuracy, "loss": 1.0},
        weights_sha256="",
        provenance=dict.fromkeys(
            ("threads", "system", "python", "tensorflow", "keras", "numpy"), "1"
        )
        | {"cpu": cpu, "date": "2026-01-02"},
    )


FALLING = [4.6, 4.5, 4.4, 4.3, 4.2, 4.1, 4.0, 3.9]
FLAT = [4.6, 4.5, 4.4, 4.3, 4.2, 4.1, 4.0, 3.99]


@pytest.mark.parametrize(
    ("losses", "accuracy", "holding"),
    [
        (FALLING, 0.15, "d"),
        (FALLING, 0.10, ""),  # not more than 10 times chance
        (FLAT, 0.15, ""),
        (FLAT, 0.20, "c"),
        (FLAT, 0.019, "b"),
        (FLAT, 0.021, ""),
        (FALLING, 0.019, ""),
    ],
)
def test_exercise_9(losses, accuracy, holding):
    found = claims.exercise_9([run(EXERCISE_9, losses, accuracy)])
    assert "".join(letter for letter, verdict in found.items() if verdict.both.held) == holding


@pytest.mark.parametrize(
    ("faster", "accuracy", "holding"),
    [
        (True, 0.26, "a"),
        (True, 0.25, ""),
        (True, 0.51, "ac"),
        (False, 0.26, "b"),
        (False, 0.12, "d"),
        (False, 0.16, ""),
    ],
)
def test_exercise_10(faster, accuracy, holding):
    deep = [4.6, 4.0, 3.9, 3.8, 3.7, 3.6, 3.5, 3.8 if faster else 4.0]
    pair = run(EXERCISE_9, FALLING, 0.13), run(EXERCISE_10, deep, accuracy)
    found = claims.exercise_10([pair])
    assert "".join(letter for letter, verdict in found.items() if verdict.both.held) == holding


def test_parts_are_counted_on_their_own_and_together():
    runs = [
        run(EXERCISE_9, FALLING, 0.15),
        run(EXERCISE_9, FLAT, 0.15),
        run(EXERCISE_9, FALLING, 0),
    ]
    verdict = claims.exercise_9(runs)["d"]
    assert (verdict.loss, verdict.accuracy, verdict.both) == (
        Fraction(2, 3), Fraction(2, 3), Fraction(1, 3),
    )  # fmt: skip


def test_pairs_have_one_seed():
    nine = [run(NINE.run(seed), FALLING, 0.1) for seed in (1, 2, 3)]
    ten = [run(TEN.run(seed), FALLING, 0.1) for seed in (3, 1, 4)]
    pairs = claims.same_seed(nine, ten)
    assert [(a.configuration.seed, b.configuration.seed) for a, b in pairs] == [(3, 3), (1, 1)]


def test_places_are_counted_the_commonest_first():
    study = [run(EXERCISE_9, FALLING, 0, cpu) for cpu in ("A", "B", "B")]
    assert [(place.cpu, place.runs) for place in places(study)] == [("B", 2), ("A", 1)]


@pytest.mark.parametrize(
    ("held", "said"),
    [(20, "pouca sorte"), (18, "pouca sorte"), (17, "comum"), (3, "comum"), (2, "teve sorte")],
)
def test_the_luck_of_a_run(held, said):
    assert said in wording.luck(Fraction(held, 20))
    assert f"{held} de 20" in wording.luck(Fraction(held, 20))


def test_wording():
    def text(shown):
        return shown.replace("\u202f", " ")

    assert wording.count(Fraction(19, 20)) == "19 de 20"
    assert text(wording.count_with_interval(Fraction(19, 20))) == (
        "em 19 de 20 execuções (intervalo de 95 %: de 76 % a 99 %)"
    )
    assert wording.between((-0.2, 1.25), 1) == "de −0,2 a 1,3"
    assert "poucas" in wording.between((-float("inf"), float("inf")), 1)
    assert text(wording.percent_between((0.1234, 0.2))) == "de 12,3 % a 20,0 %"
    assert wording.points(0.135) == "13,5"


def test_an_unfinished_study_says_so(monkeypatch):
    monkeypatch.setattr("cnnbook.study.results.of", lambda group: [None] * (group.seeds - 1))
    wanted = plan.NINE.seeds + plan.TEN.seeds
    said = re.findall(r"\d+", wording.shortfall(plan.NINE, plan.TEN))
    assert said == [str(wanted - 2), str(wanted)]
    monkeypatch.setattr("cnnbook.study.results.of", lambda group: [None] * (group.seeds + 1))
    assert wording.shortfall(plan.NINE, plan.TEN) == ""
