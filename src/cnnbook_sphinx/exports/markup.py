"""Nodes of a resolved page as the few kinds of HTML that other programs show alike."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from docutils import nodes
from lxml import html as parsing
from sphinx import addnodes

from cnnbook_sphinx.exercises.nodes import feedback_list
from cnnbook_sphinx.exports.drawings import PICTURE, shown

_TAGS: dict[type[nodes.Node], str] = {
    nodes.paragraph: "p",
    nodes.strong: "strong",
    nodes.emphasis: "em",
    nodes.literal: "code",
    nodes.bullet_list: "ul",
    nodes.enumerated_list: "ol",
    nodes.list_item: "li",
    nodes.block_quote: "blockquote",
    nodes.subscript: "sub",
    nodes.superscript: "sup",
}
_LEFT_OUT = (nodes.comment, nodes.target, nodes.title, nodes.system_message, feedback_list)
_ALLOWED = {
    "p", "strong", "em", "code", "ul", "ol", "li", "blockquote", "sub", "sup", "pre", "table",
    "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_HIDDEN = {"tag_hide-input", "tag_hide-cell", "tag_remove-input", "tag_remove-cell"}


class UnknownNodeError(ValueError):
    """Something in a question that has no HTML of these few kinds."""


@dataclass
class Writer:
    """Writes nodes, and keeps the pictures that they show.

    Attributes:
        source: the folder that pictures' addresses start from.
        stem: what the pictures' names begin with.
    """

    source: Path
    stem: str
    pictures: dict[str, bytes] = field(default_factory=dict)

    def html(self, found: Iterable[nodes.Node]) -> str:
        """The HTML of some nodes.

        Raises:
            UnknownNodeError: one of them has none.
            FileNotFoundError: a picture is missing.
        """
        return "".join(map(self._one, found)).strip()

    def _one(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return escape(re.sub(r"\s+", " ", node.astext()), quote=False)
        assert isinstance(node, nodes.Element)
        if isinstance(node, _LEFT_OUT):
            return ""
        if tag := _TAGS.get(type(node)):
            inner = self._inner(node)
            if tag == "li":
                inner = _without_a_paragraph(inner)
            return f"<{tag}>{inner.strip() if tag in ('p', 'li') else inner}</{tag}>"
        if isinstance(node, nodes.math):
            return f"\\({escape(node.astext())}\\)"
        if isinstance(node, nodes.math_block):
            return f"<p>\\[{escape(node.astext())}\\]</p>"
        if isinstance(node, nodes.literal_block):
            return f"<pre>{escape(node.astext(), quote=False)}</pre>"
        if isinstance(node, nodes.image):
            return self._picture(node)
        if isinstance(node, nodes.caption):
            return f"<p><em>{self._inner(node)}</em></p>"
        if isinstance(node, nodes.raw):
            return allowed(node.astext()) if node.get("format") == "html" else ""
        if isinstance(node, nodes.container):
            is_source = node.get("nb_element") == "cell_code_source"
            return "" if is_source and _HIDDEN & {*node.parent["classes"]} else self._inner(node)
        if isinstance(node, nodes.table):
            return self._table(node)
        if isinstance(
            node,
            (
                nodes.reference,
                nodes.inline,
                nodes.figure,
                nodes.section,
                addnodes.compact_paragraph,
            ),
        ):
            return self._inner(node)
        raise UnknownNodeError(f"{type(node).__name__}: {node.astext()[:60]!r}")

    def _inner(self, node: nodes.Element) -> str:
        return "".join(map(self._one, node.children))

    def _picture(self, node: nodes.image) -> str:
        path = self.source / node["uri"].lstrip("/")
        name = self.keep(path.read_bytes(), path.suffix)
        return shown(name, node.get("alt", ""))

    def keep(self, content: bytes, suffix: str) -> str:
        """The name that a picture gets: another content has another name, for caches' sake."""
        name = f"{self.stem}-{hashlib.sha256(content).hexdigest()[:8]}{suffix}"
        self.pictures[name] = content
        return name

    def _table(self, table: nodes.table) -> str:
        rows = []
        for row in table.findall(nodes.row):
            tag = "th" if isinstance(row.parent, nodes.thead) else "td"
            cells = (_without_a_paragraph(self._inner(cell)) for cell in row.children)
            rows.append(f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>")
        return f"<table>{''.join(rows)}</table>"


def allowed(markup: str) -> str:
    """Only the few kinds of HTML, and no attribute; other elements leave what they contain."""
    page = parsing.fragment_fromstring(markup, create_parent=True)
    for element in list(page.iterdescendants()):
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            element.drop_tree()
        elif element.tag not in _ALLOWED:
            element.drop_tag()
        else:
            element.attrib.clear()
    inside = "".join(parsing.tostring(one, encoding="unicode") for one in page)
    return escape(page.text or "", quote=False) + inside


def pictures_in(texts: Iterable[str], known: Mapping[str, bytes]) -> tuple[str, ...]:
    """Names of the pictures that some texts show.

    Raises:
        KeyError: one is not known.
    """
    names = sorted({name for text in texts for name, _ in PICTURE.findall(text)})
    for name in names:
        known[name]
    return tuple(names)


def _without_a_paragraph(markup: str) -> str:
    """A single paragraph's text."""
    found = re.fullmatch(r"<p>((?:(?!<p>).)*)</p>", markup.strip(), re.DOTALL)
    return found[1] if found else markup
