"""What is on a card: a question whose alternatives answer when they are tapped, or a term.

It works without a script, in light and dark; a small one only puts the alternatives in another
order each day.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from string import Template

from cnnbook_sphinx.exports import said
from cnnbook_sphinx.exports.anki.dates import Change
from cnnbook_sphinx.exports.anki.package import Note, NoteType
from cnnbook_sphinx.exports.drawings import PICTURE, colours, is_drawing, standalone
from cnnbook_sphinx.exports.questions import Alternative, Contents, Question, Term
from cnnbook_sphinx.words import _

_HERE = Path(__file__).parent
_Shown = Callable[[str], str]
_SPARE = 3
"""Fields that nothing fills yet: a field added later would make every note of before a conflict."""


@dataclass(frozen=True)
class Deck:
    """Notes, their last changes aside, and the files that they show."""

    notes: tuple[Note, ...]
    media: Mapping[str, bytes]

    def digests(self) -> dict[str, str]:
        """Of each note and of each note type, a digest of all that Anki gets of it."""
        types = {_name_of(note.type): replace(note.type, changed=0) for note in self.notes}
        notes = {note.name: (note.deck, note.fields, note.tags) for note in self.notes}
        return {name: _digest(one) for name, one in {**types, **notes}.items()}

    def dated(self, changes: Mapping[str, Change]) -> list[Note]:
        """The notes with their dates.

        Raises:
            KeyError: one has none.
        """
        types = {
            note.type: replace(note.type, changed=changes[_name_of(note.type)].seconds)
            for note in self.notes
        }
        return [
            replace(note, type=types[note.type], changed=changes[note.name].seconds)
            for note in self.notes
        ]


def deck(contents: Contents, questions: Iterable[Question], edition: str = "") -> Deck:
    """The questions, in a deck for each exercise, and the book's terms.

    Args:
        contents: of the book.
        questions: which of them, and others of its exercises.
        edition: in the name of the decks, for a deck that is not the book's.
    """
    title = f"{contents.title} ({edition})" if edition else contents.title
    top = title.replace("::", ":")
    media: dict[str, bytes] = {}
    notes = [*_of_questions(contents, questions, top, media)]
    if not edition:
        notes += _of_terms(contents, contents.terms, top, media)
    return Deck(tuple(notes), media)


def _of_questions(
    contents: Contents, questions: Iterable[Question], top: str, media: dict[str, bytes]
) -> Iterator[Note]:
    kind = _question_type(contents)
    for one in questions:
        chapter = contents.chapter(one)
        inside = [said.group(one)] if one.is_version else []
        place = "::".join([top, chapter.label.replace("::", ":"), *inside])

        def shown(markup: str) -> str:
            return _with_pictures(markup, contents, media)

        fields = (
            shown(one.statement),
            "".join(_choice(choice, contents, shown, False) for choice in one.alternatives),
            "".join(_choice(choice, contents, shown, True) for choice in one.alternatives),
            *map(shown, one.hints),
            shown(one.solution),
            _place(contents, chapter.label, chapter.page),
            one.name,
            *[""] * _SPARE,
        )
        tags = tuple(_tag(tag) for tag in said.tags(one, contents))
        yield Note(one.name, kind, place, fields, tags, 0)


def _of_terms(
    contents: Contents, terms: Iterable[Term], top: str, media: dict[str, bytes]
) -> Iterator[Note]:
    kind = _term_type(contents)
    place = f"{top}::{_('Glossary')}"
    for one in terms:
        name = f"{contents.short}-term--{one.name}"
        definition = _with_pictures(one.definition, contents, media)
        fields = (one.term, definition, name, *[""] * _SPARE)
        yield Note(name, kind, place, fields, (contents.short, _tag(_("glossary"))), 0)


def _name_of(kind: NoteType) -> str:
    """Of a note type among the changes."""
    return f"note type {kind.name}"


def _digest(one: object) -> str:
    return hashlib.sha256(repr(one).encode()).hexdigest()[:8]


def _question_type(contents: Contents) -> NoteType:
    names = {
        "question": _("Question"),
        "alternatives": _("Alternatives"),
        "answers": _("Answers"),
        **{f"hint_{number}": f"{_('Hint')} {number}" for number in (1, 2, 3)},
        "solution": _("Step by step"),
        "book": _("In the book"),
        "id": "Id",
    }
    names["shuffle"] = Template(_read("shuffle.html")).substitute(names)
    return NoteType(
        f"{contents.short}: {_('multiple choice')}",
        (*[field for name, field in names.items() if name != "shuffle"], *_spare()),
        Template(_read("question_front.html")).substitute(names),
        Template(_read("question_back.html")).substitute(names),
        _styles(),
    )


def _term_type(contents: Contents) -> NoteType:
    names = {"term": _("Term"), "definition": _("Definition"), "id": "Id"}
    return NoteType(
        f"{contents.short}: {_('term')}",
        (*names.values(), *_spare()),
        Template(_read("term_front.html")).substitute(names),
        Template(_read("term_back.html")).substitute(names),
        _styles(),
    )


def _spare() -> list[str]:
    return [f"{_('Spare')} {number}" for number in range(1, _SPARE + 1)]


def _styles() -> str:
    return "\n".join([_read("cards.css"), colours(), colours(night=True)])


def _choice(choice: Alternative, contents: Contents, shown: _Shown, is_answered: bool) -> str:
    """An alternative that answers when it is opened; on the answer's side, open and marked."""
    told = shown(said.feedback(choice, contents))
    mark = ' class="right"' if is_answered and choice.is_right else ""
    opened = f" open{mark}" if is_answered else ""
    return f"<details{opened}><summary>{shown(choice.text)}</summary>{told}</details>"


def _place(contents: Contents, label: str, page: str) -> str:
    """Where the book has it: a link where it is known where the book is."""
    text = escape(label)
    return f'<a href="{contents.site}{page}">{text}</a>' if contents.site and page else text


def _tag(name: str) -> str:
    return name.replace(" ", "_")


def _with_pictures(markup: str, contents: Contents, media: dict[str, bytes]) -> str:
    """Drawings stand in the text, for the card's colours; other pictures are files."""

    def picture(found: re.Match[str]) -> str:
        name, says = found.groups()
        kept = contents.pictures[name]
        if is_drawing(kept):
            return kept.decode().replace("<svg ", f'<svg role="img" aria-label="{says}" ', 1)
        media[name] = standalone(kept)
        return found[0]

    return PICTURE.sub(picture, markup)


def _read(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
