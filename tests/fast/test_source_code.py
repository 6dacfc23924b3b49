"""Code as a chapter shows it: whole, valid, and with none of the words meant for contributors."""

import ast
import inspect

import pytest

from cnnbook.geometry import output_size
from cnnbook.layers import Conv2D
from cnnbook.source_code import SourceCode, source_of


def without_docstrings(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
            del node.body[0]
    return ast.dump(tree)


@pytest.mark.parametrize("item", [output_size, Conv2D])
def test_does_the_same(item):
    shown = source_of(item)
    assert ast.dump(ast.parse(shown)) == without_docstrings(inspect.getsource(item))
    assert '"""' not in shown


def commented():
    """Says something."""
    text = "# no comment"
    # A line of its own.
    return [
        text,  # a tail
    ]


def test_drops_comments_and_keeps_what_looks_like_one():
    assert source_of(commented) == (
        'def commented():\n    text = "# no comment"\n    return [\n        text,\n    ]'
    )


def test_several_are_shown_one_after_another():
    shown = repr(SourceCode(commented, commented))
    assert shown.count("def commented") == 2
