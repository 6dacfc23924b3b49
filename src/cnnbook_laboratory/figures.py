"""What all interactive figures share: how an author puts one on a page, and what the page gets.

A figure is a ``<figure>`` with a picture, drawn by Python, and a caption; its script hides the
picture once it has started. So without a script, on paper, and in the class edition there is still
a figure.
"""

from __future__ import annotations

import json
import os
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from cnnbook_files import write_if_changed
from cnnbook_sphinx.edition import is_class
from cnnbook_sphinx.outputs import key


class live_figure(nodes.General, nodes.Element):
    """A picture and a caption; ``figure`` names its script, ``state`` is what this begins with.

    ``address`` is the name under which the page's address keeps its state, or empty; ``later``
    is what a button says that fetches its script, or empty.
    """


class live_caption(nodes.Part, nodes.TextElement):
    """What stands below the figure, with or without its script."""


class LiveFigure(SphinxDirective):
    """An interactive figure; the content is its caption, which must not give the answer away."""

    figure: ClassVar[str]
    """The name by which its script finds it."""
    address: ClassVar[str] = ""
    """Under which name the page's address keeps its state; a page's first figure alone has it."""
    has_pixels: ClassVar[bool] = False
    """Whether its picture has photographs, whose colours stay as they are on a dark page."""
    has_content = True

    def button(self) -> str:
        """What the button that fetches its scripts says; empty if the page has them at once."""
        return ""

    def beginning(self) -> dict[str, Any]:
        """What the script begins with, from the directive's options."""
        raise NotImplementedError

    def picture(self) -> tuple[str, str]:
        """An SVG, with its colours in attributes, and what it shows, as a sentence."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        drawn, alternative = self.picture()
        folder = Path(self.env.app.doctreedir) / "laboratory-pictures"
        path = folder / f"{self.figure}-{key(drawn)}.svg"
        write_if_changed(path, drawn.encode())
        found = live_figure(
            figure=self.figure,
            state=self.beginning(),
            address=self._own_address(),
            later=self.button(),
        )
        classes = ["live-pixels"] if self.has_pixels else []
        uri = _from_sources(self.env.app, path)
        found += nodes.image(uri=uri, alt=alternative, classes=classes)
        found += live_caption("", "", *self._caption())
        self.set_source_info(found)
        return [found]

    def _own_address(self) -> str:
        document = self.env.temp_data.setdefault("laboratory_addresses", set())
        if self.address in document:
            return ""
        document.add(self.address)
        return self.address

    def _caption(self) -> list[nodes.Node]:
        paragraphs = self.parse_content_to_nodes()
        if len(paragraphs) != 1 or not isinstance(paragraphs[0], nodes.paragraph):
            raise self.error(f"{{{self.name}}}: falta a legenda, de um só parágrafo")
        return paragraphs[0].children


def setup(app: Sphinx) -> None:
    app.add_node(live_figure, html=(open_figure, close_figure))
    app.add_node(live_caption, html=(_open_caption, _close_caption))


def _from_sources(app: Sphinx, path: Path) -> str:
    """How a page names a file outside the sources, as seen from their root."""
    return "/" + os.path.relpath(path, app.srcdir).replace(os.sep, "/")


def open_figure(self: Any, node: live_figure) -> None:
    data = ""
    if self.builder.name == "html" and not is_class(self.config):
        state = json.dumps(node["state"], ensure_ascii=False)
        data = f' data-figure="{node["figure"]}" data-state="{escape(state)}"'
        if node["address"]:
            data += f' data-address="{node["address"]}"'
        if node["later"]:
            data += f' data-later="{escape(node["later"])}"'
    self.body.append(f'<figure class="live"{data}>\n')


def close_figure(self: Any, node: live_figure) -> None:
    self.body.append("</figure>\n")


def _open_caption(self: Any, node: live_caption) -> None:
    self.body.append("<figcaption>")


def _close_caption(self: Any, node: live_caption) -> None:
    self.body.append("</figcaption>\n")
