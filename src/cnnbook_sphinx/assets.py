"""One style sheet and one script for every page, with only what pages use.

The theme brings some 2.5 MB of styles and scripts, written for any site. Here they are put
together when the book has been built: styles cut down (`stylesheet`), icons as pictures (`icons`),
and of the scripts only those that a page of this book needs. The theme's templates that name its
files are replaced by those in `templates/`; the theme is pinned, and tests check each replacement.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from pydata_sphinx_theme.pygments import overwrite_pygments_css
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from cnnbook_files import write_if_changed
from cnnbook_sphinx import icons, outputs, steps, stylesheet
from cnnbook_sphinx.words import in_script

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
# A file of the site that a page loads, with the version that Sphinx gave it before it was there.
_FILE = re.compile(
    r'(?P<before>\b(?:src|href)="(?:\.\./)*)(?P<name>[\w./-]+\.(?:js|css))(?:\?v=\w*)?(?=")'
)
# Scripts of words alone, which change with any sentence and are no classes.
_WORDS = {"searchindex.js", "search_descriptions.js"}
_ALONE = "try {\n", "} catch (error) { setTimeout(() => { throw error; }); }"
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL.*$", re.MULTILINE)
# Of what the theme copies, what no page refers to; some of it is large.
_NOT_PUBLISHED = (
    "scripts/fontawesome.js*", "scripts/*.map", "styles/*.map", "vendor", "locales",
    "sphinx-thebe.*", "togglebutton.*", "copybutton*", "clipboard.min.js", "design-tabs.js",
    "*-webpack-macros.html", "webpack-macros.html", "scripts/sphinx-book-theme.js*",
)  # fmt: skip


def setup(app: Sphinx) -> None:
    steps.connect(
        app,
        _add_folders,
        _forget_where_they_are,
        _write_scripts,
        _keep_templates,
        _colour_code_only_when_pages_are_written,
        _choose,
        _put_together,
    )


def _add_folders(app: Sphinx, config: Any) -> None:
    # New lists: those that are there may be Sphinx's defaults, which all books of a process share.
    config.templates_path = [str(_HERE / "templates"), *config.templates_path]
    config.html_static_path = [*config.html_static_path, str(_HERE / "static")]


def _forget_where_they_are(app: Sphinx) -> None:
    """Sphinx writes a digest of the settings beside the pages: the same wherever packages are."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    names = ("templates_path", "html_static_path")
    kept = {name: getattr(app.config, name) for name in names}
    for name, folders in kept.items():
        setattr(app.config, name, [one for one in folders if not os.path.isabs(one)])
    app.builder.build_info = app.builder.create_build_info()
    for name, folders in kept.items():
        setattr(app.config, name, folders)


def _write_scripts(app: Sphinx) -> None:
    """The scripts of `browser/`, with words in the book's language."""
    folder = Path(app.doctreedir) / "scripts"
    for path in (_HERE / "browser").glob("*.js"):
        write_if_changed(folder / path.name, in_script(path.read_text("utf-8")).encode())
    app.config.html_static_path = [*app.config.html_static_path, str(folder)]


def _keep_templates(app: Sphinx) -> None:
    """Translate the theme's templates into Python once, not at each build."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if environment:
        folder = Path(app.doctreedir) / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _colour_code_only_when_pages_are_written(app: Sphinx) -> None:
    """Of code's colours the theme writes a file at the end of each build, whatever was done."""
    write = overwrite_pygments_css
    for listener in [*app.events.listeners["build-finished"]]:
        if listener.handler is write:
            app.disconnect(listener.id)
            app.connect(
                "build-finished",
                lambda app, error: write(app, error) if outputs.of(app).written else None,
            )


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
    scripts = {_static_name(file.filename) for file in context["script_files"]}
    context["awaits_exercises"] = "exercises.js" in scripts
    names = [_static_name(file.filename) for file in context["css_files"]]
    outputs.of(app).facts["styles"] = [*_THEME_STYLES, *names]
    context["css_files"] = []
    context["all_styles"], context["all_scripts"] = STYLES, SCRIPT
    context["mode_script"] = (_HERE / "static" / "mode.js").read_text(encoding="utf-8").strip()


def _is_unused(file: Any) -> bool:
    return bool(_UNUSED.search(f"{file} {getattr(file, 'attributes', '')}"))


def _static_name(filename: str) -> str:
    return str(filename).removeprefix("_static/").partition("?")[0]


def _put_together(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name != "html":
        return
    made = outputs.of(app)
    if not made.written:  # then nothing that goes into the files can have changed
        return
    static = Path(app.outdir) / "_static"
    script = _script(static)
    made.make(f"_static/{SCRIPT}", outputs.key(script), script.encode)
    there = made.written | app.env.found_docs
    pages = {name: Path(app.builder.get_outfilename(name)) for name in there}
    for name in made.written:
        html = pages[name].read_text("utf-8")
        made.page(name)["names"] = sorted(stylesheet.names_in_page(html))
        loaded = {match["name"] for match in _FILE.finditer(html)}
        made.page(name)["scripts"] = sorted(file for file in loaded if file.endswith(".js"))
    _make_styles(made, static, [*made.facts["styles"], _OWN_STYLES], there)
    _remove_unused(static)
    _link(made, pages)


def _make_styles(made: outputs.Outputs, static: Path, sources: list[str], pages: set[str]) -> None:
    names = {word for page in pages for word in made.page(page)["names"]}
    css = "\n".join((static / name).read_text("utf-8") for name in sources)
    css += icons.stylesheet(name for name in names if name.startswith("fa-"))
    scripts = {script for page in pages for script in made.page(page)["scripts"]} | made.scripts()
    for name in scripts - _WORDS:
        if (path := made.folder / name).is_file():
            names |= stylesheet.names_in_script(path.read_text("utf-8"))

    def content() -> bytes:
        return f"/* {' '.join(sources)} */\n{stylesheet.trimmed(css, names)}".encode()

    made.make(f"_static/{STYLES}", outputs.key(css, *sorted(names)), content)


def _script(static: Path) -> str:
    first, *others = (_SOURCE_MAP.sub("", (static / name).read_text("utf-8")) for name in _SCRIPTS)
    # The first only names a constant, which all must see. Of the others one that stumbles does not
    # stop the next, and is reported all the same.
    return first + "".join(f"\n{_ALONE[0]}{text}\n{_ALONE[1]}" for text in others)


def _link(made: outputs.Outputs, pages: dict[str, Path]) -> None:
    """Name the files' contents in the pages: one that a browser kept must not meet other files.

    Pages that this build did not write are changed only if a file has.
    """

    def version(name: str) -> str:
        path = made.folder / name
        return outputs.key(path.read_bytes())[:8] if path.is_file() else ""

    def with_version(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in versions:
            versions[name] = version(name)
        return f"{match['before']}{name}?v={versions[name]}" if versions[name] else match[0]

    before = made.facts.get("versions", {})
    versions = {name: version(name) for name in before}
    for name in sorted(made.written if versions == before else pages):
        html = _FILE.sub(with_version, pages[name].read_text("utf-8"))
        write_if_changed(pages[name], html.encode())
    made.facts["versions"] = {name: version for name, version in versions.items() if version}


def _remove_unused(static: Path) -> None:
    for pattern in _NOT_PUBLISHED:
        for path in static.glob(pattern):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
