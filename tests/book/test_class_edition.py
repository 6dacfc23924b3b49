"""The class edition tells no answer anywhere in its folder; the key sheet, outside, tells all."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from pypdf import PdfReader
from table_of_contents import ROOT, exercises
from test_pages import exercise_pages, key_of

from cnnbook_sphinx import not_found
from cnnbook_sphinx.editions.class_edition import text_for_class
from cnnbook_sphinx.portuguese_search import stem, words_of

TEXTS = (".html", ".js", ".xhtml", ".css", ".opf", ".ncx", ".json", ".txt", ".xml", ".svg", ".inv")
MARKS = (
    "Alternativa correta",
    'class="answer"',
    "data-right",
    "data-misconceptions",
    "receiveBank",
)


@pytest.fixture(scope="module")
def folder(class_edition: Path) -> Path:
    return class_edition


@pytest.fixture(scope="module")
def contents(folder) -> dict[str, str]:
    """The text of every file, packed ones too: as it stands, and as a reader sees it."""
    return dict(_contents(folder))


def _contents(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                for inner in book.namelist():
                    if inner.endswith(TEXTS):
                        yield f"{name}/{inner}", _shown(inner, book.read(inner).decode())
        elif path.suffix == ".pdf":
            yield name, "\n".join(page.extract_text() for page in PdfReader(path).pages)
        elif path.suffix == ".ipynb":
            cells = json.loads(path.read_text("utf-8"))["cells"]
            yield name, "\n".join("".join(cell["source"]) for cell in cells)
        elif path.suffix == ".inv":
            yield name, zlib.decompress(path.read_bytes().split(b"\n", 4)[4]).decode()
        elif path.suffix in TEXTS:
            yield name, _shown(name, path.read_text("utf-8"))


def _shown(name: str, text: str) -> str:
    if name.endswith((".html", ".xhtml")):
        parser = "lxml" if name.endswith(".html") else "xml"
        return text + BeautifulSoup(text, parser).get_text()
    if name.endswith(".js"):
        return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    return text


def _letters(text: str) -> str:
    """Only what survives line breaks, hyphenation and markup."""
    return re.sub(r"[\W_]", "", text)


@pytest.fixture(scope="module")
def answers(pages) -> dict[str, str]:
    """Each sentence-long piece of an answer, as letters, and where it is from."""
    found = {}
    for name in exercises():
        page = BeautifulSoup(str(pages[name].find("article")), "lxml")
        pieces = page.select("details.answer :is(p, li, td, figcaption, pre)")
        pieces += [hints.select("details.hint")[-1] for hints in page.select(".hints")]
        texts = [_letters(piece.get_text().removeprefix("Pista 3")) for piece in pieces]
        for told in page.select("details.answer") + page.select("details.hint:last-child"):
            told.extract()
        outside = _letters(page.get_text())
        found |= {text: name for text in texts if len(text) > 40 and text not in outside}
    return found


def test_there_are_answers_to_look_for(answers):
    assert len(answers) > 20 * len(exercises())
    assert set(answers.values()) == set(exercises())


def test_no_answer_is_in_any_file(contents, answers):
    assert {name.rpartition(".")[2] for name in contents} >= {"html", "js", "ipynb", "pdf", "xhtml"}
    for name, text in contents.items():
        letters = _letters(text)
        assert [told for told in answers if told in letters] == [], name


def test_no_mark_of_an_answer_is_in_any_file(contents):
    for name, text in contents.items():
        assert [mark for mark in MARKS if mark in text] == [], name


def test_search_knows_only_words_that_are_shown(folder, contents):
    index = re.search(r"\((\{.*\})\)", contents["searchindex.js"], re.DOTALL)
    terms = {*json.loads(index[1])["terms"]}
    pages = (text for name, text in contents.items() if name.endswith(".html"))
    assert terms - {stem(word) for text in pages for word in words_of(text)} == set()
    assert "Passo a passo" not in contents["searchindex.js"]


def test_sources_and_scripts_of_exercises_are_not_published(folder):
    assert not (folder / "_sources").exists()
    assert not list(folder.rglob("*exercise*.js")) and not list(folder.rglob("banks"))
    assert not list(folder.rglob("gabarito*"))


def test_no_page_leads_to_where_the_answers_are(folder):
    """To the repository, a notebook's own installation apart, or to the published book."""
    for path in folder.rglob("*.html"):
        text = path.read_text("utf-8")
        assert 'rel="canonical"' not in text and "og:url" not in text, path
    for path in folder.rglob("*.html"):
        links = [
            link["href"]
            for link in BeautifulSoup(path.read_text("utf-8"), "lxml").select("a[href]")
        ]
        assert not [link for link in links if "github.com" in link or "mybinder.org" in link], path


