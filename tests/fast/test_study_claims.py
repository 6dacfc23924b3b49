"""The alternatives of exercises 9 and 10 as conditions, on runs made up to meet them or not."""

import pytest

from cnnbook.configuration import EXERCISE_9, EXERCISE_10
from cnnbook.facts import study as facts
from cnnbook.numbers import written
from cnnbook.records import Record
from cnnbook.study import claims, plan
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


def record(accuracy) -> Record:
    """The run of seed 1 that a chapter shows."""
    return Record(
        configuration={"seed": 1}, history={}, test={"accuracy": accuracy},
        provenance={"threads": 2}, weights_sha256="",
    )  # fmt: skip


def study(*accuracies) -> list[Result]:
    """A run for each of the seeds 1, 2, …"""
    return [
        run(NINE.run(seed), FALLING, accuracy) for seed, accuracy in enumerate(accuracies, start=1)
    ]


@pytest.mark.parametrize(
    ("others", "rank", "above", "judgement"),
    [
        ((0.2, 0.2, 0.3, 0.4), "lowest", 4, "worse"),
        ((0.05, 0.2, 0.3, 0.4), "between", 3, "worse"),
        ((0.05, 0.06, 0.3, 0.4), "between", 2, "common"),
        ((0.05, 0.06, 0.07, 0.4), "between", 1, "better"),
        ((0.05, 0.06, 0.07, 0.08), "highest", 0, "better"),
    ],
)
def test_the_shown_run_stands_where_the_studys_run_of_its_seed_does(
    others, rank, above, judgement
):
    # Whatever its own accuracy is: it is the same draw.
    for shown in (0.01, 0.5):
        found = facts.standing(record(shown), study(0.1, *others))
        assert (found["rank"], found["above"], found["judgement"]) == (rank, above, judgement)


def test_the_shown_run_is_no_further_draw():
    found = facts.standing(record(0.1245), study(0.1262, 0.1294, 0.1357))
    assert (found["seed"], found["threads"], found["study_threads"]) == (1, 2, "1")
    assert written(found["accuracy"]) == "12,45\u202f%"
    assert written(found["study_accuracy"]) == "12,62\u202f%"
    with pytest.raises(ValueError, match="0 execuções com a semente 1"):
        facts.standing(record(0.1), study(0.1, 0.2)[1:])


def test_shares_and_intervals():
    assert [facts.share(Fraction(held, 5))["how"] for held in (0, 3, 5)] == ["none", "some", "all"]
    share = {name: written(value) for name, value in facts.share(Fraction(19, 20)).items()}
    assert share == {
        "how": "some", "held": "19", "runs": "20", "low": "76\u202f%", "high": "99\u202f%"
    }  # fmt: skip
    ends = facts.interval((-0.2, 1.25), 1)
    assert (written(ends["low"]), written(ends["high"])) == ("−0,2", "1,3")
    assert facts.difference(1.194, 0.895, 2) == 0.29  # 1,19 − 0,90


@pytest.mark.parametrize(
    ("difference", "form", "number"),
    [(0.135, "many", "13,5"), (0.019, "one", "1,9"), (-0.0004, "none", "0,0")],
)
def test_points(difference, form, number):
    found = facts.points(difference)
    assert (found["form"], written(found["number"]).lstrip("−")) == (form, number)


@pytest.mark.parametrize(
    ("more", "less", "number"),
    [
        (0.2779, 0.2775, ""),  # 27,8 and 27,8
        (0.27749999999999997, 0.25, "2,8"),  # 27,8, a mean that binary fractions miss
        (0.2774, 0.1357, "14,1"),
        (0.1204, 0.1196, ""),
        (0.1249, 0.1251, ""),
        (0.12, 0.1, "2,0"),
    ],
)
def test_a_difference_is_that_of_the_numbers_shown(more, less, number):
    found = facts.points_between(more, less)
    assert written(found["number"]) == number if number else found["form"] == "none"


def test_an_unfinished_study_makes_no_page(monkeypatch):
    monkeypatch.setattr("cnnbook.study.results.of", lambda group: [None] * (group.seeds - 1))
    with pytest.raises(ValueError, match="make study"):
        facts.runs_of(plan.NINE)
