"""One build tells of every fault: of chapters, versions, mistakes and pages, with file and line."""

from __future__ import annotations

import re

import pytest
from small_book import KERNEL, MISTAKES, VERSIONS, Book
from test_exercise_pattern import GOOD

CHECK = """\
def facts(value):
    assert value > 3
"""
FAILS = """
```{code-cell}
from small_check import facts

facts(2)
```
"""


def line_of(text: str, part: str) -> int:
    assert text.count(part) == 1, part
    return text[: text.index(part)].count("\n") + 1


EXERCISE = GOOD.replace("Porque sim.", "Porque são 6.208 pesos.").replace(
    "{wrong} kernel-as-output", "{wrong} no-such-mistake"
)
UNFILLED = (
    KERNEL.replace("---\n\n", "question: E este?\n---\n\n")
    + GOOD.partition("---\n\n")[2]
    .replace("É pouco.", "É {{ little }}.")
    .replace("É demais.", "É {{ much.")
    .replace("tamanho-da-saida", "outro-exercicio")
    .replace("Quanto?", "Quanto é 12?")
    + FAILS.replace("(2)", "(4)")
)
PAGES = {
    "book/01-exercicio": EXERCISE,
    "book/02-sem-valores": UNFILLED,
    "book/03-falha": KERNEL + "# Falha\n" + FAILS + "\n{{ never }}\n",
    "book/04-ilegivel": KERNEL + "# Ilegível\n\n```{code-cell}\n:tags: [a\n\n1\n```\n",
    "outra": "# Outra\n\n{doc}`nada`\n\n![](icon.svg)\n\n<script>alert(1)</script>\n",
}
BROKEN_VERSIONS = (
    VERSIONS.replace("{{ first }} − {{ second }}?", "{{ first }} − {{ secnd }}?")
    .replace("1. Que conta é?", "1. Não passa de 90.")
    .replace("{wrong} rounded-up", "{wrong} unknown-mistake")
)  # fmt: skip
BROKEN_MISTAKES = MISTAKES.replace(":explained-in: enganos#erros-comuns\n", "", 1)
EXPECTED = {
    "book/01-exercicio.md": {
        line_of(EXERCISE, "Porque são"): "número digitado no texto: 6.208",
        line_of(EXERCISE, "no-such-mistake"): "no-such-mistake",
    },
    "book/02-sem-valores.md": {
        line_of(UNFILLED, "{{ little }}"): "não há 'little' entre os valores que as células",
        line_of(UNFILLED, "{{ much"): "falta “}}”",
        line_of(UNFILLED, "é 12"): "número digitado no texto: 12",
        line_of(UNFILLED, "{alternatives} outro-exercicio"): "precisa de 6 perguntas",
    },
    "book/03-falha.md": {
        line_of(PAGES["book/03-falha"], "facts(2)"): "small_check.py:2: assert value > 3"
    },
    "book/04-ilegivel.md": {11: "o capítulo não pôde ser lido"},
    "outra.md": {
        3: "nada",
        5: "figura sem texto alternativo",
        7: "HTML que executa código",
    },
    "versoes/01-tamanho.md": {
        line_of(BROKEN_VERSIONS, "secnd"): "secnd",
        line_of(BROKEN_VERSIONS, "de 90"): "número digitado no texto: 90",
        line_of(BROKEN_VERSIONS, "## difference"): "nenhum texto o responde",
        line_of(BROKEN_VERSIONS, "unknown-mistake"): "unknown-mistake",
    },
    "enganos.md": {3: "explained-in"},
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What one build says: by file and line."""
    book = Book(tmp_path_factory.mktemp("book"), PAGES)
    book.write("small_check.py", CHECK)
    book.write("book/small_check.py", CHECK)
    book.write("versoes/01-tamanho.md", BROKEN_VERSIONS)
    book.write("enganos.md", BROKEN_MISTAKES)
    built = book.build()
    assert built.error.startswith("corrija o que está nas linhas indicadas acima")
    assert not built.written and "Traceback" not in built.warnings.replace("Traceback (most", "", 1)
    found: dict[str, dict[int, str]] = {}
    for path, line, said in re.findall(
        rf"{re.escape(str(book.folder))}/(\S+?):(\d+): (?:WARNING|ERROR): (.*)", built.warnings
    ):
        known = found.setdefault(path, {})
        known[int(line)] = f"{known.get(int(line), '')} {said}"
    return found


def test_every_fault_is_told_where_it_is(told):
    for path, faults in EXPECTED.items():
        for line, said in faults.items():
            assert said in told.get(path, {}).get(line, ""), (path, line, told.get(path))


def test_nothing_is_told_that_follows_from_another_fault(told):
    for path, faults in told.items():
        assert faults.keys() <= EXPECTED[path].keys(), (path, faults)
