"""The book's questions as the writers of other formats get them, read once for a whole run."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from once import once
from table_of_contents import ROOT

from cnnbook.questions.generator import generators
from cnnbook_sphinx.exports import said
from cnnbook_sphinx.exports.questions import Contents, Question, load
from cnnbook_sphinx.exports.versions import published

SOME = 40
"""Versions of each exercise, which have all its kinds."""
_READ = "from cnnbook_sphinx.exports import make; make.read()"


def contents(made, run_folder: Path) -> Contents:
    """After the pages, whose chapters have then been executed."""
    made.html()

    def make() -> str:
        read = subprocess.run(
            [sys.executable, "-c", _READ], cwd=ROOT, capture_output=True, text=True, check=False
        )
        return (read.stdout + read.stderr)[-3000:] if read.returncode else ""

    if failure := once(run_folder, "questions", make):
        pytest.fail(f"the questions cannot be read:\n{failure}", pytrace=False)
    return load(ROOT / "_build" / "questions")


def versions(contents: Contents) -> dict[str, tuple[list[Question], dict[str, bytes]]]:
    """Some versions of each exercise that has any."""
    found = generators(ROOT / "book" / "versoes")
    return {name: published(generator, contents.short, SOME) for name, generator in found.items()}


def with_versions(contents: Contents, found) -> tuple[Contents, list[Question]]:
    """The contents with the drawings of these versions, and all questions."""
    pictures = dict(contents.pictures)
    asked = list(contents.questions)
    for questions, drawn in found.values():
        asked += questions
        pictures |= drawn
    return replace(contents, pictures=pictures), asked


def everything(contents: Contents, found) -> tuple[Contents, list[Question]]:
    """The same, category by category, as files of questions have them."""
    whole, asked = with_versions(contents, found)
    return whole, said.by_category(asked, whole)
