"""What links and readers' records rest on: names that every later edition of the book understands.

``tests/contract.json`` holds links and records as readers may have kept them. It is added to and
never changed: what fails here would break somebody's link, or lose somebody's progress.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from filled_variants import long_bank_of

from cnnbook.questions.mistakes import read

ROOT = Path(__file__).parents[2]
CONTRACT = json.loads((ROOT / "tests/contract.json").read_text("utf-8"))


def plain(value):
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("exercise", CONTRACT["versions"])
def test_a_version_asks_the_same_and_its_letters_mean_the_same(exercise):
    bank = {variant.id: variant for variant in long_bank_of(exercise).variants[:240]}
    for name, kept in CONTRACT["versions"][exercise].items():
        variant = bank[name]
        key = [[claim.what, plain(claim.value)] for claim in variant.key]
        assert {"order": list(variant.order), "key": key} == kept


def test_mistakes_keep_their_names():
    assert {*CONTRACT["mistakes"]} <= {*read(ROOT / "book/enganos.md")}
