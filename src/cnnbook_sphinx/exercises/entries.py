"""What the book knows of each exercise: one entry, kept from build to build.

Its place in the book is known before any page is read; the rest comes as its page is read, and
goes when that page changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Key:
    """One question's key: its letter and text, and the mistake behind each other letter."""

    question: str  # empty for the exercise itself
    letter: str
    text: str
    mistakes: Mapping[str, str]


@dataclass(frozen=True)
class Exercise:
    """An exercise.

    Attributes:
        docname: its page.
        number: from 1.
        question: what it asks, in a few words.
        title: of its page, without the number.
        name: in readers' browsers and in ``{ref}``; empty if its page has faults.
        content: a digest of what it asks.
        questions: the names of those that stand below it in its page.
        mistakes: those behind the alternatives of its page.
        keys: of its questions, in the class edition.
    """

    docname: str
    number: int
    question: str
    title: str = ""
    name: str = ""
    content: str = ""
    questions: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()


class ExerciseDomain(Domain):
    name = "exercise"
    label = "exercícios"
    initial_data = {"entries": {}}
    is_renumbered = False
    """Since the build before."""

    @property
    def entries(self) -> dict[str, Exercise]:
        """In the book's order, by the name of their documents."""
        return self.data["entries"]

    def number(self, found: Mapping[str, Exercise]) -> None:
        """Take the exercises' places; what was read of their pages stays."""
        before = self.entries
        self.is_renumbered = bool(before) and _numbers(before) != _numbers(found)
        self.data["entries"] = {
            name: replace(before.get(name, one), number=one.number, question=one.question)
            for name, one in found.items()
        }

    def note(self, docname: str, **read: Any) -> None:
        """Keep what the exercise's page says of it."""
        self.entries[docname] = replace(self.entries[docname], **read)

    def clear_doc(self, docname: str) -> None:
        if one := self.entries.get(docname):
            self.entries[docname] = Exercise(docname, one.number, one.question)

    def merge_domaindata(self, docnames: list[str], otherdata: dict[str, Any]) -> None:
        read = otherdata["entries"]
        self.entries.update({name: read[name] for name in docnames if name in read})


def setup(app: Sphinx) -> None:
    app.add_domain(ExerciseDomain)


def domain(env: BuildEnvironment) -> ExerciseDomain:
    found = env.get_domain(ExerciseDomain.name)
    assert isinstance(found, ExerciseDomain)
    return found


def exercises(env: BuildEnvironment) -> list[Exercise]:
    """The book's exercises, in its order."""
    return list(domain(env).entries.values())


def number_of(env: BuildEnvironment, docname: str) -> int | None:
    """The number of an exercise; None for another document."""
    found = domain(env).entries.get(docname)
    return found.number if found else None


def _numbers(entries: Mapping[str, Exercise]) -> dict[str, int]:
    return {name: one.number for name, one in entries.items()}
