"""A file of further versions: Markdown in the chapters' own directives, with holes for numbers.

::

    ---
    exercise: tamanho-da-saida
    draws: cnnbook.draws.output_size
    ---
    # Outras versões: tamanho da saída

    ## square: Região quadrada

    Qual é o tamanho da saída de uma região de {{ kernel }} em uma entrada de {{ input }}?

    ::::{alternatives}
    - {{ output }}

      :::{right}
      Por que está certa.
      :::
      :::{wrong} one-side-only
      {{ wrong.rows }} = … O que há de errado nisso.
      :::
    ::::

    ::::{hints}
    1. Que grandeza. 2. A fórmula com lacunas. 3. Tudo menos a última conta.
    ::::

    ::::{solution}
    Passo a passo.
    ::::

The sentence of the alternatives is written once: its holes are the parts of the answer, and a
mistake changes some of them (``:changes: maps, side``; all, if there is but one). A part can be
words, which stand in an option of its name, or in the sentence's hole if they follow from a number
alone. Two mistakes, or two forms of one, may have one text (``{wrong} off-by-one/less,
off-by-one/more``). A ``{drawing}`` belongs to the statement, or to the solution if it stands there;
its text says what it shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cnnbook.questions.blocks import (
    MARKDOWN,
    Block,
    block_of,
    blocks,
    front_matter,
    joined,
    tell_unclosed,
)
from cnnbook.questions.faults import Fault
from cnnbook.questions.holes import HoleError, paths


class Text(NamedTuple):
    """Markdown with holes, and the line on which it begins."""

    markdown: str = ""
    line: int = 0


@dataclass(frozen=True)
class Said:
    """What a reader who answers so is told; ``words`` are parts of the answer that are words."""

    line: int
    feedback: Text
    changes: tuple[str, ...]
    words: Mapping[str, Text]


@dataclass(frozen=True)
class Drawing:
    """A drawing by its name, the labels in it, and what it shows."""

    name: str
    labels: tuple[str, ...]
    shows: Text


@dataclass(frozen=True)
class Question:
    """One kind of question; ``answers`` by mistake, the right one under ``right``.

    Its name is for the draws, and is kept for ever; its title is what a teacher reads.
    """

    name: str
    title: str
    line: int
    statement: Text
    sentence: Text
    answers: Mapping[str, Said]
    hints: tuple[Text, ...]
    solution: Text
    drawing: Drawing | None = None
    solution_drawing: Drawing | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(paths(self.sentence.markdown)))

    def texts(self) -> list[tuple[Text, str]]:
        """Every text, with the mistake whose feedback it is."""
        common = [self.statement, self.sentence, *self.hints, self.solution]
        common += [one.shows for one in (self.drawing, self.solution_drawing) if one]
        return [(text, "") for text in common] + [
            (text, "" if name == "right" else name)
            for name, said in self.answers.items()
            for text in (said.feedback, *said.words.values())
        ]


@dataclass(frozen=True)
class Versions:
    """What a file holds.

    Attributes:
        draws: the name of the module that draws its numbers.
        text: the whole file, as it was read.
    """

    path: Path
    exercise: str = ""
    draws: str = ""
    questions: Mapping[str, Question] = field(default_factory=dict)
    faults: Sequence[Fault] = ()
    text: str = ""


def read(path: Path) -> Versions:
    """The questions in a file, and all that is wrong with it."""
    return _Reader(path).versions()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[Fault] = []

    def versions(self) -> Versions:
        text = self.path.read_text("utf-8")
        options, body, first = self._front_matter(text)
        tell_unclosed(body, first, self.fault)
        lines = body.splitlines()
        headings = [n for n, line in enumerate(lines) if line.startswith("## ")]
        if not headings:
            self.fault(first, "falta uma pergunta: escreva “## nome: Título” antes de cada "
                       "enunciado")  # fmt: skip
        questions: dict[str, Question] = {}
        for start, end in zip(headings, [*headings[1:], len(lines)]):
            name, _, title = map(str.strip, lines[start][3:].partition(":"))
            if not re.fullmatch(r"[a-z0-9-]+", name):
                self.fault(first + start, f"“{name}”: o nome de uma pergunta tem só letras "
                           "minúsculas, números e hífens")  # fmt: skip
            if not title:
                self.fault(first + start, f"falta o título, que um professor lê no Moodle: escreva "
                           f"“## {name}: ” e do que a pergunta trata")  # fmt: skip
            if name in questions:
                self.fault(first + start, f"já há uma pergunta com o nome “{name}” neste arquivo")
            section = "\n".join(lines[start + 1 : end])
            questions[name] = self._question(name, title, section, first + start + 1)
        self._check_holes(questions.values())
        exercise, draws = (str(options.get(name, "")) for name in ("exercise", "draws"))
        return Versions(self.path, exercise, draws, questions, tuple(self.faults), text)

    def fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.path, line, message))

    def _front_matter(self, text: str) -> tuple[Mapping[str, object], str, int]:
        """Options, the rest, and the rest's first line."""
        options, body, first = front_matter(text, self.fault)
        if self.faults:
            return options, body, first
        for name, means in (
            ("exercise", "o nome do exercício, como no capítulo"),
            ("draws", "o módulo que sorteia os números, como cnnbook.draws.output_size"),
        ):
            if not options.get(name):
                self.fault(1, f"falta “{name}:” no cabeçalho entre linhas de ---: {means}")
        return options, body, first

    def _question(self, name: str, title: str, section: str, first: int) -> Question:
        found = blocks(section, first, self.fault)
        end = min((block.line for block in found), default=first + section.count("\n") + 1)
        statement = "\n".join(section.splitlines()[: end - first])
        by_name: dict[str, Block] = {}
        for block in found:
            if block.name not in ("alternatives", "hints", "solution", "drawing"):
                self.fault(block.line, f"“{{{block.name}}}” não tem lugar aqui: uma pergunta tem "
                           "{drawing}, {alternatives}, {hints} e {solution}")  # fmt: skip
            elif block.name in by_name:
                self.fault(block.line, f"a pergunta já tem um bloco {{{block.name}}}")
            by_name.setdefault(block.name, block)
        missing = [one for one in ("alternatives", "hints", "solution") if one not in by_name]
        for one in missing:
            self.fault(first - 1, f"a pergunta “{name}” não tem {{{one}}}")
        if not statement.strip():
            self.fault(first - 1, f"a pergunta “{name}” não tem enunciado")
        empty = Block("", "", {}, "", first, first)
        solution, solution_drawing = self._solution(by_name.get("solution", empty))
        sentence, answers = self._answers(by_name.get("alternatives", empty))
        return Question(
            name,
            title,
            first - 1,
            Text(joined(statement), first + _blank_lines(statement)),
            sentence,
            answers,
            self._hints(by_name.get("hints", empty)),
            solution,
            self._drawing(by_name["drawing"]) if "drawing" in by_name else None,
            solution_drawing,
        )

    def _answers(self, block: Block) -> tuple[Text, dict[str, Said]]:
        if not block.name:
            return Text(), {}
        tokens = MARKDOWN.parse(block.content)
        sentences = [token for token in tokens if token.type == "inline"]
        if len(sentences) != 1 or not tokens[0].type == "bullet_list_open":
            self.fault(block.line, "as alternativas têm uma só frase, em um item que começa com "
                       "“- ”, e sob ela {right} e os {wrong}")  # fmt: skip
            return Text(), {}
        line = block.content_line + sentences[0].map[0]
        sentence = Text(" ".join(sentences[0].content.split()), line)
        parts = _parts(sentence.markdown)
        answers: dict[str, Said] = {}
        for token in tokens:
            if token.type != "colon_fence":
                continue
            if not (one := block_of(token, block.content_line, self.fault)):
                continue
            names = re.split(r", *", one.argument) if one.name == "wrong" else [one.name]
            if one.name not in ("right", "wrong") or not all(names):
                self.fault(one.line, "sob a frase das alternativas só há {right} e {wrong} com o "
                           "nome de um engano")  # fmt: skip
                continue
            for name in names:
                if name in answers:
                    self.fault(one.line, f"“{name}” já tem resposta nesta pergunta")
                answers[name] = self._said(one, name, parts)
        if "right" not in answers:
            self.fault(block.line, "falta {right}: por que a alternativa certa está certa")
        return sentence, answers

    def _said(self, block: Block, name: str, parts: Sequence[str]) -> Said:
        words = {
            part: Text(text, block.line)
            for part, text in block.options.items()
            if part != "changes"
        }
        named = re.split(r", *", block.options["changes"]) if "changes" in block.options else []
        changes = [part for part in parts if part in named or part in words]
        if name == "right" or (not changes and len(parts) == 1):
            changes = list(parts)
        if unknown := {*named, *words} - {*parts}:
            self.fault(block.line, f"a frase das alternativas não tem {_quoted(unknown)}: suas "
                       f"partes são {_quoted(parts)}")  # fmt: skip
        if not changes:
            self.fault(block.line, "diga que partes da resposta este engano muda, como em "
                       f"“:changes: {', '.join(parts[:2])}”")  # fmt: skip
        if not block.content.strip():
            self.fault(block.line, f"falta o que dizer a quem responde por “{name}”")
        return Said(
            block.line, Text(joined(block.content), block.content_line), tuple(changes), words
        )

    def _hints(self, block: Block) -> tuple[Text, ...]:
        lines = block.content.splitlines()
        starts = [n for n, line in enumerate(lines) if re.match(r"\d+\. ", line)]
        if block.name and len(starts) != 3:
            self.fault(block.line, "são três pistas, numeradas: a grandeza, a fórmula com lacunas, "
                       "e tudo menos a última conta")  # fmt: skip
        return tuple(
            Text(
                joined(re.sub(r"^\d+\. +", "", "\n".join(line.strip() for line in lines[a:b]))),
                block.content_line + a,
            )
            for a, b in zip(starts, [*starts[1:], len(lines)])
        )

    def _solution(self, block: Block) -> tuple[Text, Drawing | None]:
        drawings = blocks(block.content, block.content_line, self.fault)
        lines = block.content.splitlines()
        text = lines
        for one in drawings:
            end = one.content_line + one.content.count("\n") + 2 - block.content_line
            text = [*lines[: one.line - block.content_line], *lines[end:]]
        return (
            Text(joined("\n".join(text)), block.content_line),
            self._drawing(drawings[0]) if drawings else None,
        )

    def _drawing(self, block: Block) -> Drawing:
        if block.name != "drawing" or not block.argument:
            self.fault(block.line, "aqui só cabe {drawing} com o nome de um desenho")
        if not block.content.strip():
            self.fault(block.line, "diga, sob o desenho, o que ele mostra: quem não o vê lê isso")
        labels = block.options.get("labels", "")
        return Drawing(
            block.argument,
            tuple(re.split(r"; *", labels)) if labels else (),
            Text(joined(block.content), block.content_line),
        )

    def _check_holes(self, questions: object) -> None:
        for question in questions:  # type: ignore[attr-defined]
            for text, _ in question.texts():
                try:
                    list(paths(text.markdown))
                except HoleError as error:
                    self.fault(text.line, str(error))


def _parts(sentence: str) -> list[str]:
    try:
        return list(dict.fromkeys(paths(sentence)))
    except HoleError:
        return []


def _quoted(names: object) -> str:
    return ", ".join(f"“{name}”" for name in sorted(names))  # type: ignore[call-overload]


def _blank_lines(text: str) -> int:
    """How many it begins with."""
    return len(text) - len(text.lstrip("\n"))
