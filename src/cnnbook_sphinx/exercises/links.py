"""Links to a place of the book that is named as data: a document and the id of a section in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx

from cnnbook_sphinx import steps
from cnnbook_sphinx.exercises.entries import number_of
from cnnbook_sphinx.words import _

BEFORE = "before"
"""The id of what an exercise explains before it asks."""
STATEMENT = "statement"
"""The id of its statement."""


class book_link(nodes.Inline, nodes.TextElement):
    """``target`` is such as ``book/02-tamanho-da-saida#passo-a-passo``.

    Without a text of its own it shows the document's title, or in that document itself its
    section's. With ``keeps_answers`` a page's link stops short of an exercise's answer, for who has
    not tried it would find it open: a script leads the others on. One that is ``inside`` an answer
    may lead to what else is in it.
    """


def inline(text: str) -> Iterator[nodes.Node]:
    """A name that may have words in ``*emphasis*``, as nodes."""
    for index, part in enumerate(re.split(r"\*([^*]+)\*", text)):
        if part:
            yield nodes.emphasis("", part) if index % 2 else nodes.Text(part)


def setup(app: Sphinx) -> None:
    steps.connect(app, _resolve)


def outside_answers(app: Sphinx, target: str) -> str:
    """The same target, or what the exercise in whose answer it is has before it asks."""
    document, _, anchor = target.partition("#")
    if not anchor or number_of(app.env, document) is None:
        return target
    entries = app.env.tocs[document].findall(nodes.reference)
    begins = any(one.get("anchorname") == f"#{BEFORE}" for one in entries)
    return f"{document}#{BEFORE if begins else STATEMENT}"


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
        target = node["target"]
        at_home = node.get("inside") and document == docname
        if node.get("keeps_answers") and app.builder.name == "html" and not at_home:
            target = outside_answers(app, target)
        content = node.children or [nodes.Text(_title(app, doctree, docname, target))]
        address = uri(app, docname, target)
        node.replace_self(nodes.reference("", "", *content, refuri=address, internal=True))


def _title(app: Sphinx, doctree: nodes.document, docname: str, target: str) -> str:
    document, mark, anchor = target.partition("#")
    if document == docname:
        for section in doctree.findall(nodes.section):
            if anchor in section["ids"]:
                return f"{section[0].astext()}, {_('on this page')}"
    return str(app.env.titles[document].astext())
