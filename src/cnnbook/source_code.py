"""A function's own code, shown where it is talked about."""

from __future__ import annotations

import ast
import inspect
import io
import textwrap
import tokenize
from collections.abc import Callable


def source_of(item: Callable) -> str:
    """A function's or a class's code: what it does, without docstrings and comments.

    Those are written in English for contributors; the chapter around the code explains it.
    """
    source = textwrap.dedent(inspect.getsource(item)).strip()
    lines = source.splitlines()
    dropped = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            docstring = node.body[0]
            dropped |= {*range(docstring.lineno - 1, docstring.end_lineno or docstring.lineno)}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
            if not lines[row - 1]:
                dropped.add(row - 1)
    return "\n".join(line for number, line in enumerate(lines) if number not in dropped)


class SourceCode:
    """Displays as highlighted Python, in a page and in a notebook."""

    def __init__(self, *objects: Callable) -> None:
        self._text = "\n\n".join(source_of(item) for item in objects)

    def __repr__(self) -> str:
        return self._text

    def _repr_markdown_(self) -> str:
        return f"```python\n{self._text}\n```"
