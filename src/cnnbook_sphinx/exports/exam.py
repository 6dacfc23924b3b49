"""An exam on paper: the same questions in several papers, each in its own order, and the key.

What is asked and in which order follows from a seed alone, so the same exam can be printed again.
"""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from cnnbook_sphinx.editions.paper import font_faces
from cnnbook_sphinx.exports import said
from cnnbook_sphinx.exports.drawings import PICTURE, is_drawing, size, standalone
from cnnbook_sphinx.exports.questions import Contents, Question
from cnnbook_sphinx.words import _, tag

MOST_PAPERS = len(ascii_uppercase)
_STYLE = Path(__file__).with_name("exam.css")
_FORMULA = re.compile(r"\\\((.*?)\\\)")


class ExamError(ValueError):
    """An exam that cannot be made; the message says why."""


@dataclass(frozen=True)
class Paper:
    """One version of an exam: its letter, and its questions in the order of this paper."""

    letter: str
    questions: tuple[Question, ...]

    def key(self) -> list[str]:
        """The letters of the right alternatives."""
        return [
            ascii_lowercase[[choice.is_right for choice in one.alternatives].index(True)]
            for one in self.questions
        ]


def choose(questions: Sequence[Question], count: int, seed: str) -> list[Question]:
    """Questions of as many exercises and kinds as there are, in the book's order.

    Raises:
        ExamError: there are not so many.
    """
    if not 0 < count <= len(questions):
        raise ExamError(
            f"QUESTOES={count}: escolha um número de 1 a {len(questions)}, tantas quantas há"
        )
    source = random.Random(f"{seed} questions")
    groups: dict[str, dict[str, list[Question]]] = {}
    for one in questions:
        groups.setdefault(one.exercise, {}).setdefault(one.kind, []).append(one)
    turns = [_turn(kinds, source) for kinds in groups.values()]
    source.shuffle(turns)
    chosen: list[Question] = []
    while len(chosen) < count:
        for turn in turns:
            if len(chosen) < count and (one := next(turn, None)):
                chosen.append(one)
    places = {one.name: place for place, one in enumerate(questions)}
    return sorted(chosen, key=lambda one: places[one.name])


def papers(questions: Sequence[Question], count: int, seed: str) -> list[Paper]:
    """The same questions in so many papers, from A on, in other orders, and their alternatives.

    Raises:
        ExamError: there is no letter for so many.
    """
    if not 0 < count <= MOST_PAPERS:
        raise ExamError(f"VERSOES={count}: escolha um número de 1 a {MOST_PAPERS}")
    found = []
    for letter in ascii_uppercase[:count]:
        source = random.Random(f"{seed} paper {letter}")
        asked = [
            replace(one, alternatives=tuple(source.sample(one.alternatives, len(one.alternatives))))
            for one in questions
        ]
        source.shuffle(asked)
        found.append(Paper(letter, tuple(asked)))
    return found


def print_paper(paper: Paper, contents: Contents, name: str) -> bytes:
    """One paper as PDF, without a word of its answers.

    Args:
        paper: what it asks.
        contents: of the book: the pictures.
        name: of the exam.
    """
    asked = "".join(
        f'<li class="question">{_shown(one.statement, contents)}<ol class="alternatives">'
        f"{''.join(f'<li>{_shown(choice.text, contents)}</li>' for choice in one.alternatives)}"
        "</ol></li>"
        for one in paper.questions
    )
    letter = _("Paper {letter}").format(letter=paper.letter)
    lines = f'<p class="line">{_("Name")}:</p><p class="line">{_("Class and date")}:</p>'
    return _printed(
        f"{name} — {letter}",
        f'<header><p class="paper">{letter}</p><h1>{escape(name)}</h1>{lines}</header>'
        f"<ol>{asked}</ol>",
    )


def print_key(found: Sequence[Paper], contents: Contents, name: str) -> bytes:
    """The key of all papers as PDF: the letters, then what is said of each alternative."""
    places = range(1, len(found[0].questions) + 1)
    head = "".join(f'<th scope="col">{place}</th>' for place in places)
    rows = "".join(
        f'<tr><th scope="row">{paper.letter}</th>'
        f"{''.join(f'<td>{letter}</td>' for letter in paper.key())}</tr>"
        for paper in found
    )
    first = found[0]
    explained = "".join(_explained(one, contents) for one in first.questions)
    order = _("In the order of paper {letter}").format(letter=first.letter)
    title = f"{name} — {_('Answer key')}"
    return _printed(
        title,
        f"<h1>{escape(title)}</h1>"
        f'<table class="key"><thead><tr><th scope="col">{_("Paper")}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table><h2>{order}</h2><ol>{explained}</ol>",
    )


def _turn(kinds: dict[str, list[Question]], source: random.Random) -> Iterator[Question]:
    """All questions of an exercise, in turns, one of each kind."""
    rest = [source.sample(found, len(found)) for found in kinds.values()]
    source.shuffle(rest)
    while rest:
        for found in rest:
            yield found.pop()
        rest = [found for found in rest if found]


def _explained(one: Question, contents: Contents) -> str:
    told = "".join(
        f"<li{' class=right' if choice.is_right else ''}>{_shown(choice.text, contents)}"
        f"{_shown(said.feedback(choice, contents), contents)}</li>"
        for choice in one.alternatives
    )
    where = escape(f"{contents.chapter(one).label} · {one.name}")
    return (
        f'<li class="question"><p class="where">{where}</p><ol class="alternatives">{told}</ol>'
        f"{_shown(one.solution, contents)}</li>"
    )


def _shown(markup: str, contents: Contents) -> str:
    def picture(found: re.Match[str]) -> str:
        name, says = found.groups()
        kept = contents.pictures[name]
        kind = "svg+xml" if name.endswith(".svg") else "png"
        data = base64.b64encode(standalone(kept)).decode()
        width = f'width="{size(kept)[0]}" ' if is_drawing(kept) else ""
        return f'<img {width}src="data:image/{kind};base64,{data}" alt="{says}">'

    return PICTURE.sub(picture, _FORMULA.sub(r"<em>\1</em>", markup))


def _printed(title: str, body: str) -> bytes:
    fonts = FontConfiguration()
    page = (
        f'<!DOCTYPE html><html lang="{tag()}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body>{body}</body></html>"
    )
    styles = [
        CSS(string=font_faces(), font_config=fonts),
        CSS(string=_STYLE.read_text("utf-8"), font_config=fonts),
    ]
    written: bytes = HTML(string=page).write_pdf(
        stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1"
    )
    return written
