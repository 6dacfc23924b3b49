"""What several formats put their content into: a ZIP, and texts of XML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_BEGAN = (1980, 1, 1, 0, 0, 0)
"""The time of all files: the earliest that a ZIP can say."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class TextError(ValueError):
    """A text with a character that XML cannot hold."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP with the files in their order: the same bytes for the same content."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, _BEGAN), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def in_xml(text: str) -> str:
    """The text itself.

    Raises:
        TextError: it has a character that XML cannot hold.
    """
    if found := _NOT_IN_XML.search(text):
        raise TextError(f"o caractere {found[0]!r} não cabe em XML: {text[:60]!r}")
    return text
