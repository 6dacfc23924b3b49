"""The theme's interface, all in Portuguese."""

from __future__ import annotations

import re
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx

from cnnbook_files import write_atomically
from cnnbook_sphinx import steps
from cnnbook_sphinx.outputs import key

# What a reader who reports a problem finds written.
_ISSUE = re.compile(r"(title\]?=)Issue%20on%20page%20%2F(.*?)&.*")
_CATALOGUES = Path(__file__).parent / "locale"


def setup(app: Sphinx) -> None:
    sources = sorted(_CATALOGUES.glob("*.po"))
    compiled = Path(app.doctreedir) / "locale" / key(*(path.read_bytes() for path in sources))
    for source in sources:
        target = compiled / "pt" / "LC_MESSAGES" / f"{source.stem}.mo"
        if not target.is_file():
            write_atomically(target, _compiled(source))
        app.add_message_catalog(source.stem, str(compiled))
    steps.connect(app, _mend_buttons)
    app.add_node(HideCodeCellNode, override=True, html=(_open_hidden_code, _close_hidden_code))


def _compiled(source: Path) -> bytes:
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source.read_bytes()), locale="pt"))
    return compiled.getvalue()


def _mend_buttons(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    for group in context.get("header_buttons", []):
        if "buttons" not in group:
            continue
        # One has its code in an attribute, which no page may have; browsers print by themselves.
        group["buttons"] = [b for b in group["buttons"] if b["type"] != "javascript"]
        for button in group["buttons"]:
            button["url"] = _ISSUE.sub(r"\1Problema%20em%20\2", button["url"])


def _open_hidden_code(self: Any, node: HideCodeCellNode) -> None:
    """As myst-nb does, but with a summary that screen readers read as it stands."""
    self.body.append(f'<details class="admonition hide {" ".join(node["classes"])}"><summary>')
    for state in ("collapsed", "expanded"):
        prompt = node["prompt_show" if state == "collapsed" else "prompt_hide"]
        self.body.append(f'<p class="{state} admonition-title">{escape(prompt)}</p>')
    self.body.append("</summary>\n")


def _close_hidden_code(self: Any, node: HideCodeCellNode) -> None:
    self.body.append("</details>\n")
