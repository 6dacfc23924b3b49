"""The sidebar is rendered once, and each page has the very HTML that the theme would give it."""

from __future__ import annotations

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from cnnbook_sphinx import sidebar

PAGES = {
    "index": "# Livro\n\n```{toctree}\n:caption: Um & outro\nbook/a\nbook/b\n```\n\n"
    "```{toctree}\n:caption: Fim\nc\nhttps://example.org/\n```\n",
    "book/a": "# A *primeira*\n\n## Seção\n\n```{toctree}\nmais/d\nmais/e\n```\n",
    "book/b": "# B\n",
    "book/mais/d": "# D < E\n\n```{toctree}\nmais-fundo/f\n```\n",
    "book/mais/e": "# E\n",
    "book/mais/mais-fundo/f": "# F\n",
    "c": "# C\n",
}
CONFIG = """\
extensions = ["myst_parser", "cnnbook_sphinx.outputs", "cnnbook_sphinx.sidebar"]
html_theme = "sphinx_book_theme"
source_suffix = {".md": "markdown"}
# The theme adds to this list, which by default is one for all books of a process.
templates_path = []
html_sidebars = {"**": ["sbt-sidebar-nav.html"]}
"""


@pytest.fixture(scope="module", params=[1, 2], ids=["one level open", "two levels open"])
def compared(request, tmp_path_factory):
    """Of each page, the sidebar as the theme makes it, and as it is made here."""
    folder = tmp_path_factory.mktemp("book")
    for name, text in PAGES.items():
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "conf.py").write_text(CONFIG, "utf-8")
    both = {}

    def compare(app, page, template, context, doctree):
        options = {
            "maxdepth": 4, "collapse": False, "includehidden": True, "titles_only": True,
            "show_nav_level": request.param,
        }  # fmt: skip
        by_theme = context["generate_toctree_html"](kind="sidebar", startdepth=0, **options)
        both[page] = str(by_theme), sidebar.render(app, page, **options)

    with patch_docutils(), docutils_namespace():
        folders = [str(folder), str(folder), str(folder / "html"), str(folder / "trees")]
        app = Sphinx(*folders, "html", status=None, warning=None)
        app.connect("html-page-context", compare, priority=550)  # before the theme's is replaced
        app.build()
    return both


def test_it_is_the_themes(compared):
    assert {*PAGES, "search", "genindex"} == {*compared}
    for page, (by_theme, ours) in compared.items():
        assert ours == by_theme, page


def test_pages_know_where_they_are(compared):
    for page, (_, ours) in compared.items():
        assert ours.count('href="#"') == (page in PAGES and page != "index"), page
    assert '<details open="open">' in compared["book/mais/mais-fundo/f"][1]
    assert "<details>" in compared["c"][1]
