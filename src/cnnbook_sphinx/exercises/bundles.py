"""The scripts that one page alone needs, which the others do not load."""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.application import Sphinx

from cnnbook_sphinx.exercises import asked
from cnnbook_sphinx.exercises.progress import pages_with
from cnnbook_sphinx.joined_scripts import joined
from cnnbook_sphinx.outputs import Outputs, key

_HERE = Path(__file__).parent
_PARTS = {  # by the directive of the page, in this order
    "exam": ("exam_of.js", "exam.js"),
    "progress": ("progress_marks.js", "progress_days.js", "progress_page.js"),
    "review": (
        "schedule.js", "asked.js", "sitting.js", "review_question.js", "review_page.js",
    ),
}  # fmt: skip
_FROM_OTHERS = {"review": ("ts-fsrs",)}
_CONTENT = {"progress": asked.script}
"""What a page's script is given of this book."""


def bundle(app: Sphinx, kind: str) -> str:
    """The script of a page: what others have written, each with its licence, and the book's own."""
    others = [vendored(name) for name in _FROM_OTHERS.get(kind, ())]
    content = [_CONTENT[kind](app)] if kind in _CONTENT else []
    own = joined(_HERE / "browser" / name for name in _PARTS[kind])
    return "\n".join([*others, *content, own])


def make_all(app: Sphinx, made: Outputs) -> dict[str, str]:
    """Make ``_static/KIND.js`` for each kind of page that the book has; returns their versions."""
    versions = {}
    for kind in _PARTS:
        if pages_with(app.env, kind):
            script = bundle(app, kind).encode()
            versions[kind] = key(script)[:8]
            made.make(f"_static/{kind}.js", versions[kind], lambda script=script: script)
    return versions


def vendored(name: str) -> str:
    """A package of npm, of which ``vendor/`` has the files that are needed, as they are there."""
    folder = _HERE / "vendor" / name
    about = json.loads((folder / "package.json").read_text("utf-8"))
    text = {file: (folder / file).read_text("utf-8") for file in ("index.umd.js", "LICENSE")}
    said = f"/*! {about['name']} {about['version']}\n\n{text['LICENSE']}*/\n"
    return said + text["index.umd.js"].partition("//# sourceMappingURL")[0]
