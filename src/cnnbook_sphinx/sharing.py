"""What other programs show of a page: description, card, canonical address, site map.

What needs the book's address (`addresses`) is left out where that is not known, and the card
where the book hands in none. Descriptions are
each page's own first sentences: in an exercise, what the reader will learn.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx

from cnnbook_sphinx import outputs, steps
from cnnbook_sphinx.handed_in import picture

_LONGEST = 160
"""Characters of a description: about what a search engine shows."""

CARD = "_static/card.png"
CARD_SIZE = 1200, 630
"""Pixels: what the sites that show cards ask for."""


def setup(app: Sphinx) -> None:
    steps.connect(app, _describe, _write_site_files)


def description(doctree: nodes.document, longest: int = _LONGEST) -> str:
    """The first sentences of a page's text, as many as fit; at least one, cut if it must be."""
    sentences = [
        sentence
        for paragraph in doctree.findall(nodes.paragraph)
        if not isinstance(paragraph.parent, nodes.entry)  # of a table
        for sentence in re.split(r"(?<=[.!?]) ", " ".join(paragraph.astext().split()))
    ]
    text = ""
    for sentence in sentences:
        if text and len(text) + 1 + len(sentence) > longest:
            break
        text = f"{text} {sentence}".strip()
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _describe(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if app.builder.name != "html":
        return
    about = description(doctree) if doctree else ""
    outputs.of(app).page(page)["about"] = escape(about)
    tags = [f'<meta name="description" content="{escape(about)}" />'] if about else []
    if doctree:
        base = app.config.cnnbook_site
        properties = {
            "og:type": "article",
            "og:site_name": app.config.html_title,
            "og:title": app.env.titles[page].astext(),
            "og:description": about,
            "og:locale": app.config.language,
        }
        card = picture(app.config, "card") if base else None
        if base:
            properties["og:url"] = urljoin(base, f"{page}.html")
        if card:
            properties |= {
                "og:image": urljoin(base, CARD),
                "og:image:width": str(CARD_SIZE[0]),
                "og:image:height": str(CARD_SIZE[1]),
                "og:image:alt": card.ALTERNATIVE,
            }
        tags += [
            f'<meta property="{name}" content="{escape(value)}" />'
            for name, value in properties.items()
        ]
        if card:
            tags.append('<meta name="twitter:card" content="summary_large_image" />')
    else:
        tags.append('<meta name="robots" content="noindex" />')
        context["pageurl"] = None
    context["sharing_tags"] = "\n    ".join(tags)


def _write_site_files(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name != "html":
        return
    made = outputs.of(app)
    base = app.config.cnnbook_site
    documents = sorted(app.env.found_docs)
    places = "".join(
        f"<url><loc>{escape(urljoin(base, name + '.html'))}</loc></url>\n" for name in documents
    )
    about = {name: text for name in documents if (text := made.page(name)["about"])}
    files = {
        "robots.txt": "User-agent: *\nAllow: /\n",
        # The search page puts them into its own HTML, so they stay escaped as they are.
        "search_descriptions.js": f"const DESCRIPTIONS = {_json(about)};\n",
    }
    if base:
        files["robots.txt"] += f"Sitemap: {base}sitemap.xml\n"
        files["sitemap.xml"] = (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'
        )
    for name, text in files.items():
        made.make(name, outputs.key(text), text.encode)
    card = picture(app.config, "card") if base else None
    if card:
        title = app.config.html_title
        made.make(
            CARD, outputs.key(title, app.config.cnnbook_digest),
            lambda: card.draw(title, *CARD_SIZE),
        )  # fmt: skip


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)
