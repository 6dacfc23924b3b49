"""What a book asks, as plain data: what every writer of a format reads, and all that it knows.

Texts are HTML of few kinds: paragraphs, lists, tables, emphasis, code, ``\\(…\\)`` formulas, and
``<img src="name">``, where the name is that of one of the question's pictures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cnnbook_files import write_atomically

MAIN, FURTHER = "main", "further"
FILE = "questions.json"
PICTURES = "pictures"


@dataclass(frozen=True)
class Alternative:
    """One alternative.

    Attributes:
        text: what it says, without a paragraph around it.
        feedback: what its reader is told.
        mistakes: ids of those behind it; none behind the right one.
    """

    text: str
    feedback: str
    mistakes: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        return not self.mistakes


@dataclass(frozen=True)
class Question:
    """A question that stands alone.

    Attributes:
        name: in every format and edition, such as ``cnn-conv1d--pooling-learns``.
        exercise: the id of the exercise that it belongs to.
        kind: `MAIN`, `FURTHER`, or the kind of its version.
        title: of its kind, if it is a version.
        statement, solution: blocks of HTML.
        alternatives: in the book's order.
        hints: three, from the first on.
        pictures: names of those that its texts show.
    """

    name: str
    exercise: str
    kind: str
    statement: str
    alternatives: tuple[Alternative, ...]
    hints: tuple[str, ...]
    solution: str
    pictures: tuple[str, ...] = ()
    title: str = ""

    @property
    def is_version(self) -> bool:
        return self.kind not in (MAIN, FURTHER)

    @property
    def mistakes(self) -> list[str]:
        return sorted({name for one in self.alternatives for name in one.mistakes})


@dataclass(frozen=True)
class Chapter:
    """An exercise: its number, from 1, its page's title, and its place in the site."""

    exercise: str
    number: int
    title: str
    page: str = ""

    @property
    def label(self) -> str:
        return f"{self.number:02d} {self.title}"


@dataclass(frozen=True)
class Term:
    """A term of the glossary, and what it means, as HTML."""

    name: str
    term: str
    definition: str
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contents:
    """All that is exported of a book.

    Attributes:
        title: of the book.
        short: a word that all names in other programs begin with, such as ``cnn``.
        edition: its version, such as ``1.0``.
        language: as HTML names it.
        chapters: in the book's order.
        questions: in the book's order.
        mistakes: their names, as HTML, by id.
        terms: of the glossary.
        site: where the book is published, with a slash at its end; empty if nobody knows.
        pictures: by name, SVG or PNG; a drawing takes its colours from classes (`drawings`).
    """

    title: str
    short: str
    edition: str
    language: str
    chapters: tuple[Chapter, ...]
    questions: tuple[Question, ...]
    mistakes: Mapping[str, str]
    terms: tuple[Term, ...] = ()
    site: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def chapter(self, question: Question) -> Chapter:
        return next(one for one in self.chapters if one.exercise == question.exercise)


def save(contents: Contents, folder: Path) -> None:
    """Write it down; the pictures first, so that whoever finds the file finds them."""
    for name, picture in contents.pictures.items():
        write_atomically(folder / PICTURES / name, picture)
    plain = asdict(contents) | {"pictures": sorted(contents.pictures)}
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    write_atomically(folder / FILE, text.encode())


def load(folder: Path) -> Contents:
    """Read what `save` wrote.

    Raises:
        FileNotFoundError: it, or one of its pictures, is not there.
    """
    plain: dict[str, Any] = json.loads((folder / FILE).read_bytes())
    return Contents(
        title=plain["title"],
        edition=plain["edition"],
        short=plain["short"],
        language=plain["language"],
        site=plain["site"],
        chapters=tuple(Chapter(**one) for one in plain["chapters"]),
        questions=tuple(map(_question, plain["questions"])),
        mistakes=plain["mistakes"],
        terms=tuple(Term(**one | {"pictures": tuple(one["pictures"])}) for one in plain["terms"]),
        pictures={name: (folder / PICTURES / name).read_bytes() for name in plain["pictures"]},
    )


def _question(plain: dict[str, Any]) -> Question:
    alternatives = tuple(
        Alternative(one["text"], one["feedback"], tuple(one["mistakes"]))
        for one in plain["alternatives"]
    )
    tuples = {name: tuple(plain[name]) for name in ("hints", "pictures")}
    return Question(**plain | tuples | {"alternatives": alternatives})
