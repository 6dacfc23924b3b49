"""``{progress}`` and ``{review}``: what only the browser knows, and so only a script shows."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from cnnbook_sphinx.exercises.nodes import for_the_script

PROGRESS_PAGE = "book/meu-progresso"
_WITHOUT_SCRIPT = (
    "Esta página mostra o que está guardado em seu navegador, e para isso usa JavaScript."
)


class _ForTheScript(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        place = for_the_script(
            "", nodes.paragraph("", _WITHOUT_SCRIPT, classes=["without-script"])
        )
        place["classes"] = [f"{self.name}-page"]
        return [place]


def setup(app: Sphinx) -> None:
    for name in ("progress", "review"):
        app.add_directive(name, _ForTheScript)
