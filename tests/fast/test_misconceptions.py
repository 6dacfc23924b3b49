"""The formulas of mistakes: wrong where they say so, and against hand sums."""

import math
import re

import pytest

from cnnbook.misconceptions import MISCONCEPTIONS, mistaken

MISTAKES = [pytest.param(mistake, id=name) for name, mistake in MISCONCEPTIONS.items()]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_its_example_tells_wrong_from_right(mistake):
    wrong, right = mistake.formula(**mistake.example), mistake.right(**mistake.example)
    assert wrong.result != right.result


@pytest.mark.parametrize("mistake", MISTAKES)
def test_expressions_are_worth_what_they_say(mistake):
    for formula in (mistake.formula, mistake.right):
        arithmetic = formula(**mistake.example)
        assert evaluate(arithmetic.expression) == pytest.approx(arithmetic.value, abs=1e-9)


@pytest.mark.parametrize(
    ("mistake", "arguments", "text"),
    [
        # The wrong numbers that stand in the chapters.
        ("border-ignored", {"input_size": 10, "kernel_size": 5}, "10"),
        ("border-ignored", {"input_size": 10, "kernel_size": 5, "strides": 3}, "⌈10/3⌉ = 4"),
        ("one-side-only", {"input_size": 10, "kernel_size": 5}, "10 − 2 = 8"),
        ("one-side-only", {"input_size": 9, "kernel_size": 3, "strides": 3}, "⌈(9 − 1)/3⌉ = 3"),
        ("kernel-as-output", {"input_size": 10, "kernel_size": 5}, "5"),
        ("padding-forgotten", {"input_size": 254, "kernel_size": 3}, "254 − 2 = 252"),
        (
            "padding-forgotten",
            {"input_size": 64, "kernel_size": 8, "strides": 4},
            "⌊(64 − 8)/4⌋ + 1 = 15",
        ),
        ("one-forgotten", {"input_size": 10, "kernel_size": 5}, "10 − 5 = 5"),
        ("one-forgotten", {"input_size": 11, "kernel_size": 4, "strides": 2}, "⌊(11 − 4)/2⌋ = 3"),
        ("rounded-up", {"input_size": 12, "kernel_size": 3, "strides": 2}, "⌈(12 − 3)/2⌉ + 1 = 6"),
        (
            "strides-forgotten",
            {"input_size": 512, "kernel_size": 3, "strides": 2, "padding": "same"},
            "512",
        ),
        (
            "strides-forgotten",
            {"input_size": 12, "kernel_size": 3, "strides": 2},
            "12 − 3 + 1 = 10",
        ),
        (
            "strides-as-gap",
            {"input_size": 256, "kernel_size": 3, "strides": 3},
            "⌊(256 − 3)/4⌋ + 1 = 64",
        ),
        ("strides-twice", {"input_size": 512, "kernel_size": 3, "strides": 2}, "⌈512/4⌉ = 128"),
        (
            "axes-swapped",
            {"input_size": (512, 512), "kernel_size": (1, 3), "strides": (1, 2)},
            "⌈512/2⌉ = 256",
        ),
        ("next-layer", {"input_size": 256, "pool_size": 4}, "256/4 = 64"),
        ("previous-depth", {"previous_filters": 8, "filters": 16}, "8"),
        ("filters-added", {"previous_filters": 8, "filters": 16}, "8 + 16 = 24"),
        ("own-filters-as-depth", {"previous_filters": 8, "filters": 16}, "16"),
        (
            "depth-forgotten",
            {"kernel_size": (8,), "channels": 16, "filters": 32},
            "(8 + 1)·32 = 288",
        ),
        (
            "bias-forgotten",
            {"kernel_size": (1, 3), "channels": 32, "filters": 64},
            "1·3·32·64 = 6144",
        ),
        ("one-layer-as-total", {"parameters": (144, 4128, 264, 1539), "layer": 1}, "4128"),
        ("positions-and-weights", {"parameters": 144, "strides": 4}, "144/4 = 36"),
        ("weights-per-position", {"parameters": 144, "positions": 256}, "144·256 = 36.864"),
        ("pooling-keeps-size", {"filters": 128}, "128·128 = 16.384"),
        ("pooling-keeps-size", {"filters": 128, "positions": 4}, "4·128 = 512"),
        ("superclasses", {"classes": 100, "superclasses": 20}, "20"),
        ("pooling-learns", {"pool_size": 4, "channels": 16}, "4·16 = 64"),
        ("accuracy-as-ratio", {"accuracy": 0.125, "chance": 0.01}, "12,5/0,01 = 1250"),
        ("difference-for-ratio", {"accuracy": 0.125, "chance": 0.01}, "12,5 − 1 = 11,5"),
    ],
)
def test_formulas_by_hand(mistake, arguments, text):
    assert str(MISCONCEPTIONS[mistake].formula(**arguments)) == text


CURVE = {"losses": (4.604, 4.478, 4.261, 4.115), "first_epoch": 1, "last_epoch": 3}


@pytest.mark.parametrize(
    ("mistake", "more", "text"),
    [
        ("final-for-drop", {}, "4,26"),
        ("epoch-off-by-one", {}, "4,60 − 4,48 = 0,12"),
        ("wrong-curve", {"other_losses": (4.6, 4.5, 4.2, 4.0)}, "4,60 − 4,20 = 0,40"),
    ],
)
def test_curves_by_hand(mistake, more, text):
    assert str(MISCONCEPTIONS[mistake].formula(**CURVE, **more)) == text


def test_what_is_no_calculation_has_no_formula():
    with pytest.raises(ValueError, match="roles-swapped: não há fórmula"):
        mistaken("roles-swapped")


def evaluate(expression: str) -> float:
    """An expression as a reader would work it out, by Python's own operators."""
    python = expression.replace(".", "").replace(",", ".").replace("−", "-").replace("·", "*")
    python = re.sub(r"⌊([^⌋]*)⌋", r"floor(\1)", python)
    python = re.sub(r"⌈([^⌉]*)⌉", r"ceil(\1)", python)
    return eval(python, {"floor": math.floor, "ceil": math.ceil})
