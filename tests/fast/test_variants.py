"""The banks of variants: what holds for every variant of every exercise, without Keras."""

from __future__ import annotations

import math
import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rules_of_form
from filled_variants import GENERATORS, VERSIONS, bank_of, entries, long_bank_of
from markdown_it import MarkdownIt

from cnnbook.questions import version
from cnnbook.questions.bank import make, question_of
from cnnbook.questions.choosing import Alternative
from cnnbook.questions.faults import FaultsError
from cnnbook.questions.kind import RIGHT, fill, mistakes_of, places_in
from cnnbook.questions.reading import Versions
from cnnbook.questions.version import texts_of_choices, unambiguous

EXERCISES = pytest.mark.parametrize("exercise", GENERATORS)
LETTERS = "abcd"


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
    assert set(kinds) == set(GENERATORS[exercise].kinds)
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
        for name in entry.variant.wrong:
            assert mistakes_of(name)
        assert len(set(entry.choices.values())) == 4, entry.choices
        assert not any("\n\n" in text for text in entry.choices.values())


@EXERCISES
def test_every_written_wrong_alternative_is_drawn(exercise):
    kinds = GENERATORS[exercise].kinds
    drawn = {
        (v.kind, part)
        for v in long_bank_of(exercise).variants
        for name in v.wrong
        for part in ([name] if name in kinds[v.kind].wrong else name.split())
    }
    assert drawn == {(name, mistake) for name, kind in kinds.items() for mistake in kind.wrong}


@EXERCISES
def test_every_placeholder_is_filled_and_every_value_used(exercise):
    for entry in entries(exercise):
        templates = entry.kind.templates((*entry.variant.wrong, *entry.variant.also))
        assert set(entry.variant.values) == places_in(*templates)
        for text in (*entry.texts, *entry.drawings):
            assert not re.search(r"[{}]|\bNone\b|\bnan\b", text), text


@EXERCISES
def test_texts_are_the_markdown_that_they_mean_to_be(exercise):
    markdown = MarkdownIt("commonmark").enable("table")
    for name, kind in GENERATORS[exercise].kinds.items():
        variant = next(v for v in bank_of(exercise).variants if v.kind == name)
        statement, solution = (
            markdown.render(fill(template, variant.values))
            for template in (kind.statement, kind.solution)
        )
        assert "<pre" not in statement + solution, "indented by mistake"
        assert statement.count("<table>") == ("|--:" in kind.statement)
        items = sum(bool(re.match(r"(- |\d+\. )", line)) for line in kind.solution.splitlines())
        assert solution.count("<li>") == items
        for choice in variant.order:
            assert markdown.render(kind.choice(choice).text).count("<p>") == 1


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
        for mistake in (*entry.variant.wrong, *entry.variant.also):
            assert not answer.search(entry.feedback[mistake]), (mistake, entry.variant)


@EXERCISES
def test_feedback_ends_with_the_right_idea_not_with_the_wrong_number(exercise):
    for entry in entries(exercise):
        for mistake in (*entry.variant.wrong, *entry.variant.also):
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
def test_the_right_alternative_is_about_as_often_in_every_place(exercise):
    places = Counter(variant.order.index(RIGHT) for variant in bank_of(exercise).variants)
    assert set(places) == set(range(4))
    # Drawn for each variant by itself: within four standard deviations of a quarter.
    expected = sum(places.values()) / 4
    assert max(abs(n - expected) for n in places.values()) < 4 * math.sqrt(expected * 3 / 4)


@EXERCISES
def test_what_a_link_means_does_not_depend_on_how_many_variants_there_are(exercise):
    """The question, the order of its alternatives, and the right one's letter."""
    ours, others = bank_of(exercise).variants, long_bank_of(exercise).variants
    assert len(others) > len(ours)
    for one, other in zip(ours, others):
        assert (one.id, one.kind, one.values, one.order) == (
            other.id,
            other.kind,
            other.values,
            other.order,
        )


