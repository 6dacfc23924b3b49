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
that the chapter's own computation gives. In ``{question}`` there is neither.
"""

from __future__ import annotations

import re

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxDirective

from cnnbook.misconceptions import MISCONCEPTIONS

LETTERS = ("a", "b", "c", "d")
HINTS = 3
"""Which quantity; the formula with blanks; all but the last step."""

_LETTER = re.compile(r"([a-z])\.")
_EXERCISE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class PatternError(SphinxError):
    category = "Exercício fora do padrão"


class alternatives(nodes.General, nodes.Element):
    """Four `alternative` nodes; ``exercise`` is empty in a question of its own."""


class alternative(nodes.General, nodes.TextElement):
    """The text of one, without a paragraph around it; ``letter`` is the alternative's."""


class feedback(nodes.General, nodes.Element):
    """What to say to who chose ``letter``; ``misconceptions`` is empty for the right one."""


class hints(nodes.General, nodes.Element):
    """Three `hint_step` nodes."""


class hint_step(nodes.General, nodes.Element):
    """One hint, of which ``number`` counts from 1."""


class question(nodes.General, nodes.Element):
    """A further question on the chapter's idea: statement, alternatives, hints, solution."""


class solution(nodes.General, nodes.Element):
    """The worked solution of a `question`."""


class _Directive(SphinxDirective):
    has_content = True

    def parsed(self) -> list[nodes.Node]:
        return self.parse_content_to_nodes()

    def fault(self, problem: str, node: nodes.Node | None = None) -> PatternError:
        source, line = self.get_source_info()
        return PatternError(f"{source}:{(node and node.line) or line}: {problem}")


class Alternatives(_Directive):
    optional_arguments = 1
    option_spec = {"key": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        exercise = self.arguments[0] if self.arguments else ""
        if exercise and not _EXERCISE.fullmatch(exercise):
            raise self.fault(
                f"o nome do exercício, {exercise!r}, deve ter letras, números e hífens"
            )
        content = self.parsed()
        if len(content) != 1 or not isinstance(content[0], nodes.bullet_list):
            raise self.fault("deve haver só uma lista, com as alternativas a, b, c e d")
        found = alternatives(exercise=exercise, right="")
        answers = []
        for item in content[0].children:
            choice, answer = self._read(item)
            found += choice
            answers.append(answer)
        self._check(found, answers, content[0])
        [found["right"]] = [item["letter"] for item in answers if not item["misconceptions"]]
        key = self.options.get("key", found["right"])
        if key != found["right"]:
            raise self.fault(
                f"a alternativa marcada como certa é a {found['right']}, e a conta dá a {key}"
            )
        self.set_source_info(found)
        # The feedback is moved to the answer once the whole page has been read.
        return [found, *answers]

    def _read(self, item: nodes.Element) -> tuple[alternative, feedback]:
        """An item of the list: a paragraph that begins with the letter, then its feedback."""
        first = item.children[0] if item.children else None
        # Without the empty texts that the parser leaves around emphasis.
        words = [node for node in getattr(first, "children", []) if node.astext()]
        match = _LETTER.fullmatch(words[0].astext()) if words else None
        if not (
            match and isinstance(first, nodes.paragraph) and isinstance(words[0], nodes.strong)
        ):
            raise self.fault("a alternativa deve começar com sua letra em negrito: **a.**", item)
        answers = [node for node in item.children[1:] if isinstance(node, feedback)]
        if len(answers) != 1 or len(item.children) != 2 or not answers[0].astext().strip():
            raise self.fault(
                f"depois do texto da alternativa {match[1]} deve vir só um bloco {{right}} ou "
                "{wrong}, com uma explicação",
                item,
            )
        answers[0]["letter"] = match[1]
        choice = alternative("", "", *words, letter=match[1])
        choice.line = item.line
        return choice, answers[0]

    def _check(
        self, found: alternatives, answers: list[feedback], list_: nodes.bullet_list
    ) -> None:
        letters = [choice["letter"] for choice in found.children]
        if letters != list(LETTERS):
            raise self.fault(
                f"as alternativas devem ser a, b, c e d, e são {', '.join(letters)}", list_
            )
        # Each text without its letter.
        texts = [choice.astext()[2:].strip() for choice in found.children]
        for choice, text in zip(found.children, texts):
            if not text or texts.count(text) > 1:
                raise self.fault(f"a alternativa {choice['letter']} não tem texto só seu", choice)
        right = [answer["letter"] for answer in answers if not answer["misconceptions"]]
        if len(right) != 1:
            raise self.fault(
                f"deve haver uma só alternativa certa, e há {len(right)}: {', '.join(right)}", list_
            )


class Right(_Directive):
    def run(self) -> list[nodes.Node]:
        return [feedback("", *self.parsed(), misconceptions=[])]


class Wrong(_Directive):
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        names = self.arguments[0].split()
        for name in names:
            if name not in MISCONCEPTIONS:
                raise self.fault(
                    f"não há o engano {name!r}; os que há estão em cnnbook/misconceptions.py"
                )
        return [feedback("", *self.parsed(), misconceptions=names)]


class Hints(_Directive):
    def run(self) -> list[nodes.Node]:
        content = self.parsed()
        items = content[0].children if len(content) == 1 else []
        if len(items) != HINTS or not isinstance(content[0], nodes.enumerated_list):
            raise self.fault(f"deve haver só uma lista numerada, com {HINTS} pistas")
        steps = (hint_step("", *item.children, number=n) for n, item in enumerate(items, start=1))
        return [hints("", *steps)]


class Question(_Directive):
    def run(self) -> list[nodes.Node]:
        found = question("", *self.parsed())
        self.set_source_info(found)
        for kind in (alternatives, hints, solution):
            if len(list(found.findall(kind))) != 1:
                raise self.fault(f"a pergunta deve ter um, e só um, bloco {{{kind.__name__}}}")
        if isinstance(found.children[0], alternatives):
            raise self.fault("falta o enunciado da pergunta")
        return [found]


class Solution(_Directive):
    def run(self) -> list[nodes.Node]:
        return [solution("", *self.parsed())]


DIRECTIVES = {
    "alternatives": Alternatives,
    "right": Right,
    "wrong": Wrong,
    "hints": Hints,
    "question": Question,
    "solution": Solution,
}
