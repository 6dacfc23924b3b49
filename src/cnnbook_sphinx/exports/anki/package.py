"""Anki's package (``.apkg``): a database and its media, the same bytes for the same content.

The format is that of Anki 2.1, which every Anki reads: `Anki manual`_. Each note has a date of its
own, for Anki takes over only the notes whose date is later than what it has.

.. _Anki manual: https://docs.ankiweb.net/exporting.html
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cnnbook_sphinx.exports.containers import zipped

_FIELD_SEPARATOR = "\x1f"
_SCHEMA = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null,
 scm integer not null, ver integer not null, dty integer not null, usn integer not null,
 ls integer not null, conf text not null, models text not null, decks text not null,
 dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null,
 mod integer not null, usn integer not null, tags text not null, flds text not null,
 sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null,
 ord integer not null, mod integer not null, usn integer not null, type integer not null,
 queue integer not null, due integer not null, ivl integer not null, factor integer not null,
 reps integer not null, lapses integer not null, left integer not null, odue integer not null,
 odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
 ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null,
 time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
"""
_FONT = {"font": "Arial", "size": 20, "media": [], "rtl": False, "sticky": False}
_OPTIONS = {
    "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0,
    "replayq": True, "dyn": False,
    "new": {"bury": False, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 0],
            "order": 1, "perDay": 20},
    "rev": {"bury": False, "ease4": 1.3, "ivlFct": 1, "maxIvl": 36500, "perDay": 200,
            "hardFactor": 1.2},
    "lapse": {"delays": [10], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0},
}  # fmt: skip


@dataclass(frozen=True)
class NoteType:
    """What notes of one kind have, and how their one card looks.

    Attributes:
        name: shown in Anki; with it a note type is recognised, so it never changes.
        fields: their names; a new one would make every note of before a conflict.
        front, back: templates.
        styles: a style sheet.
        changed: when any of these last changed, in seconds since 1970.
    """

    name: str
    fields: tuple[str, ...]
    front: str
    back: str
    styles: str
    changed: int = 0


@dataclass(frozen=True)
class Note:
    """A note.

    Attributes:
        name: by which it is recognised when it is imported again.
        type: its note type.
        deck: with ``::`` between a deck and one inside it.
        fields: as many as its type has.
        tags: without spaces.
        changed: when its content last changed, in seconds since 1970.
    """

    name: str
    type: NoteType
    deck: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    changed: int


def write(notes: Sequence[Note], media: Mapping[str, bytes]) -> bytes:
    """A package with these notes, in this order, and the files that they show."""
    names = sorted(media)
    numbered = {str(number): name for number, name in enumerate(names)}
    files = {"collection.anki2": _database(notes), "media": json.dumps(numbered).encode()}
    return zipped(files | {number: media[name] for number, name in numbered.items()})


def number_of(name: str) -> int:
    """An id for a name: always the same, and of the size of those that Anki gives."""
    digits = hashlib.sha256(name.encode()).hexdigest()[:9]
    return 1_000_000_000_000 + int(digits, 16) % 500_000_000_000


def _database(notes: Sequence[Note]) -> bytes:
    latest = max((note.changed for note in notes), default=0)
    types = {note.type.name: note.type for note in notes}
    decks = sorted({note.deck for note in notes})
    database = sqlite3.connect(":memory:")
    database.executescript(_SCHEMA)
    models = {str(_type_id(one)): _model(one) for one in types.values()}
    every_deck = {"1": _deck(1, "Default", 0)} | {
        str(_deck_id(name)): _deck(_deck_id(name), name, latest) for name in decks
    }
    database.execute(
        "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
        (
            latest, latest * 1000, latest * 1000, json.dumps({"curModel": next(iter(models), "")}),
            json.dumps(models), json.dumps(every_deck), json.dumps({"1": _OPTIONS}),
        ),
    )  # fmt: skip
    for place, note in enumerate(notes):
        id = number_of(f"note {note.name}")
        database.execute(
            "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
            (
                id, _guid(note), _type_id(note.type), note.changed, f" {' '.join(note.tags)} ",
                _FIELD_SEPARATOR.join(note.fields), note.fields[0], _checksum(note.fields[0]),
            ),
        )  # fmt: skip
        database.execute(
            "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            (number_of(f"card {note.name}"), id, _deck_id(note.deck), note.changed, place),
        )
    database.commit()
    content = database.serialize()
    database.close()
    return content


def _guid(note: Note) -> str:
    return hashlib.sha256(note.name.encode()).hexdigest()[:10]


def _checksum(field: str) -> int:
    """As Anki computes it: of the first field, to find duplicates."""
    return int(hashlib.sha1(field.encode(), usedforsecurity=False).hexdigest()[:8], 16)


def _type_id(one: NoteType) -> int:
    return number_of(f"note type {one.name}")


def _deck_id(name: str) -> int:
    return number_of(f"deck {name}")


def _model(one: NoteType) -> dict[str, Any]:
    return {
        "id": _type_id(one), "name": one.name, "type": 0, "mod": one.changed, "usn": -1,
        "did": None, "css": one.styles, "sortf": 0, "latexPre": "", "latexPost": "", "tags": [],
        "vers": [],
        "flds": [{"name": name, "ord": place, **_FONT} for place, name in enumerate(one.fields)],
        "req": [[0, "any", [0]]],
        "tmpls": [{"name": one.fields[0], "ord": 0, "qfmt": one.front, "afmt": one.back,
                   "did": None, "bqfmt": "", "bafmt": ""}],
    }  # fmt: skip


def _deck(id: int, name: str, changed: int) -> dict[str, Any]:
    today = dict.fromkeys(("newToday", "revToday", "lrnToday", "timeToday"), [0, 0])
    return {
        "id": id, "name": name, "mod": changed, "usn": -1, "desc": "", "dyn": 0, "conf": 1,
        "collapsed": False, "browserCollapsed": False, "extendNew": 0, "extendRev": 0, **today,
    }  # fmt: skip
