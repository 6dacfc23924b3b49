"""What is made once for a whole run of the tests, whoever asks for it first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


def once(folder: Path, name: str, make: Callable[[], str | None]) -> str:
    """What ``make`` says, which is called by the first process that asks; the others wait.

    Args:
        folder: that all processes of the run share.
        name: of what is made, in that folder.
    """
    said = folder / f"{name}.said"
    with FileLock(folder / f"{name}.lock"):
        if not said.exists():
            said.write_text(make() or "", "utf-8")
        return said.read_text("utf-8")
