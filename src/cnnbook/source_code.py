"""A function's own code, shown where it is talked about."""

from __future__ import annotations

import inspect
from collections.abc import Callable


def source_of(item: Callable) -> str:
    """A function's or a class's code, without blank lines around it."""
    return inspect.getsource(item).strip()


class SourceCode:
    """Displays as highlighted Python, in a page and in a notebook."""

    def __init__(self, *objects: Callable) -> None:
        self._text = "\n\n".join(source_of(item) for item in objects)

    def __repr__(self) -> str:
        return self._text

    def _repr_markdown_(self) -> str:
        return f"```python\n{self._text}\n```"
