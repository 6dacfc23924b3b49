"""Questions as HTML that works alone: form controls, folded hints, answers; a script only adds.

What only a script can do stands in ``.needs-script``, which is not shown where none runs.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from cnnbook_sphinx.exercises import marking
from cnnbook_sphinx.exercises.pattern import feedback_list


def setup(app: Sphinx) -> None:
    for node, visit, depart in (
        (marking.alternatives, _open_alternatives, _close_alternatives),
        (marking.alternative, _open_alternative, _close_alternative),
        (marking.hints, _open_hints, _close_hints),
        (marking.hint_step, _open_hint, _close_hint),
        (feedback_list, _open_feedback_list, _close_feedback_list),
        (marking.feedback, _open_feedback, _close_feedback),
    ):
        app.add_node(node, html=(visit, depart))


def _open_alternatives(self: Any, node: marking.alternatives) -> None:
    name = node["question"]
    self.body.append(
        f'<fieldset class="alternatives" data-question="{name}" '
        f'data-exercise="{escape(node["exercise"])}" data-content="{node["content"]}">'
        "<legend>Escolha uma alternativa</legend>\n"
    )


def _close_alternatives(self: Any, node: marking.alternatives) -> None:
    name = node["question"]
    if self.config.cnnbook_edition == "class":  # without the script
        self.body.append("</fieldset>\n")
        return
    self.body.append(
        '<div class="needs-script">'
        f'<label for="{name}-why">Por que você a escolheu? '
        "<span>Opcional: fica só neste navegador.</span></label>"
        f'<input type="text" id="{name}-why" class="why" maxlength="300" autocomplete="off">'
        '<button type="button" class="check">Conferir</button></div></fieldset>\n'
        f'<div class="verdict" role="status" data-question="{name}"></div>\n'
    )


def _open_alternative(self: Any, node: marking.alternative) -> None:
    name, letter = node.parent["question"], node["letter"]
    self.body.append(
        f'<div class="alternative"><input type="radio" id="{name}-{letter}" name="{name}" '
        f'value="{letter}"><label for="{name}-{letter}">'
    )


def _close_alternative(self: Any, node: marking.alternative) -> None:
    self.body.append("</label></div>\n")


def _open_hints(self: Any, node: marking.hints) -> None:
    self.body.append(f'<div class="hints" data-question="{node["question"]}">\n')


def _close_hints(self: Any, node: marking.hints) -> None:
    self.body.append("</div>\n")
    if self.config.cnnbook_edition == "class":
        return
    self.body.append(
        f'<p class="needs-script more" data-question="{node["question"]}">'
        '<button type="button" class="another">Outra versão</button> '
        '<a class="permalink" href="#">Link para esta versão</a></p>\n'
    )


def _open_hint(self: Any, node: marking.hint_step) -> None:
    self.body.append(f'<details class="hint"><summary>Pista {node["number"]}</summary>\n')


def _close_hint(self: Any, node: marking.hint_step) -> None:
    self.body.append("</details>\n")


def _open_feedback_list(self: Any, node: feedback_list) -> None:
    self.body.append(f'<ul class="feedback" data-question="{node["question"]}">\n')


def _close_feedback_list(self: Any, node: nodes.Element) -> None:
    self.body.append("</ul>\n")


def _open_feedback(self: Any, node: marking.feedback) -> None:
    misconceptions = " ".join(node["misconceptions"])
    kind = f'data-misconceptions="{misconceptions}"' if misconceptions else "data-right"
    self.body.append(f'<li data-letter="{node["letter"]}" {kind}>\n')


def _close_feedback(self: Any, node: marking.feedback) -> None:
    self.body.append("</li>\n")
