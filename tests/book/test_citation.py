"""The citation file agrees with the rest, and the book shows it."""

from __future__ import annotations

import re
import tomllib

import yaml

from cnnbook_sphinx.citation import bibtex, reference


def test_citation_agrees_with_the_configuration(root):
    work = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    config = yaml.safe_load((root / "_config.yml").read_text("utf-8"))
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert work["title"] == config["title"]
    assert "url" not in work and "repository-code" not in work  # each copy of the book has its own
    assert work["version"] == project["version"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", work["date-released"])
    assert work["date-released"][:4] == config["copyright"][:4]


def test_book_says_how_to_cite_it(root, pages):
    work = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    text = pages["book/referencias"].find(id="como-citar-este-livro").get_text()
    assert reference(work) in text and bibtex(work, "").removesuffix("}") in text
