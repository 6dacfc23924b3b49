"""The directive ``{downloads}``: links to the formats of the whole book that have been made.

A format is offered only while the pages are made from what it was made from.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from cnnbook_files import sha256_of, write_atomically
from cnnbook_sphinx import late, outputs, sources, steps
from cnnbook_sphinx.words import _, decimal

logger = logging.getLogger(__name__)

FOLDER = "downloads"
"""Inside the folder of the pages, so that publishing that one publishes everything."""

NAME = "redes-neurais-convolucionais"
FORMATS = {"pdf": "PDF, to print", "epub": "EPUB, for e-readers"}

_RECORD = "formats.json"
"""Beside the folder of pages: what each format was made from."""


class downloads(nodes.General, nodes.Element):
    """Stands for the links until pages are written."""


class Downloads(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [downloads()]


def setup(app: Sphinx) -> None:
    app.add_directive("downloads", Downloads)
    late.add(app, downloads, _links)
    steps.connect(app, _keep)


def publish(file: Path, target: Path, doctrees: Path) -> Path:
    """Put a format beside the pages, and note what it was made from.

    Args:
        file: as it was made.
        target: in a folder of the folder of pages.
        doctrees: of the build that it was made by.
    """
    write_atomically(target, file.read_bytes())
    record = target.parents[2] / _RECORD
    made = _recorded(record)
    made[target.relative_to(record.parent).as_posix()] = {
        "sha256": sha256_of(target),
        "contents": json.loads((doctrees / sources.CONTENTS).read_bytes()),
    }
    write_atomically(record, json.dumps(made, indent=1, sort_keys=True).encode())
    return target


def offered(app: Sphinx) -> dict[str, Path]:
    """The formats that are there and say what the pages say, by their suffix."""
    pages = Path(app.outdir)
    made = _recorded(pages.parent / _RECORD)
    contents = sources.contents(app)
    found = {}
    for suffix in FORMATS:
        file = pages / FOLDER / f"{NAME}.{suffix}"
        of = made.get(file.relative_to(pages.parent).as_posix())
        if (
            of
            and file.is_file()
            # Not the other way round: a format may leave out a page.
            and of["contents"].items() <= contents.items()
            and of["sha256"] == sha256_of(file)
        ):
            found[suffix] = file
    return found


def _recorded(record: Path) -> dict[str, Any]:
    return json.loads(record.read_bytes()) if record.is_file() else {}


def _keep(app: Sphinx, error: Exception | None) -> None:
    """Leave in the folder what is offered; what is not is removed with all that is not made."""
    if error or app.builder.name != "html":
        return
    now = offered(app)
    for file in now.values():
        outputs.of(app).keep(file.relative_to(app.outdir).as_posix())
    old = [
        suffix for suffix in FORMATS if (Path(app.outdir) / FOLDER / f"{NAME}.{suffix}").exists()
    ]
    if gone := [suffix.upper() for suffix in old if suffix not in now]:
        logger.info(f"{' e '.join(gone)} de antes da última mudança, retirado: rode make formats")


def _links(app: Sphinx, docname: str, node: nodes.Element) -> nodes.Node | None:
    if app.builder.name != "html":
        return None
    made = offered(app)
    if not made:
        command = nodes.literal("", "make formats")
        text = nodes.Text(_("The whole book as PDF and EPUB is made with "))
        return nodes.paragraph("", "", text, command, nodes.Text("."))
    items = nodes.bullet_list()
    to_root = "../" * docname.count("/")
    for suffix, file in made.items():
        size = decimal(file.stat().st_size / 1e6, 1)
        link = nodes.reference(
            "", _(FORMATS[suffix]), refuri=f"{to_root}{FOLDER}/{file.name}", internal=True
        )
        items += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(f" ({size} MB)")))
    return nodes.container("", nodes.paragraph("", _("The whole book, in one file:")), items)
