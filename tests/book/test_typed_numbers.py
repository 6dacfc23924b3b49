"""No number of an exercise is typed in its text: all come from its code, which calculates them.

What its code does not calculate is listed in its facts: ``GIVEN`` is what a question chooses,
``QUOTED`` what the exercise sheet says.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from table_of_contents import exercises

from cnnbook_sphinx.slips import typed_numbers


def test_no_number_is_typed(root, exercise):
    configured = yaml.safe_load((root / "_config.yml").read_text("utf-8"))
    names = configured["sphinx"]["config"]["cnnbook_names"]
    assert [*typed_numbers((root / f"{exercise}.md").read_text("utf-8"), names)] == []


def test_steps_are_numerals(root):
    """As everywhere else: "passo 1", not "passo um"."""
    spelled = re.compile(r"\b(passo|pooling de) (um|dois|três|quatro)\b(?! (a|por) )", re.I)
    pages = [*(root / "book").rglob("*.md")]
    assert len(pages) > 20
    texts = {page.name: page.read_text("utf-8") for page in pages}
    assert {name: found[0] for name, text in texts.items() if (found := spelled.search(text))} == {}


_CELL = re.compile(r"^```\{code-cell\} ipython3\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_OPTIONS = re.compile(r"\A(---\n.*?\n---\n|(:\w+:[^\n]*\n)+)", re.DOTALL)


def _publishing(text: str) -> str:
    """The code of a chapter's cells that publish."""
    cells = (_OPTIONS.sub("", cell) for cell in _CELL.findall(text))
    return "\n".join(cell for cell in cells if re.search(r"\bpublish\(", cell))


def _typed_in_code(*codes: str) -> Iterator[str]:
    """Names that code gives a number itself."""
    for name, value in (given for code in codes for given in _given(ast.parse(code))):
        try:
            literal = ast.literal_eval(value)
        except ValueError:
            continue
        if any(isinstance(one, int | float) for one in _flat(literal)):
            yield name.strip("_").lower()


def _given(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """What is assigned, published, or returned by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "publish":
            yield from ((word.arg or "", word.value) for word in node.keywords)
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _pairs(target, node.value)
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values):
                if isinstance(key, ast.Constant):
                    yield str(key.value), value


def _flat(literal: object) -> Iterator[object]:
    if isinstance(literal, tuple | list):
        for one in literal:
            yield from _flat(one)
    else:
        yield literal


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return [(ast.unparse(one), given) for one, given in zip(target.elts, value.elts)]
    return [(ast.unparse(target).partition("[")[0], value)]


@pytest.mark.parametrize("name", exercises())
def test_what_is_not_calculated_is_given_or_quoted(root, name):
    code = _publishing((root / f"{name}.md").read_text("utf-8"))
    names = re.findall(r"^from cnnbook\.facts import (\w+)", code, re.MULTILINE)
    modules = [importlib.import_module(f"cnnbook.facts.{one}") for one in names]
    typed = set(_typed_in_code(code, *(Path(one.__file__).read_text("utf-8") for one in modules)))
    owned_up = [getattr(one, kind, set()) for one in modules for kind in ("GIVEN", "QUOTED")]
    assert modules and typed == set().union(*owned_up)


def test_the_book_says_that_the_sheets_total_is_quoted(root):
    text = " ".join((root / "book/06-conv1d.md").read_text("utf-8").split())
    assert "nenhuma conta leva" in text
