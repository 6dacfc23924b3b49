"""The file of mistakes: what is read, what an author is told, and the book's own."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from filled_variants import GENERATORS

from cnnbook.check.named import NAMED
from cnnbook.misconceptions import MISCONCEPTIONS
from cnnbook.questions.kind import mistakes_of
from cnnbook.questions.mistakes import read, unknown_in
from cnnbook.questions.reading import read as read_versions

ROOT = Path(__file__).parents[2]
MISTAKES = read(ROOT / "book/enganos.md")
ALL = [pytest.param(mistake, id=mistake.id) for mistake in MISTAKES.values()]

FILE = """\
---
formulas: cnnbook.misconceptions.sizes_of_a_test
---
# Erros comuns

Um texto.

:::{mistake} rounded-up
:name: Arredondar para *cima*
:explained-in: 01-um#passo-a-passo
:example: entrada de 12

Conta mais uma posição, em que o filtro ficaria
16. em parte fora: arredonda-se para baixo.
:::

:::{mistake} roles-swapped
:name: Trocar os papéis
:explained-in: 01-um#a-convolucao-rotulo

Troca tudo. É o contrário.

Sempre.
:::
"""


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A folder with a page and the file; its formulas are those of one mistake."""
    module = ModuleType("cnnbook.misconceptions.sizes_of_a_test")
    module.MISCONCEPTIONS = {"rounded-up": MISCONCEPTIONS["rounded-up"]}
    monkeypatch.setitem(sys.modules, module.__name__, module)
    (tmp_path / "01-um.md").write_text(
        "# Um\n\n## Passo a passo\n\n### A convolução (rótulo)\n\n(aqui)=\n## Outra\n", "utf-8"
    )
    (tmp_path / "enganos.md").write_text(FILE, "utf-8")
    return tmp_path


def test_a_file_is_read(book):
    found = read(book / "enganos.md")
    assert found.faults == () and [*found] == ["rounded-up", "roles-swapped"]
    up, swapped = found.values()
    assert (up.line, up.name, up.example) == (8, "Arredondar para *cima*", "entrada de 12")
    assert up.explained_in == "01-um#passo-a-passo"
    assert up.formula is MISCONCEPTIONS["rounded-up"] and swapped.formula is None
    assert swapped.wrong == "Troca tudo. É o contrário.\n\nSempre."


