"""What a failed cell's traceback says, as IPython writes it."""

from __future__ import annotations

import os
import re

_FRAME = re.compile(r"^(?:File (\S+?):|Cell In\[\d+\], line )(\d+)", re.MULTILINE)
_ARROW = re.compile(r"^-+> *(\d+) (.*)$", re.MULTILINE)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def outside(traceback: str) -> str:
    """Where it happened, if not in the cell itself: the module's line, such as one that asserts."""
    *_, (file, line) = [("", ""), *_FRAME.findall(traceback)]
    code = [text for number, text in _ARROW.findall(traceback) if number == line]
    if not file or file.startswith("<"):
        return ""
    return f", em {os.path.relpath(file)}:{line}: {code[-1].strip() if code else ''}"


def plain(text: str) -> str:
    """Without the colours of a terminal."""
    return _COLOUR.sub("", text)
