"""``{progress}``, ``{review}``, ``{exam}``: what only the browser knows, so only a script shows."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from cnnbook_sphinx.exercises.nodes import for_the_script, question_form
from cnnbook_sphinx.words import _


class _ForTheScript(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        said = _("This page needs JavaScript, for it is made in your browser.")
        place = for_the_script("", nodes.paragraph("", said, classes=["without-script"]))
        place["classes"] = [f"{self.name}-page"]
        self.env.metadata[self.env.docname][self.name] = True
        return [place, question_form()] if self.name == "review" else [place]


def pages_with(env: BuildEnvironment, kind: str) -> list[str]:
    """The documents with such a place: ``progress``, ``review`` or ``exam``."""
    return sorted(name for name, data in env.metadata.items() if kind in data)


def setup(app: Sphinx) -> None:
    for name in ("progress", "review", "exam"):
        app.add_directive(name, _ForTheScript)
