"""The directive ``{citation}``: how to cite the book, from ``CITATION.cff`` and its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from cnnbook_sphinx.words import _

NAME = "CITATION.cff"


class book_citation(nodes.paragraph):
    """The book as others cite it, with its address."""


class Citation(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        source = Path(self.env.srcdir) / NAME
        self.env.note_dependency(str(source))
        work = yaml.safe_load(source.read_text(encoding="utf-8"))
        site = self.config.cnnbook_site
        cited = book_citation("", reference(work))
        if site:
            address = nodes.reference("", site, refuri=site)
            cited += [nodes.Text(_(" Available at: ")), address, nodes.Text(".")]
        code = bibtex(work, site)
        return [cited, nodes.literal_block(code, code, language="bibtex")]


def setup(app: Sphinx) -> None:
    app.add_directive("citation", Citation)


def reference(work: dict[str, Any]) -> str:
    """As Brazilian theses cite a work without a personal author, before its address."""
    title, dash, subtitle = work["title"].partition(" — ")
    return f"{title.upper()}: {subtitle}. {_('Version')} {work['version']}. {_year(work)}."


def bibtex(work: dict[str, Any], site: str) -> str:
    address = f"  url = {{{site}}},\n" if site else ""
    return (
        f"@misc{{redes-neurais-convolucionais-{_year(work)},\n"
        f"  title = {{{work['title'].replace(' — ', ': ')}}},\n"
        f"  year = {{{_year(work)}}},\n"
        f"  note = {{{_('Version')} {work['version']}}},\n"
        f"{address}}}"
    )


def _year(work: dict[str, Any]) -> str:
    return str(work["date-released"])[:4]
