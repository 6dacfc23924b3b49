"""What chapters did when they ran, kept from build to build.

Each run is a file, whole or not there, named by all that it depends on: to look a chapter up is to
ask for a file, and a build that is killed leaves nothing that the next could take for a run.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from sphinx.util import logging

from cnnbook_files import write_atomically
from cnnbook_sphinx import values
from cnnbook_sphinx.running.chapters import Chapter, ChapterError, Problem

logger = logging.getLogger(__name__)

_KEPT = 400
"""Runs of other branches and of yesterday's code; but never fewer than three for each chapter."""


@dataclass(frozen=True)
class Run:
    notebook: NotebookNode
    seconds: float

    def fill(self, chapter: Chapter, text: str | None = None) -> str:
        """A chapter's text, or another text of it, with the values that this run published.

        Raises:
            ChapterError: the text and the values do not fit; the message has file and line.
        """
        try:
            published = values.published(self.notebook)
            return values.fill(chapter.text if text is None else text, published)
        except values.PublishedValueError as error:
            raise ChapterError(
                [Problem(chapter.path, line, message) for line, message in error.problems]
            ) from None


class Runs:
    """The folder with the runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Run] = {}

    def get(self, chapter: Chapter) -> Run | None:
        """The run of exactly this chapter, with what it depends on; None if there was none."""
        if chapter.key not in self._read:
            try:
                content = json.loads(self._file(chapter).read_bytes())
                run = Run(nbformat.from_dict(content["notebook"]), content["seconds"])
            except (FileNotFoundError, ValueError, KeyError, TypeError):
                return None
            self._read[chapter.key] = run
        return self._read[chapter.key]

    def put(self, chapter: Chapter, run: Run) -> None:
        content = {"seconds": run.seconds, "notebook": run.notebook}
        write_atomically(self._file(chapter), json.dumps(content).encode())
        self._read[chapter.key] = run

    def forget_old(self, chapters: int) -> None:
        """Keep the newest runs, and more of them if there are many chapters."""
        files = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in files[: -max(_KEPT, 3 * chapters)]:
            path.unlink(missing_ok=True)

    def _file(self, chapter: Chapter) -> Path:
        return self._folder / f"{chapter.key}.json"


def run(chapters: Iterable[Chapter], runs: Runs) -> list[Problem]:
    """Run, in parallel, those chapters that have no run; return what went wrong, if anything."""
    waiting = [chapter for chapter in chapters if chapter.runs_here and not runs.get(chapter)]
    if not waiting:
        return []
    from cnnbook_sphinx.running import kernels  # most builds run nothing

    problems = []
    with ExitStack() as stack:
        tasks = {}
        for chapter in waiting:
            folder = chapter.path.parent
            if chapter.settings.execution_in_temp:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            task = kernels.Task(
                chapter.to_run(), folder, chapter.reached.slow, chapter.timeout,
                chapter.allow_errors,
            )  # fmt: skip
            tasks[task] = chapter

        def ended(task: kernels.Task, outcome: kernels.Outcome) -> None:
            chapter = tasks[task]
            if outcome.problem:
                line = chapter.line_of(outcome.cell, outcome.line)
                details = "".join(f"\n    {each}" for each in outcome.details.splitlines())
                problems.append(Problem(chapter.path, line, f"{outcome.problem}{details}"))
            else:
                logger.info(f"{chapter.path.name}: executado em {outcome.seconds:.1f} s")
                runs.put(chapter, Run(task.notebook, outcome.seconds))

        kernels.run(tasks, ended)
    runs.forget_old(len(waiting))
    return problems
