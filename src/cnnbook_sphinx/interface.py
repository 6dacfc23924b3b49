"""What the theme's interface has wrong: a button's code, an address, a summary."""

from __future__ import annotations

import re
from html import escape
from typing import Any
from urllib.parse import quote

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx

from cnnbook_sphinx import steps
from cnnbook_sphinx.words import _

# What a reader who reports a problem finds written.
_ISSUE = re.compile(r"(title\]?=)Issue%20on%20page%20%2F(.*?)&.*")


def setup(app: Sphinx) -> None:
    steps.connect(app, _mend_buttons)
    app.add_node(HideCodeCellNode, override=True, html=(_open_hidden_code, _close_hidden_code))


def _mend_buttons(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    for group in context.get("header_buttons", []):
        if "buttons" not in group:
            continue
        # One has its code in an attribute, which no page may have; browsers print by themselves.
        group["buttons"] = [b for b in group["buttons"] if b["type"] != "javascript"]
        for button in group["buttons"]:
            button["url"] = _ISSUE.sub(rf"\1{quote(_('Problem in '))}\2", button["url"])


def _open_hidden_code(self: Any, node: HideCodeCellNode) -> None:
    """As myst-nb does, but with a summary that screen readers read as it stands."""
    self.body.append(f'<details class="admonition hide {" ".join(node["classes"])}"><summary>')
    for state in ("collapsed", "expanded"):
        prompt = node["prompt_show" if state == "collapsed" else "prompt_hide"]
        self.body.append(f'<p class="{state} admonition-title">{escape(prompt)}</p>')
    self.body.append("</summary>\n")


def _close_hidden_code(self: Any, node: HideCodeCellNode) -> None:
    self.body.append("</details>\n")
