"""Pictures in pages say how large they are, so that a page does not move while they arrive."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx

from cnnbook_sphinx import steps

_IMAGE = re.compile(r'<img\s(?:[^<>"]|"[^"]*")*>')
_SOURCE = re.compile(r'\ssrc="([^":]*)"')
_VIEW_BOX = re.compile(r'<svg\b[^>]*\bviewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')


def setup(app: Sphinx) -> None:
    steps.connect(app, _apply)


def size(path: Path) -> tuple[int, int]:
    """Width and height of a picture, in pixels (for SVG, of the units of its drawing).

    Raises:
        ValueError: an SVG does not say.
    """
    if path.suffix == ".svg":
        found = _VIEW_BOX.search(path.read_text(encoding="utf-8"))
        if not found:
            raise ValueError(f"{path}: a figura não diz seu tamanho (viewBox)")
        return round(float(found[1])), round(float(found[2]))
    with Image.open(path) as image:
        return image.size


def sized(html: str, paths: dict[str, Path]) -> str:
    """HTML whose pictures have a size.

    Args:
        html: of a page or a part of it.
        paths: the file of each picture by its name; others are left as they are.
    """

    def with_size(match: re.Match[str]) -> str:
        tag = match[0]
        source = _SOURCE.search(tag)
        path = paths.get(unquote(source[1]).rsplit("/", 1)[-1]) if source else None
        if path is None or " width=" in tag:
            return tag
        width, height = size(path)
        return tag.replace("<img ", f'<img width="{width}" height="{height}" ', 1)

    return _IMAGE.sub(with_size, html)


def _apply(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if app.builder.name == "html" and "body" in context:
        paths = {name: Path(app.srcdir, path) for path, name in app.builder.images.items()}
        context["body"] = sized(context["body"], paths)
