"""Each edition as one function, run at the root of the project, that says which file it made."""

from __future__ import annotations

import shutil
import uuid
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jupyter_book.sphinx import build_sphinx

from cnnbook_files import write_atomically
from cnnbook_sphinx.edition import CLASS
from cnnbook_sphinx.editions.downloads import FOLDER, NAME, publish
from cnnbook_sphinx.words import _

BUILD = Path("_build")
CLASS_TITLE = "Redes Neurais Convolucionais — exercícios"
CLASS_DESCRIPTION = "Exercícios sobre redes neurais convolucionais, para fazer em aula ou em casa."
NOT_FOR_A_CLASS = {
    f"book/{name}"
    for name in (
        "como-usar", "meu-progresso", "revisao", "enganos", "para-quem-ensina",
        "sobre-esta-edicao", "contribuir",
    )
}  # fmt: skip
"""Pages that show results, name mistakes, or are about what this edition does not have."""


class BuildError(RuntimeError):
    """A builder reported a problem, which it has already printed."""


def epub() -> Path:
    return _publish(_ebook())


def pdf() -> Path:
    from cnnbook_sphinx.editions import paper  # needs Pango, which only this format does

    return _publish(paper.write(_ebook(), BUILD / "pdf" / f"{NAME}.pdf"))


def without_answers() -> Path:
    """The class edition, with its own PDF and EPUB, and beside it the key sheet."""
    from cnnbook_sphinx.editions import paper

    contents = write_contents()
    config = {
        "cnnbook_edition": CLASS,
        "external_toc_path": str(contents.resolve()),
        "html_title": CLASS_TITLE,
        "html_baseurl": "",  # the book's address, where the answers are
        "epub_description": CLASS_DESCRIPTION,
        "epub_identifier": class_identifier(configured()["sphinx"]["config"]["epub_identifier"]),
    }
    output = BUILD / "sem-respostas"
    shutil.rmtree(output, ignore_errors=True)  # what an earlier build left there may tell answers
    ebook = _make_ebook(BUILD / "epub-sem-respostas", CLASS_TITLE, **config)
    printed = paper.write(ebook, BUILD / "pdf" / f"{NAME}-sem-respostas.pdf")
    for file in (ebook, printed):
        _publish(file, output / FOLDER / f"{NAME}{file.suffix}", doctrees(ebook.parent))
    sphinx("html", output, **config)
    return output / "index.html"


def links() -> Path:
    """Ask every address outside the book whether it is there.

    Raises:
        BuildError: one is not; the report has all.
    """
    output = BUILD / "links"
    try:
        sphinx("linkcheck", output)
    except BuildError:
        raise BuildError(f"há endereços que não respondem: veja {output}/output.txt") from None
    return output / "output.txt"


def class_identifier(book: str) -> str:
    """The class edition's own, from the book's: readers' shelves take the two for two books."""
    return uuid.uuid5(uuid.UUID(book), CLASS).urn


FORMATS = {"epub": epub, "pdf": pdf, "sem-respostas": without_answers, "links": links}


def write_contents() -> Path:
    """The class edition's table of contents: the book's, with another preface and fewer pages."""
    contents = yaml.safe_load(Path("_toc.yml").read_text("utf-8"))
    contents["root"] = "book/para-a-turma"
    for part in contents["parts"]:
        part["chapters"] = [
            chapter for chapter in part["chapters"] if chapter["file"] not in NOT_FOR_A_CLASS
        ]
    contents["parts"] = [part for part in contents["parts"] if part["chapters"]]
    path = BUILD / "sem-respostas-toc.yml"
    write_atomically(path, yaml.safe_dump(contents, allow_unicode=True).encode())
    return path


def sphinx(builder: str, output: Path, **config: object) -> None:
    """Build as ``jupyter-book build -W`` does, from the same configuration.

    Raises:
        BuildError: there was an error or a warning.
    """
    try:
        result = build_sphinx(
            str(Path.cwd()),
            str(output.resolve()),
            path_config="_config.yml",
            # The first is always asked for.
            confoverrides={"latex_individualpages": False, **config},
            doctreedir=str(doctrees(output).resolve()),
            noconfig=True,
            builder=builder,
            warningiserror=True,
            keep_going=True,
            quiet=True,
        )
    except SystemExit as end:  # which says why
        raise BuildError(str(end.code).strip().removeprefix("Erro: ")) from None
    if result:
        raise BuildError(f"o livro não pôde ser construído ({builder})")


@cache
def _ebook() -> Path:
    return _make_ebook(BUILD / "epub", configured()["title"])


def configured() -> dict[str, Any]:
    return yaml.safe_load(Path("_config.yml").read_text("utf-8"))


def _make_ebook(output: Path, title: str, **config: object) -> Path:
    shutil.rmtree(output, ignore_errors=True)  # or a page that is gone would stay in the book
    sphinx("epub", output, epub_title=title, **config)
    return output / f"{NAME}.epub"


def _publish(file: Path, target: Path | None = None, made_by: Path | None = None) -> Path:
    labels = {"pdf": _("PDF, to print"), "epub": _("EPUB, for e-readers")}
    kind = file.suffix[1:]
    target = target or BUILD / "html" / FOLDER / file.name
    return publish(file, target, made_by or doctrees(BUILD / "epub"), kind, labels[kind])


def doctrees(output: Path) -> Path:
    return BUILD / f".doctrees-{output.name}"
