"""What is executed again after which edit, on a small book with a copy of the package."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from warm import Done, started

HEADER = """\
---
jupytext:
  text_representation:
    format_name: myst
kernelspec:
  display_name: Python 3
  name: python3
---

# {title}

{text}

```{{code-cell}}
---
mystnb:
  image:
    alt: Um texto
---
{code}
```
"""
CODE = {
    "arithmetic": "from cnnbook.geometry import output_size\noutput_size(10, 5)",
    "recorded": "from cnnbook import records\nlen(list(records.PACKAGED_RUNS.glob('*.json')))",
    "plain": "1 + 1",
}
CONFIG = """\
language = "pt_BR"
extensions = ["myst_nb", "cnnbook_sphinx"]
nb_execution_mode = "cache"
exclude_patterns = ["src", "html"]
html_theme = "sphinx_book_theme"
cnnbook_prepare = ["cnnbook.records.prepare"]
"""


class SmallBook:
    def __init__(self, folder: Path, root: Path, run: Callable[..., Done]) -> None:
        self.folder = folder
        self._run = run
        shutil.copytree(root / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "conf.py").write_text(CONFIG)
        (folder / "requirements.txt").write_text("numpy==2\n")
        for name, code in CODE.items():
            self.write(name, HEADER.format(title=name, text="Um parágrafo.", code=code))
        names = "\n".join(CODE)
        (folder / "index.md").write_text(f"# Livro\n\n```{{toctree}}\n{names}\n```\n")

    def write(self, name: str, text: str) -> None:
        (self.folder / f"{name}.md").write_text(text, "utf-8")

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def build(self, **environment: str) -> Done:
        built = self._run(
            ["-m", "sphinx", self.folder, self.folder / "html"], self.folder,
            os.environ | {"PYTHONPATH": str(self.folder / "src")} | environment,
        )  # fmt: skip
        built.stdout += built.stderr
        return built

    def executed(self) -> set[str]:
        built = self.build()
        assert built.returncode == 0, built.stdout
        return set(re.findall(r"(\w+)\.md: executado em", built.stdout))

    def line_of(self, file: str, text: str) -> int:
        lines = (self.folder / file).read_text("utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if text in line)

    def files(self) -> dict[str, bytes]:
        """All files of the site."""
        site = self.folder / "html"
        return {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in site.rglob("*")
            if path.is_file() and ".doctrees" not in path.parts
        }

    def page(self, name: str) -> str:
        return (self.folder / "html" / f"{name}.html").read_text("utf-8")


@pytest.fixture(scope="module")
def built_book(tmp_path_factory, root, warm):
    book = SmallBook(tmp_path_factory.mktemp("built") / "book", root, warm.run)
    assert book.executed() == set(CODE)
    return book


@pytest.fixture
def book(built_book, tmp_path):
    """A built book of one's own to edit; its folder keeps the path that Sphinx knows."""
    backup = tmp_path / "backup"
    shutil.copytree(built_book.folder, backup)
    yield built_book
    shutil.rmtree(built_book.folder)
    shutil.copytree(backup, built_book.folder)


def test_a_clone_elsewhere_gives_the_same_site(built_book, tmp_path, root):
    clone = SmallBook(tmp_path / "clone of the project", root, started)
    assert clone.build().returncode == 0
    ours, theirs = built_book.files(), clone.files()
    names = ours.keys() | theirs.keys()
    assert [name for name in names if ours.get(name) != theirs.get(name)] == []


def test_nothing_changed(book):
    assert book.executed() == set()


@pytest.mark.parametrize(
    ("old", "new"), [("Um parágrafo.", "Outro parágrafo."), ("alt: Um texto", "alt: Outro texto")]
)
def test_text_is_read_again_but_nothing_runs(book, old, new):
    book.edit("plain.md", old, new)
    assert book.executed() == set()
    if "alt" not in new:
        assert "Outro parágrafo." in book.page("plain")


def test_code_of_a_chapter(book):
    book.edit("plain.md", "1 + 1", "40 + 2")
    assert book.executed() == {"plain"}
    assert "42" in book.page("plain")


def test_module_runs_only_the_chapters_that_import_it(book):
    book.edit("src/cnnbook/geometry.py", "- window) // strides + 1", "- window) // strides + 7")
    assert book.executed() == {"arithmetic"}
    assert re.search(r">12\s*<", book.page("arithmetic"))  # the page shows what the module says now


def test_record_runs_only_the_chapters_that_read_records(book):
    [record, *_] = sorted((book.folder / "src/cnnbook/recorded_runs").glob("*.json"))
    record.write_text(record.read_text().replace("{", "{ ", 1))
    assert book.executed() == {"recorded"}


def test_requirements_run_everything(book):
    book.edit("requirements.txt", "numpy==2", "numpy==3")
    assert book.executed() == set(CODE)


def test_failing_cell_fails_the_build_and_names_the_chapter(book):
    book.edit("plain.md", "1 + 1", "assert 1 + 1 == 3, 'a conta não fecha'")
    built = book.build()
    assert built.returncode != 0
    assert re.search(rf"plain\.md:{book.line_of('plain.md', 'assert 1 + 1')}: ", built.stdout)
    assert "a conta não fecha" in built.stdout


def test_kernel_that_dies_fails_the_build_and_names_the_chapter(book):
    dying = "import os, sys\nprint('a última frase', file=sys.__stderr__, flush=True)\nos._exit(1)"
    book.edit("plain.md", "1 + 1", dying)
    built = book.build()
    assert built.returncode != 0
    assert re.search(r"plain\.md:\d+: ", built.stdout)
    assert "a última frase" in built.stdout


def test_value_that_nobody_published(book):
    book.edit("plain.md", "Um parágrafo.", "Um parágrafo.\n\nSão {{ missing }}.")
    built = book.build()
    assert built.returncode != 0
    line = (book.folder / "plain.md").read_text("utf-8").splitlines().index(
        "São {{ missing }}."
    ) + 1
    assert f"plain.md:{line}: " in built.stdout and "missing" in built.stdout


def test_value_reaches_text_and_alternative_text(book):
    code = "from cnnbook.prose import publish\npublish(answer=106212)"
    book.edit("plain.md", "1 + 1", code)
    book.edit("plain.md", "Um parágrafo.", "São {{ answer }}.")
    assert book.executed() == {"plain"}
    assert "São 106.212." in book.page("plain")


def test_folder_of_runs_may_be_relative_to_where_the_build_starts(book):
    (book.folder / "chapters").mkdir()
    (book.folder / "plain.md").rename(book.folder / "chapters" / "plain.md")
    book.edit("index.md", "plain", "chapters/plain")
    book.edit("chapters/plain.md", "1 + 1", "from cnnbook import records\nrecords.user_directory()")
    built = book.build(CNNBOOK_RUNS="some/runs")
    assert built.returncode == 0, built.stdout
    assert str(book.folder / "some" / "runs") in book.page("chapters/plain")


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two processors")
def test_chapters_run_at_the_same_time(book):
    """Each waits for the other: one after another they would end in a time-out."""
    names = ("arithmetic", "plain")
    for name, other in (names, names[::-1]):
        code = (
            "import pathlib, time\n"
            f"pathlib.Path({str(book.folder / name)!r}).touch()\n"
            f"while not pathlib.Path({str(book.folder / other)!r}).exists():\n"
            "    time.sleep(0.02)"
        )
        book.edit(f"{name}.md", CODE[name], code)
    assert book.executed() == {*names}
