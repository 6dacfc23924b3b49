"""*A rede por dentro*: its directive, and the script that brings the network to it."""

from __future__ import annotations

import json
from typing import Any

from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from cnnbook.figures import inside as drawing
from cnnbook.inside import drawings, network
from cnnbook_laboratory.figures import LiveFigure
from cnnbook_sphinx.outputs import key
from cnnbook_sphinx.words import _

FIGURE = "network"
_FILE = f"laboratory-{FIGURE}-weights"


def _picture(argument: str) -> str:
    return directives.choice(argument, list(drawings.DRAWINGS))


class NetworkInside(LiveFigure):
    """The recorded network of exercise 10, which a reader asks and looks into.

    ``picture`` is the one that it begins with; ``alternative`` says what the figure shows where it
    does not run: that picture, and the maps that the first layer makes of it.
    """

    figure = FIGURE
    has_pixels = True
    option_spec = {"picture": _picture, "alternative": directives.unchanged_required}

    def button(self) -> str:
        return _("Switch the network on (0.3 MB)")

    def beginning(self) -> dict[str, Any]:
        return {"picture": self.options["picture"]}

    def picture(self) -> tuple[str, str]:
        for option in self.option_spec:
            if option not in self.options:
                raise self.error(f"{{{self.name}}}: falta a opção :{option}:")
        [one] = [one for one in drawings.pictures() if one.name == self.options["picture"]]
        drawn = drawing.draw(one.pixels, network.first_maps(one.pixels))
        return drawn, self.options["alternative"]


def setup(app: Sphinx) -> None:
    app.add_directive("network-inside", NetworkInside)


def file_name(app: Sphinx) -> str:
    """Of the script with the network and the pictures: another for other content."""
    record = network.recorded()[0]
    return f"{_FILE}-{key(app.config.cnnbook_digest, record.weights_sha256)[:8]}.js"


def script() -> bytes:
    """The network and the pictures, as a script that hands them over."""
    content = json.dumps(network.content(), ensure_ascii=False, separators=(",", ":"))
    return f"laboratory.network = {content};\n".encode()
