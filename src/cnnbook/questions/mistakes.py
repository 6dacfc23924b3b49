"""The file of mistakes: what each is called, what is wrong in it, and where the book explains it.

It is a page of the book as well, in which each directive shows its mistake::

    ---
    formulas: cnnbook.misconceptions
    ---
    # Erros comuns

    :::{mistake} border-ignored
    :name: Ignorar a borda
    :explained-in: 02-tamanho-da-saida#passo-a-passo
    :example: entrada de 10, filtro de 5, passo 1, sem preenchimento

    O que há de errado nisso, e a ideia certa.
    :::

A mistake that is a calculation has a formula of its name in the ``MISCONCEPTIONS`` of the module
that the header names; ``example`` says in words which numbers that formula is shown with.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from cnnbook.questions.blocks import Block, blocks, front_matter, joined, tell_unclosed
from cnnbook.questions.faults import Fault
from cnnbook.questions.kind import mistakes_of
from cnnbook.questions.reading import Versions

OPTIONS = ("name", "explained-in", "example")

_ID = re.compile(r"[a-z]+(-[a-z]+)*")
_IS_EXERCISE = re.compile(r"\A---\n(?:.*\n)*?question:")
_HEADING = re.compile(r"^#+ +(.+?) *#*$", re.MULTILINE)
_LABEL = re.compile(r"^\(([\w-]+)\)=$", re.MULTILINE)


class Formula(Protocol):
    """A wrong calculation beside the right one, and arguments for both."""

    @property
    def formula(self) -> object: ...
    @property
    def right(self) -> object: ...
    @property
    def example(self) -> Mapping[str, object]: ...


@dataclass(frozen=True)
class Mistake:
    """One mistake.

    Attributes:
        id: in kebab-case; chapters and versions cite it.
        name: an infinitive phrase; it may have words in ``*emphasis*``.
        wrong: Markdown: what it gets wrong, ending with the right idea.
        explained_in: a page, as seen from the file's folder, ``#``, and the id of its section.
        example: in words, the arguments of the formula's example; empty without a formula.
        formula: what the mistake calculates, if it calculates anything.
    """

    id: str
    line: int
    name: str
    wrong: str
    explained_in: str
    example: str = ""
    formula: Formula | None = None


@dataclass(frozen=True)
class Mistakes(Mapping[str, Mistake]):
    """All mistakes by id, in the order in which the book meets them, and the file's faults."""

    path: Path
    by_id: Mapping[str, Mistake] = field(default_factory=dict)
    faults: Sequence[Fault] = ()

    def __getitem__(self, name: str) -> Mistake:
        return self.by_id[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_id)

    def __len__(self) -> int:
        return len(self.by_id)

    def unknown(self, name: str) -> str:
        """What to tell who cites a mistake that is not in the file."""
        return f"não há o engano “{name}” em {self.path.name}{_meant(name, self.by_id)}"


def read(path: Path, own_ids: Sequence[tuple[str, str]] = ()) -> Mistakes:
    """The mistakes in a file, and all that is wrong with it.

    Args:
        path: of the file.
        own_ids: titles of sections that have other ids in an exercise's page, and these ids.
    """
    return _Reader(path, dict(own_ids)).mistakes()


def unknown_in(versions: Versions, known: Mistakes) -> list[Fault]:
    """The mistakes that a file of versions answers to, and nobody has explained."""
    return [
        Fault(versions.path, said.line, known.unknown(name))
        for question in versions.questions.values()
        for answer, said in question.answers.items()
        for name in mistakes_of(answer)
        if name not in known
    ]


