"""The versions that are read from a graph, worked out again from the study's own file.

A drawing is read as its reader reads it: from its paths, with the axis that is drawn beside them.
What must be told apart in it stands apart by more than a few pixels on a phone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from filled_variants import Entry, entries

import cnnbook
from cnnbook.questions.kind import RIGHT

STUDY = Path(cnnbook.__file__).parent / "study/results.jsonl"
EXERCISES = pytest.mark.parametrize("exercise", ["treinamento", "rede-mais-profunda"])
SHALLOW, DEEP, STRIDE = (
    "factored_classifier", "deeper_factored_classifier", "deeper_factored_classifier_stride3",
)  # fmt: skip
LEAST = 8
"""Units of a drawing, which on a phone are about pixels."""


@cache
def study() -> list[dict]:
    """Of the whole of CIFAR-100, which is what the questions are about."""
    runs = [json.loads(line) for line in STUDY.read_text("utf-8").splitlines()]
    return [one for one in runs if one["configuration"]["data"] == "cifar-100"]


def histories(network: str, seed: int, rate: float = 0.05) -> list[dict]:
    """Of the runs of this seed, whatever their number of epochs."""
    return [
        one["history"]
        for one in study()
        if (of := one["configuration"])["network"] == network
        and (of["seed"], of["learning_rate"]) == (seed, rate)
    ]


def number(text: str) -> float:
    return float(text.replace(",", ".").replace("%", ""))


def of(kind: str, *exercises: str) -> list[Entry]:
    found = [e for name in exercises for e in entries(name) if e.variant.kind == kind]
    assert len(found) >= 20
    return found


def statement(entry: Entry) -> str:
    return " ".join(entry.statement.split())


def asked(pattern: str, entry: Entry) -> list[int]:
    return [int(one) for one in re.search(pattern, statement(entry)).groups()]


class Plot:
    """A drawing as it is read."""

    def __init__(self, drawing: str) -> None:
        ticks = re.findall(r'y="([\d.]+)" text-anchor="end">([\d,]+)(\u202f%)?<', drawing)
        (y0, v0, sign), *_, (y1, v1, _) = ticks
        scale = 0.01 if sign else 1
        self.per_unit = scale * (number(v1) - number(v0)) / (float(y0) - float(y1))
        self._zero = float(y0) - 4, scale * number(v0)
        paths = re.findall(r'class="draw-(\w+)" d="(M[\d. L]+z?)"', drawing)
        self.curves = [
            [self.value(float(point.split()[1])) for point in data[1:].split("L")]
            for _, data in paths
            if "L" in data and not data.endswith("z")
        ]
        self.band = [
            [self.value(float(point.split()[1])) for point in data[1:-1].split("L")]
            for _, data in paths
            if "L" in data and data.endswith("z")
        ]
        self.marks = [int(one) for one in re.findall(r'text-anchor="middle">(\d+)<', drawing)]

    def value(self, y: float) -> float:
        place, at = self._zero
        return at + (place - y) * self.per_unit

    def apart(self, one: float, other: float) -> float:
        return abs(one - other) / self.per_unit


def plot(entry: Entry) -> Plot:
    return Plot(entry.drawings[0])


def is_curve(drawn: list[float], recorded: list[float], plot: Plot) -> bool:
    return len(drawn) <= len(recorded) and all(
        plot.apart(one, other) < 0.2 for one, other in zip(drawn, recorded)
    )


def network(entry: Entry) -> tuple[str, int, float]:
    """Whose curves are drawn, as the statement says it."""
    said = statement(entry)
    name = STRIDE if "passo maior" in said else DEEP if "seis convoluções" in said else SHALLOW
    rate, seed = re.search(r"taxa de aprendizado ([\d,]+) e semente (\d+)", said).groups()
    return name, int(seed), number(rate)


@pytest.mark.parametrize("kind", ["go-on", "drop-read", "apart", "gap-read"])
def test_the_drawing_is_of_the_run_that_the_statement_names(kind):
    exercise = "rede-mais-profunda" if kind == "gap-read" else "treinamento"
    measures = ("accuracy", "val_accuracy") if kind == "gap-read" else ("loss", "val_loss")
    for entry in of(kind, exercise):
        drawn = plot(entry)
        assert any(
            all(
                is_curve(curve, history[measure], drawn)
                for curve, measure in zip(drawn.curves, measures, strict=True)
            )
            for history in histories(*network(entry))
        ), entry.variant.id


def test_all_runs_of_the_study_are_drawn_from():
    """As far as their number lets them all come up."""
    groups = Counter()
    for exercise in ("treinamento", "rede-mais-profunda"):
        for entry in entries(exercise):
            drawn = plot(entry)
            for run in study():
                for name, history in run["history"].items():
                    if any(
                        len(curve) > 3 and is_curve(curve, history, drawn) for curve in drawn.curves
                    ):
                        groups[run["run"], name.startswith("val")] += 1
    assert {name for name, _ in groups} == {run["run"] for run in study()}


@EXERCISES
def test_no_table_stands_beside_a_graph(exercise):
    for entry in entries(exercise):
        assert "|--" not in entry.statement and len(entry.drawings) == 1


@EXERCISES
def test_who_does_not_see_the_graph_is_told_what_one_reads_from_it(exercise):
    for entry in entries(exercise):
        drawn = plot(entry)
        alt = next(text for text in entry.texts if "lid" in text and "por época" in text)
        said = [
            [number(one) for one in re.findall(r"\d+(?:,\d+)?", curve)]
            for curve in re.findall(r": ([\d,;% \u202f]+)\.", alt)
        ]
        if drawn.band:
            high, low = drawn.band[0][: len(said[0])], drawn.band[0][len(said[0]) :][::-1]
            shown = [low, high, drawn.curves[-1]]
        else:
            shown = drawn.curves
        in_percent = "%" in alt
        for curve, told in zip(shown, said, strict=True):
            for value, one in zip(curve, told):
                assert abs(value * (100 if in_percent else 1) - one) < (
                    0.55 if in_percent else 0.06
                )


def test_a_run_goes_on_falling_or_has_not_begun():
    for entry in of("go-on", "treinamento"):
        drawn, right = plot(entry), entry.choices[RIGHT]
        losses, [last] = drawn.curves[0], drawn.marks
        assert last == asked(r"foi interrompido na época (\d+)\.", entry)[0] == len(losses)
        if "ainda cai" in right:
            assert drawn.apart(losses[-1], losses[-3]) >= LEAST and losses[-1] < losses[-3]
        else:
            assert "quase não aprendeu" in right
            assert all(drawn.apart(loss, 4.605) <= 2.5 for loss in losses)
        accuracy, chance = re.search(
            r"está em ([\d,]+) %, e a .* é de (\d+) %", statement(entry)
        ).groups()
        assert f"{number(accuracy) / number(chance):.1f} vezes".replace(".", ",") in right
        assert any(
            abs(value - number(accuracy) / 100) < 0.00051
            for history in histories(*network(entry))
            for value in history["val_accuracy"][last - 1 : last]
        )


def falls(drawn: Plot, first: int, last: int) -> list[float]:
    return [curve[first - 1] - curve[last - 1] for curve in drawn.curves]


def test_drops_are_read_from_the_graph():
    for entry in of("drop-read", "treinamento"):
        drawn = plot(entry)
        first, last = asked(r"da época (\d+) à época (\d+)\?", entry)
        assert drawn.marks == [first, last]
        which = 0 if "custo de treino caiu" in statement(entry) else 1
        fall = falls(drawn, first, last)[which]
        said = {
            name: number(text.removeprefix("Cerca de ")) for name, text in entry.choices.items()
        }
        assert abs(said[RIGHT] - fall) < 0.08
        # Even who reads both ends a little wrong is nearer to the right one than to any other.
        for name in entry.variant.wrong:
            assert drawn.apart(said[name], said[RIGHT]) >= 2 * LEAST - 1, entry.choices
            assert abs(said[RIGHT] - fall) < abs(said[name] - fall) - 2 * 0.02


def test_the_lower_curve_is_of_the_higher_rate():
    for entry in of("which-rate", "treinamento"):
        drawn = plot(entry)
        [last] = drawn.marks
        seeds = asked(r"A tem a semente (\d+); B, a (\d+); C, a (\d+)", entry)
        rates = [number(one) for one in re.findall(r"taxa ([\d,]+\d)", entry.choices[RIGHT])]
        assert sorted(rates) == [0.01, 0.05, 0.1]
        for curve, seed, rate in zip(drawn.curves, seeds, rates, strict=True):
            assert len(curve) == last
            assert any(
                is_curve(curve, history["loss"], drawn)
                for history in histories(SHALLOW, seed, rate)
            )
        ends = [curve[-1] for _, curve in sorted(zip(rates, drawn.curves))]
        for higher, lower in zip(ends, ends[1:]):
            assert higher > lower and drawn.apart(higher, lower) >= LEAST


def test_curves_are_visibly_together_or_apart():
    for entry in of("apart", "treinamento"):
        train, validation = (drawn := plot(entry)).curves
        if "descem juntos" in entry.choices[RIGHT]:
            assert all(drawn.apart(train[n], validation[n]) <= LEAST / 2 + 0.2 for n in (-1, -2))
        else:
            assert all(drawn.apart(train[n], validation[n]) >= 1.5 * LEAST - 0.2 for n in (-1, -2))
            assert validation[-1] > train[-1]
        assert train[-1] < train[-4] and validation[-1] < validation[-4]


def test_of_two_networks_the_drop_that_is_larger_is_visibly_so():
    for entry in of("drops-read", "rede-mais-profunda"):
        drawn = plot(entry)
        first, last = asked(r"queda do custo da época (\d+) à (\d+)\?", entry)
        assert drawn.marks == [first, last]
        seeds = asked(r"quatro convoluções \(semente (\d+)\).*\(semente (\d+)\)", entry)
        deep = STRIDE if "passo maior" in statement(entry) else DEEP
        for curve, name, seed in zip(drawn.curves, (deep, SHALLOW), reversed(seeds)):
            assert any(is_curve(curve, one["loss"], drawn) for one in histories(name, seed))
        deeper, earlier = falls(drawn, first, last)
        assert drawn.apart(deeper, earlier) >= LEAST
        word, speed = ("maior", "depressa") if deeper > earlier else ("menor", "devagar")
        right = entry.choices[RIGHT]
        read = [number(one) for one in re.findall(r"\d,\d", right)]
        assert abs(read[0] - deeper) < 0.08 and abs(read[1] - earlier) < 0.08
        assert right.startswith(f"A queda da mais profunda é {word}, ") and speed in right


def test_three_curves_are_told_by_where_they_end():
    names = ("o treino da anterior", "a validação da mais profunda", "o treino da mais profunda")
    for entry in of("which-curve", "rede-mais-profunda"):
        drawn = plot(entry)
        shallow, deep = asked(r"anterior \(semente (\d+)\).*\(semente (\d+)\)", entry)
        network = STRIDE if "passo maior" in statement(entry) else DEEP
        told = re.findall(r"(?:é|B,|C,) ([ao] [^;.]+)", entry.choices[RIGHT])
        by_name = dict(zip(told, drawn.curves, strict=True))
        ends = [by_name[name][-1] for name in names]
        for higher, lower in zip(ends, ends[1:]):
            assert higher > lower and drawn.apart(higher, lower) >= LEAST
        of_each = [("loss", SHALLOW, shallow), ("val_loss", network, deep), ("loss", network, deep)]
        for name, (measure, which, seed) in zip(names, of_each):
            assert any(
                is_curve(by_name[name], history[measure], drawn)
                for history in histories(which, seed)
            )


def test_points_between_training_and_validation():
    for entry in of("gap-read", "rede-mais-profunda"):
        drawn = plot(entry)
        train, validation = (curve[-1] for curve in drawn.curves)
        right = entry.choices[RIGHT]
        points = int(re.match(r"Cerca de (\d+) pontos", right)[1])
        assert ("no treino:" in right) == (train > validation)
        assert abs(100 * abs(train - validation) - points) < 0.75
        assert drawn.apart(train, validation) >= LEAST - 1
        for text in entry.choices.values():
            other = number(re.match(r"Cerca de ([\d,]+) pontos", text)[1])
            assert other == points or drawn.apart(other / 100, points / 100) >= LEAST


MEASURES = {
    ("custo", "treino"): "loss", ("custo", "validação"): "val_loss",
    ("acurácia", "treino"): "accuracy", ("acurácia", "validação"): "val_accuracy",
}  # fmt: skip


def test_a_run_is_visibly_inside_or_outside_of_what_the_seeds_do():
    places = Counter()
    for entry in of("within-seeds", "treinamento", "rede-mais-profunda"):
        said, drawn = statement(entry), plot(entry)
        measure = MEASURES[re.search(r"ficou [ao] (\w+) de (\w+)", said).groups()]
        network, epochs = (SHALLOW, 8) if "loss" in measure else (DEEP, 16)
        [many] = asked(r"em (\d+) execuções", entry)
        runs = [
            one["history"][measure]
            for one in study()
            if (run := one["configuration"])["network"] == network
            and (run["epochs"], run["learning_rate"]) == (epochs, 0.05)
        ]
        assert len(runs) == many == 20
        [outline] = drawn.band
        high, low = outline[:epochs], outline[epochs:][::-1]
        for n, at in enumerate(zip(*runs)):
            assert drawn.apart(high[n], max(at)) < 0.2 and drawn.apart(low[n], min(at)) < 0.2
        [epoch], [mark] = asked(r"na época (\d+)\?", entry), drawn.marks
        assert epoch == mark
        value = drawn.curves[-1][epoch - 1]
        if value > high[epoch - 1]:
            place, distance = "acima da", drawn.apart(value, high[epoch - 1]) / LEAST
        elif value < low[epoch - 1]:
            place, distance = "abaixo da", drawn.apart(value, low[epoch - 1]) / LEAST
        else:
            nearest = min(high[epoch - 1] - value, value - low[epoch - 1])
            place, distance = "dentro da", drawn.apart(nearest, 0) / (LEAST / 2)
        assert distance > 0.95
        assert entry.choices[RIGHT].startswith(f"Ela está {place} faixa: ")
        places[place] += 1
    assert min(places["dentro da"], places["abaixo da"]) >= 10
