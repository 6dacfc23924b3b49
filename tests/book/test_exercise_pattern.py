"""An exercise that strays from the pattern does not build, and the author is told where."""

from __future__ import annotations

import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

GOOD = """\
# Um exercício

## O que você vai aprender

- Algo.

## Enunciado

Quanto?

## Alternativas

- **a.** um
- **b.** dois
- **c.** três
- **d.** quatro

## Resposta

**Alternativa correta: b.** Porque sim.

### Por que não as outras

- **a.** É pouco.
- **c.** É muito.
- **d.** É demais.

## Para ir além

- Mais.
"""

CONFIG = """\
extensions = ["myst_nb", "cnnbook_sphinx"]
language = "pt_BR"
"""

FAULTS = {
    "a section is missing": ("## Enunciado\n\nQuanto?\n\n", "", "as seções devem ser"),
    "sections in another order": ("## Para ir além", "## Enunciado", "as seções devem ser"),
    "three alternatives": ("- **d.** quatro\n", "", "alternativas a, b, c e d"),
    "five alternatives": ("**d.** quatro", "**d.** quatro\n- **e.** cinco", "a, b, c e d"),
    "a letter twice": ("- **c.** três", "- **b.** três", "alternativas a, b, c e d"),
    "two texts alike": ("**c.** três", "**c.** dois", "o mesmo texto"),
    "no key": ("Alternativa correta: b.", "É a segunda.", "há []"),
    "two keys": ("Porque sim.", "Alternativa correta: c.", "há ['b', 'c']"),
    "a key that is no letter": ("correta: b", "correta: e", "há ['e']"),
    "an explanation is missing": ("- **c.** É muito.\n", "", "que não é a b"),
    "an explanation of the key": ("- **a.** É pouco.", "- **b.** É pouco.", "que não é a b"),
    "an empty explanation": ("- **c.** É muito.", "- **c.**", "sem explicação"),
    "no explanations": ("### Por que não as outras", "### Outra coisa", "que não é a b"),
}  # fmt: skip


def build(folder, text):
    (folder / "book").mkdir()
    (folder / "book" / "01-exercicio.md").write_text(text, "utf-8")
    (folder / "index.md").write_text("# Livro\n\n```{toctree}\nbook/01-exercicio\n```\n", "utf-8")
    (folder / "conf.py").write_text(CONFIG, "utf-8")
    (folder / "requirements.txt").touch()
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", str(folder), str(folder / "html")],
        capture_output=True,
        text=True,
    )


def test_good_exercise_has_a_closed_answer(tmp_path):
    built = build(tmp_path, GOOD)
    assert built.returncode == 0, built.stderr
    page = BeautifulSoup((tmp_path / "html/book/01-exercicio.html").read_text("utf-8"), "lxml")
    [answer] = page.select("details.answer")
    assert not answer.has_attr("open")
    assert "Porque sim" in answer.get_text() and "Mais." not in answer.get_text()
    assert len(page.select("ul.alternatives")) == 2


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_stops_the_build(tmp_path, fault):
    old, new, message = FAULTS[fault]
    assert GOOD.count(old) == 1
    built = build(tmp_path, GOOD.replace(old, new))
    assert built.returncode != 0
    assert message in built.stderr
    assert "01-exercicio.md:" in built.stderr
