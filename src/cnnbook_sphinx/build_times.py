"""The directive ``{build-times}``: how long each chapter took to run.

Two builds of the same sources differ in these numbers and in nothing else, so no other file of the
site, such as the search's index, has them.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from myst_nb.core.execute import ExecutionResult
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from cnnbook_sphinx import late
from cnnbook_sphinx.words import _, decimal


class build_times(nodes.General, nodes.Element):
    """Stands for the table until all chapters have been read."""


class seconds(nodes.Inline, nodes.Element):
    """A time as ``text``, which is in the page but not among its searchable words."""


class BuildTimes(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [build_times()]


def setup(app: Sphinx) -> None:
    app.add_directive("build-times", BuildTimes)
    app.add_node(seconds, html=(_visit_seconds, None))
    late.add(app, build_times, _times)


def _times(app: Sphinx, docname: str, node: nodes.Element) -> nodes.table:
    rows = [
        (app.env.titles[name].astext(), name, data)
        for name in sorted(app.env.found_docs)
        if (data := NbMetadataCollector.get_exec_data(app.env, name))
    ]
    return _table(app, docname, rows)


def _table(app: Sphinx, docname: str, rows: list[tuple[str, str, ExecutionResult]]) -> nodes.table:
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in (80, 20)), cols=2)
    group += nodes.thead("", _row(nodes.Text(_("Page")), nodes.Text(_("Seconds"))))
    body = nodes.tbody()
    for title, name, data in rows:
        uri = app.builder.get_relative_uri(docname, name)
        link = nodes.reference("", title, refuri=uri, internal=True)
        body += _row(link, seconds(text=decimal(data["runtime"] or 0, 1)))
    group += body
    return nodes.table("", group, classes=["table"])


def _row(*cells: nodes.Node) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


def _visit_seconds(self: Any, node: seconds) -> None:
    self.body.append(node["text"])
    raise nodes.SkipNode