def test_what_a_link_means_does_not_depend_on_what_was_drawn_before():
    """As after a generator has got another kind of question: every draw is another then."""
    met = 0
    for exercise, generator in GENERATORS.items():
        kinds, source = generator.kinds, random.Random("another")
        known = {question_of(kinds[v.kind], v): v for v in bank_of(exercise).variants}
        for variant in (generator.draw(source) for _ in range(200)):
            asked = variant and question_of(kinds[variant.kind], variant)
            if asked in known:
                met += 1
                assert (variant.id, variant.order) == (known[asked].id, known[asked].order)
    assert met > 120


@EXERCISES
def test_no_rule_of_form_gives_the_right_alternative_away(exercise):
    questions = [
        rules_of_form.Question(
            entry.statement,
            tuple(entry.choices[name] for name in entry.order),
            entry.order.index(RIGHT),
        )
        for entry in entries(exercise)
    ]
    rates = rules_of_form.success(questions)
    assert {rule: rate for rule, rate in rates.items() if rate > 0.35} == {}


@EXERCISES
def test_one_diagnosis_for_one_answer(exercise, monkeypatch):
    """No alternative is what a mistake that its feedback does not name leads to.

    Of every draw, all that the exercise's mistakes lead to is kept, offered or not, and the
    alternatives that came out are looked up in it.
    """
    led_to = {}

    def kept(right, found):
        found = list(found)
        led_to["all"] = found
        return unambiguous(right, found)

    monkeypatch.setattr(version, "unambiguous", kept)
    bank = bank_of(exercise)
    ids = {one.id for one in bank.variants[:120]}
    source, looked_up = random.Random(exercise), 0
    while looked_up < len(ids):
        variant = GENERATORS[exercise].draw(source)
        if variant is None or variant.id not in ids:
            continue
        looked_up += 1
        kind = bank.kinds[variant.kind]
        texts = texts_of_choices(kind, variant)
        for name in variant.wrong:
            same = [one.name for one in led_to["all"] if one.text == texts[name]]
            assert name in same
            for other in same:
                assert other and {*mistakes_of(other)} <= {*mistakes_of(name)}, (variant, other)
        assert texts[RIGHT] not in {one.text for one in led_to["all"] if one.name in variant.wrong}


def test_an_answer_of_two_mistakes_names_both_or_is_not_offered():
    right = Alternative(RIGHT, ("6",), "6")
    found = [
        Alternative("kernel-as-output", ("7",), "7"),
        Alternative("one-side-only", ("7",), "7"),
        Alternative("border-ignored", ("10",), "10"),
        Alternative("one-forgotten", ("5",), "5"),
        Alternative("one-forgotten strides-forgotten", ("5",), "5"),
        Alternative("strides-forgotten", ("5",), "5"),
        Alternative("rounded-up", ("6",), "6"),
    ]
    offered = {one.name for one in unambiguous(right, found)}
    assert offered == {"border-ignored", "one-forgotten strides-forgotten"}


@EXERCISES
def test_drawings_are_well_formed_and_styled_by_class_only(exercise):
    allowed = {f"draw-{name}" for name in ("line", "fill", "accent", "accent2", "text", "muted")}
    for kind in GENERATORS[exercise].kinds.values():
        assert bool(kind.figure) == bool(kind.figure_alt)
        assert bool(kind.solution_figure) == bool(kind.solution_figure_alt)
    for entry in entries(exercise):
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
def test_a_longer_bank_begins_with_the_shorter_one(exercise):
    assert make(GENERATORS[exercise], 40).variants == bank_of(exercise).variants[:40]


def test_the_same_bank_byte_for_byte_in_another_process():
    code = f"""
from pathlib import Path
from cnnbook.questions.bank import make
from cnnbook.questions.generator import generators
for generator in generators(Path({str(VERSIONS)!r})).values():
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


def test_a_generator_that_runs_dry_says_so():
    class Dry:
        exercise, kinds, versions = "seca", {}, Versions(Path("seca.md"))

        @staticmethod
        def faults():
            return []

        @staticmethod
        def draw(random):
            return None

    with pytest.raises(FaultsError, match="seca.md:1: só 0 versões diferentes em 2000 sorteios"):
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
