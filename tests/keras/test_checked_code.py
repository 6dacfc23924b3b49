"""The file that the page's check is held against is what Python says, case by case."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from asked_networks import ALL
from checked_code import FILE, Case, all_cases, line
from code_of_networks import WAYS

CASES = all_cases()
STORED = dict(zip([one.name for one in CASES], FILE.read_text("utf-8").splitlines(), strict=False))


def test_there_are_enough_of_each_kind():
    assert len(CASES) == len(FILE.read_text("utf-8").splitlines()) >= 500
    verdicts = Counter(
        part["verdict"] for one in STORED.values() for part in json.loads(one)["parts"]
    )
    assert min(verdicts[name] for name in ("right", "wrong", "blank")) >= 20
    assert len(WAYS) >= 40
    assert sum(bool(one.page) for one in CASES) >= 30


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_the_file_has_what_python_says(one: Case):
    assert STORED[one.name] == line(one), "python tests/keras/checked_code.py writes it again"


def test_every_way_of_writing_is_right():
    stored = [json.loads(one) for one in STORED.values()]
    names = {f"{asked.name}: {way}" for way in WAYS for asked in ALL}
    written = [one for one in stored if one["name"] in names]
    assert len(written) >= 150
    for one in written:
        verdicts = {part["verdict"] for part in one["parts"]} - {"blank"}
        assert verdicts == {"right"}, one["name"]
