"""*A rede por dentro*: its directive, and the file that its script fetches when switched on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from cnnbook.figures import inside as drawing
from cnnbook.inside import drawings, network
from cnnbook_files import write_if_changed
from cnnbook_laboratory.figures import LiveFigure
from cnnbook_sphinx.outputs import key

FIGURE = "network"
_FILES = f"laboratory-{FIGURE}-weights-*.js"


def _picture(argument: str) -> str:
    return directives.choice(argument, list(drawings.DRAWINGS))


class NetworkInside(LiveFigure):
    """The recorded network of exercise 10, which a reader asks and looks into.

    ``picture`` is the one that it begins with; ``alternative`` says what the figure shows where it
    does not run: that picture, and the maps that the first layer makes of it.
    """

    figure = FIGURE
    option_spec = {"picture": _picture, "alternative": directives.unchanged_required}

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


def head(app: Sphinx, scripts: Mapping[str, str]) -> str:
    """What the figure's first script must know of this build: the files to fetch, in this order.

    Args:
        scripts: what runs and shows the network, by the names of their files.
    """
    # The versions that pages give to these files.
    files = [f"{name}?v={key(text.encode())[:8]}" for name, text in scripts.items()]
    return f"window.networkInside = {json.dumps({'files': [*files, _name(app)]})};\n"


def write(app: Sphinx, folder: Path) -> None:
    """The network and the pictures, as a script that hands them over; once for all builds."""
    name = _name(app)
    if (folder / name).is_file():
        return
    for old in folder.glob(_FILES):
        old.unlink()
    content = json.dumps(network.content(), ensure_ascii=False, separators=(",", ":"))
    write_if_changed(folder / name, f"networkInside.receive({content});\n".encode())


def _name(app: Sphinx) -> str:
    """Another name for other content: a browser that keeps the old file does not take it for it."""
    record, _ = network.recorded()
    digest = key(app.config.cnnbook_digest, record.weights_sha256)[:8]
    return _FILES.replace("*", digest)
