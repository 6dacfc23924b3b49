"""What the book is built with is pinned, and nothing that only slows builds down is among it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([\w.-]+)==[\w.]+(?: ;.*)?$")


def pinned(file: str) -> set[str]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    return {match[1] for line in lines if (match := PIN.match(line))}


def test_all_that_is_asked_for_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["book"]]
    asked += project["optional-dependencies"]["test"]
    names = {re.match(r"[\w.-]+", one)[0].lower() for one in asked}
    assert names <= pinned("requirements.txt")


def test_every_line_is_a_pin_or_the_book_itself():
    for file in ("requirements.txt", ".binder/requirements.txt"):
        for line in (ROOT / file).read_text("utf-8").splitlines():
            assert not line or line[0] in "#-" or PIN.match(line), line


def test_what_only_jupyterlab_needs_is_in_binder_alone():
    assert "jupyterlab-myst" in pinned(".binder/requirements.txt")
    # The second has its grammar compiled by whatever checks a file against a schema.
    assert not {"jupyterlab-myst", "rfc3987-syntax"} & pinned("requirements.txt")
