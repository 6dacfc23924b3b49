"""The versions that are no longer offered, worked out again from what their statements say.

Readers may have links to them.

A statement is read as its reader reads it, and answered from the records' own JSON.
"""

from __future__ import annotations

import json
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest
from filled_variants import EARLIER, Entry
from filled_variants import earlier_entries as entries

import cnnbook
from cnnbook.dataset import CLASSES
from cnnbook.draws.earlier.recorded_curves import CHANCE, curves, deep, shallow
from cnnbook.draws.earlier.recorded_curves import START as SHOWN_START
from cnnbook.questions.kind import RIGHT

RUNS = Path(cnnbook.__file__).parent / "recorded_runs"
EXERCISES = pytest.mark.parametrize("exercise", EARLIER)
SHALLOW, DEEP = "factored_classifier", "deeper_factored_classifier"

ASKED = {
    "drop": r"custo de (?P<m>\w+) da época (?P<a>\d+) à época (?P<b>\d+)\?",
    "average-drop": r"Da época (?P<a>\d+) à época (?P<b>\d+), quanto o custo de (?P<m>\w+) caiu",
    "chance-loss": r"custo de (?P<m>\w+) da época (?P<b>\d+) está abaixo",
    "times-chance": r"acurácia de (?P<m>\w+) da época (?P<b>\d+)\?",
    "more-epochs": r"foi interrompido na época (?P<b>\d+)\.",
    "conclusion": r"custo de (?P<m>\w+) das duas\..*Na época (?P<e>\d+), a acurácia.*"
    r"da época (?P<a>\d+) à (?P<b>\d+), e dessa",
    "accuracies": r"acurácia de (?P<m>\w+) das duas\..*na época (?P<b>\d+) com a da anterior na "
    r"época (?P<a>\d+)\.",
    "stretches": r"curva de (?P<m>\w+): da época (?P<a>\d+) à (?P<b>\d+) e da época (?P<c>\d+) à "
    r"(?P<d>\d+)\.",
}


def asked(entry: Entry) -> dict[str, str]:
    """Epochs, and which curve: what the statement asks for."""
    found = re.search(ASKED[entry.variant.kind], " ".join(entry.statement.split()))
    assert found, entry.statement
    return found.groupdict()


def network(entry: Entry) -> str:
    return DEEP if "uma rede mais profunda" in entry.statement else SHALLOW


@cache
def history(network: str) -> dict[str, list[float]]:
    [path] = RUNS.glob(f"{network}-epochs*-seed1-*.json")
    return json.loads(path.read_text())["history"]


