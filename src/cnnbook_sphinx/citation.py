"""The directive ``{citation}``: how to cite the book, from ``CITATION.cff``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

NAME = "CITATION.cff"


class Citation(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        source = Path(self.env.srcdir) / NAME
        self.env.note_dependency(str(source))
        work = yaml.safe_load(source.read_text(encoding="utf-8"))
        address = nodes.reference("", work["url"], refuri=work["url"])
        code = bibtex(work)
        return [
            nodes.paragraph("", "", nodes.Text(reference(work)), address, nodes.Text(".")),
            nodes.literal_block(code, code, language="bibtex"),
        ]


def setup(app: Sphinx) -> None:
    app.add_directive("citation", Citation)


def reference(work: dict[str, Any]) -> str:
    """As Brazilian theses cite a work without a personal author, up to its address."""
    title, _, subtitle = work["title"].partition(" — ")
    return f"{title.upper()}: {subtitle}. Versão {work['version']}. {_year(work)}. Disponível em: "


def bibtex(work: dict[str, Any]) -> str:
    return (
        f"@misc{{redes-neurais-convolucionais-{_year(work)},\n"
        f"  title = {{{work['title'].replace(' — ', ': ')}}},\n"
        f"  year = {{{_year(work)}}},\n"
        f"  note = {{Versão {work['version']}}},\n"
        f"  url = {{{work['url']}}},\n"
        "}"
    )


def _year(work: dict[str, Any]) -> str:
    return str(work["date-released"])[:4]
