"""Which scripts a page gets: those of the figures that it has, and what these need.

A bundle is a file of the site, put together from parts of `browser/`. The class edition has none:
there the figures are pictures.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from cnnbook_files import write_if_changed
from cnnbook_laboratory import checked, curves, network
from cnnbook_laboratory.figures import live_figure
from cnnbook_sphinx import outputs
from cnnbook_sphinx.edition import is_class
from cnnbook_sphinx.joined_scripts import joined
from cnnbook_sphinx.words import in_script

BROWSER = Path(__file__).parent / "browser"
BUNDLES = {  # each of parts in the order in which they need one another
    "arithmetic": (
        "laboratory.js", "arithmetic/numbers.js", "arithmetic/geometry.js",
        "arithmetic/layers.js", "arithmetic/windows.js", "arithmetic/reshaping.js",
        "arithmetic/trace.js", "arithmetic/mistakes.js",
    ),
    "keras": (
        "keras/tokens.js", "keras/parser.js", "keras/signatures.js", "keras/writer.js",
        "keras/values.js", "keras/description.js", "keras/reader.js", "keras/link.js",
    ),
    "check": tuple(
        f"check/{name}.js" for name in (
            "words", "steps", "alignment", "comparison", "diagnosis", "same", "answer",
        )
    ),
    "figure": (
        "figure/elements.js", "figure/controls.js", "figure/prediction.js", "figure/page.js",
    ),
    "stepper": (
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
    "network-start": ("network/start.js",),
    "later": ("figure/later.js",),
    "calculator": (
        "calculator/editing.js", "calculator/parts.js", "calculator/sentence.js",
        "calculator/results.js", "calculator/field_picture.js", "calculator/prediction.js",
        "calculator/code_panel.js", "calculator/cards.js", "calculator/figure.js",
    ),
}  # fmt: skip
NEEDED: dict[str, tuple[str, ...]] = {
    "stepper": ("arithmetic", "figure", "stepper"),
    "calculator": ("arithmetic", "keras", "figure", "calculator"),
    curves.FIGURE: ("arithmetic", "figure", "curves"),
    network.FIGURE: ("network-start",),
}
"""By the name of a figure, its bundles."""
_LATER = ("arithmetic", "figure", "network")
"""What the network's figure fetches when it is switched on."""
LATER = "text/later"
"""The type of scripts that ``browser/figure/later.js`` brings when they are wanted."""
STYLES = "laboratory.css"
_STYLES = (
    "figure/figure.css",
    "stepper/stepper.css",
    "network/network.css",
    "curves/curves.css",
    "calculator/calculator.css",
)


def setup(app: Sphinx) -> None:
    app.add_css_file(STYLES)
    app.connect("builder-inited", _write, 531)
    app.connect("html-page-context", _load, 725)  # before the scripts of a page are looked through
    app.connect("build-finished", _keep_later, 525)


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
    files = {STYLES: in_script(styles)}
    if not is_class(app.config):
        files |= {file_of(bundle): script(bundle) for bundle in BUNDLES}
        later = {name: files[name] for name in map(file_of, _LATER)}
        start = file_of("network-start")
        files[start] = network.head(app, later) + files[start]
        files[file_of("check")] = checked.head() + files[file_of("check")]
        files[file_of("curves")] = curves.head() + files[file_of("curves")]
        network.write(app, folder)
    for name, text in files.items():
        write_if_changed(folder / name, text.encode())
    app.config.html_static_path = [*app.config.html_static_path, str(folder)]


def _load(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if app.builder.name != "html" or is_class(app.config) or doctree is None:
        return
    found = [*doctree.findall(live_figure)]
    bundles = needed_by(node["figure"] for node in found)
    at_once = needed_by(node["figure"] for node in found if not node["later"])
    if bundles != at_once:
        bundles.append("later")
    for number, bundle in enumerate(bundles):
        is_later = bundle not in [*at_once, "later"]
        # After those of the exercises, which give the names of the mistakes.
        app.add_js_file(
            file_of(bundle),
            loading_method="defer",
            priority=700 + number,
            **({"type": LATER} if is_later else {}),
        )


def _keep_later(app: Sphinx, exception: Exception | None) -> None:
    """Scripts that no page loads by itself, so that the classes they give have their styles."""
    if exception or app.builder.name != "html" or is_class(app.config):
        return
    for bundle in _LATER:
        content, file = script(bundle).encode(), f"_static/{file_of(bundle)}"
        outputs.of(app).make(file, outputs.key(content), lambda content=content: content)
