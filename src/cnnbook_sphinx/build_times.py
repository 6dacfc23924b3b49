"""The directive ``{build-times}``: how long each chapter took to run."""

from __future__ import annotations

from docutils import nodes
from myst_nb.core.execute import ExecutionResult
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from cnnbook.numbers import decimal


class build_times(nodes.General, nodes.Element):
    """Stands for the table until all chapters have been read."""


class BuildTimes(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname]["build_times"] = True
        return [build_times()]


def setup(app: Sphinx) -> None:
    app.add_node(build_times)
    app.add_directive("build-times", BuildTimes)
    app.connect("env-updated", _pages_to_write_again)
    app.connect("doctree-resolved", _fill)


def _pages_to_write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The table's page, whose source does not change when a chapter runs again."""
    return [docname for docname, metadata in env.metadata.items() if "build_times" in metadata]


def _fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in list(doctree.findall(build_times)):
        rows = [
            (app.env.titles[name].astext(), name, data)
            for name in sorted(app.env.found_docs)
            if (data := NbMetadataCollector.get_exec_data(app.env, name))
        ]
        node.replace_self(_table(app, docname, rows))


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
