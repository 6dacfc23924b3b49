"""Pictures as files that look right wherever they are shown: with a size, colours and a ground."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from lxml import etree

PICTURE = re.compile(r'<img src="([^"]+)" alt="([^"]*)">')
_COLOURS = Path(__file__).with_name("drawings.css")
_WIDTH = 480
"""In pixels: of a drawing, which itself has only proportions."""
_BOX = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_SCALE = re.compile(r"scale\(([\d.]+)\)")
_OPENING = re.compile(r"<svg\b[^>]*>")
_GROUND = '<rect width="100%" height="100%" fill="#fff"/>'


def shown(picture: str, says: str) -> str:
    """In a text, a picture of this name, and what it shows in words; `PICTURE` finds it."""
    return f'<img src="{picture}" alt="{escape(says)}">'


def is_drawing(picture: bytes) -> bool:
    """Whether it takes its colours from classes, as those in the pages do."""
    return b'class="draw-' in picture


def standalone(picture: bytes) -> bytes:
    """An SVG with a white ground; a drawing with the light colours, and a size, as well.

    Another picture, such as a PNG, is left as it is.
    """
    if not picture.lstrip().startswith((b"<svg", b"<?xml")):
        return picture
    text = picture.decode()
    if not is_drawing(picture):
        return _OPENING.sub(lambda found: found[0] + _GROUND, text, count=1).encode()
    root = etree.fromstring(text)
    for element in root.iter():
        _draw_in_units_of_its_own(element)
    for name, value in zip(("width", "height"), size(picture)):
        root.set(name, str(value))
    drawn = etree.tostring(root, encoding="unicode").replace(
        "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
    )
    return _OPENING.sub(
        lambda found: f"{found[0]}<style>{colours()}</style>{_GROUND}", drawn, count=1
    ).encode()


def _draw_in_units_of_its_own(element: etree._Element) -> None:
    """Lines as wide as they look: not every program knows of lines that do not scale."""
    if element.attrib.pop("vector-effect", None):
        scale = 1.0
        for around in (element, *element.iterancestors()):
            if found := _SCALE.search(around.get("transform", "")):
                scale *= float(found[1])
        width = float(element.get("stroke-width", "1"))
        element.set("stroke-width", f"{width / scale:.4g}")
        if dashes := element.get("stroke-dasharray"):
            scaled = (f"{float(one) / scale:.4g}" for one in re.split(r"[ ,]+", dashes))
            element.set("stroke-dasharray", " ".join(scaled))


def size(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels that a drawing gets.

    Raises:
        ValueError: it has no proportions.
    """
    box = _BOX.search(picture.decode())
    if not box:
        raise ValueError("um desenho sem viewBox")
    return _WIDTH, round(_WIDTH * float(box[2]) / float(box[1]))


@cache
def colours(night: bool = False) -> str:
    """The style sheet of drawings, on a light or on a dark ground."""
    light, _, dark = _COLOURS.read_text("utf-8").partition("/* night */\n")
    return re.sub(r"\n\s*", " ", dark if night else light).strip()
