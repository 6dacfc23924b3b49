"""The folder of pages holds what the sources give, no more and no less, and nothing is made twice.

A record beside the doctrees has the files of the last complete build. It is taken away before
anything is read or written and put back at the end, so a build that was killed, or that had
warnings, is followed by one that reads every page again. A file that is not as the record says has
all pages written again. What the sources no longer give is removed from the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from cnnbook_files import write_atomically, write_if_changed
from cnnbook_sphinx import steps

_RECORD = "outputs.json"
_KEPT = {".nojekyll", "CNAME"}
"""Files at the root of the folder that are for the host, and that no build makes."""
_OF_SPHINX = {".buildinfo", "objects.inv", "searchindex.js"}
_OF_SPHINX_STATIC = {
    "documentation_options.js", "language_data.js", "translations.js", "_stemmer.js",
    "pygments.css", "pygments_dark.css",
}  # fmt: skip


class Outputs:
    """What a build makes, and what is known of what the one before it made.

    Attributes:
        pages: facts about each page in the folder, by its name, as of when it was written; other
            parts add theirs, which must be JSON. ``files`` are those that belong to the page.
        written: names of the pages that this build wrote.
        facts: of the whole book, kept from build to build.
    """

    def __init__(self, folder: Path, record: Path) -> None:
        self.folder = folder
        self._record = record
        self._before: dict[str, Any] | None = _load(record)
        before = self._before or {}
        self.pages: dict[str, dict[str, Any]] = dict(before.get("pages", {}))
        self.facts: dict[str, Any] = dict(before.get("facts", {}))
        self.written: set[str] = set()
        self._keys: dict[str, str] = {}
        self._keys_before: dict[str, str] = before.get("keys", {})
        self._kept: set[str] = set()
        self._files: dict[str, list[int]] = before.get("files", {})
        found = dict(_files(folder))
        self.intact = all(found.get(name) == as_it_was for name, as_it_was in self._files.items())

    @property
    def is_complete(self) -> bool:
        """Whether the last build came to its end, without warnings."""
        return self._before is not None

    def begin(self) -> None:
        """Something is about to change: until the end there is no complete build."""
        self._record.unlink(missing_ok=True)

    def page(self, name: str) -> dict[str, Any]:
        """The facts of a page that is being written."""
        return self.pages[name]

    def make(self, name: str, key: str, content: Callable[[], bytes]) -> None:
        """Make a file of the folder, unless it is there, made from the same.

        Args:
            name: seen from the folder.
            key: differs when the content does.
        """
        self._keys[name] = key
        is_made = self._keys_before.get(name) == key
        if is_made and _state(self.folder / name) == self._files.get(name):
            return
        self.begin()
        write_if_changed(self.folder / name, content())

    def scripts(self) -> set[str]:
        """Of the files that this build made, the scripts; some are loaded by others."""
        return {name for name in self._keys if name.endswith(".js")}

    def keep(self, name: str) -> None:
        """A file of the folder that somebody else has made belongs there."""
        self._kept.add(name)

    def end(self, documents: set[str], others: Iterable[str], is_complete: bool) -> None:
        """Remove what does not belong, and record the rest.

        Args:
            documents: all pages that have a source.
            others: files that belong there besides those of pages and those that were made.
            is_complete: without warnings.
        """
        if self.written:  # then pages without a source were too
            there = documents | self.written
            self.pages = {name: facts for name, facts in self.pages.items() if name in there}
        else:  # and nobody has made anything of them
            self._keys = self._keys_before | self._keys
        belongs = {*self._keys, *self._kept, *others, *_KEPT, *_OF_SPHINX}
        for facts in self.pages.values():
            belongs.update(facts.get("files", []))
        _remove(self.folder, [name for name, _ in _files(self.folder) if name not in belongs])
        record = {
            "files": dict(_files(self.folder)),
            "keys": self._keys,
            "pages": self.pages,
            "facts": self.facts,
        }
        if not is_complete:
            self.begin()
        elif record != self._before or not self._record.exists():
            write_atomically(self._record, json.dumps(record, ensure_ascii=False).encode())


_of: WeakKeyDictionary[Sphinx, Outputs] = WeakKeyDictionary()


def of(app: Sphinx) -> Outputs:
    return _of[app]


def key(*parts: object) -> str:
    """A digest of what something is made from."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def setup(app: Sphinx) -> None:
    steps.connect(
        app,
        _start,
        _read_all_after_a_broken_build,
        _begin_reading,
        _write_all_when_all_change,
        _begin_writing,
        _begin_page,
        _end_page,
        _end,
    )


