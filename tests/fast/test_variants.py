"""The banks of variants: what holds for every variant of every exercise, without Keras."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from cnnbook.misconceptions import MISCONCEPTIONS
from cnnbook.variants import bank as banks
from cnnbook.variants.bank import GENERATORS, Bank, make
from cnnbook.variants.question import RIGHT, Kind, Variant, fill, placeholders

EXERCISES = pytest.mark.parametrize("exercise", GENERATORS)
LETTERS = "abcd"


@cache
def bank_of(exercise: str) -> Bank:
    return make(GENERATORS[exercise])


class Entry(NamedTuple):
    """A variant as a reader meets it: everything filled."""

    variant: Variant
    kind: Kind
    order: tuple[str, ...]
    statement: str
    hints: tuple[str, ...]
    choices: dict[str, str]
    feedback: dict[str, str]
    drawings: tuple[str, ...]
    texts: tuple[str, ...]  # all but the drawings


@cache
def entries(exercise: str) -> tuple[Entry, ...]:
    bank = bank_of(exercise)
    found = []
    for variant, order in zip(bank.variants, bank.orders, strict=True):
        kind = bank.kinds[variant.kind]

        def filled(template: str, values=variant.values) -> str:
            return fill(template, values)

        choices = {name: filled(kind.choice(name).text) for name in order}
        feedback = {name: filled(kind.choice(name).feedback) for name in order}
        hints = tuple(map(filled, kind.hints))
        statement = filled(kind.statement)
        others = map(filled, (kind.solution, kind.figure_alt, kind.solution_figure_alt))
        texts = (statement, *hints, *choices.values(), *feedback.values(), *others)
        drawings = tuple(map(filled, filter(None, (kind.figure, kind.solution_figure))))
        found.append(
            Entry(variant, kind, order, statement, hints, choices, feedback, drawings, texts)
        )
    return tuple(found)


def test_every_exercise_with_numbers_has_a_generator():
    assert set(GENERATORS) == {
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
    asked = Counter(entry.statement for entry in entries(exercise))
    assert max(asked.values()) == 1
    assert len({variant.id for variant in bank.variants}) == len(bank.variants)
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
    assert 0.5 < bank.acceptance <= 1


@EXERCISES
def test_three_different_diagnosed_wrong_alternatives(exercise):
    for entry in entries(exercise):
        assert len(set(entry.variant.wrong)) == 3
        assert set(entry.order) == {RIGHT, *entry.variant.wrong}
        assert set(entry.variant.wrong) <= MISCONCEPTIONS.keys()
        assert len(set(entry.choices.values())) == 4, entry.choices
        assert not any("\n\n" in text for text in entry.choices.values())


@EXERCISES
def test_every_written_wrong_alternative_is_drawn(exercise):
    drawn = {(v.kind, mistake) for v in bank_of(exercise).variants for mistake in v.wrong}
    kinds = GENERATORS[exercise].KINDS
    assert drawn == {(name, mistake) for name, kind in kinds.items() for mistake in kind.wrong}


@EXERCISES
def test_every_placeholder_is_filled_and_every_value_used(exercise):
    for entry in entries(exercise):
        templates = entry.kind.templates(entry.variant.wrong)
        assert set(entry.variant.values) == placeholders(*templates)
        for text in (*entry.texts, *entry.drawings):
            assert not re.search(r"[{}]|\bNone\b|\bnan\b", text), text


@EXERCISES
def test_texts_are_the_markdown_that_they_mean_to_be(exercise):
    markdown = MarkdownIt("commonmark").enable("table")
    for name, kind in GENERATORS[exercise].KINDS.items():
        variant = next(v for v in bank_of(exercise).variants if v.kind == name)
        statement, solution = (
            markdown.render(fill(template, variant.values))
            for template in (kind.statement, kind.solution)
        )
        assert "<pre" not in statement + solution, "indented by mistake"
        assert statement.count("<table>") == ("|--:" in kind.statement)
        items = sum(bool(re.match(r"(- |\d+\. )", line)) for line in kind.solution.splitlines())
        assert solution.count("<li>") == items
        for choice in (kind.right, *kind.wrong.values()):
            assert markdown.render(choice.text).count("<p>") == 1


@EXERCISES
def test_numbers_are_brazilian(exercise):
    wrong = re.compile(
        r"\d{5}"  # five digits or more are grouped
        r"|\d\.\d{1,2}(?!\d)"  # the decimal mark is a comma
        r"|\d-\d| - "  # a minus is not a hyphen
        r"|\d ?%"  # and a percent sign never parts from its number
    )
    for entry in entries(exercise):
        for text in entry.texts:
            assert not wrong.search(text.replace("\u202f", "_")), text


@EXERCISES
def test_neither_feedback_nor_hints_give_the_answer_away(exercise):
    for entry in entries(exercise):
        answer = re.compile(rf"(?<![\w.,]){re.escape(entry.choices[RIGHT])}(?![\w×])")
        for hint in entry.hints:
            assert not answer.search(hint), entry.variant
        for mistake in entry.variant.wrong:
            assert not answer.search(entry.feedback[mistake]), (mistake, entry.variant)


@EXERCISES
def test_feedback_ends_with_the_right_idea_not_with_the_wrong_number(exercise):
    for entry in entries(exercise):
        for mistake in entry.variant.wrong:
            text = " ".join(entry.feedback[mistake].split())
            last = re.split(r"[.?] ", text)[-1]
            assert last.endswith(".") and len(last) < len(text) - 20, text
            assert " = " not in last, text


@EXERCISES
def test_every_calculation_in_the_texts_is_true(exercise):
    found = 0
    for entry in entries(exercise):
        for text in entry.texts:
            for equation in equations(text):
                found += 1
                first, *others = map(evaluate, equation)
                for other in others:
                    assert abs(other - first) <= tolerance(equation), (entry.variant, equation)
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
    for entry in entries(exercise):
        lengths = {name: len(text) for name, text in entry.choices.items()}
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
    for entry in entries(exercise):
        numbers = {
            name: [evaluate(number) for number in re.findall(_NUMBER, text)]
            for name, text in entry.choices.items()
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
    for kind in GENERATORS[exercise].KINDS.values():
        assert bool(kind.figure) == bool(kind.figure_alt)
        assert bool(kind.solution_figure) == bool(kind.solution_figure_alt)
    for entry in entries(exercise):
        assert entry.drawings
        for drawing in entry.drawings:
            svg = ElementTree.fromstring(drawing)
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


def test_the_same_bank_byte_for_byte_in_another_process():
    code = """
from cnnbook.variants.bank import GENERATORS, make
for generator in GENERATORS.values():
    print(make(generator, 60))
"""
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert answer.stdout.splitlines() == [str(make(one, 60)) for one in GENERATORS.values()]


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
_EQUATION = re.compile(rf"(?<![\w*+−·/]) ?(?<![+−·/*] )(?<!ln )({_SIDE}(?: = {_SIDE})+)(?![·/\w*])")


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


def tolerance(equation: list[str]) -> float:
    """How far a quotient may be from its value: half of the last decimal that is shown."""
    shown = [side.partition(",")[2] for side in equation if re.fullmatch(_NUMBER, side)]
    if not any("/" in side for side in equation) or not any(shown):
        return 1e-9
    return 0.5001 * 10.0 ** -min(len(decimals) for decimals in shown if decimals)
