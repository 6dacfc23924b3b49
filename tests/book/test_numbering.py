"""Exercises are numbered from the table of contents alone; one more renumbers all that follow."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small_book import MISTAKES, VERSIONS
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from test_exercise_pattern import CONFIG, GOOD

from cnnbook_sphinx.exercises import numbering
from cnnbook_sphinx.exercises.pattern import FEWEST_QUESTIONS

NAMES = {"uma": "tamanho-da-saida", "duas": "duas-convolucoes", "nova": "redes-conv1d"}
ABOUT = """\
# Sobre

Veja {doc}`duas`, que é {ref}`duas-convolucoes`, o exercício {exercise}`duas`.
"""


class Book:
    """A book whose documents' names say nothing of their order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "book").mkdir()
        (folder / "versoes").mkdir()
        (folder / "requirements.txt").touch()
        (folder / "icon.svg").write_text("<svg/>")
        (folder / "enganos.md").write_text(MISTAKES, "utf-8")
        (folder / "conf.py").write_text(
            CONFIG.replace('["myst_nb"', '["sphinx_external_toc", "myst_nb"')
            + 'external_toc_exclude_missing = True\nhtml_favicon = "icon.svg"\n',
            "utf-8",
        )
        for name, exercise in NAMES.items():
            text = GOOD.replace("tamanho-da-saida", exercise).replace("Um exercício", name.title())
            (folder / f"book/{name}.md").write_text(text, "utf-8")
            text = VERSIONS.replace("tamanho-da-saida", exercise)
            (folder / f"versoes/{name}.md").write_text(text, "utf-8")
        (folder / "book/inicio.md").write_text("# Livro\n\n:::{exercises}\n:::\n", "utf-8")
        (folder / "book/sobre.md").write_text(ABOUT, "utf-8")

    def build(self, *exercises: str) -> str:
        """Build it with these exercises; the warnings."""
        chapters = "".join(f"  - file: book/{name}\n" for name in (*exercises, "sobre"))
        (self.folder / "_toc.yml").write_text(f"root: book/inicio\nentries:\n{chapters}", "utf-8")
        warnings = io.StringIO()
        folders = (self.folder, self.folder, self.folder / "html", self.folder / "doctrees")
        with patch_docutils(), docutils_namespace():
            Sphinx(*map(str, folders), "html", status=None, warning=warnings).build()
        return warnings.getvalue()

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup((self.folder / f"html/book/{name}.html").read_text("utf-8"), "lxml")

    def script(self, name: str) -> str:
        return (self.folder / f"html/{name}").read_text("utf-8")


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Book:
    """Built with two exercises, and then again with one more before the second."""
    book = Book(tmp_path_factory.mktemp("numbered"))
    assert book.build("uma", "duas") == ""
    assert "Exercício 2: Duas" in book.page("duas").h1.get_text()
    (book.folder / "html/book/inicio.html").unlink()  # an unchanged page must be written again
    assert book.build("uma", "nova", "duas") == ""
    return book


TITLES = ["Exercício 1: Uma", "Exercício 2: Nova", "Exercício 3: Duas"]


def test_page_title_and_tab(book):
    for name, title in zip(("uma", "nova", "duas"), TITLES, strict=True):
        page = book.page(name)
        assert page.h1.get_text().removesuffix("#") == title
        assert page.title.get_text().startswith(title)
        [heading] = page.select("meta[property='og:title']")
        assert heading["content"] == title


@pytest.mark.parametrize("name", ["inicio", "uma", "duas", "sobre"])
def test_menu_of_every_page(book, name):
    links = [link.get_text(strip=False).strip() for link in book.page(name).select(".bd-links a")]
    assert [text for text in links if text.startswith("Exercício")] == TITLES


def test_links_show_number_and_title(book):
    paragraph = book.page("sobre").select_one("article p")
    assert [link.get_text() for link in paragraph.select("a")] == ["Exercício 3: Duas"] * 2
    assert "o exercício 3." in paragraph.get_text()


def test_index_for_progress_and_review(book):
    script = book.script("_static/exercise-index.js")
    index = json.loads(re.search(r"\{ index: (.*) \};", script)[1])
    assert [one["title"] for one in index["exercises"]] == TITLES
    assert [one["id"] for one in index["exercises"]] == [NAMES[n] for n in ("uma", "nova", "duas")]


def test_search_results(book):
    index = json.loads(re.search(r"\((\{.*\})\)", book.script("searchindex.js"), re.DOTALL)[1])
    assert {*TITLES} <= {*index["titles"]} and {*TITLES} <= {*index["alltitles"]}


def test_text_outside_sphinx(book):
    exercises = numbering.of_book(book.folder / "_toc.yml")
    assert [one.number for one in exercises.values()] == [1, 2, 3]
    assert exercises["book/nova"].question == "Quanto é?"
    text = "---\nquestion: x\n# nota\n---\n\n# Duas\n\nO exercício {exercise}`nova`.\n"
    assert numbering.numbered_text(text, "book/duas", exercises).endswith(
        "# nota\n---\n\n# Exercício 3: Duas\n\nO exercício 2.\n"
    )


QUESTION = GOOD.partition("## Outras perguntas\n")[2]
UNIQUE = (
    (r"^question: .*$", "question: Uma pergunta nova?"),
    (r"^# .*$", "# Um exercício novo"),
    (r"^(::::\{alternatives\}) .+$", r"\1 exercicio-novo"),
)
"""What a copied chapter has of its own."""


def test_one_more_exercise(tmp_path):
    """A copied chapter with another name, one line of ``_toc.yml``, and nothing else."""
    book = Book(tmp_path)
    (tmp_path / "book/sobre.md").write_text("# Sobre\n", "utf-8")
    text = (tmp_path / "book/uma.md").read_text("utf-8")
    text += "".join(QUESTION.replace("and-now", f"now-{n}") for n in range(FEWEST_QUESTIONS - 1))
    (tmp_path / "book/novo.md").write_text(text, "utf-8")
    said = book.build("uma", "novo")
    assert "novo.md: WARNING: o nome 'tamanho-da-saida'" in said and "book/uma" in said
    for old, new in UNIQUE:
        text, count = re.subn(old, new, text, count=1, flags=re.MULTILINE)
        assert count == 1
    (tmp_path / "book/novo.md").write_text(text, "utf-8")
    assert book.build("uma", "novo") == ""
    assert book.page("novo").h1.get_text().startswith("Exercício 2: Um exercício novo")
    cards = book.page("inicio").select(".exercise-cards a")
    assert cards[1].get_text() == "Exercício 2: Uma pergunta nova?"


def test_number_of_what_is_no_exercise(book):
    (book.folder / "book/sobre.md").write_text("# Sobre\n\nO exercício {exercise}`inicio`.\n")
    said = book.build("uma", "nova", "duas")
    assert re.search(r"sobre\.md:3: WARNING: 'inicio' não é um exercício", said)
