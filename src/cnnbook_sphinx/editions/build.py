"""Each edition as one function, run at the root of the project, that says which file it made."""

from __future__ import annotations

import shutil
import uuid
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from docutils.nodes import make_id
from jupyter_book.sphinx import build_sphinx

from cnnbook_files import write_atomically
from cnnbook_sphinx.edition import CLASS
from cnnbook_sphinx.editions.downloads import FOLDER, publish
from cnnbook_sphinx.words import _

BUILD = Path("_build")


class BuildError(RuntimeError):
    """A builder reported a problem, which it has already printed."""


def epub() -> Path:
    return _publish(_ebook())


def pdf() -> Path:
    from cnnbook_sphinx.editions import paper  # needs Pango, which only this format does

    return _publish(paper.write(_ebook(), BUILD / "pdf" / f"{name()}.pdf"))


def without_answers() -> Path:
    """The class edition, with its own PDF and EPUB, and beside it the key sheet."""
    from cnnbook_sphinx.editions import paper

    contents = write_contents()
    title = of_the_class("title", configured()["title"])
    config = {
        "cnnbook_edition": CLASS,
        "external_toc_path": str(contents.resolve()),
        "html_title": title,
        "html_baseurl": "",  # the book's address, where the answers are
        "epub_description": of_the_class("description", ""),
        "epub_identifier": class_identifier(setting("epub_identifier", uuid.NAMESPACE_URL.urn)),
    }
    output = BUILD / "sem-respostas"
    shutil.rmtree(output, ignore_errors=True)  # what an earlier build left there may tell answers
    ebook = _make_ebook(BUILD / "epub-sem-respostas", title, **config)
    printed = paper.write(ebook, BUILD / "pdf" / f"{name()}-sem-respostas.pdf")
    for file in (ebook, printed):
        _publish(file, output / FOLDER / f"{name()}{file.suffix}", doctrees(ebook.parent))
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
    contents["root"] = of_the_class("root", contents["root"])
    left_out = of_the_class("without", [])
    for part in contents["parts"]:
        part["chapters"] = [
            chapter for chapter in part["chapters"] if chapter["file"] not in left_out
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


def setting(name: str, default: Any) -> Any:
    """What the book's configuration tells Sphinx."""
    return configured().get("sphinx", {}).get("config", {}).get(name, default)


def name() -> str:
    """What the book's files are named after."""
    return str(setting("epub_basename", make_id(configured().get("title", "")) or "book"))


def of_the_class(what: str, default: Any) -> Any:
    """The class edition's title, description, first page, or the pages that it is without."""
    return setting("cnnbook_class", {}).get(what, default)


def _make_ebook(output: Path, title: str, **config: object) -> Path:
    shutil.rmtree(output, ignore_errors=True)  # or a page that is gone would stay in the book
    sphinx("epub", output, epub_title=title, **config)
    return output / f"{name()}.epub"


def _publish(file: Path, target: Path | None = None, made_by: Path | None = None) -> Path:
    labels = {"pdf": _("PDF, to print"), "epub": _("EPUB, for e-readers")}
    kind = file.suffix[1:]
    target = target or BUILD / "html" / FOLDER / file.name
    return publish(file, target, made_by or doctrees(BUILD / "epub"), kind, labels[kind])


def doctrees(output: Path) -> Path:
    return BUILD / f".doctrees-{output.name}"
