"""A build that cannot go on says why and what to do in its last line, and leaves nothing cut."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from small_book import KERNEL, Book

from cnnbook_files import is_refused, reason
from cnnbook_sphinx.failures import find_refused

PAGES = {
    "curta": "# Curta\n\nTexto.\n",
    "longa": "# Longa\n\n" + "Mais uma frase de uma página longa.\n\n" * 2000,
    "outra": KERNEL + "# Outra\n\n```{code-cell}\n1 + 1\n```\n",
}
LIMIT = 60_000  # bytes: more than any other page has
JUPYTER_BOOK = [
    str(Path(sys.executable).with_name("jupyter-book")), "build", ".", "-W", "--keep-going",
]  # fmt: skip
LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="needs a folder that not even root may write"
)


def limit_files(size: int) -> None:
    """Let no file grow further, as on a full disk: what is written ends there, with an error."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def full_disk_for_pages(app):
    app.connect("html-page-context", lambda *_: limit_files(LIMIT))


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path / "book", PAGES)


def test_a_page_that_was_not_written_stops_the_build_and_is_not_left_cut(book, tmp_path):
    try:
        built = book.build(full_disk_for_pages)
    finally:
        limit_files(resource.RLIM_INFINITY)
    place = book.html / "longa.html"
    assert f"{place}: o arquivo passa do tamanho permitido; libere espaço" in built.error
    assert "curta" in built.written and (book.html / "curta.html").is_file()
    assert not place.exists()
    assert [name for name in book.files() if name.startswith(".")] == []
    built = book.build()
    assert (built.error, built.warnings) == ("", "")
    clean = Book(tmp_path / "clean", PAGES)
    clean.build()
    assert book.files() == clean.files()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize(
    "name", ["runs/", "_static/pages.css", "contents.json", "locale/", "exercises.js"]
)
def test_what_the_book_itself_cannot_write_is_said(book, monkeypatch, number, name):
    replace = os.replace

    def fail(source, target):
        if name in str(target):
            raise OSError(number, os.strerror(number), source, None, target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail)
    built = book.build()
    assert name in built.error and reason(OSError(number, "")) in built.error
    assert os.strerror(number) not in built.error


def jupyter_book(folder, **options):
    done = subprocess.run(JUPYTER_BOOK, cwd=folder, capture_output=True, text=True, **options)
    said = done.stdout + done.stderr
    assert done.returncode and "Traceback" not in said, said
    return said.rstrip().splitlines()[-1]


@pytest.fixture
def project(tmp_path):
    tmp_path.joinpath("_config.yml").write_text(
        "title: Um livro\nsphinx:\n  extra_extensions: [cnnbook_sphinx]\n"
    )
    tmp_path.joinpath("_toc.yml").write_text(
        "format: jb-book\nroot: inicio\nparts: [{chapters: [{file: outra}]}]\n"
    )
    tmp_path.joinpath("outra.md").write_text("# Outra\n")
    tmp_path.joinpath("inicio.md").write_text(KERNEL + "# Início\n\nTexto.\n", "utf-8")
    tmp_path.joinpath("requirements.txt").touch()
    return tmp_path


def test_a_page_in_another_encoding(project):
    project.joinpath("inicio.md").write_text("# Início\n", "latin-1")
    assert "corrija o que está nas linhas indicadas acima" in jupyter_book(project)


def test_a_page_of_the_contents_that_is_not_there(project):
    contents = project.joinpath("_toc.yml")
    contents.write_text(contents.read_text().replace("outra", "outraa"))
    done = subprocess.run(JUPYTER_BOOK, cwd=project, capture_output=True, text=True)
    assert "_toc.yml:3: " in done.stderr
    assert "não há a página “outraa”; você quis dizer “outra”?" in done.stderr


def test_a_warning(project):
    project.joinpath("inicio.md").write_text("# Início\n\n{doc}`nada`\n", "utf-8")
    assert jupyter_book(project).startswith("Erro: um aviso conta como erro. Corrija")


def test_a_full_disk(project):
    last = jupyter_book(project, preexec_fn=lambda: limit_files(5000))
    assert last.startswith("Erro: não foi possível ler ou gravar") and "libere espaço" in last


@LINUX
def test_a_folder_that_cannot_be_written(project):
    project.joinpath("_build").symlink_to("/sys/kernel")
    last = jupyter_book(project)
    assert last.startswith("Erro: não foi possível ler ou gravar /sys/kernel/html")
    assert "confira de quem são" in last


@LINUX
@pytest.mark.parametrize("edition", ["epub", "sem-respostas"])
def test_an_edition_that_cannot_be_written(project, edition):
    project.joinpath("_build").symlink_to("/sys/kernel")
    done = subprocess.run(
        [sys.executable, "-m", "cnnbook_sphinx.editions", edition],
        cwd=project, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode and "Traceback" not in done.stderr, done.stderr
    assert done.stderr.startswith("Erro: não foi possível ler ou gravar")


def test_the_reason_is_found_wherever_it_is():
    full = OSError(errno.ENOSPC, "")
    wrapped = RuntimeError()
    wrapped.__cause__ = ExceptionGroup("", [ValueError(), full])
    assert is_refused(full) and find_refused(wrapped) is full
    assert find_refused(FileNotFoundError(errno.ENOENT, "")) is None
