"""The page for addresses that do not exist, where the book does not know its own address.

A host shows it at any depth, so no relative link and no style sheet can be named in it: it brings
its own style, and its script looks for the book's folder, from the missing page's upwards.
"""

from __future__ import annotations

from html import escape

from cnnbook_sphinx.policy import policy
from cnnbook_sphinx.words import _, tag

_STYLE = """
body { background: #fff; color: #1c2733; font: 1.1rem/1.6 system-ui, sans-serif; margin: 12vh auto;
  max-width: 34rem; padding: 0 1.2rem; }
a { color: #0072b2; }
[hidden] { display: none; }
@media (prefers-color-scheme: dark) {
  body { background: #14181e; color: #dbe4ec; }
  a { color: #56b4e9; }
}
"""
_SCRIPT = """
const folders = location.pathname.split("/").slice(1, -1);
function look() {
  const root = "/" + folders.map((name) => name + "/").join("");
  const probe = new Image();
  probe.onload = () => {
    for (const link of document.querySelectorAll("a[data-page]"))
      link.href = root + link.dataset.page;
    document.querySelector(".found").hidden = false;
    document.querySelector(".lost").hidden = true;
  };
  probe.onerror = () => {
    if (folders.pop() !== undefined) look();
  };
  probe.src = root + document.body.dataset.icon;
}
look();
"""
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="{policy}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
<link rel="icon" href="data:," />
<title>{not_found} — {title}</title>
<style>{style}</style>
</head>
<body data-icon="{icon}">
<main>
<h1>{not_found}</h1>
<p>{moved}</p>
<p class="lost">{go_back}</p>
<ul class="found" hidden>
<li><a data-page="{first}">{home}</a></li>
<li><a data-page="search.html">{search}</a></li>
</ul>
</main>
<script>{script}</script>
</body>
</html>
"""


def anywhere(title: str, first: str, icon: str) -> str:
    """The whole page.

    Args:
        title: of the book.
        first: the book's first page, from its folder.
        icon: a picture that only the book's folder has, from that folder.
    """
    return _PAGE.format(
        policy=policy(_STYLE, _SCRIPT), title=escape(title), style=_STYLE, script=_SCRIPT,
        first=escape(first), icon=escape(icon), language=tag(), not_found=_("Page not found"),
        moved=_("The address that you opened is not in this book, or has moved."),
        go_back=_("Go back to the address that you were given for it."),
        home=_("Go to the beginning of the book"), search=_("Search the book"),
    )  # fmt: skip
