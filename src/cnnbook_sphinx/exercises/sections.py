"""The sections that every exercise has: their names, which are their ids, and their titles."""

from __future__ import annotations

from cnnbook_sphinx.words import _

SECTIONS = {
    "objectives": "What you will learn",
    "before": "Before you try",
    "statement": "Statement",
    "choices": "Alternatives",
    "answer": "Answer",
    "beyond": "Going further",
    "questions": "Other questions",
}
"""An exercise's sections in their order, and their English titles."""
OPTIONAL = ("before", "questions")


def title(section: str) -> str:
    """The title of one of `SECTIONS`, in the book's language."""
    return _(SECTIONS[section])
