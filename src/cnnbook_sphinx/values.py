"""``{{ name }}`` in a chapter's prose becomes the value that its code published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from cnnbook.prose import MIME_TYPE

_NAME = re.compile(r"\{\{ *(\w+) *\}\}")
_FENCE = re.compile(r" *(`{3,}|~{3,}|:{3,})(.*)")


class PublishedValueError(ValueError):
    """A name in the prose that no cell published, or one that two cells did."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.line = line


def published(notebook: NotebookNode) -> dict[str, str]:
    """All values that the executed cells of a chapter published.

    Raises:
        PublishedValueError: one name has two values.
    """
    values: dict[str, str] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for name, text in output.get("data", {}).get(MIME_TYPE, {}).items():
                if values.setdefault(name, text) != text:
                    raise PublishedValueError(f"o valor {name!r} foi publicado duas vezes")
    return values


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values into a chapter's text, line by line; code is left as it is.

    Raises:
        PublishedValueError: the text asks for a value that was not published.
    """
    return "\n".join(
        _NAME.sub(lambda match: _look_up(match[1], values, number), line) if is_prose else line
        for number, (line, is_prose) in enumerate(_lines(text), start=1)
    )


def used(text: str) -> set[str]:
    """The names that a chapter's prose asks for."""
    return {name for line, is_prose in _lines(text) if is_prose for name in _NAME.findall(line)}


def _look_up(name: str, values: Mapping[str, str], line: int) -> str:
    if name not in values:
        raise PublishedValueError(f"o texto usa {{{{ {name} }}}}, que nenhuma célula publicou", line)
    return values[name]


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is prose: not code, but the options of a code cell are."""
    fence = ""
    options = False
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not match[2].strip():
                fence = ""
            elif line == "---" and (options or previous_is_fence):
                options = not options
            yield line, options
        else:
            # A colon fence holds prose; a fence of backticks holds code.
            if match and match[1][0] != ":":
                fence = match[1]
            yield line, True
        previous_is_fence = bool(match)