def test_inventory_names_only_what_is_there(folder, contents):
    for line in contents["objects.inv"].splitlines():
        name, role, _, address, _ = line.split(" ", 4)
        path, _, anchor = address.replace("$", name).partition("#")
        if path in ("py-modindex.html", "genindex.html"):  # named even where there is none
            continue
        page = BeautifulSoup((folder / path).read_text("utf-8"), "lxml")
        assert not anchor or page.find(id=anchor), line


def test_every_exercise_has_its_statement_and_alternatives(folder):
    for name in exercises():
        page = BeautifulSoup((folder / f"{name}.html").read_text("utf-8"), "lxml")
        assert page.find(id="statement")
        assert not page.select(".needs-script, button.check")
        assert len(page.select("fieldset.alternatives")[0].select("label strong")) >= 4
        assert len(page.select_one(".hints").select("details.hint")) == 2
        notebook = json.loads(
            (folder / f"downloads/{name.removeprefix('book/')}.ipynb").read_text()
        )
        text = "".join("".join(cell["source"]) for cell in notebook["cells"])
        assert "## Enunciado" in text and "## Sua resposta" in text and "{{" not in text


def test_key_sheet_has_every_key(folder, pages):
    sheet = BeautifulSoup((folder.parent / "gabarito.html").read_text("utf-8"), "lxml")
    rows = [row.find_all(["th", "td"]) for row in sheet.select("tbody tr")]
    main = [cells for cells in rows if "pergunta" not in cells[0].get_text()]
    keys = [key_of(page) for page in exercise_pages(pages)]
    assert [cells[1].get_text() for cells in main] == keys
    for cells in rows:
        assert cells[2].get_text(strip=True)
        letters = {item.b.get_text() for item in cells[3].find_all("li")}
        assert letters == set("abcd") - {cells[1].get_text()}


def test_says_that_it_is_another_book(folder, root):
    config = yaml.safe_load((root / "_config.yml").read_text("utf-8"))["sphinx"]["config"]
    [epub] = folder.glob("downloads/*.epub")
    with zipfile.ZipFile(epub) as book:
        package = BeautifulSoup(book.read("content.opf"), "xml").metadata
        contents = BeautifulSoup(book.read("toc.ncx"), "xml")
        cover = BeautifulSoup(book.read("cover.xhtml"), "xml")
    identifier = package.find("identifier").text
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", identifier)
    assert identifier != config["epub_identifier"]
    assert contents.find("meta", attrs={"name": "dtb:uid"})["content"] == identifier
    [pdf] = folder.glob("downloads/*.pdf")
    said = [package.find("title").text, package.find("description").text, cover.img["alt"]]
    said += [str(value) for value in PdfReader(pdf).metadata.values()]
    for name in ("book/para-a-turma.html", "index.html"):
        page = BeautifulSoup((folder / name).read_text("utf-8"), "lxml")
        said += [page.title.get_text(), *(tag.get("content", "") for tag in page.select("meta"))]
    assert not [text for text in said if "soluç" in text]


def test_front_page_has_every_exercise(folder):
    page = BeautifulSoup((folder / "book/para-a-turma.html").read_text("utf-8"), "lxml")
    assert len(page.select(".exercise-cards li a")) == len(exercises())
    assert page.select_one(".start a").get_text() == "Começar pelo exercício 1"


def test_missing_page_needs_no_address(folder):
    """It works in any folder: test_missing_page.py."""
    page = (folder / "404.html").read_text("utf-8")
    first, icon = "book/para-a-turma.html", "_static/favicon.svg"
    configured = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    title = configured["sphinx"]["config"]["cnnbook_class"]["title"]
    assert page == not_found.anywhere(title, first, icon)
    assert (folder / first).is_file() and (folder / icon).is_file()


def test_statement_without_an_answer_is_refused():
    with pytest.raises(ValueError, match="Resposta"):
        text_for_class("# Um exercício\n\n## Enunciado\n\nQuanto?\n")


def test_an_unknown_edition_is_refused(tmp_path, root):
    shutil.copy(root / "requirements.txt", tmp_path)
    (tmp_path / "conf.py").write_text(
        'extensions = ["myst_nb", "cnnbook_sphinx"]\ncnnbook_edition = "teacher"\n'
    )
    (tmp_path / "index.md").write_text("# Livro\n")
    run = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", str(tmp_path), str(tmp_path / "html")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode and "cnnbook_edition" in run.stderr


def test_the_hints_that_stay_can_be_opened(browser, folder):
    """Nothing hides them, for no script is there to show them again."""
    page = browser.new_page()
    page.goto(f"{(folder / exercises()[0]).as_uri()}.html")
    hints = page.locator("details.hint summary").all()
    assert len(hints) > 1 and all(hint.is_visible() for hint in hints)
    page.close()
