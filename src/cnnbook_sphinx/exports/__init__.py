"""The book's questions for other programs, and on paper.

- `reading` (`markup`): what the pages ask, read once, as plain data (`questions`);
- `versions`: the same of an exercise's further versions, those of the pages or a class's own;
- `moodle`, `qti`, `gift`, `anki`, `exam`: a writer for each format (`said`, `drawings`,
  `containers`: what they share);
- `classes`: a class's secret;
- `make`: each format as a function, and the command that calls it.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from cnnbook_sphinx.exports import reading


def setup(app: Sphinx) -> None:
    reading.setup(app)
