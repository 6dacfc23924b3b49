"""What several formats say around a question, in the book's language."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from html import unescape

from cnnbook_sphinx.exports.questions import FURTHER, MAIN, Alternative, Chapter, Contents, Question
from cnnbook_sphinx.words import _

_LONGEST_TAG = 50
"""As much of a tag as Moodle keeps (``TAG_MAX_LENGTH``), of GIFT's as well."""
_FIRST_WORDS = 70


def feedback(one: Alternative, contents: Contents) -> str:
    """What is said to who chose it: first the name of the mistake, or that it is right."""
    names = "; ".join(contents.mistakes[name] for name in one.mistakes) or _("Right")
    return f"<p><strong>{names}.</strong></p>{one.feedback}"


def group(question: Question) -> str:
    """What a question is in its exercise."""
    named = {MAIN: _("Exercise"), FURTHER: _("Other questions")}
    return named.get(question.kind) or _("Versions")


def category(question: Question, contents: Contents, edition: str = "") -> list[str]:
    """Where a question belongs, from the book on; versions have a place for each kind."""
    book = f"{contents.title} ({edition or contents.edition})"
    kind = [question.title] if question.is_version else []
    return [book, contents.chapter(question).label, group(question), *kind]


def by_category(questions: Iterable[Question], contents: Contents) -> list[Question]:
    """The questions, with those of one category together, in the order of the first of each."""
    groups: dict[tuple[str, ...], list[Question]] = {}
    for one in questions:
        groups.setdefault(tuple(category(one, contents)), []).append(one)
    return [one for found in groups.values() for one in found]


def title(question: Question, chapter: Chapter) -> str:
    """A name by which a teacher finds a question in a list."""
    if question.is_version:
        return f"{chapter.label}: {question.title} [{question.name.partition('--')[2]}]"
    if question.kind == MAIN:
        return chapter.label
    return f"{chapter.label}: {shortened(words(question.statement), _FIRST_WORDS)}"


def tags(question: Question, contents: Contents) -> list[str]:
    """The book's, its exercise's, and those of the mistakes that one can make in it."""
    exercise = _("exercise {number}").format(number=contents.chapter(question).number)
    return [contents.short, exercise, *(mistake(name, contents) for name in question.mistakes)]


def mistake(name: str, contents: Contents) -> str:
    """The name of a mistake, without HTML."""
    return words(contents.mistakes[name])


def short_tags(question: Question, contents: Contents) -> list[str]:
    """The same as `tags`, no longer than Moodle keeps them: it would cut them inside a word."""
    return [shortened(tag, _LONGEST_TAG) for tag in tags(question, contents)]


def words(markup: str) -> str:
    """What HTML says, without its elements."""
    return unescape(re.sub(r"<[^>]+>", "", markup))


def shortened(text: str, longest: int) -> str:
    """A text, or as many of its first words as fit, and an ellipsis."""
    return textwrap.shorten(text, longest, placeholder="…")
