"""The chapters as notebooks: values written in, and run from top to bottom away from the book."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient
from once import once
from table_of_contents import exercises

from cnnbook.questions.mistakes import read
from cnnbook_sphinx import execution
from cnnbook_sphinx.exercises import numbering
from cnnbook_sphinx.notebooks import fold_answer, write_values
from cnnbook_sphinx.values import prose_of


@pytest.fixture(scope="module")
def folder(run_folder, root) -> Path:
    """A copy of the chapters with their values, as Binder has it."""
    copy = run_folder / "binder" / "book"

    def make() -> None:
        shutil.copytree(root / "book", copy)
        mistakes = read(root / "book/enganos.md")
        numbered = numbering.of_book(root / "_toc.yml")
        write_values(copy, root / "requirements.txt", numbered, mistakes)

    once(run_folder, "binder", make)
    return copy


def test_titles_are_numbered(folder, exercise):
    text = (folder / f"{exercise.removeprefix('book/')}.md").read_text("utf-8")
    number = exercises().index(exercise) + 1
    assert re.search(r"^# (.*)", text, re.MULTILINE)[1].startswith(f"Exercício {number}: ")


def test_values_are_written_into_every_chapter(folder, exercise):
    path = folder / f"{exercise.removeprefix('book/')}.md"
    assert "{{" not in prose_of(path.read_text("utf-8"))


def test_answer_opens_folded(folder, exercise):
    path = folder / f"{exercise.removeprefix('book/')}.md"
    cells = jupytext.read(path).cells
    [heading] = [index for index, cell in enumerate(cells) if cell.source == "## Resposta"]
    assert cells[heading].metadata["jp-MarkdownHeadingCollapsed"] is True
    # The fold ends at the next cell that begins with a heading of the same level.
    ends = [
        cell.source.splitlines()[0]
        for cell in cells[heading + 1 :]
        if cell.source.startswith("## ")
    ]
    assert ends == ["## Para ir além"]


def code_of(notebook) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_code_is_that_of_the_notebook_to_take_along(folder, html, exercise):
    """Which is run from top to bottom, away from the book: see `test_standalone_notebooks`."""
    name = exercise.removeprefix("book/")
    code = code_of(jupytext.read(folder / f"{name}.md"))
    taken = code_of(nbformat.read(html / "downloads" / f"{name}.ipynb", 4))
    assert code and taken in (code, taken[:1] + code)  # it may begin with the installation


def test_chapter_runs_from_another_folder(folder, tmp_path):
    notebook = jupytext.read(folder / f"{exercises()[0].removeprefix('book/')}.md")
    NotebookClient(
        notebook, timeout=300, kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()  # fmt: skip


def test_nothing_is_written_if_a_chapter_fails(tmp_path, root):
    folder = tmp_path / "book"
    folder.mkdir()
    good, bad = folder / "02-good.md", folder / "03-bad.md"
    shutil.copy(root / "book/02-tamanho-da-saida.md", good)
    bad.write_text(good.read_text("utf-8").replace("starts = [", "starts = nothing + ["), "utf-8")
    before = {path: path.read_bytes() for path in (good, bad)}
    with pytest.raises(execution.ChapterError, match="03-bad.md"):
        write_values(folder, root / "requirements.txt", {}, {})
    assert {path: path.read_bytes() for path in (good, bad)} == before


def test_folding_touches_only_the_answer():
    text = "## Enunciado\n\nA.\n\n## Resposta\n\nB.\n\n## Para ir além\n\nC.\n"
    folded = fold_answer(text)
    assert folded.replace('+++ {"jp-MarkdownHeadingCollapsed": true}\n\n', "").replace(
        "\n+++\n", ""
    ).replace("+++\n\n", "").replace("\n", "") == text.replace("\n", "")