def _start(app: Sphinx) -> None:
    folder = Path(app.outdir)
    _of[app] = Outputs(folder, Path(app.doctreedir) / _RECORD)


def _read_all_after_a_broken_build(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> set[str]:
    if removed:
        of(app).begin()
    return set() if of(app).is_complete else env.found_docs


def _begin_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    if docnames:
        of(app).begin()


def _begin_writing(app: Sphinx, builder: Builder) -> None:
    of(app).begin()


def _write_all_when_all_change(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Sphinx writes again only what was read again; every page shows titles of the others."""
    if app.builder.name != "html":
        return []
    outputs, shared = of(app), _shown_elsewhere(env)
    same = outputs.is_complete and outputs.intact and outputs.facts.get("shared") == shared
    outputs.facts["shared"] = shared
    return [] if same else sorted(env.found_docs)


def _shown_elsewhere(env: BuildEnvironment) -> str:
    """A digest of all that pages show of one another: titles, order, numbers, and labels."""
    standard = env.get_domain("std").data
    labels = [  # as texts: some are translated when they are asked for
        (name, *map(str, place))
        for kind in ("labels", "anonlabels")
        for name, place in sorted(standard[kind].items())
    ]
    return key(
        sorted((name, title.pformat()) for name, title in env.titles.items()),
        sorted(env.toctree_includes.items()),
        sorted(env.toc_secnumbers.items()),
        sorted(env.toc_fignumbers.items()),
        labels,
        sorted((name, data.get("myst_slugs")) for name, data in env.metadata.items()),
    )


def _begin_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    of(app).pages[page] = {"files": []}
    of(app).written.add(page)


def _end_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    files = of(app).page(page)["files"]
    files.append(f"{page}.html")
    if app.config.html_copy_source and context.get("sourcename"):
        files.append(f"_sources/{context['sourcename']}")
    if context.get("ipynb_source"):  # copied by the theme
        files.append(f"_sources/{context['ipynb_source']}")
        number_cells(of(app).folder / files[-1])


def number_cells(path: Path) -> None:
    """Name a notebook's cells by their place: the names they are given are drawn at random."""
    notebook = json.loads(path.read_bytes())
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"cell-{number}"
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    write_if_changed(path, f"{text}\n".encode())


def _end(app: Sphinx, error: Exception | None) -> None:
    if error:
        return
    # Of the builder's warnings Sphinx itself knows only the count.
    is_complete = not app._warncount
    if app.builder.name == "html":
        of(app).end(set(app.env.found_docs), _copied(app), is_complete)
    elif is_complete:
        write_if_changed(Path(app.doctreedir) / _RECORD, b"{}")


def _copied(app: Sphinx) -> Iterator[str]:
    """What Sphinx copies into the folder: pictures, downloads, and static files."""
    yield from (f"_images/{name}" for _, name in app.env.images.values())
    yield from (f"_downloads/{name}" for _, name in app.env.dlfiles.values())
    yield from (f"_static/{name}" for name in _OF_SPHINX_STATIC)
    # One of them is copied at the end of each build, unless it is there.
    yield from (f"_static/{name}" for name, _ in app.registry.css_files)
    yield from (
        f"_static/{os.path.basename(path)}"
        for path in (app.config.html_favicon, app.config.html_logo)
        if path
    )
    static = [Path(folder, "static") for folder in app.builder.theme.get_theme_dirs()]
    static += [Path(app.confdir, entry) for entry in app.config.html_static_path]
    for folder, place in [
        *((folder, "_static/") for folder in static),
        *((Path(app.confdir, entry), "") for entry in app.config.html_extra_path),
    ]:
        names = [name for name, _ in _files(folder)] if folder.is_dir() else [folder.name]
        for name in names:
            yield place + name.removesuffix(".jinja").removesuffix("_t")


def _load(record: Path) -> dict[str, Any] | None:
    try:
        return json.loads(record.read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def _files(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Each file in a folder and those in it, by its path from there, and its state."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), _state(path)


def _state(path: Path) -> list[int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return []
    return [found.st_size, found.st_mtime_ns]


def _remove(folder: Path, names: list[str]) -> None:
    for name in names:
        path = folder / name
        path.unlink(missing_ok=True)
        while path.parent != folder and not any(path.parent.iterdir()):
            path = path.parent
            path.rmdir()
