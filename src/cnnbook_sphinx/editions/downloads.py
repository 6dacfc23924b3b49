"""The directive ``{downloads}``: links to the formats of the whole book that have been made."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from cnnbook.numbers import decimal
from cnnbook_sphinx import late

FOLDER = "downloads"
"""Inside the folder of the pages, so that publishing that one publishes everything."""

NAME = "redes-neurais-convolucionais"
FORMATS = {"pdf": "PDF, para imprimir", "epub": "EPUB, para leitores digitais"}


class downloads(nodes.General, nodes.Element):
    """Stands for the links until pages are written."""


class Downloads(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [downloads()]


def setup(app: Sphinx) -> None:
    app.add_directive("downloads", Downloads)
    late.add(app, downloads, _links)


def _links(app: Sphinx, docname: str, node: nodes.Element) -> nodes.Node | None:
    if app.builder.name != "html":
        return None
    pages = Path(app.outdir)
    made = {
        suffix: file
        for suffix in FORMATS
        if (file := pages / FOLDER / f"{NAME}.{suffix}").is_file()
    }
    if not made:
        command = nodes.literal("", "make formats")
        text = nodes.Text("O livro inteiro em PDF e em EPUB se faz com ")
        return nodes.paragraph("", "", text, command, nodes.Text("."))
    items = nodes.bullet_list()
    to_root = "../" * docname.count("/")
    for suffix, file in made.items():
        size = decimal(file.stat().st_size / 1e6, 1)
        link = nodes.reference(
            "", FORMATS[suffix], refuri=f"{to_root}{FOLDER}/{file.name}", internal=True
        )
        items += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(f" ({size} MB)")))
    return nodes.container("", nodes.paragraph("", "O livro inteiro, em um só arquivo:"), items)
