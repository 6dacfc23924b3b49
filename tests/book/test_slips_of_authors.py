"""What an author easily gets wrong is told with file, line and what to write; nothing breaks."""

from __future__ import annotations

import re

import pytest
from small_book import MISTAKES, VERSIONS, Book
from test_exercise_pattern import GOOD

PAGE, VERSIONS_FILE, MISTAKES_FILE = "book/01-x", "versoes/01-tamanho.md", "enganos.md"
TWICE = VERSIONS + VERSIONS.partition("# Outras versões\n")[2]
LAST_HINT = "3. Tire {{ second }} de {{ first }}.\n"


def page(old, new):
    assert old in GOOD
    return {f"{PAGE}.md": GOOD.replace(old, new, 1)}


def written(text):
    """The last paragraph of the page, instead of its own."""
    return page("Conte até oito.", text)


def versions(old, new):
    assert old in VERSIONS
    return {VERSIONS_FILE: VERSIONS.replace(old, new, 1)}


def mistakes(old, new):
    assert old in MISTAKES
    return {MISTAKES_FILE: MISTAKES.replace(old, new, 1)}


CASES = {
    "an alternative's feedback is not closed": (
        page("  - mais $n$.\n  :::\n", "  - mais $n$.\n"),
        f"{PAGE}.md:27: o bloco {{right}} não termina: falta uma linha só com :::",
    ),
    "hints are not closed": (
        page("3. Conte.\n::::\n", "3. Conte.\n"),
        f"{PAGE}.md:45: o bloco {{hints}} não termina: falta uma linha só com ::::",
    ),
    "a question is not closed": (
        page("Conte até oito.\n:::::\n::::::\n", "Conte até oito.\n:::::\n"),
        f"{PAGE}.md:61: o bloco {{question}} não termina: falta uma linha só com ::::::",
    ),
    "an unknown directive": (
        page("{wrong} border-ignored", "{wrongg} border-ignored"),
        f"{PAGE}.md:22: não há o bloco {{wrongg}}; você quis dizer {{wrong}}?",
    ),
    "an unknown block of hints": (
        page("::::{hints}", "::::{hintss}"),
        f"{PAGE}.md:45: não há o bloco {{hintss}}; você quis dizer {{hints}}?",
    ),
    "an unknown option": (
        page(":key: b", ":keyy: b"),
        f"{PAGE}.md:17: o bloco {{alternatives}} não tem a opção “keyy”; você quis dizer “key”?; "
        "as que tem são key\n",
    ),
    "a mistake without a name": (
        page("{wrong} border-ignored", "{wrong}"),
        f"{PAGE}.md:22: falta um nome na linha de {{wrong}}: escreva {{wrong}} nome",
    ),
    "options that cannot be read": (
        written("```{figure} ../icon.svg\n---\nalt: \"um\n---\n```"),
        f"{PAGE}.md:95: as opções do bloco {{figure}} não puderam ser lidas",
    ),
    "a value that an option does not have": (
        written("```{figure} ../icon.svg\n:alt: x\n:align: meio\n```"),
        f"{PAGE}.md:94: no bloco {{figure}}, “meio” não é um valor da opção “align”",
    ),
    "an unknown role": (
        written("{exercisee}`x`"),
        f"{PAGE}.md:94: não há o papel {{exercisee}}; você quis dizer {{exercise}}?",
    ),
    "a page that a text leads to": (written("{doc}`nada`"), ":94: não há a página “nada”"),
    "a label that a text leads to": (written("{ref}`nada`"), ":94: não há o lugar “nada”"),
    "a link to a place of its page": (
        written("[Nada](#nada)"), ":94: o link não leva a lugar nenhum: não há “nada”"
    ),
    "a link to a place of another page": (
        written("[Nada](../index.md#nada)"), ":94: o link não leva a lugar nenhum: não há “nada”"
    ),
    "a picture that is not there": (
        written("![Um ícone](nada.svg)"), ":94: não foi possível ler a figura “book/nada.svg”"
    ),
    "a level of headings is left out": (
        page("## Enunciado\n", "## Enunciado\n\n#### Fundo\n"),
        ": um título de nível 4 sob um de nível 2: comece-o por ###\n",
    ),
    "two kinds of one name": (
        {VERSIONS_FILE: TWICE},
        f"{VERSIONS_FILE}:41: já há uma pergunta com o nome “difference”",
    ),
    "a kind that is never drawn": (
        {VERSIONS_FILE: TWICE[::-1].replace("ecnereffid ##", "rehto ##", 1)[::-1]},
        f"{VERSIONS_FILE}:51: nenhum sorteio de “other” leva ao engano “border-ignored”",
    ),
    "versions of no exercise": (
        {"versoes/02-b.md": VERSIONS.replace("tamanho-da-saida", "tamanho-da-saidaa")},
        "versoes/02-b.md:1: nenhum capítulo tem o exercício “tamanho-da-saidaa”; você quis dizer "
        "“tamanho-da-saida”?",
    ),
    "hints of versions are not closed": (
        versions(f"{LAST_HINT}::::\n", LAST_HINT),
        f"{VERSIONS_FILE}:31: o bloco {{hints}} não termina",
    ),
    "a part that is not one": (
        versions(":changes: result", ":changes: resultt"),
        f"{VERSIONS_FILE}:17: a frase das alternativas não tem “resultt”: suas partes são “result”",
    ),
    "versions that do not say what draws them": (
        versions("draws: ", "drows: "), f"{VERSIONS_FILE}:1: falta “draws:” no cabeçalho"
    ),
    "a front matter that is no YAML": (
        versions("draws: small_draws", "draws: ["), f"{VERSIONS_FILE}:3: o cabeçalho entre linhas"
    ),
    "a mistake is not closed": (
        mistakes("Não é assim.\n:::\n", "Não é assim.\n"),
        f"{MISTAKES_FILE}:3: o bloco {{mistake}} não termina: falta uma linha só com :::",
    ),
    "an option that a mistake does not have": (
        mistakes(":name:", ":nome:"), f"{MISTAKES_FILE}:3: “:nome:” não cabe em um engano"
    ),
    "a section that a page does not have": (
        mistakes("enganos#erros-comuns", f"{PAGE}#nada"),
        f"{MISTAKES_FILE}:3: “:explained-in:” leva à seção “nada”, que 01-x.md não tem",
    ),
    "a main section by its title": (
        mistakes("enganos#erros-comuns", f"{PAGE}#resposta"),
        "que 01-x.md não tem: as que tem são um-exercicio, objectives, statement, choices, answer",
    ),
    "a page that is not there": (
        mistakes("enganos#erros-comuns", "book/07-x#answer"),
        f"{MISTAKES_FILE}:3: “:explained-in:” leva à página “book/07-x”, que não há",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_is_told_and_nothing_breaks(tmp_path, case):
    files, expected = CASES[case]
    book = Book(tmp_path / "book", {PAGE: GOOD})
    for name, text in files.items():
        book.write(name, text)
    built = book.build()
    plain = re.sub(r"\x1b\[[0-9;]*m", "", built.warnings + built.error)
    told = re.sub(r": (WARNING|ERROR): ", ": ", plain.replace(f"{book.folder}/", ""))
    assert expected in told, told
