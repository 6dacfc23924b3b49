"""A book about something else, made with the extension alone: nothing in it is about networks."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from answering import another, answer, right_letter
from bs4 import BeautifulSoup
from pypdf import PdfReader
from warm import Warm

SOURCES = Path(__file__).with_name("fractions")
EXTENSION = Path(__file__).parents[2] / "src/cnnbook_sphinx"
NEUTRAL = re.compile(r"cnnbook(\.numbers|\.prose|\.questions(\.\w+)?)?")
"""What the extension shares with the package: numbers and questions, whatever they are about."""
BUILD = """
import json, sys
from sphinx.cmd.build import main
code = main(sys.argv[1:])
print(json.dumps([name for name in sys.modules if name.split(".")[0] == "cnnbook"]))
sys.exit(code)
"""
EXERCISES = ("soma-de-fracoes", "produto-de-fracoes")


class Fractions:
    def __init__(self, folder: Path, warm: Warm) -> None:
        self._warm = warm
        self.folder = shutil.copytree(
            SOURCES, folder, ignore=shutil.ignore_patterns("__pycache__")
        )

    def build(self, name: str = "html", builder: str = "html", *options: str, code: int = 0) -> str:
        """Build it in a process of its own; what it said."""
        build = self.folder / "_build"
        done = self._warm.run(
            ["-c", BUILD, "-b", builder, "-d", build / f"doctrees-{name}",
             "-W", "--keep-going", *options, ".", build / name],
            self.folder, os.environ,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == code, said
        self.imported = json.loads(done.stdout.rstrip().splitlines()[-1])
        return said

    def text(self, name: str) -> str:
        return (self.folder / "_build" / name).read_text("utf-8")

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(f"{name}.html"), "lxml")

    def bank(self, exercise: str) -> str:
        return self.text(f"html/_static/banks/{exercise}.js")

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory, warm) -> Fractions:
    book = Fractions(tmp_path_factory.mktemp("another") / "book", warm)
    book.build()
    return book


@pytest.fixture
def book(built, tmp_path) -> Fractions:
    """One of one's own to edit; its folder keeps the path that Sphinx knows."""
    backup = shutil.copytree(built.folder, tmp_path / "backup")
    yield built
    shutil.rmtree(built.folder)
    shutil.copytree(backup, built.folder)


def test_nothing_of_this_book_is_imported(built):
    assert [name for name in built.imported if not NEUTRAL.fullmatch(name)] == []


