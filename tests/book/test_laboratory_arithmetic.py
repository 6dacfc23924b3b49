"""The arithmetic of the interactive figures is that of the package, text by text, in a browser."""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from random_stacks import size_question, stack, told, told_of_size

from cnnbook.geometry import (
    GeometryError,
    effective_kernel_size,
    output_size,
    same_padding,
    transposed_output_size,
)
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import decimal, integer, listed, percent, rounded
from cnnbook_laboratory.scripts import BROWSER, BUNDLES
from cnnbook_sphinx.joined_scripts import joined

ARITHMETIC = joined(
    BROWSER / name
    for name in (
        "laboratory.js", "arithmetic/numbers.js", *BUNDLES["arithmetic"], "arithmetic/mistakes.js"
    )
)
SAYS = Path(__file__).with_name("laboratory_says.js")
STACKS, SIZES, NUMBERS = 6000, 2000, 3000


def random_number(draw: random.Random) -> tuple[float, int]:
    places = draw.randint(0, 4)
    value = draw.choice([
        draw.uniform(-1, 1), draw.uniform(-3e6, 3e6), draw.randint(-99999, 99999) / 1000,
        draw.choice([0.285, 0.2775, -0.0004, 1e-9, 0.5, -2.5, 1005, -12345, 0.0, 99999.95]),
    ])  # fmt: skip
    return value, places


def numbers_told(value: float, places: int) -> list[Any]:
    written = decimal(value, places)
    back = decimal(rounded(value, places), places)
    return [written, back, percent(value, places), integer(math.floor(value + 0.5)), True]


SIZES_ALONE = {
    "outputSize": output_size, "samePadding": same_padding,
    "transposedOutputSize": transposed_output_size, "effectiveKernelSize": effective_kernel_size,
}  # fmt: skip


def size_told(name: str, *sizes: Any) -> str:
    try:
        found = SIZES_ALONE[name](*sizes)
        return ",".join(map(str, found)) if isinstance(found, tuple) else str(found)
    except GeometryError as problem:
        return str(problem)


def axes_told(*arguments: Any) -> list[str]:
    names = ("input_size", "kernel_size", "strides", "padding", "axis")
    given = dict(zip(names, arguments))
    return [str(mistaken(name, **given)) for name in ("axes-swapped", "axis-repeated")]


@cache
def asked_and_told(stacks: int, sizes: int, numbers: int) -> tuple[dict, dict]:
    draw = random.Random(15)
    asked: dict[str, list[Any]] = {
        "numbers": [random_number(draw) for _ in range(numbers)],
        "lists": [["1"], ["1", "2"], ["1", "2", "3"]],
        "sizesAlone": [
            *(["samePadding", n, k, s, d] for n in range(9) for k in range(1, 5)
              for s in range(1, 4) for d in (1, 2)),
            *([name, n, k, s, padding, d] for name in ("outputSize", "transposedOutputSize")
              for n in (0, 1, 7, 30) for k in (1, 4) for s in (1, 3) for d in (1, 2)
              for padding in ("valid", "same", "causal", "it's")),
            *(["effectiveKernelSize", k, d] for k in (1, 3) for d in (1, 2)),
            ["effectiveKernelSize", 3], ["samePadding", 8, 3], ["outputSize", 8, 3],
            ["transposedOutputSize", 8, 3],
        ],
        "axes": [
            [[n, 30], [k, 1 + s], [s, 3], padding, axis]
            for n in range(8, 14) for k in (1, 3) for s in (1, 2) for axis in (0, 1)
            for padding in ("same", "valid")
        ],
        "stacks": [stack(draw) for _ in range(stacks)],
        "sizes": [size_question(draw) for _ in range(sizes)],
    }  # fmt: skip
    tell = {
        "numbers": numbers_told, "lists": lambda *texts: listed(texts), "sizesAlone": size_told,
        "axes": axes_told, "stacks": told, "sizes": lambda **one: told_of_size(one),
    }  # fmt: skip
    answers = {
        kind: [tell[kind](**one) if isinstance(one, dict) else tell[kind](*one) for one in every]
        for kind, every in asked.items()
    }
    return asked, answers


