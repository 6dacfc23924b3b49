"""How an author writes questions: alternatives with their feedback, hints, solutions.

In a chapter, in MyST::

    ::::{alternatives} tamanho-da-saida
    :key: {{ key }}

    - **a.** {{ a }}×{{ a }}

      :::{wrong} border-ignored
      Why someone would choose it, and what is wrong with it.
      :::
    - **b.** {{ b }}×{{ b }}

      :::{right}
      Why it is right.
      :::
    ...
    ::::

The argument names the exercise in readers' browsers, and must never change; ``key`` is the letter
that the chapter's own computation gives. In ``{question}``, which has a name of its own for the
links to it, there is neither.

What is wrong in a directive is reported and its node marked ``faulty``: the page is read to its
end, and `pattern` leaves its questions out.
"""

from __future__ import annotations

import re

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from cnnbook_sphinx.exercises.content import known_mistakes
from cnnbook_sphinx.exercises.nodes import (
    alternative,
    alternatives,
    feedback,
    hint_step,
    hints,
    question,
    solution,
)
from cnnbook_sphinx.faults import report

LETTERS = ("a", "b", "c", "d")
HINTS = 3
"""Which quantity; the formula with blanks; all but the last step."""

_LETTER = re.compile(r"([a-z])\.")
_EXERCISE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class _Directive(SphinxDirective):
    has_content = True

    def run(self) -> list[nodes.Node]:
        self.is_faulty = False
        found = self.read(self.parse_content_to_nodes())
        self.set_source_info(found[0])
        found[0]["faulty"] = self.is_faulty
        return found

    def read(self, content: list[nodes.Node]) -> list[nodes.Element]:
        """The directive's own node first; what is wrong is reported by `fault`."""
        raise NotImplementedError

    def fault(self, problem: str, node: nodes.Node | None = None) -> None:
        self.is_faulty = True
        source, line = self.get_source_info()
        report(source, (node and node.line) or line, problem)


class Alternatives(_Directive):
    optional_arguments = 1
    option_spec = {"key": directives.unchanged_required}

    def read(self, content: list[nodes.Node]) -> list[nodes.Element]:
        exercise = self.arguments[0] if self.arguments else ""
        if exercise and not _EXERCISE.fullmatch(exercise):
            self.fault(
                f"o nome do exercício, {exercise!r}, deve ter só letras minúsculas, números e "
                "hífens"
            )
        found = alternatives(exercise=exercise, right="")
        if len(content) != 1 or not isinstance(content[0], nodes.bullet_list):
            self.fault("deve haver só uma lista, com as alternativas a, b, c e d")
            return [found]
        answers = []
        for item in content[0].children:
            if read := self._read(item):
                found += read[0]
                answers.append(read[1])
        if not self.is_faulty:
            self._check(found, answers, content[0])
        # The feedback is moved to the answer once the whole page has been read.
        return [found, *answers]

    def _read(self, item: nodes.Element) -> tuple[alternative, feedback] | None:
        """An item of the list: a paragraph that begins with the letter, then its feedback."""
        first = item.children[0] if item.children else None
        # Without the empty texts that the parser leaves around emphasis.
        words = [node for node in getattr(first, "children", []) if node.astext()]
        match = _LETTER.fullmatch(words[0].astext()) if words else None
        if not (
            match and isinstance(first, nodes.paragraph) and isinstance(words[0], nodes.strong)
        ):
            self.fault("a alternativa deve começar com sua letra em negrito: **a.**", item)
            return None
        answers = [node for node in item.children[1:] if isinstance(node, feedback)]
        if len(answers) != 1 or len(item.children) != 2 or not answers[0].astext().strip():
            self.fault(
                f"depois do texto da alternativa {match[1]} deve vir só um bloco {{right}} ou "
                "{wrong}, com uma explicação",
                item,
            )
            return None
        answers[0]["letter"] = match[1]
        choice = alternative("", "", *words, letter=match[1])
        choice.line = item.line
        return choice, answers[0]

    def _check(
        self, found: alternatives, answers: list[feedback], list_: nodes.bullet_list
    ) -> None:
        letters = [choice["letter"] for choice in found.children]
        if letters != list(LETTERS):
            self.fault(
                f"as alternativas devem ser a, b, c e d, e são {', '.join(letters)}", list_
            )
        # Each text without its letter.
        texts = [choice.astext()[2:].strip() for choice in found.children]
        for choice, text in zip(found.children, texts):
            if not text or texts.count(text) > 1:
                self.fault(f"a alternativa {choice['letter']} não tem texto só seu", choice)
        right = [answer["letter"] for answer in answers if not answer["misconceptions"]]
        if len(right) != 1:
            self.fault(
                f"deve haver uma só alternativa certa, com {{right}}, e há {len(right)}: "
                f"{', '.join(right)}",
                list_,
            )
            return
        [found["right"]] = right
        key = self.options.get("key", found["right"])
        if key != found["right"]:
            self.fault(
                f"a alternativa marcada como certa é a {found['right']}, e a conta dá a {key}"
            )


class Right(_Directive):
    def read(self, content: list[nodes.Node]) -> list[nodes.Element]:
        return [feedback("", *content, misconceptions=[])]


class Wrong(_Directive):
    required_arguments = 1
    final_argument_whitespace = True

    def read(self, content: list[nodes.Node]) -> list[nodes.Element]:
        names, known = self.arguments[0].split(), known_mistakes(self.env)
        for name in names:
            if name not in known:
                self.fault(known.unknown(name))
        return [feedback("", *content, misconceptions=names)]


class Hints(_Directive):
    def read(self, content: list[nodes.Node]) -> list[nodes.Element]:
        items = content[0].children if len(content) == 1 else []
        if len(items) != HINTS or not isinstance(content[0], nodes.enumerated_list):
            self.fault(f"deve haver só uma lista numerada, com {HINTS} pistas")
            return [hints()]
        steps = (hint_step("", *item.children, number=n) for n, item in enumerate(items, start=1))
        return [hints("", *steps)]


class Question(_Directive):
    optional_arguments = 1
    final_argument_whitespace = True

    def read(self, content: list[nodes.Node]) -> list[nodes.Element]:
        name = self.arguments[0] if self.arguments else ""
        found = question("", *content, name=name)
        if not _EXERCISE.fullmatch(name):
            self.fault(
                "depois de {question} vai o nome da pergunta, com letras minúsculas, números e "
                "hífens, como em {question} one-pixel-changes"
            )
        for kind in (alternatives, hints, solution):
            if len(list(found.findall(kind))) != 1:
                self.fault(f"a pergunta deve ter um, e só um, bloco {{{kind.__name__}}}")
        if not content or isinstance(content[0], alternatives):
            self.fault("falta o enunciado da pergunta, antes de {alternatives}")
        return [found]


class Solution(_Directive):
    def read(self, content: list[nodes.Node]) -> list[nodes.Element]:
        return [solution("", *content)]


DIRECTIVES = {
    "alternatives": Alternatives,
    "right": Right,
    "wrong": Wrong,
    "hints": Hints,
    "question": Question,
    "solution": Solution,
}
