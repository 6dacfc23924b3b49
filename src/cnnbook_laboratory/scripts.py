"""Which scripts a page gets: those of the figures that it has, and what these need.

A bundle is a file of the site, put together from parts of `browser/`. The class edition has none:
there the figures are pictures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from cnnbook_files import write_if_changed
from cnnbook_laboratory import checked, code_field, curves, network
from cnnbook_laboratory.figures import live_figure
from cnnbook_sphinx import outputs
from cnnbook_sphinx.edition import is_class
from cnnbook_sphinx.joined_scripts import joined
from cnnbook_sphinx.words import in_script

BROWSER = Path(__file__).parent / "browser"
BUNDLES = {  # each of parts in the order in which they need one another
    "figure": (
        "laboratory.js", "arithmetic/numbers.js", "figure/elements.js", "figure/controls.js",
        "figure/page.js",
    ),
    "arithmetic": (
        "arithmetic/geometry.js", "arithmetic/layers.js", "arithmetic/windows.js",
        "arithmetic/reshaping.js", "arithmetic/trace.js",
    ),
    "keras": (
        "keras/tokens.js", "keras/parser.js", "keras/signatures.js", "keras/writer.js",
        "keras/values.js", "keras/description.js", "keras/reader.js", "keras/link.js",
    ),
    "check": tuple(
        f"check/{name}.js" for name in (
            "words", "steps", "alignment", "comparison", "diagnosis", "same", "answer", "field",
        )
    ),
    "stepper": (
        "arithmetic/mistakes.js", "figure/prediction.js",  # which no other figure needs
        "stepper/state.js", "stepper/window.js", "stepper/ladder.js", "stepper/size.js",
        "stepper/value.js", "stepper/grids.js", "stepper/panel.js", "stepper/stepper.js",
    ),
    "curves": ("curves/runs.js", "curves/plot.js", "curves/figure.js"),
    "network": tuple(
        f"network/{name}.js" for name in (
            "parts", "cnn", "initial", "pixels", "sheet", "state", "pictures", "answer", "sums",
            "maps", "lid", "inside",
        )
    ),
    "calculator": (
        "calculator/editing.js", "calculator/parts.js", "calculator/sentence.js",
        "calculator/results.js", "calculator/field_picture.js", "calculator/prediction.js",
        "calculator/code_panel.js", "calculator/cards.js", "calculator/figure.js",
    ),
    "door": ("figure/door.js",),
}  # fmt: skip
NEEDED: dict[str, tuple[str, ...]] = {
    "stepper": ("figure", "arithmetic", "stepper"),
    "calculator": ("figure", "arithmetic", "keras", "calculator"),
    code_field.FIGURE: ("figure", "arithmetic", "keras", "check"),
    curves.FIGURE: ("figure", "curves"),
    network.FIGURE: ("figure", "network"),
}
"""By the name of a figure, its bundles; a page with a figure behind a door has "door" as well."""
STYLES = "laboratory.css"
_STYLES = (
    "figure/figure.css",
    "stepper/stepper.css",
    "network/network.css",
    "curves/curves.css",
    "check/field.css",
    "calculator/calculator.css",
)


def setup(app: Sphinx) -> None:
    app.add_css_file(STYLES)
    app.connect("builder-inited", _write, 531)
    app.connect("html-page-context", _load, 725)  # before the scripts of a page are looked through
    app.connect("build-finished", _keep, 525)


def script(bundle: str) -> str:
    """A bundle as it is sent."""
    return joined(BROWSER / name for name in BUNDLES[bundle])


def needed_by(figures: Iterable[str]) -> list[str]:
    """The bundles of a page with these figures, in the order in which they need one another."""
    wanted = {bundle for figure in figures for bundle in NEEDED[figure]}
    return [bundle for bundle in BUNDLES if bundle in wanted]


def file_of(bundle: str) -> str:
    """The name of a bundle's file among the site's static files."""
    return f"laboratory-{bundle}.js"


def _write(app: Sphinx) -> None:
    folder = Path(app.doctreedir) / "laboratory"
    styles = "".join((BROWSER / name).read_text("utf-8") for name in _STYLES)
    files = {STYLES: in_script(styles).encode()}
    if not is_class(app.config):
        files |= {file_of(bundle): script(bundle).encode() for bundle in BUNDLES}
        for one, head in {"check": checked.head, "curves": curves.head}.items():
            files[file_of(one)] = head().encode() + files[file_of(one)]
        files[file_of("door")] = _head_of_door(app, files).encode() + files[file_of("door")]
    for name, content in files.items():
        write_if_changed(folder / name, content)
    kept = {*files, *_network(app, folder)}
    for path in folder.iterdir():  # what a build before this one made, under another name
        if path.name not in kept:
            path.unlink()
    app.config.html_static_path = [*app.config.html_static_path, str(folder)]


def _network(app: Sphinx, folder: Path) -> list[str]:
    """Makes the network's script, which takes its time, unless it is there; its name."""
    if is_class(app.config):
        return []
    name = network.file_name(app)
    if not (folder / name).is_file():
        write_if_changed(folder / name, network.script())
    return [name]


def _head_of_door(app: Sphinx, files: Mapping[str, bytes]) -> str:
    """What a door must know of this build: by kind of figure the files to fetch, in this order."""
    found = {}
    for figure, bundles in NEEDED.items():
        # The versions that pages give to these files.
        names = [f"{file_of(one)}?v={outputs.key(files[file_of(one)])[:8]}" for one in bundles]
        if figure == network.FIGURE:
            names.insert(-1, network.file_name(app))
        found[figure] = names
    return f"window.laboratoryFiles = {json.dumps(found)};\n"


def _load(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if app.builder.name != "html" or is_class(app.config) or doctree is None:
        return
    found = [*doctree.findall(live_figure)]
    bundles = needed_by(node["figure"] for node in found if not node["later"])
    if any(node["later"] for node in found):
        bundles.append("door")
    for number, bundle in enumerate(bundles):
        # After those of the exercises, which give the names of the mistakes.
        app.add_js_file(file_of(bundle), loading_method="defer", priority=700 + number)


def _keep(app: Sphinx, exception: Exception | None) -> None:
    """Pages load some of the scripts only when wanted: the classes they give have their styles."""
    if exception or app.builder.name != "html" or is_class(app.config):
        return
    for bundle in BUNDLES:
        name = file_of(bundle)
        content = (Path(app.doctreedir) / "laboratory" / name).read_bytes()
        file = f"_static/{name}"
        outputs.of(app).make(file, outputs.key(content), lambda content=content: content)
