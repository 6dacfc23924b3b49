"""The directive ``{build-times}``: how long each chapter took to run."""

from __future__ import annotations

from docutils import nodes
from myst_nb.core.execute import ExecutionResult
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from cnnbook.numbers import decimal
from cnnbook_sphinx import late


class build_times(nodes.General, nodes.Element):
    """Stands for the table until all chapters have been read."""


class BuildTimes(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [build_times()]


def setup(app: Sphinx) -> None:
    app.add_directive("build-times", BuildTimes)
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
    group += nodes.thead("", _row(nodes.Text("Página"), nodes.Text("Segundos")))
    body = nodes.tbody()
    for title, name, data in rows:
        uri = app.builder.get_relative_uri(docname, name)
        link = nodes.reference("", title, refuri=uri, internal=True)
        body += _row(link, nodes.Text(decimal(data["runtime"] or 0, 1)))
    group += body
    return nodes.table("", group, classes=["table"])


def _row(*cells: nodes.Node) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))
