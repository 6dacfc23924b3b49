"""Several parts of a script as the one file that is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from cnnbook_sphinx.words import in_script

_NOT_SENT = re.compile(r"^[ \t]*(//.*\n|\n)?", re.MULTILINE)


def joined(parts: Iterable[Path]) -> str:
    """The parts in this order, in the book's language.

    Without indentation and without lines of comment, which are for who reads the parts.
    """
    return in_script("".join(_NOT_SENT.sub("", part.read_text("utf-8")) for part in parts))
