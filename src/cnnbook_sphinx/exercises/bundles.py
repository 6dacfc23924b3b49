"""The scripts that one page alone needs, which the others do not load."""

from __future__ import annotations

from pathlib import Path

from sphinx.environment import BuildEnvironment

from cnnbook_sphinx.exercises.progress import pages_with
from cnnbook_sphinx.joined_scripts import joined
from cnnbook_sphinx.outputs import Outputs, key

_HERE = Path(__file__).parent
_PARTS = {  # by the directive of the page, in this order
    "exam": ("exam_of.js", "exam.js"),
    "progress": ("progress_page.js",),
}  # fmt: skip


def bundle(kind: str) -> str:
    """The script of a page."""
    return joined(_HERE / "browser" / name for name in _PARTS[kind])


def make_all(env: BuildEnvironment, made: Outputs) -> dict[str, str]:
    """Make ``_static/KIND.js`` for each kind of page that the book has; returns their versions."""
    versions = {}
    for kind in _PARTS:
        if pages_with(env, kind):
            script = bundle(kind).encode()
            versions[kind] = key(script)[:8]
            made.make(f"_static/{kind}.js", versions[kind], lambda script=script: script)
    return versions
