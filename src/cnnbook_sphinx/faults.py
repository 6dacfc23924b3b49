"""What an author has to mend: each fault is a warning, and one build says all of them.

A warning with a place makes a strict build (``-W --keep-going``, as ``make book`` does) fail at its
end, and the next one read every page again.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from docutils import nodes
from sphinx.util import logging

logger = logging.getLogger(__name__)


class Fault(Protocol):
    """What is wrong and what to write, in Portuguese; ``line`` counts from 1."""

    @property
    def path(self) -> Path: ...
    @property
    def line(self) -> int: ...
    @property
    def message(self) -> str: ...


def report(path: Path | str, line: int | None, message: str) -> None:
    """Tell the author of one fault; the build goes on."""
    logger.warning("%s", message, location=f"{path}:{line or 1}")


def report_all(faults: Iterable[Fault]) -> None:
    """Tell of faults that a reader of another file has found, each once."""
    for fault in dict.fromkeys(faults):
        report(fault.path, fault.line, fault.message)


def report_at(node: nodes.Node, message: str) -> None:
    """Tell of a fault in a page that is being read, at the line of a node or of what holds it."""
    place: nodes.Node | None = node
    while place is not None and not place.line:
        place = place.parent
    source = node.source or (node.document or {}).get("source", "")
    report(source, place.line if place is not None else 1, message)
