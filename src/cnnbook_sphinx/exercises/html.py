"""Questions as HTML that works alone: form controls, folded hints, answers; a script only adds.

What only a script can do stands in ``.needs-script``, which is not shown where none runs.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils.nodes import SkipNode
from sphinx.application import Sphinx

from cnnbook_sphinx.edition import is_class
from cnnbook_sphinx.exercises import nodes
from cnnbook_sphinx.exercises.marking import HINTS, LETTERS
from cnnbook_sphinx.exercises.nodes import MAIN
from cnnbook_sphinx.words import _


def setup(app: Sphinx) -> None:
    for node, visit, depart in (
        (nodes.alternatives, _open_alternatives, _close_alternatives),
        (nodes.alternative, _open_alternative, _close_alternative),
        (nodes.hints, _open_hints, _close_hints),
        (nodes.hint_step, _open_hint, _close_hint),
        (nodes.feedback_list, _open_feedback_list, _close_feedback_list),
        (nodes.feedback, _open_feedback, _close_feedback),
        (nodes.answer, _open_answer, _close_answer),
        (nodes.answer_title, _open_answer_title, _close_answer_title),
        (nodes.further, _open_further, _close_answer),
        (nodes.further_title, _open_answer_title, _close_answer_title),
        (nodes.before, _open_before, _close_answer),
        (nodes.before_title, _open_answer_title, _close_answer_title),
        (nodes.solution, _open_solution, _close_solution),
        (nodes.question_form, _write_question_form, None),
    ):
        app.add_node(node, html=(visit, depart))


def _open_alternatives(self: Any, node: nodes.alternatives) -> None:
    name, form, takes_typed = node["question"], node["typed"], _takes_typed(self, node)
    self.body.append(
        f'<fieldset class="alternatives" data-question="{name}" '
        f'data-exercise="{escape(node["exercise"])}" data-content="{node["content"]}"'
        f"{' data-typed' if form and takes_typed else ''}>"
        f'<legend><span class="when-choosing">{_("Choose an alternative")}</span>'
    )
    if not takes_typed:
        self.body.append('</legend>\n<div class="when-choosing">')
        return
    self.body.append(
        f'<span class="when-typing">{_("Answer with your own calculation")}</span></legend>\n'
        f'<div class="needs-script when-typing"><label for="{name}-own">{_("Your answer")}</label>'
        f'<input type="text" id="{name}-own" class="own-answer" aria-describedby="{name}-form" '
        'maxlength="160" autocomplete="off" autocapitalize="off" spellcheck="false">'
        f'<p id="{name}-form" class="own-form">{_("Its form: ")}<span>{escape(form)}</span></p>'
        '</div>\n<div class="when-choosing">'
    )


def _takes_typed(self: Any, node: nodes.alternatives) -> bool:
    """Whether a typed answer can be given to the question, or to a version made after it."""
    return bool(node["typed"] or node["question"] == MAIN) and not is_class(self.config)


def _close_alternatives(self: Any, node: nodes.alternatives) -> None:
    name = node["question"]
    self.body.append("</div>\n")
    if is_class(self.config):  # without the script
        self.body.append("</fieldset>\n")
        return
    changing = (
        f' <button type="button" class="when-typing" data-prefer="choose">'
        f"{_('See the alternatives')}</button>"
        f'<button type="button" class="when-choosing" data-prefer="type">'
        f"{_('Type my own answer')}</button>"
        if _takes_typed(self, node)
        else ""
    )
    self.body.append(
        '<div class="needs-script">'
        f'<label for="{name}-why">{_("How did you come to it?")} '
        f"<span>{_('Optional: it stays in this browser only.')}</span></label>"
        f'<input type="text" id="{name}-why" class="why" maxlength="300" autocomplete="off">'
        f'<div class="answer-buttons"><button type="button" class="check">{_("Check")}</button> '
        f'<button type="button" class="ask-hint">{_("A hint")}</button>{changing}'
        "</div></div></fieldset>\n"
        f'<div class="verdict" role="status" data-question="{name}"></div>\n'
    )


def _open_alternative(self: Any, node: nodes.alternative) -> None:
    name, letter = node.parent["question"], node["letter"]
    self.body.append(
        f'<div class="alternative"><input type="radio" id="{name}-{letter}" name="{name}" '
        f'value="{letter}"><label for="{name}-{letter}">'
    )


def _close_alternative(self: Any, node: nodes.alternative) -> None:
    self.body.append("</label></div>\n")


def _open_hints(self: Any, node: nodes.hints) -> None:
    self.body.append(f'<div class="hints" data-question="{node["question"]}">\n')


def _close_hints(self: Any, node: nodes.hints) -> None:
    self.body.append("</div>\n")
    if is_class(self.config):
        return
    self.body.append(
        f'<p class="needs-script more" data-question="{node["question"]}">'
        f'<button type="button" class="another">{node["another"]}</button> '
        f'<button type="button" class="copy-link">{_("Copy link")}</button> '
        '<button type="button" class="copy-link with-answer" hidden>'
        f"{_('Copy link with my answer')}</button> "
        '<span class="copied" role="status"></span></p>\n'
    )


def _open_hint(self: Any, node: nodes.hint_step) -> None:
    self.body.append(f'<details class="hint"><summary>{_("Hint")} {node["number"]}</summary>\n')


def _close_hint(self: Any, node: nodes.hint_step) -> None:
    self.body.append("</details>\n")


def _open_feedback_list(self: Any, node: nodes.feedback_list) -> None:
    self.body.append(f'<ul class="feedback" data-question="{node["question"]}">\n')


def _close_feedback_list(self: Any, node: nodes.feedback_list) -> None:
    self.body.append("</ul>\n")


def _open_feedback(self: Any, node: nodes.feedback) -> None:
    misconceptions = " ".join(node["misconceptions"])
    kind = f'data-misconceptions="{misconceptions}"' if misconceptions else "data-right"
    self.body.append(f'<li data-letter="{node["letter"]}" {kind}>\n')


def _close_feedback(self: Any, node: nodes.feedback) -> None:
    self.body.append("</li>\n")


def _open_answer(self: Any, node: nodes.answer) -> None:
    self.visit_section(node)
    self.body.append(_opening_of_fold(node))


def _open_before(self: Any, node: nodes.before) -> None:
    self.visit_section(node)
    self.body.append('<details class="before" open>')


def _open_further(self: Any, node: nodes.further) -> None:
    self.visit_section(node)
    self.body.append('<details class="further">')


def _close_answer(self: Any, node: nodes.answer) -> None:
    self.body.append("</details>")
    self.depart_section(node)


def _open_answer_title(self: Any, node: nodes.answer_title) -> None:
    self.body.append("<summary>")
    self.visit_title(node)


def _close_answer_title(self: Any, node: nodes.answer_title) -> None:
    self.depart_title(node)
    self.body.append("</summary>")


def _open_solution(self: Any, node: nodes.solution) -> None:
    self.body.append(f"{_opening_of_fold(node)}<summary><span>{_('Answer')}</span></summary>")


def _close_solution(self: Any, node: nodes.solution) -> None:
    self.body.append("</details>")


def _write_question_form(self: Any, node: nodes.question_form) -> None:
    """Each part as a chapter's page has it."""
    asked = nodes.alternatives(question=MAIN, exercise="", content="", typed="")
    asked += [nodes.alternative(letter=letter) for letter in LETTERS]
    hints = nodes.hints(question=MAIN, another="")
    hints += [nodes.hint_step(number=number) for number in range(1, HINTS + 1)]
    said = nodes.feedback_list(question=MAIN)
    said += [nodes.feedback(letter=letter, misconceptions=[]) for letter in LETTERS]
    self.body.append('<template class="question-form">')
    for part in (asked, hints, said):
        part.walkabout(self)
    self.body.append("</template>")
    raise SkipNode


def _opening_of_fold(node: nodes.answer | nodes.solution) -> str:
    return f'<details class="answer" data-question="{node["question"]}">'
