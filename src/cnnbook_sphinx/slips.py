"""An author's slips that no other part notices: warnings with file and line, all in one build.

- a number typed in the text of an exercise, where all come from its code;
- a line in the middle of a paragraph that Markdown takes for the first of a list;
- HTML that runs code or loads something, which the pages' policy would only make useless;
- a picture without a text for who does not see it;
- a block that does not end, and a page of the table of contents that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from cnnbook_sphinx import steps
from cnnbook_sphinx.exercises.content import tell_unclosed
from cnnbook_sphinx.exercises.entries import number_of
from cnnbook_sphinx.faults import report
from cnnbook_sphinx.values import prose_lines

logger = logging.getLogger(__name__)

SLIPS = "slips"
"""In a page's metadata: that its HTML has been complained of."""

# What has digits in any book and is no result of anything.
_MARKUP = (
    r"^ *\d\. |\{(?:doc|exercise)\}`[^`]*`|^ *name: .*$",  # numbering, a page, a figure
    r"`[\w.]+(\(\))?`",  # a name in the code
    r"^ *[:`]+\{code-cell\} .*$",
    r"^ *:+\{(alternatives|question|wrong|drawing)\} .*$",  # names of exercises, mistakes …
    r"^ *:changes:.*$|^## .*$",  # names of numbers, a kind
)
# What a hole has of the code: its path, and the values that its words are for.
_OF_A_HOLE = re.compile(r"\{\{ *[\w.]+ *|\| *[\w-]+: ?|\}\}")
_OF_FORMULAS = {"1", "2"}
"""In a text that is of many numbers: what one adds, doubles or halves by, whatever these are."""
_NUMBER = re.compile(r"[\w.,%×-]*\d[\w.,%×-]*")

_RUNS_OR_LOADS = (
    (re.compile(r"<(script|iframe|object|embed|link|meta|base|style)\b", re.IGNORECASE), "<{}>"),
    (re.compile(r"<[a-z][^>]*\s(on[a-z]+)\s*=", re.IGNORECASE), "{}="),
    (re.compile(r"""=\s*["']?\s*(javascript:)""", re.IGNORECASE), "{}"),
    (re.compile(r"""\ssrc\s*=\s*["']?((?:https?:)?//[^"'\s>]*)""", re.IGNORECASE), "{}"),
)
_FIRST_OF_A_LIST = re.compile(r" {0,3}1[.)] ")
_NO_PARAGRAPH = re.compile(r" *(?::{3,}|`{3,}|#|>|\||[-*+] |\d+[.)] |:\w)")
_IN_CONTENTS = re.compile(r"\b(?:file|root): *([\w./-]+)")
_PICTURE = re.compile(r"""<img\b(?![^>]*\salt\s*=\s*["']?[^"'\s>])[^>]*>""", re.IGNORECASE)


def setup(app: Sphinx) -> None:
    steps.connect(app, _check_contents, _check_versions, _check_blocks, _check_numbers, _check_page)


def typed_numbers(text: str, names: Sequence[str] = ()) -> Iterator[tuple[int, str]]:
    """Numbers that an exercise's text has by itself, each with its line; the front matter apart.

    Args:
        text: all of the file.
        names: patterns of what has digits in this book and is no result of anything.
    """
    allowed = re.compile("|".join(f"(?:{one})" for one in (*names, *_MARKUP)))
    front = text.find("\n---\n", 1)
    skipped = text.count("\n", 0, front) + 2 if text.startswith("---\n") and front > 0 else 0
    for number, line in prose_lines(text):
        if number > skipped:
            for found in _NUMBER.findall(allowed.sub("", _OF_A_HOLE.sub("", line))):
                yield number, found.strip(".,-")


def typed_in_versions(text: str, names: Sequence[str] = ()) -> Iterator[tuple[int, str]]:
    """The same of an exercise's further versions, whose texts are formulas of the numbers drawn."""
    for number, found in typed_numbers(text, names):
        if found not in _OF_FORMULAS:
            yield number, found


