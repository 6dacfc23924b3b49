"""Run chapters in parallel, before Sphinx reads them, into the cache that myst-nb reads from.

jupyter-cache knows a notebook by its cells and its kernel; here the kernel's displayed name also
carries a digest of what the chapter depends on. Each run is kept twice: as it ran, with nothing
of the cells but their code, so that editing text or captions runs nothing; and with the prose's
values filled in, which is what myst-nb asks the cache for.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import single_nb_execution
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

from cnnbook_sphinx import dependencies, values

logger = logging.getLogger(__name__)

# The second silences a notice that the first does not reach. It costs speed in training only, and
# no chapter trains.
_QUIET_TENSORFLOW = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}

_KERNEL = re.compile(r"^(kernelspec:.*\n(?: +.*\n)*? +display_name: *)(.*)$", re.MULTILINE)


class ChapterError(SphinxError):
    category = "Capítulo com erro"


@dataclass(frozen=True, eq=False)
class Chapter:
    """A chapter's text, tied to what it depends on."""

    path: Path
    text: str
    config: MdParserConfig

    def notebook(self, text: str) -> NotebookNode:
        return read_myst_markdown_notebook(
            text, config=self.config, add_source_map=True, path=str(self.path)
        )

    @property
    def code_only(self) -> NotebookNode:
        """The notebook with nothing but its code: what decides whether it must run again."""
        notebook = self.notebook(self.text)
        notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for cell in notebook.cells:
            cell.metadata = {}
        return notebook


def setup(app: Sphinx) -> None:
    # Kernels run in the chapters' folder, where a path relative to this one would lead elsewhere.
    for name in ("CIFAR100_DIR", "CNNBOOK_RUNS"):
        if os.environ.get(name):
            os.environ[name] = os.path.abspath(os.environ[name])
    # Any change to what chapters depend on must make Sphinx read all pages again (not run them).
    app.add_config_value("cnnbook_digest", "", "env")
    app.connect("config-inited", lambda app, config: _set_digest(app))
    app.connect("env-before-read-docs", _run_chapters)
    app.connect("source-read", _fill_values)


def load_chapter(path: Path, text: str, config: MdParserConfig, requirements: Path) -> Chapter:
    """Tie a chapter's text to a digest of its dependencies.

    Raises:
        ChapterError: its front matter names no kernel.
    """
    notebook = read_myst_markdown_notebook(text, config=config, path=str(path))
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    digest = dependencies.digest(dependencies.reachable_modules(code), requirements)
    text, found = _KERNEL.subn(rf"\g<1>\g<2> {digest}", text, count=1)
    if not found:
        raise ChapterError(f"{path}:1: falta kernelspec, com display_name, no cabeçalho")
    return Chapter(path, text, config)


def run(chapters: Iterable[Chapter], cache: JupyterCacheAbstract, timeout: int | None) -> None:
    """Run, in parallel, those chapters whose code and dependencies the cache does not know.

    Raises:
        ChapterError: one or more failed; the message has every traceback.
    """
    waiting = [chapter for chapter in chapters if not _is_cached(chapter.code_only, cache)]
    if not waiting:
        return
    failures = []
    workers = min(len(waiting), os.cpu_count() or 1)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        results = {
            chapter: pool.submit(_execute, chapter.code_only, str(chapter.path.parent), timeout)
            for chapter in waiting
        }
        for chapter, result in results.items():
            notebook, seconds, problem = result.result()
            if problem:
                failures.append(f"{chapter.path} não executou:\n{problem}")
                continue
            logger.info(f"{chapter.path.name}: executado em {seconds:.1f} s")
            _store(notebook, chapter.path, seconds, cache)
    if failures:
        raise ChapterError("\n".join(failures))


def fill(chapter: Chapter, text: str, cache: JupyterCacheAbstract) -> str:
    """A chapter's text with the values of its run, which the cache must have.

    Raises:
        ChapterError: the text and the values do not fit; the message has file and line.
    """
    try:
        return values.fill(text, values.published(_executed(chapter, cache)))
    except values.PublishedValueError as error:
        line = f":{error.line}" if error.line else ""
        raise ChapterError(f"{chapter.path}{line}: {error}") from None


def filled_text(app: Sphinx, docname: str) -> str | None:
    """A chapter's source with its values, once it has run; None if the document has no code."""
    path = Path(app.env.doc2path(docname))
    chapter = _chapter(app, path, path.read_text("utf-8"))
    return fill(chapter, path.read_text("utf-8"), _cache(app)) if chapter else None


def _fill_values(app: Sphinx, docname: str, source: list[str]) -> None:
    if chapter := _chapter(app, Path(app.env.doc2path(docname)), source[0]):
        cache = _cache(app)
        source[0] = fill(chapter, chapter.text, cache)
        _store_filled(chapter, source[0], cache)


def _store_filled(chapter: Chapter, text: str, cache: JupyterCacheAbstract) -> None:
    """Put the run under the filled text too, where myst-nb will look for it."""
    notebook = chapter.notebook(text)
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell, ran in zip(code_cells, _executed(chapter, cache).cells, strict=True):
        cell.outputs, cell.execution_count = ran.outputs, ran.execution_count
    record = cache.match_cache_notebook(chapter.code_only)
    _store(notebook, chapter.path, record.data["execution_seconds"], cache)


def _executed(chapter: Chapter, cache: JupyterCacheAbstract) -> NotebookNode:
    return cache.get_cache_bundle(cache.match_cache_notebook(chapter.code_only).pk).nb


def _set_digest(app: Sphinx) -> None:
    app.config.cnnbook_digest = dependencies.digest(
        dependencies.all_modules(), _requirements(Path(app.srcdir))
    )


def _run_chapters(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    paths = [Path(env.doc2path(docname)) for docname in docnames]
    chapters = [
        chapter for path in paths if (chapter := _chapter(app, path, path.read_text("utf-8")))
    ]
    run(chapters, _cache(app), app.config.nb_execution_timeout)


def _chapter(app: Sphinx, path: Path, text: str) -> Chapter | None:
    if not is_myst_markdown_notebook(text):
        return None
    config: MdParserConfig = app.env.myst_config  # type: ignore[attr-defined]
    return load_chapter(path, text, config, _requirements(Path(app.srcdir)))


def _requirements(root: Path) -> Path:
    return root / "requirements.txt"


def _cache(app: Sphinx) -> JupyterCacheAbstract:
    return get_cache(app.env.mystnb_config.execution_cache_path)  # type: ignore[attr-defined]


def _is_cached(notebook: NotebookNode, cache: JupyterCacheAbstract) -> bool:
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def _execute(
    notebook: NotebookNode, directory: str, timeout: int | None
) -> tuple[NotebookNode, float, str]:
    """In a process of its own: the executed notebook, the seconds it took, and what went wrong."""
    os.environ.update(_QUIET_TENSORFLOW)
    # What a kernel itself says as it starts and ends is of interest only if it dies.
    with tempfile.TemporaryFile() as log:
        os.dup2(log.fileno(), 2)
        try:
            result = single_nb_execution(
                notebook, cwd=directory, timeout=timeout, allow_errors=False
            )
        except DeadKernelError as error:
            log.seek(0)
            return notebook, 0, f"{error}\n{log.read().decode(errors='replace')}"
    return notebook, result.time, result.exc_string or ""


def _store(notebook: NotebookNode, path: Path, seconds: float, cache: JupyterCacheAbstract) -> None:
    bundle = CacheBundleIn(notebook, str(path), data={"execution_seconds": seconds})
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
