"""Chapters run before Sphinx reads them, and what they published is put into their text.

MyST-NB then finds each chapter's results where it would have left them itself: in a jupyter-cache,
which is handed over anew in every build, so that nothing an interrupted one left there is believed.
"""

from __future__ import annotations

import logging
import shutil
import weakref
from collections.abc import Mapping
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE

from cnnbook_sphinx import steps
from cnnbook_sphinx.dependencies import Dependencies, everything
from cnnbook_sphinx.faults import report_all
from cnnbook_sphinx.running import runs
from cnnbook_sphinx.running.chapters import (
    Chapter,
    ChapterError,
    Problem,
    is_text,
    load,
    read_text,
)
from cnnbook_sphinx.values import without_holes

__all__ = ["ChapterError", "filled_text", "setup"]

_HOW_TO_GO_ON = (
    "corrija o que está nas linhas indicadas acima e construa de novo: só roda outra vez o que "
    "mudou."
)
_OWN = f"{NAMESPACE}.{__name__.partition('.')[0]}"
"""What the loggers of this extension are named after."""


class Book:
    """The chapters of one build: each is read once, as are the modules they depend on."""

    def __init__(self, app: Sphinx, runs_folder: Path) -> None:
        self._app = weakref.proxy(app)  # or neither would ever be forgotten
        requirements = Path(app.srcdir) / "requirements.txt"
        self.dependencies = Dependencies(requirements, app.config.cnnbook_data)
        self._chapters: dict[tuple[Path, str], Chapter | None] = {}
        self._handed_over: JupyterCacheAbstract | None = None
        self.runs = runs.Runs(runs_folder)
        self.at_fault: dict[str, bool] = {}
        """The documents that could not be run or filled, and whether they can be read at all."""

    def chapter(self, docname: str, text: str | None = None) -> Chapter | None:
        """A document's chapter, or None if it has no code.

        Raises:
            ChapterError: it cannot be read.
        """
        path = Path(self._app.env.doc2path(docname))
        text = read_text(path) if text is None else text
        if (path, text) not in self._chapters:
            env = self._app.env
            self._chapters[path, text] = load(
                path, text, env.myst_config, env.mystnb_config,  # type: ignore[attr-defined]
                self.dependencies,
            )  # fmt: skip
        return self._chapters[path, text]

    def run(self, docnames: list[str]) -> list[Problem]:
        """Run those chapters that must; return what is wrong with any."""
        problems = []
        chapters = {}
        for docname in docnames:
            try:
                chapter = self.chapter(docname)
            except ChapterError as error:
                problems += error.problems
                self.at_fault[docname] = False
            else:
                if chapter:
                    chapters[docname] = chapter
        failed = runs.run(chapters.values(), self.runs)
        problems += failed
        for docname, chapter in chapters.items():
            try:
                if run := self.runs.get(chapter):
                    run.fill(chapter)
            except ChapterError as error:
                problems += error.problems
                self.at_fault[docname] = True
            if any(problem.path == chapter.path for problem in failed):
                self.at_fault[docname] = True
        return problems

    def filled(self, docname: str, text: str | None = None) -> str | None:
        """A chapter's text with the values of its run; None if it has no run."""
        if docname in self.at_fault:
            return None
        chapter = self.chapter(docname, text)
        run = self.runs.get(chapter) if chapter and chapter.runs_here else None
        return run.fill(chapter) if chapter and run else None

    def hand_over(self, docname: str, text: str, filled: str) -> None:
        """Put a chapter's run where MyST-NB will look for that of the filled text."""
        chapter = self.chapter(docname, text)
        assert chapter
        run = self.runs.get(chapter)
        if docname in self.at_fault or not run:
            run = runs.Run(chapter.to_run(), 0)  # or MyST-NB would run it again
        notebook = chapter.read(filled)
        code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for cell, ran in zip(code_cells, run.notebook.cells, strict=True):
            cell.outputs, cell.execution_count = ran.outputs, ran.execution_count
        for name in ("language_info", "widgets"):
            if name in run.notebook.metadata:
                notebook.metadata[name] = run.notebook.metadata[name]
        if not self._handed_over:
            folder = Path(self._app.config.nb_execution_cache_path)
            shutil.rmtree(folder, ignore_errors=True)
            self._handed_over = get_cache(str(folder))
        self._handed_over.cache_notebook_bundle(
            CacheBundleIn(notebook, str(chapter.path), data={"execution_seconds": run.seconds}),
            check_validity=False,
            overwrite=True,
        )


_books: weakref.WeakKeyDictionary[Sphinx, Book] = weakref.WeakKeyDictionary()


def setup(app: Sphinx) -> None:
    # Any change to what chapters depend on must make Sphinx read all pages again (not run them).
    app.add_config_value("cnnbook_digest", "", "env")
    steps.connect(app, _prepare, _run_chapters, _fill_values, _stop_at_faults)


def filled_text(app: Sphinx, docname: str) -> str | None:
    """A chapter's source with its values, once it has run; None if the document has no code."""
    return _books[app].filled(docname)


def is_at_fault(app: Sphinx) -> bool:
    """Whether a chapter could not be read, run or filled, so that this build will stop."""
    return bool(_books[app].at_fault)


def digest_of_module(app: Sphinx, name: str) -> str:
    """Changes when a module, or anything that it depends on, does."""
    known = _books[app].dependencies
    return known.digest(known.of_module(name))


def _prepare(app: Sphinx, config: Config) -> None:
    kept = config.nb_execution_cache_path or Path(app.outdir).parent / ".jupyter_cache"
    book = _books[app] = Book(app, Path(kept) / "runs")
    config.nb_execution_cache_path = str(Path(app.doctreedir) / "handed-over")
    config.cnnbook_digest = book.dependencies.digest(everything())


def _run_chapters(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    book = _books[app]
    problems = book.run(docnames)
    report_all(problems)
    if not all(is_text(problem.path) for problem in problems):  # Sphinx could not go on
        raise ChapterError([], _HOW_TO_GO_ON)
    if book.at_fault:
        _hear_no_more_of(app, book.at_fault)


def _hear_no_more_of(app: Sphinx, at_fault: Mapping[str, bool]) -> None:
    """Of a chapter at fault others would complain for want of what it did not get to say."""
    places = tuple(app.env.doc2path(name) for name in at_fault)
    whole = tuple(app.env.doc2path(name) for name, readable in at_fault.items() if not readable)

    def is_news(record: logging.LogRecord) -> bool:
        place = str(getattr(record, "location", "") or "")
        if place.startswith(whole):
            return False
        return record.name.startswith(_OWN) or not place.startswith(places)

    for handler in logging.getLogger(NAMESPACE).handlers:
        if handler.level >= logging.WARNING:
            handler.addFilter(is_news)


def _fill_values(app: Sphinx, docname: str, source: list[str]) -> None:
    text = source[0]
    book = _books[app]
    if docname in book.at_fault:
        source[0] = f"# {docname}\n"
        if book.at_fault[docname]:
            source[0] = without_holes(text)
            book.hand_over(docname, text, source[0])
    elif filled := book.filled(docname, text):
        book.hand_over(docname, text, filled)
        source[0] = filled


def _stop_at_faults(app: Sphinx, env: BuildEnvironment) -> None:
    """Once all pages have been read, and their faults told as well, nothing is written."""
    if is_at_fault(app):
        for docname in sorted(env.found_docs - _books[app].at_fault.keys()):
            env.get_and_resolve_doctree(docname, app.builder)  # says which links lead nowhere
        raise ChapterError([], _HOW_TO_GO_ON)
