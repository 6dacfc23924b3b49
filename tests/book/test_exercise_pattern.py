"""An exercise that strays from the pattern does not build, and the author is told where."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from small_book import MISTAKES, VERSIONS
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import docutils_namespace, patch_docutils

GOOD = """\
---
question: Quanto é?
---

# Um exercício

## O que você vai aprender

- Algo.

## Enunciado

Quanto?

## Alternativas

::::{alternatives} tamanho-da-saida
:key: b

- **a.** um

  :::{wrong} border-ignored
  É pouco.
  :::
- **b.** dois

  :::{right}
  É o que cabe:

  - um;
  - mais $n$.
  :::
- **c.** três

  :::{wrong} one-side-only rounded-up
  É muito.
  :::
- **d.** quatro

  :::{wrong} kernel-as-output
  É demais.
  :::
::::

::::{hints}
1. Olhe.
2. Pense.
3. Conte.
::::

## Resposta

**Alternativa correta: b.** Porque sim.

## Para ir além

- Mais.

## Outras perguntas

::::::{question} and-now
E agora?

:::::{alternatives}
- **a.** cinco

  :::{wrong} border-ignored
  Nem tanto.
  :::
- **b.** seis

  :::{wrong} one-side-only
  Nem tão pouco.
  :::
- **c.** sete

  :::{wrong} rounded-up
  Quase.
  :::
- **d.** oito

  :::{right}
  Isso mesmo.
  :::
:::::

:::::{hints}
1. Um.
2. Dois.
3. Três.
:::::

