"""The variants that read recorded curves, worked out again from the records' own JSON."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest

import cnnbook
from cnnbook.variants import compared_curves, training_curve
from cnnbook.variants.bank import make
from cnnbook.variants.question import RIGHT, Variant, texts_of_choices

RUNS = Path(cnnbook.__file__).parent / "recorded_runs"


@cache
def history(network: str) -> dict[str, list[float]]:
    [path] = RUNS.glob(f"{network}-epochs*-seed1-*.json")
    return json.loads(path.read_text())["history"]


@cache
def variants_of(generator) -> tuple[Variant, ...]:
    return make(generator).variants


def shown(value: float, places: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def brazilian(value: Decimal) -> str:
    return str(value).replace(".", ",").replace("-", "−")


def loss(network: str, measure: str, epoch: int | str) -> Decimal:
    name = {"treino": "loss", "validação": "val_loss"}[measure]
    return shown(history(network)[name][int(epoch) - 1], 2)


def percentage(network: str, measure: str, epoch: int | str) -> Decimal:
    name = {"treino": "accuracy", "validação": "val_accuracy"}[measure]
    return shown(history(network)[name][int(epoch) - 1], 3) * 100


TABLE = ("e0", "e1", "e2", "e3")
SHALLOW, DEEP = "factored_classifier", "deeper_factored_classifier"


def right_alternative(kind: str, v: dict[str, str]) -> str:
    """The right alternative, worked out from what the statement asks."""
    if kind in ("drop", "average-drop", "chance-loss", "times-chance", "more-epochs"):
        network = DEEP if "mais profunda" in v["N"] else SHALLOW
    if kind == "drop":
        fall = loss(network, v["m"], v["a"]) - loss(network, v["m"], v["b"])
        return brazilian(fall)
    if kind == "average-drop":
        fall = loss(network, v["m"], v["a"]) - loss(network, v["m"], v["b"])
        return brazilian(average(fall, int(v["b"]) - int(v["a"]))) + " por época"
    if kind == "chance-loss":
        return brazilian(Decimal("4.61") - loss(network, v["m"], v["b"]))
    if kind == "times-chance":
        return brazilian(percentage(network, v["m"], v["b"]).quantize(Decimal("0.1"))) + " vezes"
    if kind == "more-epochs":
        assert loss(network, "treino", v["b"]) < loss(network, "treino", int(v["b"]) - 1)
        times = percentage(network, "validação", v["b"]).quantize(Decimal("0.1"))
        return (
            "O custo de treino ainda cai, e mais algumas épocas podem reduzi-lo; a acurácia é "
            f"{brazilian(times)} vezes a do acaso."
        )
    if kind == "conclusion":
        deep, shallow = (
            loss(name, v["m"], v["a"]) - loss(name, v["m"], v["b"]) for name in (DEEP, SHALLOW)
        )
        size, speed = ("maior", "depressa") if deep > shallow else ("menor", "devagar")
        times = percentage(DEEP, "validação", v["e"]).quantize(Decimal("0.1"))
        return (
            f"A queda da mais profunda é {size}, {brazilian(deep)} contra {brazilian(shallow)}: "
            f"ela converge mais {speed}. A acurácia é {brazilian(times)} vezes a do acaso."
        )
    if kind == "accuracies":
        points = percentage(DEEP, v["m"], v["b"]) - percentage(SHALLOW, v["m"], v["a"])
        more = int(v["b"]) - int(v["a"])
        points = points.quantize(Decimal("0.1"))
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


def average(fall: Decimal, epochs: int) -> Decimal:
    return (fall / epochs).quantize(Decimal("0.001"), ROUND_HALF_UP)


@pytest.mark.parametrize("generator", [training_curve, compared_curves])
def test_the_right_alternative_is_what_the_record_says(generator):
    for variant in variants_of(generator):
        text = texts_of_choices(generator.KINDS[variant.kind], variant)[RIGHT]
        assert text == right_alternative(variant.kind, dict(variant.values)), variant.id


@pytest.mark.parametrize("generator", [training_curve, compared_curves])
def test_the_table_shows_the_record(generator):
    for variant in variants_of(generator):
        v = variant.values
        epochs = [v[name] for name in ("abcd" if variant.kind == "stretches" else TABLE)]
        assert epochs == sorted(set(epochs), key=int)
        if generator is training_curve or variant.kind == "stretches":
            network = DEEP if "mais profunda" in v.get("N", "mais profunda") else SHALLOW
            columns = [(network, "treino"), (network, "validação")]
        else:
            columns = [(DEEP, v["m"]), (SHALLOW, v["m"])]
        for row, epoch in enumerate(epochs):
            for letter, (network, measure) in zip("tv", columns):
                cell = v[f"{letter}{row}"]
                if int(epoch) > len(history(network)["loss"]):
                    assert cell == "–"
                elif cell.endswith("%"):
                    value = percentage(network, measure, epoch).quantize(Decimal("0.1"))
                    assert cell == f"{brazilian(value)}\u202f%"
                else:
                    assert cell == brazilian(loss(network, measure, epoch))


def test_what_the_statement_marks_is_in_the_table():
    for generator in (training_curve, compared_curves):
        for variant in variants_of(generator):
            if variant.kind == "stretches":
                continue
            rows = {variant.values[name] for name in TABLE}
            assert {variant.values[name] for name in ("a", "b") if name in variant.values} <= rows


def test_curves_are_drawn_to_scale():
    """The first curve of each drawing, read back from its path."""
    for generator in (training_curve, compared_curves):
        for variant in variants_of(generator)[:40]:
            name = "accuracy" if variant.kind in ("times-chance", "accuracies") else "loss"
            lowest, highest = (0.0, 0.35) if name == "accuracy" else (2.5, 5.0)
            network = (
                DEEP if "mais profunda" in variant.values.get("N", "mais profunda") else SHALLOW
            )
            if variant.kind in ("conclusion", "accuracies") and variant.values["m"] != "treino":
                name = f"val_{name}"
            points = [point.split() for point in variant.values["g0"][1:].split("L")]
            for (_, y), value in zip(points, history(network)[name]):
                read = lowest + (168 - float(y)) / (168 - 30) * (highest - lowest)
                assert read == pytest.approx(value, abs=0.002 * (highest - lowest))
