"""The two pages that are no chapter: the address without a name, and the one that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from sphinx.application import Sphinx

from cnnbook_files import write_atomically
from cnnbook_sphinx import not_found, outputs, steps
from cnnbook_sphinx.policy import policy
from cnnbook_sphinx.words import _, tag

_NOT_FOUND = "404"
_LINK = re.compile(r'(\s(?:href|src|action|data-content_root)=")([^"#][^"]*)(?=")')

_INDEX = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="{policy}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="description" content="{title}" />
<meta http-equiv="refresh" content="0; url={first}" />
{canonical}<link rel="icon" href="{icon}" />
<title>{title}</title>
</head>
<body>
<main><h1>{title}</h1><p><a href="{first}">{open}</a></p></main>
</body>
</html>
"""

_CANONICAL = '<link rel="canonical" href="{}" />\n'


def setup(app: Sphinx) -> None:
    steps.connect(app, _not_found, _write_index, _anchor_not_found)


def anchored(html: str, base: str) -> str:
    """A page whose relative links work at any depth, for they begin at the site's root."""
    prefix = urlsplit(base).path.rstrip("/") + "/"

    def absolute(match: re.Match[str]) -> str:
        return match[1] + (prefix if match[2] == "./" else urljoin(prefix, match[2]))

    return _LINK.sub(lambda match: match[0] if ":" in match[2] else absolute(match), html)


def _not_found(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if app.builder.name == "html":
        yield _NOT_FOUND, {"title": _("Page not found")}, "404.html"


def _anchor_not_found(app: Sphinx, error: Exception | None) -> None:
    page = Path(app.outdir) / f"{_NOT_FOUND}.html"
    if not error and app.builder.name == "html" and _NOT_FOUND in outputs.of(app).written:
        config = app.config
        if config.html_baseurl:
            html = anchored(page.read_text(encoding="utf-8"), config.html_baseurl)
        else:
            icon = f"_static/{Path(config.html_favicon).name}" if config.html_favicon else ""
            html = not_found.anywhere(config.html_title, f"{config.root_doc}.html", icon)
        write_atomically(page, html.encode())


def _write_index(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name != "html" or app.config.root_doc == "index":
        return
    first = f"{app.config.root_doc}.html"
    site = app.config.html_baseurl
    text = _INDEX.format(
        policy=policy(""),
        language=tag(),
        open=_("Open the book"),
        title=escape(app.env.titles[app.config.root_doc].astext()),
        first=first,
        canonical=_CANONICAL.format(escape(urljoin(site, first))) if site else "",
        icon=f"_static/{Path(app.config.html_favicon).name}",
    )
    outputs.of(app).make("index.html", outputs.key(text), text.encode)
