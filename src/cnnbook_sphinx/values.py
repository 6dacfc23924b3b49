"""``{{ name }}`` in a chapter's prose becomes the value that its code published.

A value can also decide between words, as in `cnnbook.questions.holes`. Prose is all that is not
fenced by backticks or tildes, so a directive that holds prose is fenced by colons; and the options
that a code cell has between ``---`` lines, such as a caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cnnbook.prose import MIME_TYPE
from cnnbook.questions import holes

if TYPE_CHECKING:
    from nbformat import NotebookNode

_NUMBERED_ITEM = re.compile(r" *\d+[.)](\s|$)")
_FENCE = re.compile(r" *(`{3,}|~{3,})(.*)")


class PublishedValueError(ValueError):
    """Names in the prose that no cell published, or one that two cells did.

    Attributes:
        problems: each with its line, from 1.
    """

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        super().__init__("; ".join(problem for _, problem in problems))
        self.problems = problems


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
                    raise PublishedValueError([(1, f"o valor {name!r} foi publicado duas vezes")])
    return values


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values into a chapter's text, line by line; code is left as it is.

    Raises:
        PublishedValueError: the text asks for values that were not published, or a line would
            turn into an item of a numbered list.
    """
    filled = []
    problems = []
    for number, (line, is_prose) in enumerate(_lines(text), start=1):
        if is_prose:
            try:
                new = holes.fill(line, values) if "{{" in line else line
            except holes.MissingError as error:
                problems.append((number, f"{error} entre os valores que as células publicam"))
                continue
            except holes.HoleError as error:
                problems.append((number, str(error)))
                continue
            if _NUMBERED_ITEM.match(new) and not _NUMBERED_ITEM.match(line):
                problem = (
                    f"com o valor, a linha começa por {new.split()[0]!r} e vira um item de lista: "
                    "junte seu começo à linha anterior"
                )
                problems.append((number, problem))
            line = new
        filled.append(line)
    if problems:
        raise PublishedValueError(problems)
    return "\n".join(filled)


def without_holes(text: str) -> str:
    """A chapter's text with the names of its values where these would be, for who has none."""
    return "\n".join(
        _without_holes(line) if is_prose else line for line, is_prose in _lines(text)
    )


def _without_holes(line: str) -> str:
    try:
        parts = holes.parts_of(line)
    except holes.HoleError:  # which its author has been told of
        return line
    return "".join(part.path if isinstance(part, holes.Hole) else part for part in parts)


def prose_of(text: str) -> str:
    """Only the lines of a chapter that are prose."""
    return "\n".join(line for _, line in prose_lines(text))


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a chapter that are prose, each with its number, from 1."""
    for number, (line, is_prose) in enumerate(_lines(text), start=1):
        if is_prose:
            yield number, line


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is prose."""
    fence = ""  # the one that the line is in, if any
    in_options = False
    follows_opening = False
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if not fence:
            yield line, True
            if match:
                fence, follows_opening = match[1], True
            continue
        if match and match[1].startswith(fence) and not match[2].strip():
            fence = ""
        elif line == "---" and (in_options or follows_opening):
            in_options = not in_options
        follows_opening = False
        yield line, in_options
