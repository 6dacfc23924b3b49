"""Each edition as one function, run at the root of the project, that says which file it made."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import yaml
from jupyter_book.sphinx import build_sphinx

from cnnbook.files import write_atomically
from cnnbook_sphinx.editions.downloads import FOLDER, NAME

BUILD = Path("_build")


class BuildError(RuntimeError):
    """A builder reported a problem, which it has already printed."""


def epub() -> Path:
    return _publish(_ebook(), f"{NAME}.epub")


def pdf() -> Path:
    from cnnbook_sphinx.editions import paper  # needs Pango, which only this format does

    return _publish(paper.write(_ebook(), BUILD / "pdf" / f"{NAME}.pdf"), f"{NAME}.pdf")


FORMATS = {"epub": epub, "pdf": pdf}


def sphinx(builder: str, output: Path, **config: object) -> None:
    """Build as ``jupyter-book build -W`` does, from the same configuration.

    Raises:
        BuildError: there was an error or a warning.
    """
    result = build_sphinx(
        str(Path.cwd()),
        str(output.resolve()),
        path_config="_config.yml",
        confoverrides={"latex_individualpages": False, **config},  # the first is always asked for
        doctreedir=str((BUILD / f".doctrees-{output.name}").resolve()),
        noconfig=True,
        builder=builder,
        warningiserror=True,
        keep_going=True,
        quiet=True,
    )
    if result:
        raise BuildError(f"o livro não pôde ser construído ({builder})")


@cache
def _ebook() -> Path:
    output = BUILD / "epub"
    shutil.rmtree(output, ignore_errors=True)  # or a page that is gone would stay in the book
    title = yaml.safe_load(Path("_config.yml").read_text("utf-8"))["title"]
    sphinx("epub", output, epub_title=title, epub_cover=("cover.png", ""))
    return output / f"{NAME}.epub"


def _publish(file: Path, name: str) -> Path:
    target = BUILD / "html" / FOLDER / name
    write_atomically(target, file.read_bytes())
    return target
