"""Content that is known only when all pages have been read: a node stands for it until then.

Its page is written again when that content has changed, for its source does not change with it.
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from cnnbook_sphinx import outputs, steps

Fill = Callable[[Sphinx, str, nodes.Element], nodes.Node | None]
"""Given the document's name and the node: what takes its place, or None for nothing."""


_fills: WeakKeyDictionary[Sphinx, dict[type[nodes.Element], Fill]] = WeakKeyDictionary()


def setup(app: Sphinx) -> None:
    steps.connect(app, _note, _write_again, _resolve)


def add(app: Sphinx, kind: type[nodes.Element], fill: Fill) -> None:
    """Fill every node of this kind when its page is written."""
    _fills.setdefault(app, {})[kind] = fill
    app.add_node(kind)


def _note(app: Sphinx, doctree: nodes.document) -> None:
    for kind in _fills.get(app, {}):
        if found := [node.non_default_attributes() for node in doctree.findall(kind)]:
            app.env.metadata[app.env.docname][_mark(kind)] = found


def _write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    again: set[str] = set()
    for kind, fill in _fills.get(app, {}).items():
        mark = _mark(kind)
        pages = {name: data[mark] for name, data in env.metadata.items() if mark in data}
        if app.builder.name != "html":
            again.update(pages)
            continue
        shown = {
            name: outputs.key(*map(_shown, (fill(app, name, kind(**one)) for one in found)))
            for name, found in pages.items()
        }
        before = outputs.of(app).facts.get(mark, {})
        outputs.of(app).facts[mark] = shown
        again.update(name for name, content in shown.items() if before.get(name) != content)
    return sorted(again)


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for kind, fill in _fills.get(app, {}).items():
        for node in list(doctree.findall(kind)):
            content = fill(app, docname, node)
            if content is None:
                node.parent.remove(node)
            else:
                node.replace_self(content)


def _mark(kind: type[nodes.Element]) -> str:
    """In a page's metadata: that it has such nodes."""
    return f"late_{kind.__name__}"


def _shown(content: nodes.Node | None) -> str:
    return content.pformat() if content else ""
