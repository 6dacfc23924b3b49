"""Questions in the e-book: plain lists, and hints and answers taken out of the page.

What a page folds cannot be folded on paper, and not in every e-book reader: it goes to the end of
the book, with links both ways.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import Any

from docutils.nodes import SkipNode
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx

from cnnbook_sphinx.exercises import entries, nodes
from cnnbook_sphinx.exercises.nodes import MAIN
from cnnbook_sphinx.exercises.pattern import question_label
from cnnbook_sphinx.words import _


@dataclass
class Taken:
    """What was folded in a page, as HTML: by question, the hints and the answer."""

    hints: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


def setup(app: Sphinx) -> None:
    for node, visit, depart in (
        (nodes.alternatives, _open_alternatives, _close_alternatives),
        (nodes.alternative, _open_item, _close_item),
        (nodes.hints, _divert, _close_hints),
        (nodes.hint_step, _open_item, _close_item),
        (nodes.answer, _divert, _close_answer),
        (nodes.answer_title, _skip, None),  # the answer's part has the exercise's
        (nodes.further, _open_section, _close_section),
        (nodes.further_title, _open_title, _close_title),
        (nodes.before, _open_section, _close_section),
        (nodes.before_title, _open_title, _close_title),
        (nodes.solution, _divert, _close_answer),
        # Code that a page folds, such as a figure's, would stand open before what it makes.
        (HideCodeCellNode, _skip, None),
    ):
        app.add_node(node, override=True, epub=(visit, depart))


def _open_section(self: Any, node: nodes.before | nodes.further) -> None:
    self.visit_section(node)


def _close_section(self: Any, node: nodes.before | nodes.further) -> None:
    self.depart_section(node)


def _open_title(self: Any, node: nodes.before_title | nodes.further_title) -> None:
    self.visit_title(node)


def _close_title(self: Any, node: nodes.before_title | nodes.further_title) -> None:
    self.depart_title(node)


def use_pages_visitors(app: Sphinx) -> None:
    """For all other nodes: Sphinx takes the visitors of a builder or of its format, never both."""
    handlers = app.registry.translation_handlers
    handlers["epub"] = {**handlers["html"], **handlers["epub"]}


def question_title(number: int) -> str:
    """Of a further question; the exercise itself, which is number 0, has none."""
    return question_label(number) if number else ""


def answer_title(number: int | None) -> str:
    """Of the answer to an exercise."""
    return _("Answer to exercise {number}").format(number=number)


def answer_id(name: str) -> str:
    return "answer" if name == MAIN else f"answer-{name}"


def hints_id(number: int) -> str:
    return f"exercise-{number}"


def hints_page(docname: str) -> str:
    return posixpath.join(posixpath.dirname(docname), "hints")


def answers_page(docname: str) -> str:
    return f"{docname}-answer"


def _skip(self: Any, node: Any) -> None:
    raise SkipNode


def _open_alternatives(self: Any, node: nodes.alternatives) -> None:
    self.body.append('<ul class="alternatives">\n')


def _close_alternatives(self: Any, node: nodes.alternatives) -> None:
    self.body.append("</ul>\n")


def _open_item(self: Any, node: nodes.alternative | nodes.hint_step) -> None:
    self.body.append("<li>")


def _close_item(self: Any, node: nodes.alternative | nodes.hint_step) -> None:
    self.body.append("</li>\n")


def _divert(self: Any, node: Any) -> None:
    """Write what follows elsewhere. An answer's headings rise a level: it is a page of its own."""
    self.context.append(self.body)
    self.body = []


def _diverted(self: Any) -> str:
    written = "".join(self.body)
    self.body = self.context.pop()
    return written


def _close_hints(self: Any, node: nodes.hints) -> None:
    docname = self.builder.current_docname
    self.builder.taken[docname].hints[node["question"]] = _diverted(self)
    target = f"{hints_page(docname)}.xhtml#{hints_id(_number(self))}"
    _link(self, "to-hints", _("Hints"), target)


def _close_answer(self: Any, node: nodes.answer | nodes.solution) -> None:
    docname, name = self.builder.current_docname, node["question"]
    answers = self.builder.taken[docname].answers
    answers[name] = _diverted(self)
    text = answer_title(_number(self))
    if name != MAIN:
        text += f", {question_title([*answers].index(name)).lower()}"
    _link(self, "to-answer", text, f"{answers_page(docname)}.xhtml#{answer_id(name)}")


def _number(self: Any) -> int | None:
    return entries.number_of(self.builder.env, self.builder.current_docname)


def _link(self: Any, kind: str, text: str, target: str) -> None:
    self.body.append(f'<p class="{kind}"><a href="{posixpath.basename(target)}">{text}</a></p>\n')
