"""Each challenge that a page sets can be met, and is not met where its readers begin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from calculator_ways import WAYS

import cnnbook_laboratory
from cnnbook_laboratory.calculator.goals import GOALS, described
from cnnbook_laboratory.calculator.stacks import stacks
from cnnbook_sphinx import words

ROOT = Path(__file__).parents[2]
ON_A_PAGE = re.compile(r"\{calculator\} (\w+)\n:goals: ([\w -]+)\n")


@pytest.mark.parametrize(("network", "name"), WAYS)
def test_there_is_a_way(network, name):
    stack = stacks()[network]
    goal = GOALS[name](stack)
    assert not goal.is_met_by(stack)
    assert goal.is_met_by(WAYS[network, name](stack))


def test_every_challenge_on_a_page_has_its_way():
    found = {
        (network, name)
        for path in (ROOT / "book").glob("*.md")
        for network, names in ON_A_PAGE.findall(path.read_text("utf-8"))
        for name in names.split()
    }
    assert found and found <= {*WAYS}


def test_a_challenge_is_said_in_the_readers_words():
    words.add_folder(Path(cnnbook_laboratory.__file__).parent / "locale")
    said = described("one-place", stacks()["deeper_factored_classifier"])
    assert said["text"].startswith("Faça cada mapa que sai de conv4 ter um só número")
    assert said["output"] == (1, 1, 128)
