"""No number of an exercise is typed in its text: all come from its code, which calculates them.

What its code does not calculate is listed here: what a question gives, and what the exercise sheet
says. The first can be chosen, the second only quoted.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from table_of_contents import exercises

from cnnbook import facts
from cnnbook_sphinx.slips import typed_numbers

QUOTED = {
    "06-conv1d": {"too_few"},  # the sheet's total for network B, which no calculation gives
    "09-treinamento": {"hundred", "twenty", "ten"},  # times chance, in the alternatives
    "10-rede-mais-profunda": {"quarter", "half", "tenth"},  # accuracies, in the alternatives
}
GIVEN = {
    "01-densa-e-convolucional": {
        "photo_shape", "photo_filters", "photo_kernel", "impulse", "plain_shape", "plain_filters",
        "plain_units", "doubled_strides",
    },
    "02-tamanho-da-saida": {"try_strides"},
    "03-mapas-de-ativacao": {
        "few_classes", "few_loss", "many_loss", "superclass_count", "swap", "first_filters",
        "second_filters",
    },
    "05-reduzir-o-tamanho": {
        "chain_side", "last_maps", "last_units", "signal_size", "signal_strides", "signal_layers",
        "signal_kernel", "signal_filters",
    },
    "07-filtros-fatorados": {"fewer_between"},  # a row of the table that the text speaks of
    "08-cifar-100": {"lowest", "highest"},  # of a pixel
    "09-treinamento": {"third"},  # the epoch that a slower training is compared with
}  # fmt: skip


def test_no_number_is_typed(root, exercise):
    assert [*typed_numbers((root / f"{exercise}.md").read_text("utf-8"))] == []


def _typed_in_code(text: str) -> Iterator[str]:
    """Names that the code of a chapter's facts gives a number itself.

    That is its hidden cell that publishes, and the module of `cnnbook.facts` that this calls.
    """
    cells = re.compile(r"^```\{code-cell\} ipython3\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    for cell in cells.findall(text):
        code = re.sub(r"\A(---\n.*?\n---\n|(:\w+:[^\n]*\n)+)", "", cell, flags=re.DOTALL)
        if not re.search(r"\bpublish\(", code):
            continue
        trees = [ast.parse(code)]
        for module in re.findall(r"^from cnnbook\.facts import (\w+)", code, re.MULTILINE):
            path = Path(facts.__file__).with_name(f"{module}.py")
            trees.append(ast.parse(path.read_text("utf-8")))
        for name, value in (given for tree in trees for given in _given(tree)):
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
    typed = set(_typed_in_code((root / f"{name}.md").read_text("utf-8")))
    chapter = name.rpartition("/")[2]
    assert typed == QUOTED.get(chapter, set()) | GIVEN.get(chapter, set())


def test_the_book_says_that_the_sheets_total_is_quoted(root):
    text = " ".join((root / "book/06-conv1d.md").read_text("utf-8").split())
    assert "nenhuma conta leva" in text
