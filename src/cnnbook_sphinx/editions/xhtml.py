"""HTML as Sphinx writes it, made into XHTML that e-book readers and printers take."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import lxml.html
from lxml import etree
from lxml.builder import ElementMaker

E = ElementMaker()
LANGUAGE = "pt-BR"

_XHTML = "http://www.w3.org/1999/xhtml"
_EPUB = "http://www.idpf.org/2007/ops"
_SHORT = 16  # lines of code that a page can keep together
_DATA_URL = re.compile(r"data:image/(png|jpeg|gif);base64,(.*)", re.DOTALL)


def parse(fragment: str) -> etree._Element:
    """The elements of a page's body, cleaned, in one ``<body>``."""
    body = lxml.html.fragment_fromstring(fragment, create_parent="body")
    _clean(body)
    return body


def _clean(body: etree._Element) -> None:
    for element in body.xpath("//script | //a[contains(@class, 'headerlink')]"):
        element.drop_tree()
    for block in body.iter("pre"):
        if block.text_content().count("\n") < _SHORT:
            block.set("class", f"{block.get('class', '')} short".strip())
    for element in body.iter(etree.Element):
        for name in ("border", "align", "valign", "role"):
            element.attrib.pop(name, None)
        if element.tag == "img" and not element.get("alt"):
            raise ValueError(f"figura sem texto alternativo: {element.get('src')}")


def save_embedded_images(body: etree._Element, folder: Path, url: str) -> None:
    """Turn images inside the text (``data:``) into files, which all readers can show."""
    for image in body.iter("img"):
        match = _DATA_URL.match(image.get("src", ""))
        if not match:
            continue
        content = base64.b64decode(match[2])
        name = f"{hashlib.sha256(content).hexdigest()[:32]}.{match[1]}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        image.set("src", f"{url}/{name}")


def document(title: str, body: etree._Element, styles: Iterable[str]) -> bytes:
    """A whole XHTML file around a body."""
    head = E.head(E.meta(charset="utf-8"), E.title(title))
    head.extend(E.link(rel="stylesheet", type="text/css", href=style) for style in styles)
    plain = etree.tostring(E.html(head, body), encoding="unicode", method="xml")
    opening = (
        f'<html xmlns="{_XHTML}" xmlns:epub="{_EPUB}" lang="{LANGUAGE}" xml:lang="{LANGUAGE}">'
    )
    whole = plain.replace("<html>", opening, 1)
    etree.fromstring(whole)  # well formed, or an error here
    return f"<!DOCTYPE html>\n{whole}\n".encode()
