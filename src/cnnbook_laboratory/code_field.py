"""A field for Keras code on an exercise's page, where it is read and answered, without a kernel.

::

    :::{code-field} exercise_6
    :::

The argument is the name of the check, as the chapter's notebook calls it; the field begins with
the first code of its section. It is a page's alone, and not the class edition's: its last hint is
the answer.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from cnnbook.check.asked import ASKED
from cnnbook_laboratory.figures import close_figure, live_caption, live_figure, open_figure
from cnnbook_sphinx.edition import is_class
from cnnbook_sphinx.words import _

FIGURE = "code"


class code_field(live_figure):
    """A figure without a picture, which is nowhere but on a page."""


class CodeField(SphinxDirective):
    """The button that opens the field, and what it is for."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        known = {f"exercise_{number}": number for number in ASKED}
        name = self.arguments[0]
        if name not in known:
            raise self.error(f"{{code-field}}: não há rede em “{name}”; há em {', '.join(known)}")
        found = code_field(
            figure=FIGURE,
            state={"exercise": known[name], "kept": f"cnnbook-code-{known[name]}"},
            address="",
            later=_("Write it here and have it checked"),
        )
        said = _("On this page the code is read and not run: in the notebook, it is run.")
        found += live_caption("", said)
        self.set_source_info(found)
        return [found]


def setup(app: Sphinx) -> None:
    app.add_directive("code-field", CodeField)
    app.add_node(code_field, html=(_open, _close))


def _open(self: Any, node: code_field) -> None:
    if self.builder.name != "html" or is_class(self.config):
        raise nodes.SkipNode
    open_figure(self, node)


def _close(self: Any, node: code_field) -> None:
    close_figure(self, node)