def shown(value: float, places: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def brazilian(value: Decimal) -> str:
    return str(value).replace(".", ",").replace("-", "−")


def loss(network: str, measure: str, epoch: int | str) -> Decimal:
    name = {"treino": "loss", "validação": "val_loss"}[measure]
    return shown(history(network)[name][int(epoch) - 1], 2)


def percentage(network: str, measure: str, epoch: int | str) -> Decimal:
    name = {"treino": "accuracy", "validação": "val_accuracy"}[measure]
    return (shown(history(network)[name][int(epoch) - 1], 3) * 100).quantize(Decimal("0.1"))


def average(fall: Decimal, epochs: int) -> Decimal:
    return (fall / epochs).quantize(Decimal("0.001"), ROUND_HALF_UP)


def right_alternative(entry: Entry) -> str:
    """The right alternative, worked out from what the statement asks."""
    kind, v, run = entry.variant.kind, asked(entry), network(entry)
    if kind == "drop":
        return brazilian(loss(run, v["m"], v["a"]) - loss(run, v["m"], v["b"]))
    if kind == "average-drop":
        fall = loss(run, v["m"], v["a"]) - loss(run, v["m"], v["b"])
        return brazilian(average(fall, int(v["b"]) - int(v["a"]))) + " por época"
    if kind == "chance-loss":
        return brazilian(Decimal("4.61") - loss(run, v["m"], v["b"]))
    if kind == "times-chance":
        return brazilian(percentage(run, v["m"], v["b"])) + " vezes"
    if kind == "more-epochs":
        assert loss(run, "treino", v["b"]) < loss(run, "treino", int(v["b"]) - 1)
        return (
            "O custo de treino ainda cai, e mais algumas épocas podem reduzi-lo; a acurácia é "
            f"{brazilian(percentage(run, 'validação', v['b']))} vezes a do acaso."
        )
    if kind == "conclusion":
        deep, shallow = (
            loss(name, v["m"], v["a"]) - loss(name, v["m"], v["b"]) for name in (DEEP, SHALLOW)
        )
        size, speed = ("maior", "depressa") if deep > shallow else ("menor", "devagar")
        return (
            f"A queda da mais profunda é {size}, {brazilian(deep)} contra {brazilian(shallow)}: "
            f"ela converge mais {speed}. A acurácia é "
            f"{brazilian(percentage(DEEP, 'validação', v['e']))} vezes a do acaso."
        )
    if kind == "accuracies":
        points = percentage(DEEP, v["m"], v["b"]) - percentage(SHALLOW, v["m"], v["a"])
        more = int(v["b"]) - int(v["a"])
        return f"{brazilian(points)} pontos, em parte pelas {more} épocas a mais"
    assert kind == "stretches"
    first, second = (
        average(
            loss(DEEP, v["m"], v[begin]) - loss(DEEP, v["m"], v[end]), int(v[end]) - int(v[begin])
        )
        for begin, end in ("ab", "cd")
    )
    which = "primeiro" if first > second else "segundo"
    return f"{brazilian(first)} e {brazilian(second)} por época: mais depressa no {which} trecho"


@EXERCISES
def test_the_right_alternative_is_what_the_record_says(exercise):
    for entry in entries(exercise):
        assert entry.choices[RIGHT] == right_alternative(entry), entry.variant.id


def columns(entry: Entry) -> list[tuple[str, str]]:
    """Network and measure of the table's columns, which are the drawing's two curves."""
    heads = re.search(r"^\| Época \| (.+) \| (.+) \|$", entry.statement, re.M).groups()
    if heads == ("Treino", "Validação"):
        return [(network(entry), "treino"), (network(entry), "validação")]
    assert heads == ("Mais profunda", "Anterior")
    return [(DEEP, asked(entry)["m"]), (SHALLOW, asked(entry)["m"])]


def rows(entry: Entry) -> dict[str, tuple[str, str]]:
    found = re.findall(r"^\| (\d+) \| (.+) \| (.+) \|$", entry.statement, re.M)
    assert [int(epoch) for epoch, *_ in found] == sorted({int(epoch) for epoch, *_ in found})
    return {epoch: tuple(cells) for epoch, *cells in found}


@EXERCISES
def test_the_table_shows_the_record(exercise):
    for entry in entries(exercise):
        table = rows(entry)
        assert len(table) == 4
        for epoch, cells in table.items():
            for cell, (run, measure) in zip(cells, columns(entry)):
                if int(epoch) > len(history(run)["loss"]):
                    assert cell == "–"
                elif cell.endswith("%"):
                    assert cell == f"{brazilian(percentage(run, measure, epoch))}\u202f%"
                else:
                    assert cell == brazilian(loss(run, measure, epoch))


@EXERCISES
def test_the_epochs_asked_for_are_in_the_table_and_marked_in_the_drawing(exercise):
    for entry in entries(exercise):
        epochs = {epoch for name, epoch in asked(entry).items() if name in "abcd"}
        assert epochs <= rows(entry).keys()
        [drawing] = entry.drawings
        marked = re.findall(r'y="186" text-anchor="middle">(\d+)<', drawing)
        assert sorted(marked, key=int) == sorted(epochs, key=int)


@EXERCISES
def test_curves_are_drawn_to_scale(exercise):
    """Both curves of each drawing, read back from their paths."""
    for entry in entries(exercise)[:40]:
        is_accuracy = entry.variant.kind in ("times-chance", "accuracies")
        lowest, highest = (0.0, 0.35) if is_accuracy else (2.5, 5.0)
        drawn = re.findall(r'class="draw-accent2?" d="M([^"]+L[^"]+)"', entry.drawings[0])
        for path, (run, measure) in zip(drawn, columns(entry), strict=True):
            prefix = "" if measure == "treino" else "val_"
            values = history(run)[prefix + ("accuracy" if is_accuracy else "loss")]
            points = [point.split() for point in path.split("L")]
            if entry.variant.kind == "more-epochs":
                assert len(points) == int(asked(entry)["b"])
            else:
                assert len(points) == len(values)
            for (_, y), value in zip(points, values):
                read = lowest + (168 - float(y)) / (168 - 30) * (highest - lowest)
                assert read == pytest.approx(value, abs=0.002 * (highest - lowest))


# --- What their texts say of the recorded curves, for any epochs drawn ------------------------

BOTH = pytest.mark.parametrize("history", [shallow(), deep()], ids=["shallow", "deep"])
START = math.log(CLASSES)


def values(history, measure):
    """Of the training and of the validation curve."""
    return [curve.values for curve in curves(history, measure)]


def drops(losses):
    return [before - after for before, after in zip(losses, losses[1:])]


@BOTH
def test_losses_start_near_chance_and_fall(history):
    training, validation = values(history, "loss")
    assert abs(training[0] - START) < 0.05 and abs(validation[0] - START) < 0.05
    assert min(drops(training)) > 0.05  # "ainda caiu", in every epoch: it never levels off
    assert abs(training[0] - SHOWN_START.value) < 0.05  # "começam perto de 4,6"
    rises = sum(drop < 0 for drop in drops(validation))
    assert rises <= len(validation) / 5  # "quase sempre"


@BOTH
def test_training_losses_fell_more_in_some_epoch_before(history):
    """From the fourth epoch on, where a variant may interrupt."""
    falls = drops(values(history, "loss")[0])
    for last in range(4, len(falls) + 2):
        assert falls[last - 2] < max(falls[: last - 2])


@BOTH
def test_losses_are_nearer_to_chance_than_to_zero(history):
    assert min(values(history, "loss")[0]) > START / 2


@BOTH
def test_accuracies_start_near_chance(history):
    for curve in values(history, "accuracy"):
        assert abs(curve[0] - CHANCE.value) < 0.01 and curve[-1] > 10 * CHANCE.value


@pytest.mark.parametrize("asked", [0, 1], ids=["training", "validation"])
def test_the_deeper_network_is_ahead_after_the_first_epochs(asked):
    for measure, sign in (("loss", -1), ("accuracy", 1)):
        deeper, other = (values(history, measure)[asked] for history in (deep(), shallow()))
        ahead = [sign * (one - two) > 0 for one, two in zip(deeper, other)]
        assert all(ahead[2:])


@pytest.mark.parametrize("asked", [0, 1], ids=["training", "validation"])
def test_the_deeper_networks_loss_goes_on_falling_after_the_other_stops(asked):
    """What a variant answers to who saw it level off, in an epoch that both have."""
    deeper = values(deep(), "loss")[asked]
    last = len(values(shallow(), "loss")[0])
    assert all(deeper[-1] < loss - 0.2 for loss in deeper[:last])
