"""When each note last changed: kept in a file beside the book, for Anki asks for dates.

Anki takes over a note that it has only if its date is later. So a date is the day on which the
note's content changed, and not that of the build: else every import would overwrite what readers
wrote into their notes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timezone
from pathlib import Path
from typing import NamedTuple

from cnnbook_files import write_if_changed


class Change(NamedTuple):
    """What a note was when it last changed, and on which day."""

    digest: str
    day: str

    @property
    def seconds(self) -> int:
        """The day's beginning, in seconds since 1970."""
        return int(datetime.fromisoformat(self.day).replace(tzinfo=timezone.utc).timestamp())


def read(path: Path) -> dict[str, Change]:
    """By note, its last change; none without a file.

    Raises:
        ValueError: the file is not one of these.
    """
    if not path.is_file():
        return {}
    try:
        found = {name: Change(*one) for name, one in json.loads(path.read_bytes()).items()}
        [one.seconds for one in found.values()]
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: não é um registro de datas: {error}") from error
    return found


def brought_up_to_date(
    known: Mapping[str, Change], digests: Mapping[str, str], today: date
) -> dict[str, Change]:
    """The changes of these notes: a note whose digest is another, or that is new, changed today.

    Never earlier than what is known: a clock that is behind would make a change unseen.
    """
    latest = max([today.isoformat(), *(one.day for one in known.values())])
    return {
        name: known[name] if name in known and known[name].digest == digest
        else Change(digest, latest)
        for name, digest in digests.items()
    }  # fmt: skip


def write(path: Path, changes: Mapping[str, Change]) -> None:
    """A line for each note, sorted, so that a change of one is a change of a line."""
    lines = (f"{json.dumps(name)}: {json.dumps(one)}" for name, one in sorted(changes.items()))
    text = ",\n".join(lines)
    write_if_changed(path, f"{{\n{text}\n}}\n".encode())
