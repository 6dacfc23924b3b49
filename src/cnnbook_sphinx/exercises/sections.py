"""The sections that every exercise has: their names, which are their ids, and their titles."""

from __future__ import annotations

from cnnbook_sphinx.words import _

SECTIONS = {
    "objectives": "What you will learn",
    "before": "Before you try",
    "statement": "Statement",
    "choices": "Alternatives",
    "yours": "Your turn",
    "answer": "Answer",
    "beyond": "Going further",
    "questions": "Other questions",
}
"""An exercise's sections in their order, and their English titles."""
OPTIONAL = ("before", "yours", "questions")
OPEN_IN_ANSWER = ("Step by step", "In code")
"""The parts of an answer that are read with it, as English titles; its other parts are folded."""


def title(section: str) -> str:
    """The title of one of `SECTIONS`, in the book's language."""
    return _(SECTIONS[section])


def open_in_answer() -> set[str]:
    """The titles of `OPEN_IN_ANSWER`, in the book's language."""
    return set(map(_, OPEN_IN_ANSWER))
