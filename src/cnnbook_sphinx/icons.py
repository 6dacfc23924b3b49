"""The theme's icons as part of a style sheet, in place of its script of 1.5 MB that draws them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pydata_sphinx_theme

_SCRIPT = "theme/pydata_sphinx_theme/static/scripts/fontawesome.js"
_STYLES = {"fa-solid", "fa-brands", "fa-regular", "fa-lg", "fa-fw"}
_BASE = """
.fa-solid,.fas,.fa-brands,.fab{display:inline-block;width:1em;height:1em;
vertical-align:-0.125em;flex-shrink:0;
background-color:currentColor;-webkit-mask:var(--icon) center/contain no-repeat;
mask:var(--icon) center/contain no-repeat}
@media (forced-colors:active){.fa-solid,.fas,.fa-brands,.fab{background-color:CanvasText}}
"""


def stylesheet(names: Iterable[str]) -> str:
    """Rules for those icons of Font Awesome Free whose classes are among these names.

    Raises:
        KeyError: the theme has no icon of such a name.
    """
    shapes = (Path(pydata_sphinx_theme.__file__).parent / _SCRIPT).read_text(encoding="utf-8")
    icons = sorted(name for name in set(names) - _STYLES if name.startswith("fa-"))
    return _BASE + "".join(_rule(name, shapes) for name in icons)


def _rule(name: str, shapes: str) -> str:
    icon = re.escape(name.removeprefix("fa-"))
    found = re.search(rf'[{{,]"?{icon}"?:\[(\d+),(\d+),\[[^\]]*\],"[0-9a-f]+","([^"]+)"\]', shapes)
    if not found:
        raise KeyError(f"o tema não tem o ícone {name!r}")
    width, height, path = found.groups()
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path d="{path}"/></svg>'
    )
    image = quote(svg, safe=" =:/.,-'")
    return f'.{name}{{--icon:url("data:image/svg+xml,{image}")}}\n'
