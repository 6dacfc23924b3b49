"""The theme's interface, all in Portuguese."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx

_CATALOGUES = Path(__file__).parent / "locale"


def setup(app: Sphinx) -> None:
    compiled = Path(app.doctreedir) / "locale"
    for source in sorted(_CATALOGUES.glob("*.po")):
        _compile(source, compiled / "pt" / "LC_MESSAGES" / f"{source.stem}.mo")
        app.add_message_catalog(source.stem, str(compiled))
    app.add_node(HideCodeCellNode, override=True, html=(_open_hidden_code, _close_hidden_code))


def _compile(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as messages, target.open("wb") as compiled:
        write_mo(compiled, read_po(messages, locale="pt"))


def _open_hidden_code(self: Any, node: HideCodeCellNode) -> None:
    """As myst-nb does, but with a summary that screen readers read as it stands."""
    self.body.append(f'<details class="admonition hide {" ".join(node["classes"])}"><summary>')
    for state in ("collapsed", "expanded"):
        prompt = node["prompt_show" if state == "collapsed" else "prompt_hide"]
        self.body.append(f'<p class="{state} admonition-title">{escape(prompt)}</p>')
    self.body.append("</summary>\n")


def _close_hidden_code(self: Any, node: HideCodeCellNode) -> None:
    self.body.append("</details>\n")
