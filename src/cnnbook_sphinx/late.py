"""Content that is known only when pages are written: a node stands for it until then.

Its page is written again on every build, for its source does not change when the content does.
"""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

Fill = Callable[[Sphinx, str, nodes.Element], nodes.Node | None]
"""Given the document's name and the node: what takes its place, or None for nothing."""


def add(app: Sphinx, kind: type[nodes.Element], fill: Fill) -> None:
    """Fill every node of this kind when its page is written."""
    mark = f"has_{kind.__name__}"

    def note(app: Sphinx, doctree: nodes.document) -> None:
        if next(doctree.findall(kind), None) is not None:
            app.env.metadata[app.env.docname][mark] = True

    def write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
        return [name for name, metadata in env.metadata.items() if mark in metadata]

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
