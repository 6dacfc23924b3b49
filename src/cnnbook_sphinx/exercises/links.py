"""Links to a place of the book that is named as data: a document and the id of a section in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx

from cnnbook_sphinx import steps


class book_link(nodes.Inline, nodes.TextElement):
    """``target`` is such as ``book/02-tamanho-da-saida#passo-a-passo``.

    Without a text of its own it shows the document's title.
    """


def inline(text: str) -> Iterator[nodes.Node]:
    """A name that may have words in ``*emphasis*``, as nodes."""
    for index, part in enumerate(re.split(r"\*([^*]+)\*", text)):
        if part:
            yield nodes.emphasis("", part) if index % 2 else nodes.Text(part)


def setup(app: Sphinx) -> None:
    steps.connect(app, _resolve)


def uri(app: Sphinx, docname: str, target: str) -> str:
    """The address of ``target`` as seen from a document."""
    document, _, anchor = target.partition("#")
    relative = app.builder.get_relative_uri(docname, document)
    return f"{relative}#{anchor}" if anchor else relative


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in list(doctree.findall(book_link)):
        document = node["target"].partition("#")[0]
        if document not in app.env.titles:  # a smaller book, such as a test's
            node.replace_self(nodes.inline("", node.astext() or document))
            continue
        content = node.children or [nodes.Text(app.env.titles[document].astext())]
        address = uri(app, docname, node["target"])
        node.replace_self(nodes.reference("", "", *content, refuri=address, internal=True))
