"""The notebooks to take along: linked, whole, folded, and run from top to bottom by themselves."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from table_of_contents import exercises

from cnnbook_sphinx.editions.standalone import StandaloneError, make

MEMORY_LIMIT = 1.5e9  # bytes; Binder gives 2e9, and JupyterLab takes a part of that
# Of this process alone: what getrusage gives begins with what the process that started it had.
_LAST_CELL = "print(next(line for line in open('/proc/self/status') if 'VmHWM' in line).split()[1])"
FOLDED = "jp-MarkdownHeadingCollapsed"
REPOSITORY = {
    "url": "https://example.org/livro", "branch": "main", "package": "cnnbook",
    "large": "tensorflow",
}  # fmt: skip
CHAPTER = """\
---
kernelspec:
  name: python3
  display_name: Python 3
---

# Um exercício

{text}

## Resposta

**Alternativa correta: a.** Porque sim.

```{{code-cell}}
1 + 1
```

## Para ir além

- Mais.
"""


@pytest.fixture
def path(html: Path, exercise: str) -> Path:
    return html / "downloads" / f"{exercise.removeprefix('book/')}.ipynb"


@pytest.fixture
def notebook(path: Path):
    return nbformat.read(path, as_version=4)


def test_chapter_links_to_its_notebook(pages, html, exercise, path):
    [link] = pages[exercise].select(".chapter-download a")
    assert (html / "book" / link["href"]).resolve() == path.resolve()
    assert link.get_text() == "Baixar este capítulo como notebook" and link.has_attr("download")


def test_title_has_the_number(notebook, exercise):
    number = exercises().index(exercise) + 1
    title = next(cell for cell in notebook.cells if cell.cell_type == "markdown")
    assert title.source.startswith(f"# Exercício {number}: ")


def test_text_is_plain(notebook):
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert not re.search(r"\{\{|\}\}|^ *:::|\{[a-z:]+\}`", text, re.MULTILINE)


def test_has_no_outputs(notebook):
    assert not any(cell.get("outputs") for cell in notebook.cells)


def test_key_is_folded_for_every_program(notebook):
    cells = notebook.cells
    [heading] = [number for number, cell in enumerate(cells) if cell.source == "## Resposta"]
    assert cells[heading].metadata[FOLDED] is True  # JupyterLab
    assert cells[heading].metadata["id"] in notebook.metadata.colab.collapsed_sections  # Colab
    for number, cell in enumerate(cells):
        if "Alternativa correta" in cell.source or "### Alternativa por" in cell.source:
            assert number > heading and cell.source.startswith("<details>")
    [after] = [
        number for number, cell in enumerate(cells) if cell.source.startswith("## Para ir além")
    ]
    assert after > heading


def test_hints_are_folded(notebook):
    for number, cell in enumerate(notebook.cells):
        if re.match(r"#+ Pistas", cell.source):
            assert cell.metadata[FOLDED] and notebook.cells[number + 1].source.startswith(
                "<details>"
            )


def test_runs_in_an_empty_folder(notebook, exercise, tmp_path, record_property):
    """With the package of this environment in the place of the one that would be installed.

    And in the memory that there is in Binder, where a chapter has the same code.
    """
    if sys.platform == "linux":  # elsewhere there is no such file
        notebook.cells.append(nbformat.v4.new_code_cell(_LAST_CELL))
    NotebookClient(
        notebook, timeout=300, kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()  # fmt: skip
    assert not list(tmp_path.iterdir())
    assert all("em branco" in text for text in _answers(notebook))
    if sys.platform == "linux":
        peak = int(notebook.cells[-1].outputs[0].text) * 1024
        record_property("peak_memory_bytes", peak)
        print(
            f"{exercise}: {peak / 1e9:.2f} GB",
            "with the data" if os.environ.get("CIFAR100_DIR") else "",
        )
        assert peak < MEMORY_LIMIT


def _answers(notebook) -> list[str]:
    """What the checks say of what a reader has not written yet; there is one at least."""
    cells = [one for one in notebook.cells if re.search(r"^check\.exercise_", one.source, re.M)]
    assert cells
    return ["".join(out.data["text/plain"] for out in cell.outputs).lower() for cell in cells]


def test_the_section_to_write_in_ends_the_fold_of_the_hints(notebook):
    """JupyterLab folds up to the next cell that begins with a heading as high."""
    [place] = [
        number for number, cell in enumerate(notebook.cells)
        if cell.source.startswith("## Sua vez")
    ]  # fmt: skip
    code = next(cell for cell in notebook.cells[place:] if cell.cell_type == "code")
    assert "None" in code.source and not code.metadata.get("jupyter", {}).get("source_hidden")
    [answer] = [n for n, cell in enumerate(notebook.cells) if cell.source == "## Resposta"]
    assert place < answer


def address(name: str) -> tuple[str, str]:
    return {"09-treinamento": ("Treinar", "https://example.org/09.html")}[name]


def test_links_lead_to_the_book():
    made = make(CHAPTER.format(text="Veja {doc}`09-treinamento`."), REPOSITORY, address, {})
    assert "Veja [Treinar](https://example.org/09.html)." in made.cells[1].source


@pytest.mark.parametrize("text", ["Veja {numref}`fig-a`.", ":::{note}\nCuidado.\n:::"])
def test_what_a_notebook_cannot_show_is_refused(text):
    with pytest.raises(StandaloneError, match="não mostra"):
        make(CHAPTER.format(text=text), REPOSITORY, address, {})


def test_is_the_same_when_made_again():
    text = CHAPTER.format(text="Quanto?")
    assert make(text, REPOSITORY, address, {}) == make(text, REPOSITORY, address, {})


@pytest.mark.parametrize("has_tensorflow", [True, False])
def test_installation_does_not_bring_a_second_tensorflow(monkeypatch, has_tensorflow):
    """Run as IPython does, with pip replaced by a note of what it was asked to install."""
    import importlib.util

    from IPython.core.interactiveshell import InteractiveShell

    asked = []
    shell = InteractiveShell()
    shell.register_magic_function(lambda line: asked.append(line), magic_name="pip")
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: has_tensorflow if name == "tensorflow" else None
    )
    cell = make(CHAPTER.format(text="Quanto?"), REPOSITORY, address, {}).cells[0].source
    monkeypatch.setattr(sys, "displayhook", sys.displayhook)
    shell.run_cell(cell).raise_error()
    [line] = asked
    assert ("--no-deps" in line) == has_tensorflow
    assert '"cnnbook @ git+https://example.org/livro@main"' in line
