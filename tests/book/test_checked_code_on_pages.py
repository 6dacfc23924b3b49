"""Code that is checked on the page, without a kernel: what is said, as Python says it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cnnbook_laboratory import checked
from cnnbook_laboratory.scripts import BROWSER, script
from cnnbook_sphinx import words

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "checked_code.jsonl").read_text("utf-8").splitlines()
]
ANSWER = """
cases => cases.map(({ exercise, code }) => laboratory.check.answer(exercise, code).parts)
"""
SAID_BY_PYTHON = ("verdict", "message", "findings", "right", "notes")


@pytest.fixture(scope="module")
def answers(browser):
    """What the page's scripts say of every case, each part in full."""
    words.add_folder(BROWSER.parent / "locale")
    context = browser.new_context()
    page = context.new_page()
    page.set_content('<!DOCTYPE html><html lang="pt-BR"><title>.</title></html>')
    for content in (script("figure"), script("arithmetic"), script("keras"),
                    checked.head() + script("check")):  # fmt: skip
        page.add_script_tag(content=content)
    given = page.evaluate(ANSWER, CASES)
    context.close()
    return dict(zip([one["name"] for one in CASES], given, strict=True))


def as_stored(part):
    """Only what Python says as well, without what is empty."""
    for finding in part["findings"]:
        finding.pop("lines", None)
    return {name: part[name] for name in SAID_BY_PYTHON if part[name]}


def test_the_page_says_what_python_says(answers):
    different = [
        one["name"]
        for one in CASES
        if not one["page"] and [*map(as_stored, answers[one["name"]])] != one["parts"]
    ]
    assert len([one for one in CASES if not one["page"]]) >= 500
    assert different == []


def test_what_the_page_does_not_read_is_never_wrong_and_is_told(answers):
    unread = [one for one in CASES if one["page"]]
    assert len(unread) >= 30
    for one in unread:
        parts = [part for part in answers[one["name"]] if part["verdict"] != "blank"]
        assert {part["verdict"] for part in parts} == {one["page"]}, one["name"]
        assert not any(part["findings"] for part in parts)


def test_the_first_hint_gives_no_shape_away_that_is_asked_for(answers):
    [part] = [part for part in answers["A wrong and B right"] if part["verdict"] == "wrong"]
    first, second, third = part["findings"][0]["hints"]
    assert "256 − 8 + 1 = 249" in first and "(256, 32)" not in first
    assert "(256, 32)" in second and 'use padding="same"' in third
