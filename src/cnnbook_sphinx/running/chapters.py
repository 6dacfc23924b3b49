"""A chapter as it is written, and what decides whether it must run again."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from myst_nb.core.config import NbParserConfig
from myst_nb.core.nb_to_tokens import nb_node_to_dict
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode
from sphinx.errors import SphinxError

from cnnbook_sphinx.dependencies import Dependencies, Reached

_EXECUTION_TAGS = {"raises-exception", "skip-execution"}
"""The only metadata of a cell that running it depends on; nbclient defines them."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a chapter, at which line, and what else is known, such as a traceback."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}: {self.message}"


class ChapterError(SphinxError):
    """Chapters that cannot be read or run, or whose values and text do not fit."""

    category = "Capítulo com erro"

    def __init__(self, problems: Sequence[Problem], how_to_go_on: str = "") -> None:
        super().__init__("\n".join(filter(None, [*map(str, problems), how_to_go_on])))
        self.problems = list(problems)


@dataclass(frozen=True, eq=False)
class Chapter:
    """A chapter's text, and how to run it.

    Attributes:
        notebook: the text as MyST-NB reads it.
        settings: MyST-NB's, with what the chapter's front matter changes.
        dependencies: what decides, besides its code, whether it must run again.
    """

    path: Path
    text: str
    notebook: NotebookNode
    markdown: MdParserConfig
    settings: NbParserConfig
    dependencies: Dependencies

    def read(self, text: str) -> NotebookNode:
        """Another text, such as this one's with values in it, as this one's was read."""
        return _read(self.path, text, self.markdown, self.settings)

    @property
    def runs_here(self) -> bool:
        """Whether MyST-NB expects its results in the cache; else it sees to the chapter itself."""
        excluded = any(map(self.path.match, self.settings.execution_excludepatterns))
        return self.settings.execution_mode == "cache" and not excluded

    @property
    def timeout(self) -> int | None:
        """In seconds, for a cell."""
        return self._execution.get("timeout", self.settings.execution_timeout)

    @property
    def allow_errors(self) -> bool:
        return bool(
            self._execution.get("allow_errors", self.settings.execution_allow_errors)
        )

    @property
    def _execution(self) -> dict:
        return self.notebook.metadata.get("execution", {})

    @property
    def code_cells(self) -> list[NotebookNode]:
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]

    def to_run(self) -> NotebookNode:
        """The notebook with nothing but what running it depends on."""
        notebook = NotebookNode(self.notebook, metadata=NotebookNode())
        if "kernelspec" in self.notebook.metadata:
            notebook.metadata.kernelspec = self.notebook.metadata.kernelspec
        notebook.cells = [
            NotebookNode(cell, metadata=NotebookNode(tags=_execution_tags(cell)), outputs=[])
            for cell in self.code_cells
        ]
        return notebook

    @cached_property
    def reached(self) -> Reached:
        return self.dependencies.of((cell.source for cell in self.code_cells), self.path.parent)

    @cached_property
    def key(self) -> str:
        """Two chapters have the same exactly if running them must give the same."""
        said = {
            "kernel": self.notebook.metadata.get("kernelspec", {}).get("name"),
            "cells": [[cell.source, _execution_tags(cell)] for cell in self.code_cells],
            "allow_errors": self.allow_errors,
            "in_temp": self.settings.execution_in_temp,
            "dependencies": self.dependencies.digest(self.reached.files),
        }
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]

    def line_of(self, cell: int | None, line: int = 1) -> int:
        """The line of the chapter, from 1 on, where a line of one of its code cells is."""
        if cell is None:
            return 1
        index = [i for i, each in enumerate(self.notebook.cells) if each.cell_type == "code"][cell]
        lines = self.text.splitlines()
        code = self.notebook.cells[index].source.split("\n")
        start = self.notebook.metadata.source_map[index]
        for number in range(start, len(lines)):
            if lines[number : number + len(code)] == code:
                return number + line
        return start  # the code is in another file


def load(
    path: Path,
    text: str,
    markdown: MdParserConfig,
    settings: NbParserConfig,
    dependencies: Dependencies,
) -> Chapter | None:
    """Read a chapter; None if the text has no code to run.

    Raises:
        ChapterError: it cannot be read.
    """
    if not is_myst_markdown_notebook(text):
        return None
    notebook = _read(path, text, markdown, settings)
    overrides = nb_node_to_dict(notebook.metadata.get(settings.metadata_key, {}))
    overrides.pop("output_folder", None)
    try:
        settings = settings.copy(**overrides)
    except (TypeError, ValueError):
        pass  # MyST-NB says so when it reads the chapter, and goes on without them
    return Chapter(path, text, notebook, markdown, settings, dependencies)


def read_text(path: Path) -> str:
    """A document's text, as Sphinx reads it.

    Raises:
        ChapterError: it is not in UTF-8; the message says where, and what to do.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = content[error.start : error.start + 1].decode("latin-1")
        message = (
            f"o arquivo não está em UTF-8 (em Latin-1, o caractere seria {found!r}). Salve-o em "
            "UTF-8; se ele está em Latin-1, este comando o converte: "
            f"iconv -f LATIN1 -t UTF-8 {shown(path)} > novo.md"
        )
        raise ChapterError([Problem(path, line, message)]) from None
    return re.sub("\r\n?", "\n", text)


def is_text(path: Path) -> bool:
    """Whether Sphinx can read the document."""
    try:
        read_text(path)
    except ChapterError:
        return False
    return True


def shown(path: Path) -> str:
    """As an author would write it."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _read(
    path: Path, text: str, markdown: MdParserConfig, settings: NbParserConfig
) -> NotebookNode:
    try:
        notebook = read_myst_markdown_notebook(
            text, config=markdown, add_source_map=True, path=path
        )
    except Exception as error:  # MyST-NB's own, YAML's, nbformat's: whatever the author wrote
        line = re.search(r"at line (\d+)", str(error))
        what = str(error).partition("\n")[0]
        message = f"o capítulo não pôde ser lido: {what}"
        raise ChapterError([Problem(path, int(line[1]) if line else 1, message)]) from None
    kernel = notebook.metadata.get("kernelspec", {})
    for pattern, alias in settings.kernel_rgx_aliases.items():
        if re.fullmatch(pattern, kernel.get("name", "")):
            kernel["name"] = alias
            break
    return notebook


def _execution_tags(cell: NotebookNode) -> list[str]:
    return sorted(_EXECUTION_TAGS.intersection(cell.metadata.get("tags", [])))