def test_the_extension_names_the_package_in_few_files():
    def imports(path: Path) -> set[str]:
        found = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(one.name for one in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
            elif isinstance(node, ast.Constant) and node.value == "cnnbook":
                found.add(node.value)
        return {name for name in found if name.split(".")[0] == "cnnbook"}

    naming = {path.stem: found for path in EXTENSION.rglob("*.py") if (found := imports(path))}
    assert len(naming) <= 6, sorted(naming)
    names = set().union(*naming.values())
    assert [name for name in names if not NEUTRAL.fullmatch(name)] == []


def test_exercises_answer_back(built):
    page = built.page("html/livro/01-soma")
    assert page.h1.get_text().startswith("Exercício 1: Soma de frações")
    choices = page.select_one(".alternatives")
    assert choices["data-exercise"] == "soma-de-fracoes"
    assert "5/7" in choices.get_text() and "5/14" in choices.get_text()
    assert "Somar os denominadores" in page.get_text()
    cards = built.page("html/livro/inicio").select(".exercise-cards li")
    assert len(cards) == 2 and "Quanto dá o produto" in cards[1].get_text()


def test_each_mistake_is_explained_and_has_its_formula(built):
    page = built.page("html/livro/erros")
    said = " ".join(page.select_one("#below-added").get_text().split())
    assert "Com o engano: 4/10" in said and "O certo: 4/5" in said
    assert "Soma de frações" in said and "Produto de frações" in said
    assert "Produto" not in page.select_one("#above-multiplied").get_text()


@pytest.mark.parametrize("name", EXERCISES)
def test_each_exercise_has_its_bank(built, name):
    content = json.loads(
        built.bank(name).removeprefix("cnnbook.receiveBank(").removesuffix(");\n")
    )
    assert content["exercise"] == name and len(content["variants"]) >= 200
    assert name in built.text("html/_static/exercise-index.js")


def test_a_version_is_asked_and_counted_in_a_browser(built, browser):
    page = browser.new_context().new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    site = (built.folder / "_build/html/livro").as_uri()
    page.goto(f"{site}/01-soma.html")
    assert "somar os denominadores" in answer(page, "a")
    assert answer(page, "b").startswith("Certo: b.")
    another(page)
    letter = right_letter(page, "version")
    assert answer(page, letter, "version").startswith(f"Certo: {letter}.")
    page.goto(f"{site}/progresso.html")
    page.locator(".progress-page", has_text="Soma de frações").wait_for()
    assert errors == []
    page.context.close()


def test_an_edited_sentence_makes_its_bank_again_and_no_other(book):
    before = {name: book.bank(name) for name in EXERCISES}
    times = {
        path.stem: path.stat().st_mtime_ns
        for path in (book.folder / "_build/html/_static/banks").glob("*.js")
    }
    book.edit("versoes/02-produto.md", "Use os dois.", "São os dois que contam.")
    book.build()
    assert book.bank("soma-de-fracoes") == before["soma-de-fracoes"]
    place = book.folder / "_build/html/_static/banks/soma-de-fracoes.js"
    assert place.stat().st_mtime_ns == times["soma-de-fracoes"]
    again = book.bank("produto-de-fracoes")
    assert again == before["produto-de-fracoes"].replace("Use os dois.", "São os dois que contam.")
    assert again != before["produto-de-fracoes"]


def test_edited_draws_make_their_bank_again_and_no_other(book):
    before = {name: book.bank(name) for name in EXERCISES}
    book.edit("fraction_sums.py", "randint(5, 40)", "randint(41, 90)")
    book.build()
    assert book.bank("soma-de-fracoes") != before["soma-de-fracoes"]
    assert book.bank("produto-de-fracoes") == before["produto-de-fracoes"]


FAULTS = {  # the file, the old text, the new, and what the author is told
    "a file's fault": ("versoes/01-soma.md", "3. Some", "4) Some", ":31: ", "são três pistas"),
    "a mistake that is not explained": (
        "versoes/01-soma.md", "{wrong} first-only", "{wrong} first-onlly", ":21: ", "first-onlly",
    ),
    "a number that no text uses": (
        "fraction_sums.py", '"under": below,', '"under": below, "odd": 1,', ":1: ",
        "fraction_sums calcula “odd”",
    ),
    "a number that another book has in a name": (
        "versoes/01-soma.md", "3. Some", "3. Do Conv2D, some", ":34: ",
        "número digitado no texto: Conv2D",
    ),
    "too few versions": (
        "fraction_sums.py", "below = random.randint(5, 40)", "below = 5", ":1: ",
        "versões diferentes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_versions_is_a_warning_with_a_place(book, fault):
    file, old, new, line, message = FAULTS[fault]
    book.edit(file, old, new)
    said = [row for row in book.build(code=1).splitlines() if "WARNING" in row]
    assert [row for row in said if f"01-soma.md{line}" in row and message in row], said
    book.edit(file, new, old)
    book.build()
    assert "soma-de-fracoes" in book.text("html/_static/exercise-index.js")


def test_an_exercise_that_loses_its_versions_is_told_what_it_lacks(book):
    (book.folder / "versoes/02-produto.md").unlink()
    said = book.build(code=1)
    assert "02-produto.md:" in said and "sem um arquivo de versões em versoes" in said


def test_the_class_edition_has_no_answer(built):
    built.build("turma", "html", "-D", "cnnbook_edition=class")
    assert [name for name in built.imported if not NEUTRAL.fullmatch(name)] == []
    page = built.page("turma/livro/02-produto")
    assert "Alternativa correta" not in page.get_text() and "6/35" in page.get_text()
    assert not (built.folder / "_build/turma/_static/banks").exists()
    assert "6/35" in built.text("gabarito.html")


def test_the_ebook_and_the_pdf(built):
    built.build("epub", "epub")
    assert [name for name in built.imported if not NEUTRAL.fullmatch(name)] == []
    file = built.folder / "_build/epub/fracoes.epub"
    with zipfile.ZipFile(file) as book:
        names = book.namelist()
        package = BeautifulSoup(book.read("content.opf"), "xml")
    assert any(name.endswith("01-soma.xhtml") for name in names)
    assert not package.select("item[properties='cover-image']")
    paper = pytest.importorskip("cnnbook_sphinx.editions.paper")
    printed = paper.write(file, built.folder / "_build/fracoes.pdf")
    assert printed.read_bytes().startswith(b"%PDF")
    left = [page.extract_text() for page in PdfReader(printed).pages[3::2]]
    assert any("Frações" in text.splitlines() for text in left)  # its running title
    assert not any("Redes" in text for text in left)
