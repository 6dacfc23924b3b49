"""Building: the book, and synthetic books of many chapters, after each kind of edit.

Everything is done in copies of the repository, in a temporary folder.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import plain
from summary import ratio, spread, table

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).with_name("jupyter-book")
CHAPTER = "book/05-reduzir-o-tamanho.md"  # the pattern of the synthetic chapters


def run(rounds: int) -> Iterable[str]:
    """Ours and plain jupyter-book, in pairs: one right after another, each first in turn."""
    ours: dict[str, list[float]] = {}
    theirs: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        ran = _copy(Path(folder) / "ran")
        _build(ran)  # also warms what the system keeps of files
        runs = ran / "_build" / ".jupyter_cache" / "runs"
        for number in range(rounds):
            book, written_out = (_copy(Path(folder) / name) for name in ("book", "plain"))
            plain.write_out(written_out, runs)
            pair = [(book, EDITS, ours, True), (written_out, OF_ONE_CHAPTER, theirs, False)]
            for which, edits, found, strict in pair if number % 2 == 0 else pair[::-1]:
                _measure(which, edits, found, strict)
                shutil.rmtree(which)
    rows = [
        [
            what,
            spread(ours[what]),
            spread(theirs.get(what, [])),
            ratio(ours[what], theirs[what]) if what in theirs else "–",
        ]
        for what in ours
    ]
    yield table(
        f"o livro, {rounds} rodadas em pares, segundos: mediana (menor–maior)",
        ["construção", "o livro", "jupyter-book puro", "o livro à frente (vezes)"],
        rows,
    )


def growth(sizes: Iterable[int], rounds: int) -> Iterable[str]:
    rows = []
    for size in sizes:
        found: dict[str, list[float]] = {}
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                book = _synthetic(_copy(Path(folder) / "book"), size)
                _measure(book, OF_ONE_CHAPTER, found, strict=False)
        rows.append([str(size), *(spread(found[what]) for what in OF_ONE_CHAPTER)])
    yield table(
        f"livros de muitos capítulos, rodadas: {rounds}; segundos",
        ["capítulos", *OF_ONE_CHAPTER],
        rows,
    )


def _measure(
    book: Path, edits: Iterable[str], found: dict[str, list[float]], strict: bool = True
) -> None:
    """Build after each edit, one upon another; the seconds are added to what was found."""
    for what in edits:
        EDITS[what](book, _chapters(book)[1])
        found.setdefault(what, []).append(_build(book, strict))


def _copy(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("_config.yml", "_toc.yml", "CITATION.cff", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "book", folder / "book")
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("*.egg-info"))
    return folder


def _build(book: Path, strict: bool = True) -> float:
    """In seconds. If strict, a warning is an error: copies of an exercise share its name, and plain
    jupyter-book warns of what our extension would have seen to."""
    began = time.perf_counter()
    # The copy's own package, and not the installed one.
    environment = os.environ | {"PYTHONPATH": str(book / "src")}
    done = subprocess.run(
        [str(PROGRAM), "build", ".", *(["-W", "--keep-going"] if strict else [])],
        cwd=book, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{book.name}:\n{(done.stdout + done.stderr)[-3000:]}")
    return time.perf_counter() - began


def _chapters(book: Path) -> list[Path]:
    return sorted((book / "book").glob("[0-9]*.md"))


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def _edit_prose(book: Path, chapter: Path) -> None:
    _replace(chapter, "\n## Para ir além\n", "\nUma frase a mais.\n\n## Para ir além\n")


def _edit_code(book: Path, chapter: Path) -> None:
    _add_code(chapter, "edited = True")


def _add_code(chapter: Path, line: str) -> None:
    """A line more in the chapter's first cell that has no options."""
    text = chapter.read_text("utf-8")
    edited, found = re.subn(r"(```\{code-cell\}.*\n)(?![-:])", rf"\g<1>{line}\n", text, count=1)
    assert found, f"{chapter} has no such cell"
    chapter.write_text(edited, "utf-8")


def _edit_package(book: Path, chapter: Path) -> None:
    with (book / "src" / "cnnbook" / "geometry.py").open("a") as file:
        file.write("\n# edited\n")


EDITS: dict[str, Callable[[Path, Path], None]] = {
    "do nada": lambda book, chapter: None,
    "nada mudou": lambda book, chapter: None,
    "o texto de um capítulo": _edit_prose,
    "o código de um capítulo": _edit_code,
    "um módulo de src/": _edit_package,
}
# After an edit of src/ all chapters are executed again, as from nothing.
OF_ONE_CHAPTER = [what for what, edit in EDITS.items() if edit is not _edit_package]


def _synthetic(book: Path, size: int) -> Path:
    """The same book with copies of one exercise after its own, until it has ``size`` chapters."""
    pattern = (book / CHAPTER).read_text("utf-8")
    own = _chapters(book)
    entries = [f"      - file: book/{own[-1].stem}"]
    for number in range(len(own) + 1, size + 1):
        # Up to 100: an exercise's name begins with two digits.
        name = f"{number % 100:02d}-copia"
        text = re.sub(r"(name: fig-[\w-]+)", rf"\g<1>-{number}", pattern)
        text = re.sub(r"(\{alternatives\} [\w-]+)", rf"\g<1>-{number}", text)
        (book / "book" / f"{name}.md").write_text(text, "utf-8")
        _add_code(book / "book" / f"{name}.md", f"copy = {number}")
        entries.append(f"      - file: book/{name}")
    _replace(book / "_toc.yml", entries[0], "\n".join(entries))
    return book
