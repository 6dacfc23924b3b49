"""One style sheet and one script for every page, with only what pages use.

The theme brings some 2.5 MB of styles and scripts, written for any site. Here they are put
together when the book has been built: styles cut down (`stylesheet`), icons as pictures (`icons`),
and of the scripts only those that a page of this book needs. The theme's templates that name its
files are replaced by those in `templates/`; the theme is pinned, and tests check each replacement.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from cnnbook.files import write_atomically
from cnnbook_sphinx import icons, stylesheet

STYLES, SCRIPT = "pages.css", "pages.js"

_HERE = Path(__file__).parent
# Sphinx does not list these: the theme's own template does, or one asks for another.
_THEME_STYLES = ["basic.css", "styles/theme.css", "styles/pydata-sphinx-theme.css"]
_OWN_STYLES = "interface.css"
_SCRIPTS = [
    "documentation_options.js",
    "scripts/bootstrap.js",
    "scripts/pydata-sphinx-theme.js",
    "interface.js",
]
# thebe: the book runs in Binder. The others: for other notations than the book's, in English, or
# replaced by interface.js.
_UNUSED = re.compile(
    r"thebe|togglebutton|toggleHint|toggleOpenOnPrint|copybutton|clipboard|design-tabs|doctools"
    r"|sphinx_highlight|translations|scripts/sphinx-book-theme|DOCUMENTATION_OPTIONS"
    r"|documentation_options"
)
# What sphinx-thebe puts at the end of each executed page.
_THEBE_SCRIPTS = re.compile(
    r'<script type="text/x-thebe-config">.*?</script>|<script>kernelName = .*?</script>', re.DOTALL
)
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL.*$", re.MULTILINE)
# Of what the theme copies, what no page refers to; some of it is large.
_NOT_PUBLISHED = (
    "scripts/fontawesome.js*", "scripts/*.map", "styles/*.map", "vendor", "locales",
    "sphinx-thebe.*", "togglebutton.*", "copybutton*", "clipboard.min.js", "design-tabs.js",
    "*-webpack-macros.html", "webpack-macros.html", "scripts/sphinx-book-theme.js*",
)  # fmt: skip


def setup(app: Sphinx) -> None:
    app.connect("config-inited", _add_folders)
    app.connect("html-page-context", _choose, priority=900)  # after they were put there
    app.connect("build-finished", _put_together, priority=900)  # after all pages were written


def _add_folders(app: Sphinx, config: Any) -> None:
    # New lists: those that are there may be Sphinx's defaults, which all books of a process share.
    config.templates_path = [str(_HERE / "templates"), *config.templates_path]
    config.html_static_path = [*config.html_static_path, str(_HERE / "static")]


def _choose(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context.get(kind, []) if not _is_unused(file)]
    if "body" in context:
        context["body"] = _THEBE_SCRIPTS.sub("", context["body"])
    if app.builder.name != "html":
        return
    for script in context["script_files"]:
        script.attributes.setdefault("defer", "defer")
    names = [_static_name(file.filename) for file in context["css_files"]]
    app.cnnbook_styles = [*_THEME_STYLES, *names]  # type: ignore[attr-defined]
    context["css_files"] = []
    context["all_styles"], context["all_scripts"] = STYLES, SCRIPT
    context["mode_script"] = (_HERE / "static" / "mode.js").read_text(encoding="utf-8").strip()


def _is_unused(file: Any) -> bool:
    return bool(_UNUSED.search(f"{file} {getattr(file, 'attributes', '')}"))


def _static_name(filename: str) -> str:
    return str(filename).removeprefix("_static/").partition("?")[0]


def _put_together(app: Sphinx, error: Exception | None) -> None:
    # Without pages to write Sphinx copies no files, and there is nothing new to put together.
    if error or app.builder.name != "html" or not hasattr(app, "cnnbook_styles"):
        return
    static = Path(app.outdir) / "_static"
    pages = {path: path.read_text("utf-8") for path in sorted(Path(app.outdir).rglob("*.html"))}
    in_pages = {name for html in pages.values() for name in stylesheet.names_in_page(html)}
    files = {
        STYLES: _styles(static, [*app.cnnbook_styles, _OWN_STYLES], in_pages),
        SCRIPT: _script(static),
    }
    for name, text in files.items():
        write_atomically(static / name, text.encode())
    _link(pages, files)
    _remove_unused(static)


def _styles(static: Path, sources: list[str], in_pages: set[str]) -> str:
    css = "\n".join((static / name).read_text("utf-8") for name in sources)
    css += icons.stylesheet(name for name in in_pages if name.startswith("fa-"))
    in_scripts = {
        name
        for path in static.rglob("*.js")
        if path.name != "fontawesome.js"
        for name in stylesheet.names_in_script(path.read_text("utf-8"))
    }
    return f"/* {' '.join(sources)} */\n" + stylesheet.trimmed(css, in_pages | in_scripts)


def _script(static: Path) -> str:
    texts = ((static / name).read_text("utf-8") for name in _SCRIPTS)
    return "\n;".join(_SOURCE_MAP.sub("", text) for text in texts)


def _link(pages: dict[Path, str], files: dict[str, str]) -> None:
    """Name the files' contents in the pages: one that a browser kept must not meet other styles."""
    for path, before in pages.items():
        html = before
        for name, text in files.items():
            digest = hashlib.sha256(text.encode()).hexdigest()[:8]
            html = re.sub(
                rf'(_static/{re.escape(name)})(\?v=\w*)?(?=")', rf"\g<1>?v={digest}", html
            )
        if html != before:
            write_atomically(path, html.encode())


def _remove_unused(static: Path) -> None:
    for pattern in _NOT_PUBLISHED:
        for path in static.glob(pattern):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
