"""The pattern of an exercise: checked on every build, and its answer folded.

An exercise is a page with the sections below, in this order. Its alternatives are a list of four,
each beginning with its letter in bold; the answer names the key ("Alternativa correta: d") and,
in its last part, answers each of the three other alternatives in a list of the same form. Nothing
is marked up beyond that, so the same text reads well as a notebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

SECTIONS = (
    "O que você vai aprender",
    "Enunciado",
    "Alternativas",
    "Resposta",
    "Para ir além",
)
WRONG_ONES = "Por que não as outras"
LETTERS = ("a", "b", "c", "d")

_DOCNAME = re.compile(r"book/\d\d-")
_KEY = re.compile(r"Alternativa correta: ([a-z])\b")
_ITEM = re.compile(r"([a-z])\. *(.*)", re.DOTALL)


class PatternError(SphinxError):
    category = "Exercício fora do padrão"


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", _process)


def _process(app: Sphinx, doctree: nodes.document) -> None:
    if _DOCNAME.match(app.env.docname):
        check(doctree)
        fold_answer(doctree)


def check(doctree: nodes.document) -> None:
    """Insist that a page follows the pattern.

    Raises:
        PatternError: it does not; the message has the file, the line and what is missing.
    """
    sections = list(_sections(doctree))
    titles = [title for title, _ in sections]
    if titles != list(SECTIONS):
        raise _error(doctree, f"as seções devem ser {list(SECTIONS)}, e são {titles}")
    parts = dict(sections)

    alternatives = _lettered_list(parts["Alternativas"])
    if list(alternatives) != list(LETTERS):
        raise _error(parts["Alternativas"], "deve haver uma lista com as alternativas a, b, c e d")
    if len(set(alternatives.values())) != len(LETTERS):
        raise _error(parts["Alternativas"], "há alternativas com o mesmo texto")

    answer = parts["Resposta"]
    keys = _KEY.findall(answer.astext())
    if len(keys) != 1 or keys[0] not in LETTERS:
        raise _error(answer, f'deve haver um só "Alternativa correta: x", e há {keys}')
    wrong = [section for title, section in _sections_in(answer) if title == WRONG_ONES]
    explained = _lettered_list(wrong[0]) if len(wrong) == 1 else {}
    if list(explained) != [letter for letter in LETTERS if letter != keys[0]]:
        raise _error(
            answer,
            f"{WRONG_ONES!r} deve ter uma lista com cada alternativa que não é a {keys[0]}",
        )
    if not all(explained.values()):
        raise _error(wrong[0], "há uma alternativa sem explicação")


def fold_answer(doctree: nodes.document) -> None:
    """Put the answer into a ``<details>`` whose summary is the section's heading.

    In other formats than HTML the answer stays as it is: open.
    """
    for title, section in _sections(doctree):
        if title == "Alternativas":
            _first_list(section)["classes"].append("alternatives")
        if title == "Resposta":
            _first_list_of(section, WRONG_ONES)["classes"].append("alternatives")
            heading, *rest = section.children
            section.children = []
            section += [
                nodes.raw("", '<details class="answer"><summary>', format="html"),
                heading,
                nodes.raw("", "</summary>", format="html"),
                *rest,
                nodes.raw("", "</details>", format="html"),
            ]


def _sections(doctree: nodes.document) -> Iterator[tuple[str, nodes.section]]:
    for page in doctree.children:
        if isinstance(page, nodes.section):
            yield from _sections_in(page)


def _sections_in(parent: nodes.Element) -> Iterator[tuple[str, nodes.section]]:
    for section in parent.children:
        if isinstance(section, nodes.section):
            yield section[0].astext(), section


def _first_list(section: nodes.section) -> nodes.bullet_list:
    return next(iter(section.findall(nodes.bullet_list)))


def _first_list_of(answer: nodes.section, title: str) -> nodes.bullet_list:
    return _first_list(next(section for found, section in _sections_in(answer) if found == title))


def _lettered_list(section: nodes.section) -> dict[str, str]:
    """Letter and text of each item of the section's first list; empty if there is none."""
    items: dict[str, str] = {}
    for found in section.findall(nodes.bullet_list):
        for item in found.children:
            match = _ITEM.match(item.astext())
            if not match or match[1] in items:
                return {}
            items[match[1]] = match[2].strip()
        break
    return items


def _error(node: nodes.Node, problem: str) -> PatternError:
    source, line = node.source or node.document.get("source", ""), node.line or 1
    return PatternError(f"{source}:{line}: {problem}")
