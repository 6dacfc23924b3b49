"""A Content-Security-Policy on every page: nothing from elsewhere, and no code in the page itself.

Static hosts let nobody choose HTTP headers, so the policy is a ``<meta>``. Style attributes, which
Keras' summaries and some formulas have, become classes of a style element that the policy names by
its hash, as it does for the one script that must run before the page is painted.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from cnnbook_sphinx import steps
from cnnbook_sphinx.slips import SLIPS

logger = logging.getLogger(__name__)

_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_CLASS = re.compile(r'(\sclass=")([^"]*)')
_HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)


def setup(app: Sphinx) -> None:
    steps.connect(app, _apply)


def policy(styles: str, *scripts: str) -> str:
    """The policy of a page whose own style element and scripts have these contents."""
    style_hash = f" {_source(styles)}" if styles else ""
    script_hashes = "".join(f" {_source(script)}" for script in scripts)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self'{script_hashes}",
            f"style-src 'self'{style_hash}",
            "img-src 'self' data:",
            "connect-src 'self'",  # or what measures a page cannot read the site's robots.txt
            "form-action 'self'",
            "base-uri 'none'",
        ]
    )


def styles_as_classes(html: str) -> tuple[str, str]:
    """HTML with classes in place of style attributes, and the style sheet of those classes.

    Raises:
        ValueError: an element has an event handler.
    """
    found: dict[str, str] = {}

    def replaced(match: re.Match[str]) -> str:
        tag = match[0]
        if _HANDLER.search(re.sub(r'"[^"]*"', '""', tag)):
            raise ValueError(f"um elemento tem código em um atributo: {tag}")
        style = _STYLE.search(tag)
        if not style:
            return tag
        declarations = unescape(style[1]).strip().rstrip(";")
        name = "s-" + hashlib.sha256(declarations.encode()).hexdigest()[:6]
        found[name] = declarations
        tag = tag.replace(style[0], "", 1)
        if _CLASS.search(tag):
            return _CLASS.sub(rf"\g<1>\g<2> {name}", tag, count=1)
        return re.sub(r"^<([\w-]+)", rf'<\1 class="{name}"', tag, count=1)

    html = _TAG.sub(replaced, html)
    # As a style attribute does, these go before any rule by class, but not before "!important".
    return html, "".join(f":is(#s,.{name}){{{style}}}" for name, style in sorted(found.items()))


def _source(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _apply(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if app.builder.name != "html":
        return
    styles = ""
    if "body" in context:
        try:
            context["body"], styles = styles_as_classes(context["body"])
        except ValueError as error:
            if not app.env.metadata.get(page, {}).get(SLIPS):  # or it has been said, with the line
                logger.warning("%s", error, location=page)
    context["page_styles"] = styles
    context["policy"] = policy(styles, context["mode_script"])