:::::{solution}
Conte até oito.
:::::
::::::
"""

CONFIG = """\
extensions = ["myst_nb", "cnnbook_sphinx"]
language = "pt_BR"
html_theme = "sphinx_book_theme"
# Said here, for Sphinx remembers the suffixes of other books that were built in this process.
source_suffix = {".md": "myst-nb"}
myst_enable_extensions = ["colon_fence", "dollarmath"]
exclude_patterns = ["enganos.md", "versoes"]
cnnbook_mistakes = "enganos"
cnnbook_versions = "versoes"
"""

NO_RIGHT = ":::{right}\n  É o que", ":::{wrong} rounded-up\n  É o que"
TWO_RIGHT = ":::{wrong} border-ignored\n  É pouco", ":::{right}\n  É pouco"
NO_FEEDBACK = "\n  :::{wrong} kernel-as-output\n  É demais.\n  :::\n", ""

FAULTS = {  # what is wrong: the old text, the new, the line that the author is sent to, the message
    "a section is missing": ("## Enunciado\n\nQuanto?\n\n", "", None, "as seções devem ser"),
    "sections in another order": ("## Para ir além", "## Enunciado", None, "as seções devem ser"),
    "three alternatives": (
        "- **d.** quatro\n\n  :::{wrong} kernel-as-output\n  É demais.\n  :::\n", "",
        "- **a.** um", "devem ser a, b, c e d",
    ),
    "a letter twice": ("- **c.** três", "- **b.** três", "- **a.** um", "devem ser a, b, c e d"),
    "no letter": ("- **c.** três", "- três", "- três", "letra em negrito"),
    "two texts alike": ("**c.** três", "**c.** dois", "- **b.** dois", "não tem texto só seu"),
    "no text": ("- **c.** três", "- **c.**", "- **c.**", "não tem texto só seu"),
    "no right alternative": (*NO_RIGHT, "- **a.** um", "e há 0"),
    "two right alternatives": (*TWO_RIGHT, "- **a.** um", "e há 2: a, b"),
    "no feedback": (*NO_FEEDBACK, "- **d.** quatro", "depois do texto da alternativa d"),
    "empty feedback": ("  É demais.\n", "", "- **d.** quatro", "com uma explicação"),
    "an unknown misconception": (
        "kernel-as-output", "kernel-as-input", ":::{wrong} kernel-as-input",
        "não há o engano “kernel-as-input”",
    ),
    "a key that the computation contradicts": (
        ":key: b", ":key: c", "::::{alternatives} tamanho-da-saida", "a conta dá a c",
    ),
    "a key that the answer contradicts": (
        "correta: b", "correta: c", None, 'um só "Alternativa correta: b"',
    ),
    "no key in the answer": ("Alternativa correta: b.", "É a segunda.", None, "e há []"),
    "no name": ("tamanho-da-saida", "", None, "falta o nome do exercício"),
    "a bad name": ("tamanho-da-saida", "Saída", "::::{alternatives} Saída",
        "letras minúsculas, números"),
    "two hints": ("3. Conte.\n", "", "::::{hints}", "com 3 pistas"),
    "no hints": ("::::{hints}\n1. Olhe.\n2. Pense.\n3. Conte.\n::::\n", "", None, "{hints}"),
    "a question without solution": (
        ":::::{solution}\nConte até oito.\n:::::\n", "", "::::::{question} and-now", "{solution}",
    ),
    "a question without statement": (
        "E agora?\n\n", "", "::::::{question} and-now", "falta o enunciado",
    ),
    "a question without a name": (
        "{question} and-now", "{question}", "::::::{question}", "vai o nome da pergunta",
    ),
    "a question of a bad name": (
        "{question} and-now", "{question} E agora", "::::::{question} E agora",
        "vai o nome da pergunta",
    ),
    "a question of the exercise's own name": (
        "{question} and-now", "{question} main", "::::::{question} main",
        "já há uma pergunta com o nome",
    ),
    "no short question": (
        "question: Quanto é?", "outra: coisa", "::::{alternatives} tamanho-da-saida",
        "falta no cabeçalho question",
    ),
    "a right answer by itself": (
        "- Mais.\n", "::::{right}\nSim.\n::::\n", "::::{right}", "fora do lugar",
    ),
    "neither a generator nor questions": (
        "tamanho-da-saida", "outra-coisa", None, "precisa de 6 perguntas",
    ),
}  # fmt: skip


def build(folder, text, mistakes=MISTAKES):
    """Build a book of this one chapter; what went wrong, or an empty text."""
    (folder / "book").mkdir()
    (folder / "book" / "01-exercicio.md").write_text(text, "utf-8")
    (folder / "index.md").write_text("# Livro\n\n```{toctree}\nbook/01-exercicio\n```\n", "utf-8")
    (folder / "conf.py").write_text(CONFIG, "utf-8")
    (folder / "enganos.md").write_text(mistakes, "utf-8")
    (folder / "versoes").mkdir()
    (folder / "versoes/01-exercicio.md").write_text(VERSIONS, "utf-8")
    (folder / "requirements.txt").touch()
    warnings = io.StringIO()
    with patch_docutils(), docutils_namespace():
        folders = [str(folder), str(folder), str(folder / "html"), str(folder / "doctrees")]
        Sphinx(*folders, "html", status=None, warning=warnings).build()
    return warnings.getvalue()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("good")
    built = build(folder, GOOD)
    assert built == ""
    return BeautifulSoup((folder / "html/book/01-exercicio.html").read_text("utf-8"), "lxml")


def test_alternatives_are_form_controls(page):
    main, question = page.select("fieldset.alternatives")
    assert main["data-exercise"] == "tamanho-da-saida" and main.legend
    for fieldset in (main, question):
        radios = fieldset.select("input[type=radio]")
        assert [radio["value"] for radio in radios] == ["a", "b", "c", "d"]
        for radio in radios:
            [label] = page.select(f"label[for={radio['id']}]")
            assert label.get_text().startswith(f"{radio['value']}. ")


def test_answers_are_closed_and_hold_the_feedback(page):
    main, question = page.select("details.answer")
    assert not main.has_attr("open") and not question.has_attr("open")
    assert "Porque sim" in main.get_text() and "Mais." not in main.get_text()
    assert [item["data-letter"] for item in main.select("ul.feedback > li")] == list("abcd")
    assert [item["data-letter"] for item in main.select("li[data-right]")] == ["b"]
    assert main.select_one("li[data-letter=c]")["data-misconceptions"] == "one-side-only rounded-up"
    assert "n" in main.select_one("li[data-letter=b] li:last-child").get_text()  # maths, in a list
    assert "Conte até oito" in question.get_text() and "Isso mesmo" in question.get_text()


def test_hints_are_folded(page):
    assert [len(hints.select("details")) for hints in page.select(".hints")] == [3, 3]


def test_ids_are_unique(page):
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_defaults_of_other_books_are_left_alone(page):
    assert Config.config_values["templates_path"].default == []


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_a_warning_with_a_place(tmp_path, fault):
    old, new, line, message = FAULTS[fault]
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    built = build(tmp_path, text)
    said = [line for line in built.splitlines() if "WARNING" in line]
    assert said and all(message in line for line in said)
    place = "01-exercicio.md:"
    if line:
        lines = [row.strip() for row in text.splitlines()]
        place += f"{lines.index(line) + 1}:"
    assert place in built


def test_all_faults_are_said_in_one_build(tmp_path):
    """Those of one directive, of others, and of the page as a whole; no answer is in the page."""
    text = GOOD
    for old, new in (
        ("- **c.** três", "- três"),
        ("- **a.** um", "- um"),
        ("kernel-as-output", "kernel-as-input"),
        ("3. Conte.\n", ""),
        ("## Para ir além", "## Para ir longe"),
        ("E agora?\n\n", ""),
    ):
        text = text.replace(old, new, 1)
    built = build(tmp_path, text)
    said = (
        "letra em negrito", "letra em negrito", "não há o engano", "com 3 pistas",
        "as seções devem ser", "falta o enunciado",
    )  # fmt: skip
    for message in said:
        assert built.count(message) == said.count(message)
    assert built.count("WARNING") == len(said)
    page = BeautifulSoup((tmp_path / "html/book/01-exercicio.html").read_text("utf-8"), "lxml")
    assert not page.select("input[type=radio]") and "É o que cabe" not in page.get_text()


def test_faults_of_the_mistakes_are_said_in_the_same_build(tmp_path):
    mistakes = MISTAKES.replace(":name: Arredondar para cima\n", ":nme: Arredondar\n")
    built = build(tmp_path, GOOD.replace("one-side-only", "one-side-onlly"), mistakes)
    line = mistakes.splitlines().index(":::{mistake} rounded-up") + 1
    said = [row for row in built.splitlines() if "WARNING" in row]
    assert [f"enganos.md:{line}: " in row for row in said] == [True, True, False, False]
    assert "não cabe" in said[0] and "não diz como se chama" in said[1]
    assert all("você quis dizer “one-side-only”?" in row for row in said[2:])