@pytest.fixture
def laboratory(browser):
    context = browser.new_context()
    page = context.new_page()
    page.set_content('<!DOCTYPE html><html lang="pt-BR"><title>.</title></html>')
    page.add_script_tag(content=ARITHMETIC)
    page.add_script_tag(path=SAYS)
    yield page
    context.close()


@pytest.mark.parametrize("kind", ["stacks", "sizes", "numbers", "sizesAlone", "axes", "lists"])
def test_both_say_the_same(laboratory, kind):
    asked, answers = asked_and_told(STACKS, SIZES, NUMBERS)
    said = laboratory.evaluate(f"asked => says.{kind}(asked)", asked[kind])
    different = [
        (one, here, there)
        for one, here, there in zip(asked[kind], answers[kind], said, strict=True)
        if here != there
    ]
    assert different[:3] == []


def test_what_is_compared_has_everything_in_it():
    asked, answers = asked_and_told(STACKS, SIZES, NUMBERS)
    said = answers["stacks"]
    impossible = [one["error"] for one in said if one["error"]]
    assert STACKS >= 5000 and STACKS * 0.3 < len(impossible) < STACKS * 0.7
    kinds = {re.sub(r"\d+|'.*?'|\(.*?\)", "", error.split(": ", 1)[-1]) for error in impossible}
    assert len(kinds) > 20
    fields = [row[4] for one in said for row in one["rows"]]
    assert None in fields and any(field and "×" in field for field in fields)
    reached = [len(names) for one in answers["sizes"] for _, names in one.get("mistakes", [])]
    assert max(reached) > 2  # several mistakes lead to one number


CHANGES = [  # slips of the hand: each is made at each place, alone; not in what is given by default
    (r"(?<=[\w)\]]) \+ (?=[\w(])", " - "), (r"(?<=[\w)\]]) - (?=[\w(])", " + "),
    (r"(?<=[\w)]) \* (?=[\w(])", " + "), (r"(?<=\w) / (?=\w)", " * "),
    (r"Math\.floor", "Math.ceil"), (r"Math\.ceil", "Math.floor"), (r"Math\.max", "Math.min"),
    (r" < ", " <= "), (r" > ", " >= "), (r" === ", " !== "), (r" !== ", " === "),
    (r" && ", " || "), (r" \|\| ", " && "), (r"(?<! = )\b1\b", "2"), (r"(?<! = )\b0\b", "1"),
    (r'(?<! = )"same"(?! )', '"valid"'), (r"⌊", "⌈"), (r"·", "+"), (r" − ", " + "),
]  # fmt: skip
EQUIVALENT = 0.06
"""The most of the changes that may change nothing that can be asked, such as ``>`` for ``>=`` where
both sides are never equal."""


def mutants(text: str) -> Iterator[tuple[str, str]]:
    """Each change at each place outside comments: where it is, and the changed script."""
    for pattern, replacement in CHANGES:
        for match in re.finditer(pattern, text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : text.find("\n", match.end())]
            if not line.startswith("//"):
                changed = text[: match.start()] + replacement + text[match.end() :]
                yield f"{match[0]!r} → {replacement!r} in {line!r}", changed


def test_slips_in_the_browsers_arithmetic_are_noticed(laboratory):
    asked, answers = asked_and_told(700, 60, 400)
    written = {
        kind: [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in told]
        for kind, told in answers.items()
    }
    laboratory.evaluate("([asked, written]) => { window.given = [asked, written]; }",
                        [asked, written])  # fmt: skip
    same = "script => saysTheSame(script, ...window.given)"
    assert laboratory.evaluate(same, ARITHMETIC)
    made = list(mutants(ARITHMETIC))
    unnoticed = [where for where, text in made if laboratory.evaluate(same, text)]
    assert len(made) > 250
    assert len(unnoticed) <= EQUIVALENT * len(made), "\n".join(unnoticed)


def test_its_parts_are_small():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in BROWSER.rglob("*.js")}
    assert {path: length for path, length in lengths.items() if length >= 350} == {}
