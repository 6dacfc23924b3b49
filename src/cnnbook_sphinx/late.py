"""Content that is known only when all pages have been read: a node stands for it until then.

Its page is written again when that content has changed, for its source does not change with it.
"""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from cnnbook_sphinx import outputs

Fill = Callable[[Sphinx, str, nodes.Element], nodes.Node | None]
"""Given the document's name and the node: what takes its place, or None for nothing."""


def add(app: Sphinx, kind: type[nodes.Element], fill: Fill) -> None:
    """Fill every node of this kind when its page is written."""
    mark = f"late_{kind.__name__}"

    def note(app: Sphinx, doctree: nodes.document) -> None:
        if found := [node.non_default_attributes() for node in doctree.findall(kind)]:
            app.env.metadata[app.env.docname][mark] = found

    def write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
        pages = {name: data[mark] for name, data in env.metadata.items() if mark in data}
        if app.builder.name != "html":
            return list(pages)
        shown = {name: outputs.key(*_filled(app, name, found)) for name, found in pages.items()}
        before = outputs.of(app).facts.get(mark, {})
        outputs.of(app).facts[mark] = shown
        return [name for name, content in shown.items() if before.get(name) != content]

    def _filled(app: Sphinx, name: str, found: list[dict]) -> list[str]:
        contents = (fill(app, name, kind(**attributes)) for attributes in found)
        return [content.pformat() if content else "" for content in contents]

    def resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
        for node in list(doctree.findall(kind)):
            content = fill(app, docname, node)
            if content is None:
                node.parent.remove(node)
            else:
                node.replace_self(content)

    app.add_node(kind)
    app.connect("doctree-read", note)
    app.connect("env-updated", write_again)
    app.connect("doctree-resolved", resolve)
