"""The banks of variants: what holds for every variant of every exercise, without Keras."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from xml.etree import ElementTree

import pytest

from cnnbook.misconceptions import MISCONCEPTIONS
from cnnbook.variants import bank as banks
from cnnbook.variants.bank import GENERATORS, Bank, make
from cnnbook.variants.question import RIGHT, fill, placeholders, texts_of_choices

EXERCISES = pytest.mark.parametrize("exercise", GENERATORS)
LETTERS = "abcd"


@cache
def bank_of(exercise: str) -> Bank:
    return make(GENERATORS[exercise])


def entries(exercise: str):
    """Each variant with the texts of its kind and its order."""
    bank = bank_of(exercise)
    for variant, order in zip(bank.variants, bank.orders, strict=True):
        yield variant, bank.kinds[variant.kind], order


def test_every_exercise_with_numbers_has_a_generator():
    assert set(GENERATORS) <= {
        "tamanho-da-saida",
        "duas-convolucoes",
        "redes-conv1d",
        "filtros-fatorados",
        "cifar-100",
        "treinamento",
        "rede-mais-profunda",
    }


@EXERCISES
def test_at_least_two_hundred_variants_that_ask_different_things(exercise):
    bank = bank_of(exercise)
    assert len(bank.variants) >= 200
    asked = Counter(
        fill(kind.statement, variant.values) + fill(kind.figure, variant.values)
        for variant, kind, _ in entries(exercise)
    )
    assert max(asked.values()) == 1
    assert max(Counter(variant.id for variant in bank.variants).values()) == 1
    assert all(re.fullmatch("[0-9a-f]{6}", variant.id) for variant in bank.variants)


@EXERCISES
def test_every_kind_is_used(exercise):
    kinds = Counter(variant.kind for variant in bank_of(exercise).variants)
    assert set(kinds) == set(GENERATORS[exercise].KINDS)
    assert min(kinds.values()) >= 10


@EXERCISES
def test_most_draws_are_accepted(exercise):
    bank = bank_of(exercise)
    assert bank.tried == len(bank.variants) + bank.rejected + bank.repeated
    assert 0.2 < bank.acceptance <= 1


@EXERCISES
def test_three_different_diagnosed_wrong_alternatives(exercise):
    for variant, kind, order in entries(exercise):
        assert len(set(variant.wrong)) == 3
        assert set(order) == {RIGHT, *variant.wrong}
        for mistake in variant.wrong:
            assert mistake in MISCONCEPTIONS
        texts = texts_of_choices(kind, variant)
        assert len(set(texts.values())) == 4, texts
        assert not any("\n\n" in text for text in texts.values())


@EXERCISES
def test_every_written_wrong_alternative_is_drawn(exercise):
    drawn = {(v.kind, mistake) for v in bank_of(exercise).variants for mistake in v.wrong}
    kinds = GENERATORS[exercise].KINDS
    assert drawn == {(name, mistake) for name, kind in kinds.items() for mistake in kind.wrong}


@EXERCISES
def test_every_placeholder_is_filled_and_every_value_used(exercise):
    for variant, kind, _ in entries(exercise):
        templates = kind.templates(variant.wrong)
        assert set(variant.values) == placeholders(*templates)
        for template in templates:
            text = fill(template, variant.values)
            assert not re.search(r"[{}]", text), text
            assert not re.search(r"\bNone\b|\bnan\b|\d\.\d{1,2}\b(?!\d)", strip_svg(text)), text


@EXERCISES
def test_numbers_are_brazilian(exercise):
    for variant, kind, _ in entries(exercise):
        for template in kind.templates(variant.wrong):
            text = strip_svg(fill(template, variant.values))
            assert not re.search(r"\d{5}", text), "five digits or more are grouped"
            assert not re.search(r"\d-\d| - ", text), "a minus is not a hyphen"
            assert not re.search(r"\d ?%", text) and not re.search(r"\d%", text), text


@EXERCISES
def test_neither_feedback_nor_hints_give_the_answer_away(exercise):
    for variant, kind, _ in entries(exercise):
        texts = texts_of_choices(kind, variant)
        right = re.compile(rf"(?<![\w,.]){re.escape(texts[RIGHT])}(?![\w,])")
        for hint in kind.hints:
            assert not right.search(fill(hint, variant.values))
        for mistake in variant.wrong:
            feedback = fill(kind.wrong[mistake].feedback, variant.values)
            if texts[RIGHT].isdecimal():
                continue  # a bare number may stand for something else
            assert not right.search(feedback), (variant.kind, mistake, feedback)


@EXERCISES
def test_feedback_ends_with_the_right_idea_not_with_the_wrong_number(exercise):
    for variant, kind, _ in entries(exercise):
        for mistake in variant.wrong:
            last = fill(kind.wrong[mistake].feedback, variant.values).split(". ")[-1]
            assert last.endswith(".")
            assert "=" not in last or len(last) > 60, last


@EXERCISES
def test_every_calculation_in_the_texts_is_true(exercise):
    found = 0
    for variant, kind, _ in entries(exercise):
        for template in kind.templates(variant.wrong):
            for equation in equations(strip_svg(fill(template, variant.values))):
                found += 1
                first, *others = map(evaluate, equation)
                places = max(len(part.partition(",")[2]) for part in equation)
                tolerance = 0.5001 * 10**-places if places else 1e-9
                for other in others:
                    assert other == pytest.approx(first, abs=tolerance), (variant.kind, equation)
    assert found > 3 * len(bank_of(exercise).variants)


def test_the_reader_of_calculations_reads_what_it_should():
    assert equations("São 10 − 5 = 5, e ⌊(10 − 5)/2⌋ + 1 = 2 + 1 = 3.") == [
        ["10 − 5", "5"],
        ["⌊(10 − 5)/2⌋ + 1", "2 + 1", "3"],
    ]
    assert equations("10 − *k* + 1 = 6; *p* = 8; 12 = ⌈24/2⌉: certo") == [["12", "⌈24/2⌉"]]
    assert equations("(4,60 − 3,75)/2 = 0,43 e 6208·2 = 12.416") == [
        ["(4,60 − 3,75)/2", "0,43"],
        ["6208·2", "12.416"],
    ]
    assert evaluate("⌈(1.024 − 3)/2⌉ + 1") == 512
    assert evaluate("(4,60 − 3,75)/2") == pytest.approx(0.425)


@EXERCISES
def test_the_right_alternative_is_as_often_in_every_place(exercise):
    places = Counter(order.index(RIGHT) for order in bank_of(exercise).orders)
    assert set(places) == set(range(4))
    assert max(places.values()) - min(places.values()) <= 1


@EXERCISES
@pytest.mark.parametrize("extreme", [max, min])
def test_length_does_not_betray_the_right_alternative(exercise, extreme):
    betrayed, expected, variance = 0, 0.0, 0.0
    for variant, kind, _ in entries(exercise):
        lengths = {name: len(text) for name, text in texts_of_choices(kind, variant).items()}
        outermost = [name for name, size in lengths.items() if size == extreme(lengths.values())]
        if len(outermost) == 1:  # somebody sticks out: by chance, it would be one in four
            betrayed += outermost == [RIGHT]
            expected += 0.25
            variance += 0.25 * 0.75
    assert betrayed <= expected + 3 * math.sqrt(variance)


@EXERCISES
def test_size_does_not_betray_the_right_alternative(exercise):
    """Nor is it mostly the largest or the smallest of the numbers."""
    ranks = Counter()
    for variant, kind, _ in entries(exercise):
        numbers = {
            name: [evaluate(number) for number in re.findall(r"\d[\d.,]*\d|\d", text)]
            for name, text in texts_of_choices(kind, variant).items()
        }
        if len({len(values) for values in numbers.values()}) > 1:
            continue
        ordered = sorted(numbers.values())
        ranks[ordered.index(numbers[RIGHT])] += 1
    if sum(ranks.values()) > 50:
        assert max(ranks.values()) < 0.75 * sum(ranks.values()), ranks


@EXERCISES
def test_drawings_are_well_formed_and_styled_by_class_only(exercise):
    allowed = {f"draw-{name}" for name in ("line", "fill", "accent", "accent2", "text", "muted")}
    for variant, kind, _ in entries(exercise):
        assert bool(kind.figure) == bool(kind.figure_alt)
        assert bool(kind.solution_figure) == bool(kind.solution_figure_alt)
        assert kind.figure or kind.solution_figure
        for template in filter(None, (kind.figure, kind.solution_figure)):
            svg = ElementTree.fromstring(fill(template, variant.values))
            width, height = map(float, svg.attrib["viewBox"].split()[2:])
            assert (width, height <= 400) == (320, True)
            for element in svg.iter():
                assert not {"id", "style"} & element.attrib.keys()
                assert set(element.attrib.get("class", "draw-text").split()) <= allowed
                if element.tag == "text":
                    assert float(element.attrib["font-size"]) >= 12, "legible on a phone"
                    assert 0 <= float(element.attrib["x"]) <= width


@EXERCISES
def test_a_bank_is_small_enough_for_a_page(exercise):
    assert bank_of(exercise).compressed_size() < 40_000


@EXERCISES
def test_a_longer_bank_begins_with_the_shorter_one(exercise):
    assert make(GENERATORS[exercise], 40).variants == bank_of(exercise).variants[:40]


def digests() -> dict[str, str]:
    return {
        exercise: hashlib.sha256(
            json.dumps(bank_of(exercise).plain(), ensure_ascii=False).encode()
        ).hexdigest()
        for exercise in GENERATORS
    }


def test_the_same_bank_byte_for_byte_in_another_process():
    code = "import json, test_variants; print(json.dumps(test_variants.digests()))"
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": os.path.dirname(__file__)}
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True
    )
    assert json.loads(answer.stdout) == digests()


def test_a_generator_that_runs_dry_says_so(monkeypatch):
    class Dry:
        EXERCISE, KINDS = "seca", {}

        @staticmethod
        def draw(random):
            return None

    with pytest.raises(banks.BankError, match="seca: só 0 variantes"):
        make(Dry, 3)


# --- Reading a text as a reader would --------------------------------------------------------

_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+)?"
_TERM = rf"[⌊⌈(]*{_NUMBER}[⌋⌉)]*"
_SIDE = rf"{_TERM}(?:(?: [−+] |[·/]){_TERM})*"
_EQUATION = re.compile(rf"(?<![\w*+−·/]) ?(?<![+−·/*] )({_SIDE}(?: = {_SIDE})+)(?![·/\w*])")


def equations(text: str) -> list[list[str]]:
    """Each chain of equal numbers and expressions, as a list of its sides."""
    return [found.split(" = ") for found in _EQUATION.findall(" ".join(text.split()))]


def evaluate(expression: str) -> float:
    """An expression in the book's notation, by Python's own operators."""
    python = re.sub(r"\.(?=\d{3})", "", expression).replace(",", ".")
    python = python.replace("−", "-").replace("·", "*")
    for opening, closing, function in ("⌊⌋f", "⌈⌉c"):
        python = python.replace(opening, f"{function}(").replace(closing, ")")
    exact = eval(python, {"f": lambda x: math.floor(x + 1e-9), "c": lambda x: math.ceil(x - 1e-9)})
    return float(exact)


def strip_svg(text: str) -> str:
    return "" if text.startswith("<svg") else text
