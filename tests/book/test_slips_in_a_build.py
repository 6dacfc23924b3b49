"""An author's slips fail the build, all of them at once, each with its file and line."""

from __future__ import annotations

import re

import pytest
from small_book import KERNEL, Book
from test_exercise_pattern import GOOD

EXERCISE, OTHER = "book/01-exercicio", "outra"
PAGES = {
    EXERCISE: GOOD.replace("Porque sim.", "Porque são 6.208 pesos."),
    OTHER: KERNEL
    + """\
# Outra

Veja os 12 casos: aqui números não são de contas.

![](icon.svg)

<script>alert(1)</script>

<div onclick="alert(2)"><img src="icon.svg"></div>

```{code-cell}
from IPython.display import SVG

SVG('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>')
```

```{code-cell}
---
mystnb:
  image:
    alt: Um quadrado vazio
---
SVG('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
```
""",
    "boa": "# Boa\n\n![Um quadrado](icon.svg)\n",
}
SLIPS = {  # where: the line's text, and what is said of it
    (EXERCISE, "Porque são"): ["número digitado no texto: 6.208"],
    (OTHER, "![](icon.svg)"): ["figura sem texto alternativo"],
    (OTHER, "<script>"): ["HTML que executa código ou traz algo de fora: <script>"],
    (OTHER, "<div onclick"): [
        "HTML que executa código ou traz algo de fora: onclick=", "figura sem texto alternativo",
    ],
    (OTHER, "from IPython"): ["figura sem texto alternativo"],
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    book = Book(tmp_path_factory.mktemp("book"), PAGES)
    built = book.build()
    assert built.error == ""
    return built


def test_all_are_said_in_one_build(built):
    text = re.sub(r"\x1b\[[\d;]*m", "", built.warnings)
    found = [
        (match[1], int(match[2]), match[3])
        for match in re.finditer(r"/(book/01-exercicio|outra|boa)\.md:(\d+): WARNING: (.*)", text)
    ]
    expected = []
    for (name, beginning), words in SLIPS.items():
        lines = PAGES[name].splitlines()
        [line] = [n for n, text in enumerate(lines, start=1) if beginning in text]
        expected += [(name, line, said) for said in words]
    assert text.count("WARNING") == len(expected), text
    for name, line, words in expected:
        near = [said for other, at, said in found if other == name and abs(at - line) <= 2]
        assert [said for said in near if said.startswith(words)], (name, line, words, found)
