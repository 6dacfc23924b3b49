"""Each edition of the book, made once for a whole run of the tests, whoever asks for it first.

Workers share a folder for the run. The first that needs an edition makes it, while the others that
need it wait; what came of it is kept for them there.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from once import once
from table_of_contents import ROOT

_PROGRAM = [sys.executable, "-m", "cnnbook_sphinx.editions"]
_COMMANDS = {
    "html": [
        str(Path(sys.executable).with_name("jupyter-book")), "build", ".", "-W", "--keep-going",
    ],
    "formats": [*_PROGRAM, "epub", "pdf"],
    "class": [*_PROGRAM, "sem-respostas"],
}  # fmt: skip
FAILURES = pytest.StashKey[dict[str, str]]()
"""What could not be made in this process, and why: said once, at the end of the run."""


class Editions:
    """The editions of one run of the tests."""

    def __init__(self, request: pytest.FixtureRequest, shared: Path) -> None:
        self._config = request.config
        self._shared = shared
        self._formats = any(
            "pdf" in getattr(item, "fixturenames", ()) for item in request.session.items
        )

    def html(self) -> Path:
        """The pages, as `make book` makes them; after the PDF and the EPUB if a test needs them.

        In the order of `make formats`, because the first page leads to what is there.
        """
        if self._formats:
            self._make("formats")
        self._need("html")
        return ROOT / "_build" / "html"

    def pdf(self) -> Path:
        html = self.html()
        self._need("formats")
        [file] = (html / "downloads").glob("*.pdf")
        return file

    def class_edition(self) -> Path:
        self.html()  # which runs the chapters
        self._need("class")
        return ROOT / "_build" / "sem-respostas"

    def _need(self, name: str) -> None:
        if self._make(name):
            pytest.fail(f"{name} cannot be made; why, is said at the end", pytrace=False)

    def _make(self, name: str) -> str:
        """Make an edition unless somebody did; returns why it could not be made, or nothing."""

        def make() -> str:
            made = subprocess.run(
                _COMMANDS[name], cwd=ROOT,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
            failure = made.stdout[-5000:] or "it says nothing" if made.returncode else ""
            if failure:
                self._config.stash.setdefault(FAILURES, {})[name] = failure
            return failure

        return once(self._shared, name, make)


def snapshot(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of each file in a folder."""
    found = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in found.items()}
