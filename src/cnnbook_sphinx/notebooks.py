"""``python -m cnnbook_sphinx.notebooks book``: chapters that read well as notebooks.

A notebook shows Markdown as it is written, so the values that a page gets when it is built are
written into the text itself, exercises become plain Markdown, and the answer becomes a heading that
JupyterLab opens folded. For a copy that is only read and run, such as Binder's: never for the
book's own sources.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from myst_nb.core.config import NbParserConfig
from myst_parser.config.main import MdParserConfig

from cnnbook_files import write_atomically
from cnnbook_sphinx.dependencies import Dependencies
from cnnbook_sphinx.exercises import numbering
from cnnbook_sphinx.exercises.content import Mistake, read_mistakes
from cnnbook_sphinx.exercises.numbering import Exercise, numbered_text
from cnnbook_sphinx.exercises.pattern import title
from cnnbook_sphinx.exercises.plain import plain
from cnnbook_sphinx.running.chapters import ChapterError, load, read_text
from cnnbook_sphinx.running.runs import Runs, run

_MARKDOWN = MdParserConfig(enable_extensions={"colon_fence", "deflist", "dollarmath"})
_SETTINGS = NbParserConfig(execution_mode="cache", execution_timeout=300)  # seconds, for one cell


def write_values(
    folder: Path,
    requirements: Path,
    numbered: Mapping[str, Exercise],
    mistakes: Mapping[str, Mistake],
    only_on_pages: Sequence[str] = (),
) -> list[Path]:
    """Run each chapter of a folder and write its values into its text; return the files changed.

    Args:
        folder: the one with the chapters.
        requirements: the file of the versions that they run with.
        numbered: the book's exercises, by their documents' names.
        mistakes: those that alternatives cite, by id.
        only_on_pages: directives that are left out.

    Raises:
        ChapterError: a chapter failed; then no file was changed.
    """
    dependencies = Dependencies(requirements)
    chapters = [
        chapter
        for path in sorted(folder.resolve().glob("*.md"))
        if (chapter := load(path, read_text(path), _MARKDOWN, _SETTINGS, dependencies))
    ]
    with tempfile.TemporaryDirectory() as directory:
        kept = Runs(Path(directory))
        if problems := run(chapters, kept):
            raise ChapterError(problems)
        filled = {}
        for chapter in chapters:
            ran = kept.get(chapter)
            text = ran.fill(chapter) if ran else chapter.text
            text = numbered_text(text, f"{folder.name}/{chapter.path.stem}", numbered)
            filled[chapter.path] = fold_answer(plain(text, mistakes, only_on_pages))
    texts = {chapter.path: chapter.text for chapter in chapters}
    changed = [path for path, text in filled.items() if text != texts[path]]
    for path in changed:
        write_atomically(path, filled[path].encode())
    return changed


def fold_answer(text: str) -> str:
    """Put the answer's heading in a cell of its own, folded, and end all folds where they end.

    JupyterLab folds all cells under a heading up to the next cell that begins with a heading of
    the same level.
    """
    yours, before, after = (f"## {title(name)}\n" for name in ("yours", "answer", "beyond"))
    text = text.replace(
        before, f'+++ {{"jp-MarkdownHeadingCollapsed": true}}\n\n{before}\n+++\n', 1
    )
    for heading in (yours, after):
        text = text.replace(heading, f"+++\n\n{heading}", 1)
    return text


def _only_on_pages(config: Path) -> Sequence[str]:
    """What the book's configuration says of directives that notebooks leave out."""
    written = yaml.safe_load(config.read_text("utf-8")) if config.is_file() else {}
    return written.get("sphinx", {}).get("config", {}).get("cnnbook_only_on_pages", [])


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m cnnbook_sphinx.notebooks",
        description="Escreve nos capítulos de uma pasta os números que o livro mostra.",
    )
    parser.add_argument("folder", type=Path, metavar="PASTA")
    parser.add_argument("--requirements", type=Path, default=Path("requirements.txt"))
    parser.add_argument("--contents", type=Path, default=Path("_toc.yml"))
    parser.add_argument("--config", type=Path, default=Path("_config.yml"))
    parser.add_argument("--mistakes", type=Path, help="em vez de PASTA/enganos.md")
    arguments = parser.parse_args()
    known = read_mistakes(arguments.mistakes or arguments.folder / "enganos.md")
    if known.faults:
        raise SystemExit("\n".join(f"Erro: {fault}" for fault in known.faults))
    try:
        changed = write_values(
            arguments.folder,
            arguments.requirements,
            numbering.of_book(arguments.contents),
            known,
            _only_on_pages(arguments.config),
        )
    except ChapterError as error:
        raise SystemExit(f"Erro: {error}") from None
    print(f"Números escritos em {len(changed)} capítulos de {arguments.folder}")


if __name__ == "__main__":
    main()