class _Reader:
    def __init__(self, path: Path, own_ids: Mapping[str, str]) -> None:
        self.path = path
        self.own_ids = own_ids
        self.faults: list[Fault] = []

    def tell(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.path, line, message))

    def mistakes(self) -> Mistakes:
        try:
            text = self.path.read_text("utf-8")
        except OSError:
            self.tell(1, "falta este arquivo: nele, cada engano que uma alternativa cita tem um "
                      "bloco “:::{mistake} nome-em-inglês”")  # fmt: skip
            return Mistakes(self.path, faults=self.faults)
        options, body, first = front_matter(text, self.tell)
        tell_unclosed(body, first, self.tell)
        module = str(options.get("formulas") or "")
        formulas = self._formulas(module) if module else {}
        found: dict[str, Mistake] = {}
        for block in blocks(body, first, self.tell):
            if block.name != "mistake":
                continue
            mistake = self._mistake(block, formulas, module)
            if mistake.id in found:
                self.tell(block.line, f"o engano “{mistake.id}” já está na linha "
                          f"{found[mistake.id].line}: dê outro nome a este, ou junte os dois")  # fmt: skip
            elif same := [one for one in found.values() if one.name and one.name == mistake.name]:
                self.tell(block.line, f"o engano “{same[0].id}”, na linha {same[0].line}, já se "
                          f"chama “{mistake.name}”: escreva outro “:name:”")  # fmt: skip
            found.setdefault(mistake.id, mistake)
        for name in formulas:
            if name not in found:
                self.tell(1, f"{module} tem a fórmula de “{name}”, e nenhum texto a explica: "
                          f"escreva um bloco “:::{{mistake}} {name}”")  # fmt: skip
        return Mistakes(self.path, found, tuple(self.faults))

    def _formulas(self, module: str) -> Mapping[str, Formula]:
        try:
            return importlib.import_module(module).MISCONCEPTIONS
        except (ImportError, AttributeError) as error:
            self.tell(1, f"não foi possível usar as fórmulas de {module}: {error}")
            return {}

    def _mistake(self, block: Block, formulas: Mapping[str, Formula], module: str) -> Mistake:
        name, formula = block.argument, formulas.get(block.argument)
        if not _ID.fullmatch(name):
            self.tell(block.line, f"“{name}”: um engano é citado por um nome só de letras "
                      "minúsculas e hífens, como “:::{mistake} border-ignored”")  # fmt: skip
        for option in block.options.keys() - {*OPTIONS}:
            self.tell(block.line, f"“:{option}:” não cabe em um engano{_meant(option, OPTIONS)}: "
                      f"as linhas de um são :{':, :'.join(OPTIONS)}:")  # fmt: skip
        if not block.options.get("name"):
            self.tell(block.line, f"o engano “{name}” não diz como se chama: escreva “:name:” e "
                      "o que faz quem erra, como “:name: Ignorar a borda”")  # fmt: skip
        if not block.content.strip():
            self.tell(block.line, f"o engano “{name}” não tem texto: escreva, dentro do bloco, o "
                      "que há de errado e a ideia certa")  # fmt: skip
        example = block.options.get("example", "")
        if formula and not example:
            self.tell(block.line, f"o engano “{name}” tem uma fórmula: escreva “:example:” e, em "
                      "palavras, os números do seu exemplo")  # fmt: skip
        if example and not formula:
            where = module or "um módulo, que o cabeçalho diga em “formulas:”"
            self.tell(block.line, f"o engano “{name}” tem um exemplo e não tem fórmula: escreva-a "
                      f"em {where}, ou apague “:example:”{_meant(name, formulas)}")  # fmt: skip
        explained_in = block.options.get("explained-in", "")
        self._check_place(block.line, name, explained_in)
        return Mistake(
            name, block.line, block.options.get("name", ""), joined(block.content), explained_in,
            example, formula,
        )  # fmt: skip

    def _check_place(self, line: int, name: str, place: str) -> None:
        page, _, section = place.partition("#")
        path = self.path.parent / f"{page}.md"
        if not page or not section:
            self.tell(line, f"o engano “{name}” não diz onde o livro o explica: escreva a página "
                      "e a seção, como “:explained-in: 02-tamanho-da-saida#passo-a-passo”")  # fmt: skip
        elif not path.is_file():
            pages = [one.stem for one in self.path.parent.glob("*.md")]
            self.tell(line, f"“:explained-in:” leva à página “{page}”, que não há em "
                      f"{self.path.parent.name}/{_meant(page, pages)}")  # fmt: skip
        elif section not in (sections := _sections(path.read_text("utf-8"), self.own_ids)):
            self.tell(line, f"“:explained-in:” leva à seção “{section}”, que {path.name} não tem"
                      f"{_meant(section, sections)}: as que tem são {', '.join(sections)}"
                      )  # fmt: skip


def _sections(text: str, own_ids: Mapping[str, str]) -> list[str]:
    """The ids that a page's sections get, and the labels before them."""
    headings = _HEADING.findall(text)
    own = own_ids if _IS_EXERCISE.search(text) else {}
    return [own.get(one.strip()) or _id(one) for one in headings] + _LABEL.findall(text)


def _id(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _meant(name: str, known: Collection[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"; você quis dizer “{close[0]}”?" if close else ""
