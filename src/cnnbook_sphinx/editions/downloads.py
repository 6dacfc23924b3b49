"""The directive ``{downloads}``: links to what has been made of the whole book, and can be taken.

Its argument names kinds, such as ``moodle gift``; without it, they are those that one reads. A file
is offered only while the pages are made from what it was made from.
"""

from __future__ import annotations

import json
from itertools import groupby
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

READ = ("pdf", "epub", "anki")
KINDS = (*READ, "moodle", "qti", "gift")

_RECORD = "formats.json"
"""Beside the folder of pages: what each format was made from."""


class downloads(nodes.General, nodes.Element):
    """Stands for the links until pages are written."""


class Downloads(SphinxDirective):
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        kinds = self.arguments[0].split() if self.arguments else list(READ)
        if unknown := [kind for kind in kinds if kind not in KINDS]:
            raise self.error(f"{{downloads}} não conhece {unknown[0]!r}: há {', '.join(KINDS)}")
        return [downloads(kinds=kinds)]


def setup(app: Sphinx) -> None:
    app.add_directive("downloads", Downloads)
    late.add(app, downloads, _links)
    steps.connect(app, _keep)


def publish(
    file: Path, target: Path, doctrees: Path, kind: str, label: str, group: str = ""
) -> Path:
    """Put a file beside the pages, and note what it was made from.

    Args:
        file: as it was made.
        target: in a folder of the folder of pages.
        doctrees: of the build that it was made by.
        kind: one of `KINDS`.
        label: of the link to it.
        group: what stands above the links to all files of the kind, if there are many.
    """
    write_atomically(target, file.read_bytes())
    record = target.parents[2] / _RECORD
    made = _recorded(record)
    made[target.relative_to(record.parent).as_posix()] = {
        "sha256": sha256_of(target),
        "contents": json.loads((doctrees / sources.CONTENTS).read_bytes()),
        "kind": kind,
        "label": label,
        "group": group,
    }
    write_atomically(record, json.dumps(made, indent=1, sort_keys=True).encode())
    return target


def offered(app: Sphinx) -> dict[Path, dict[str, Any]]:
    """The files that are there and say what the pages say, and what is noted of each."""
    pages = Path(app.outdir)
    contents = sources.contents(app)
    return {
        file: of
        for name, of in _recorded(pages.parent / _RECORD).items()
        for file in [pages.parent / name]
        if file.parent == pages / FOLDER
        and file.is_file()
        # Not the other way round: a format may leave out a page.
        and of["contents"].items() <= contents.items()
        and of["sha256"] == sha256_of(file)
    }


def _recorded(record: Path) -> dict[str, Any]:
    return json.loads(record.read_bytes()) if record.is_file() else {}


def _keep(app: Sphinx, error: Exception | None) -> None:
    """Leave in the folder what is offered; what is not is removed with all that is not made."""
    if error or app.builder.name != "html":
        return
    now = offered(app)
    for file in now:
        outputs.of(app).keep(file.relative_to(app.outdir).as_posix())
    pages = Path(app.outdir)
    known = [pages.parent / name for name in _recorded(pages.parent / _RECORD)]
    if gone := [file.name for file in known if file.parent == pages / FOLDER and file.exists()
                and file not in now]:  # fmt: skip
        names = ", ".join(gone)
        logger.info(f"De antes da última mudança, e por isso retirado: {names}. Rode make formats")


def _links(app: Sphinx, docname: str, node: nodes.Element) -> nodes.Node | None:
    if app.builder.name != "html":
        return None
    made = {file: of for file, of in offered(app).items() if of["kind"] in node["kinds"]}
    if not made:
        command = nodes.literal("", "make formats")
        text = nodes.Text(_("These files are made with "))
        return nodes.paragraph("", "", text, command, nodes.Text("."))
    items = nodes.bullet_list()
    to_root = "../" * docname.count("/")
    order = node["kinds"]

    def place(file: Path) -> tuple[int, str]:
        return order.index(made[file]["kind"]), made[file]["group"]

    for (_kind, group), files in groupby(sorted(made, key=lambda one: (place(one), one)), place):
        links = [_link(file, made[file]["label"], to_root) for file in files]
        if group:
            links = [nodes.list_item("", nodes.paragraph("", group), nodes.bullet_list("", *links))]
        items += links
    return items


def _link(file: Path, label: str, to_root: str) -> nodes.list_item:
    size = decimal(file.stat().st_size / 1e6, 1)
    link = nodes.reference("", label, refuri=f"{to_root}{FOLDER}/{file.name}", internal=True)
    return nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(f" ({size} MB)")))