def lists_by_chance(text: str) -> Iterator[int]:
    """Lines of a paragraph, from 1, that begin as a list does: of all numbers only 1 can."""
    before = ""
    for number, line in prose_lines(text):
        if _FIRST_OF_A_LIST.match(line) and before.strip() and not _NO_PARAGRAPH.match(before):
            yield number
        before = line


def code_in(html: str) -> Iterator[str]:
    """What a piece of HTML has that runs code or loads something from elsewhere."""
    for pattern, shown in _RUNS_OR_LOADS:
        yield from (shown.format(found) for found in pattern.findall(html))


def _check_versions(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    names = app.config.cnnbook_names
    for path in sorted(Path(env.srcdir, app.config.cnnbook_versions).glob("*.md")):
        text = path.read_text("utf-8", "replace")
        for line, found in typed_in_versions(text, names):
            report(
                path, line, f"número digitado no texto: {found}. Ponha-o entre os números do "
                "sorteio, e escreva o nome dele entre {{ }}"
            )  # fmt: skip
        _tell_lists_by_chance(path, text)


def _check_contents(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    path = Path(env.srcdir, getattr(app.config, "external_toc_path", "_toc.yml"))
    lines = path.read_text("utf-8").split("\n") if path.is_file() else []
    for line, written in enumerate(lines, start=1):
        for name in _IN_CONTENTS.findall(written):
            place = Path(env.srcdir, name)
            if not place.with_name(f"{place.name}.md").is_file() and not place.is_file():
                others = [one.stem for one in place.parent.glob("*.md")]
                near = get_close_matches(place.name, others, n=1)
                hint = f"; você quis dizer “{near[0]}”?" if near else ""
                report(path, line, f"não há a página “{name}”{hint}")


def _check_blocks(app: Sphinx, docname: str, source: list[str]) -> None:
    path = app.env.doc2path(docname)
    tell_unclosed(source[0], 1, lambda line, message: report(path, line, message))
    _tell_lists_by_chance(Path(path), source[0])


def _tell_lists_by_chance(path: Path, text: str) -> None:
    for line in lists_by_chance(text):
        report(
            path, line, "esta linha continua um parágrafo, mas começa por “1.” e viraria uma "
            "lista: quebre as linhas em outro lugar"
        )  # fmt: skip


def _check_numbers(app: Sphinx, docname: str, source: list[str]) -> None:
    if number_of(app.env, docname) is None:
        return
    for line, found in typed_numbers(source[0], app.config.cnnbook_names):
        report(
            app.env.doc2path(docname), line, f"número digitado no texto: {found}. Publique-o de "
            "uma célula, e escreva o nome entre {{ }}; se é parte de um nome, ponha o nome entre "
            "crases"
        )  # fmt: skip


def _check_page(app: Sphinx, doctree: nodes.document) -> None:
    docname = app.env.docname
    for node in doctree.findall(nodes.raw):
        if "html" in node.get("format", "").split():
            for found in code_in(node.astext()):
                app.env.metadata[docname][SLIPS] = True
                logger.warning(
                    "HTML que executa código ou traz algo de fora: %s",
                    found, location=_place(docname, node),
                )  # fmt: skip
            if _PICTURE.search(node.astext()):
                _warn_of_picture(docname, node)
    for node in doctree.findall(nodes.image):
        if not node.get("alt", "").strip():
            _warn_of_picture(docname, node)


def _warn_of_picture(docname: str, node: nodes.Node) -> None:
    logger.warning(
        "figura sem texto alternativo: diga o que ela mostra (em uma célula, em image: alt:)",
        location=_place(docname, node),
    )


def _place(docname: str, node: nodes.Node) -> tuple[str, int]:
    place: nodes.Node | None = node
    while place is not None and not place.line:
        place = place.parent
    return docname, (place.line if place is not None else None) or 1
