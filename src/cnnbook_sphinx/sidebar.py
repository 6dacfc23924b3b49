"""The sidebar's contents, rendered once for a build instead of once for each page.

What the theme makes differs between pages only in where links lead from and in what is marked as
current. So it is made once, for a page that is nowhere in it, and each page fills that in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from pydata_sphinx_theme.toctree import add_toctree_functions
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from cnnbook_sphinx import steps

_NOWHERE = "-"
# Where a page's own parts go: a number between two characters that no HTML has.
_OPENING, _ATTRIBUTE, _CLOSING = "\x01", "\x02", "\x03"
_PLACE = re.compile(f"(?:{_OPENING}| {_ATTRIBUTE})(\\d+){_CLOSING}")

Part = Callable[[str], str]
"""Given a page's address: some of its HTML."""
_kept: WeakKeyDictionary[Sphinx, dict[tuple, list[str | Part]]] = WeakKeyDictionary()


def setup(app: Sphinx) -> None:
    steps.connect(app, _replace)


def _replace(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if app.builder.name != "html":
        return
    by_theme = context["generate_toctree_html"]

    def generate(kind: str, startdepth: int = 1, **options: Any) -> Any:
        if kind == "sidebar" and startdepth == 0 and _is_whole(app, options):
            return render(app, page, **options)
        return by_theme(kind=kind, startdepth=startdepth, **options)

    context["generate_toctree_html"] = generate


def render(app: Sphinx, page: str, **options: Any) -> str:
    """What the theme's ``generate_toctree_html`` gives for the sidebar of a page."""
    kept = _kept.setdefault(app, {})
    key = tuple(sorted(options.items()))
    if key not in kept:
        context = {"toctree": lambda **how: app.builder._get_local_toctree(_NOWHERE, **how)}
        add_toctree_functions(app, _NOWHERE, "", context, None)
        kept[key] = _parts(context["generate_toctree_html"]("sidebar", 0, **options))
    address = app.builder.get_target_uri(page)
    return "".join(part if isinstance(part, str) else part(address) for part in kept[key])


def _is_whole(app: Sphinx, options: dict[str, Any]) -> bool:
    """Whether every page shows every other: none is folded away, and none lies too deep."""
    includes, limit = app.env.toctree_includes, int(options.get("maxdepth") or 0)
    depth, pages = 0, {app.config.root_doc}
    while (pages := {name for page in pages for name in includes.get(page, [])}) and depth <= limit:
        depth += 1
    return not options.get("collapse") and options.get("show_nav_level") != 0 and depth <= limit


def _parts(soup: BeautifulSoup) -> list[str | Part]:
    parts: list[Part] = []

    def place(part: Part, opening: str = _OPENING) -> str:
        parts.append(part)
        return f"{opening}{len(parts) - 1}{_CLOSING}"

    def mark(element: Tag, pages: set[str], attribute: str, value: str, at: int) -> None:
        """Among an element's classes, or as an attribute that it has only on these pages."""
        if attribute == "class" and element.get("class"):
            text = f" {value}" if at else f"{value} "
            before, after = (
                " ".join(some) for some in (element["class"][:at], element["class"][at:])
            )
            where = place(lambda page: text if page in pages else "")
            element["class"] = before + where + (f" {after}" if at and after else after)
        else:
            text = f' {attribute}="{value}"'
            element[place(lambda page: text if page in pages else "", _ATTRIBUTE)] = None

    pages_in = {
        id(element): {str(link["href"]) for link in element.find_all("a")}
        for element in soup.find_all(["ul", "li"])
    }
    for details in soup.find_all("details", open=False):
        mark(details, pages_in[id(details.parent)], "open", "open", 0)
    for element in soup.find_all(["ul", "li"]):
        is_list = element.name == "ul"
        value = "current" if is_list else "current active"
        mark(element, pages_in[id(element)], "class", value, 0 if is_list else 1)
    for link in soup.find_all("a", class_="internal"):
        target = str(link["href"])
        mark(link, {target}, "class", "current", 0)
        link["href"] = place(lambda page, target=target: relative_uri(page, target) or "#")
    pieces = _PLACE.split(str(soup))
    return [parts[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces)]