UP, SWAPPED, TOP = ":::{mistake} rounded-up", ":::{mistake} roles-swapped", "---"
FAULTS = {  # the old text, the new, the line that the author is sent to, what is said
    "an unknown option": (
        ":name: Trocar", ":nam: x\n:name: Trocar",
        SWAPPED,
        "“:nam:” não cabe em um engano; você quis dizer “name”?",
    ),
    "no name": (
        ":name: Trocar os papéis\n", "",
        SWAPPED,
        "“roles-swapped” não diz como se chama: escreva “:name:”",
    ),
    "an empty name": (
        ":name: Trocar os papéis", ":name:",
        SWAPPED,
        "não diz como se chama",
    ),
    "an id in Portuguese": (
        "roles-swapped", "papéis trocados",
        ":::{mistake} papéis trocados",
        "só de letras minúsculas e hífens",
    ),
    "no id": (
        " roles-swapped", "",
        ":::{mistake}",
        "“”: um engano é citado por um nome",
    ),
    "two of one id": (
        "roles-swapped", "rounded-up",
        None,
        "já está na linha 8",
    ),
    "two of one name": (
        "Trocar os papéis", "Arredondar para *cima*",
        SWAPPED,
        "na linha 8, já se chama “Arredondar para *cima*”",
    ),
    "no place": (
        ":explained-in: 01-um#a-convolucao-rotulo\n", "",
        SWAPPED,
        "não diz onde o livro o explica",
    ),
    "a page and no section": (
        "01-um#a-convolucao-rotulo", "01-um",
        SWAPPED,
        "não diz onde o livro o explica",
    ),
    "a page that is not there": (
        "01-um#a-c", "zzz#a-c",
        SWAPPED,
        "à página “zzz”, que não há em",
    ),
    "a page misspelt": (
        "01-um#a-c", "01-uma#a-c",
        SWAPPED,
        "você quis dizer “01-um”?",
    ),
    "a section that is not there": (
        "um#passo-a-passo", "um#passo-passo",
        UP,
        "à seção “passo-passo”, que 01-um.md não tem; você quis dizer “passo-a-passo”?",
    ),
    "a formula without an example": (
        ":example: entrada de 12\n", "",
        UP,
        "“rounded-up” tem uma fórmula: escreva “:example:”",
    ),
    "an example without a formula": (
        "rotulo\n\nTroca", "rotulo\n:example: um\n\nTroca",
        SWAPPED,
        "“roles-swapped” tem um exemplo e não tem fórmula",
    ),
    "a formula without a text": (
        FILE[FILE.index(UP):FILE.index(SWAPPED)], "",
        TOP,
        "a fórmula de “rounded-up”, e nenhum texto a explica",
    ),
    "no text": (
        "Troca tudo. É o contrário.\n\nSempre.\n", "",
        SWAPPED,
        "“roles-swapped” não tem texto",
    ),
    "not closed": (
        "Sempre.\n:::\n", "Sempre.\n",
        SWAPPED,
        "não é fechado: falta uma linha com “:::”",
    ),
    "no such module": (
        "sizes_of_a_test", "nothing",
        TOP,
        "não foi possível usar as fórmulas de cnnbook.misconceptions.nothing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_its_line(book, fault):
    old, new, line, message = FAULTS[fault]
    assert old in FILE
    text = FILE.replace(old, new, 1)
    path = book / "enganos.md"
    path.write_text(text, "utf-8")
    number = 17 if line is None else text.splitlines().index(line) + 1
    told = [one for one in read(path).faults if message in one.message]
    assert [(one.path, one.line) for one in told] == [(path, number)], read(path).faults
    assert str(told[0]).startswith(f"{path}:{number}: ")


def test_all_faults_are_told_together(book):
    text = FILE.replace(":name: Trocar os papéis\n", "").replace("passo-a-passo", "nada")
    (book / "enganos.md").write_text(text, "utf-8")
    assert [one.line for one in read(book / "enganos.md").faults] == [8, 17]


def test_a_file_that_is_not_there_is_told(tmp_path):
    [fault] = read(tmp_path / "enganos.md").faults
    assert (fault.line, "falta este arquivo" in fault.message) == (1, True)


def test_who_cites_what_is_not_there_is_told_what_may_be_meant(book):
    known = read(book / "enganos.md")
    said = "não há o engano “{}” em enganos.md"
    meant = said.format("rounded-upp") + "; você quis dizer “rounded-up”?"
    assert known.unknown("rounded-upp") == meant
    assert known.unknown("zzz") == said.format("zzz")
    versions = read_versions(ROOT / "book/versoes/02-tamanho-da-saida.md")
    question = next(one for one in versions.questions.values() if "one-side-only" in one.answers)
    cited = {name: question.answers[name] for name in ("right", "one-side-only")}
    few = replace(versions, questions={"one": replace(question, answers=cited)})
    [fault] = unknown_in(few, known)
    assert (fault.path, fault.line) == (versions.path, cited["one-side-only"].line)
    assert fault.message == said.format("one-side-only")


def test_the_books_own_file_has_no_faults():
    assert MISTAKES.faults == () and len(MISTAKES) > 30


@pytest.mark.parametrize("mistake", ALL)
def test_says_what_is_wrong_and_then_what_is_right(mistake):
    assert re.match(r"[A-Z]\w+r\b", mistake.name), "a name begins with an infinitive"
    assert not mistake.name.endswith(".")
    assert mistake.wrong.endswith(".")
    assert len(re.findall(r"[.:;]", mistake.wrong)) >= 2, "what is wrong, then the right idea"


@pytest.mark.parametrize("mistake", [one for one in ALL if one.values[0].formula])
def test_an_example_names_the_numbers_of_its_formula(mistake):
    """They are typed there: each is an argument, or the stride that goes without saying."""
    numbers = [*_numbers(mistake.formula.example)]
    numbers += [100 * number for number in numbers if number < 1]  # as a percentage
    typed = re.findall(r"\d+(?:,\d+)?", mistake.example)
    assert typed
    for number in typed:
        value = float(number.replace(",", "."))
        assert value == 1 or any(value == pytest.approx(one) for one in numbers), number


def _numbers(values):
    for value in values.values() if isinstance(values, dict) else values:
        if isinstance(value, (tuple, list)):
            yield from _numbers(value)
        else:
            yield value


def test_every_version_answers_to_mistakes_that_are_explained():
    for generator in GENERATORS.values():
        for kind in generator.kinds.values():
            assert {one for name in kind.wrong for one in mistakes_of(name)} <= MISTAKES.keys()


def test_each_is_met_in_at_least_two_exercises():
    """In the chapters' own alternatives, further questions and variants, and the code's checks."""
    met: dict[str, set[str]] = {name: set() for name in MISTAKES}
    for chapter in sorted((ROOT / "book").glob("[0-9][0-9]-*.md")):
        [exercise] = re.findall(r"^:+\{alternatives\} (\S+)$", chapter.read_text(), re.MULTILINE)
        marked = re.findall(r"^ *:{3,}\{wrong\} +(.+?) *$", chapter.read_text(), re.MULTILINE)
        for name in " ".join(marked).split():
            met[name].add(exercise)
    for exercise, generator in GENERATORS.items():
        for kind in generator.kinds.values():
            for name in kind.wrong:
                for mistake in mistakes_of(name):
                    met[mistake].add(exercise)
    for exercise, names in NAMED.items():
        for name in names:
            met[name].add(exercise)
    assert {name: where for name, where in met.items() if len(where) < 2} == {}
