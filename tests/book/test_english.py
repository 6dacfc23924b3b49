"""A second language is files: one exercise of the book with other words, from the same numbers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from answering import another, answer, right_letter, verdict, wrong_letters
from bs4 import BeautifulSoup
from once import once

from cnnbook_sphinx import words
from serving import served

SOURCES = Path(__file__).with_name("english")
PAGE = "chapters/02-output-size"
NAME = "tamanho-da-saida"
CATALOGUE = Path(words.__file__).parent / "locale/pt.po"
ATTRIBUTES = ("alt", "aria-label", "content", "placeholder", "title")
ACCENTED = re.compile(r"\w*[áàâãçéêíóôõú]\w*", re.IGNORECASE)


@pytest.fixture(scope="module")
def built(run_folder) -> Path:
    """The folder of the pages, for reading only."""
    folder = run_folder / "english" / "book"

    def make() -> str:
        shutil.copytree(SOURCES, folder, ignore=shutil.ignore_patterns("__pycache__"))
        environment = {name: value for name, value in os.environ.items() if "LANG" not in name}
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", "-W", "--keep-going", ".", "_build"],
            cwd=folder, text=True, check=False, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return done.stdout if done.returncode else ""

    assert once(run_folder, "in English", make) == ""
    return folder / "_build"


@pytest.fixture(scope="module")
def english(built) -> dict[str, BeautifulSoup]:
    return {
        str(path.relative_to(built)): BeautifulSoup(path.read_text("utf-8"), "lxml")
        for path in sorted(built.rglob("*.html"))
        if "_static" not in path.parts
    }


@pytest.fixture
def page(browser, built):
    with served(built) as address:
        context = browser.new_context(locale="en")
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(f"{address}{PAGE}.html")
        yield page
        assert page.errors == []
        context.close()


def portuguese() -> list[str]:
    """The words of the Portuguese catalogue that are no English ones too, by their longest part."""
    found = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', CATALOGUE.read_text("utf-8"), re.MULTILINE)
    assert len(found) > 150
    texts = (max(re.split(r"\{\w+\}|<[^>]+>", text), key=len).strip(" .,:;()") for _, text in found)
    return [text for text in texts if len(text) > 2]


def said(text: str) -> list[str]:
    """What of it is Portuguese."""
    return [word for word in portuguese() if re.search(rf"\b{re.escape(word)}\b", text)]


def heard(page: BeautifulSoup) -> str:
    """All that a reader of a page sees or hears."""
    texts = [page.get_text(" ")]
    for element in page.find_all(True):
        texts += [element[name] for name in ATTRIBUTES if element.get(name)]
    return "\n".join(texts)


def bank(folder: Path, name: str = NAME) -> dict:
    script = (folder / f"_static/banks/{name}.js").read_text("utf-8")
    return json.loads(re.fullmatch(r"cnnbook\.receiveBank\((.*)\);\n", script, re.DOTALL)[1])


def test_every_page_is_in_english(english):
    assert len(english) >= 7
    for name, page in english.items():
        assert page.html["lang"] == "en", name
        assert said(heard(page)) == [], name
        assert ACCENTED.findall(heard(page)) == [], name


def test_scripts_speak_english(built):
    for name in ("pages.js", "exercises.js", "search_page.js", f"banks/{NAME}.js"):
        text = (built / "_static" / name).read_text("utf-8")
        assert said(text) == [], name
        assert '_("' not in text and ACCENTED.findall(text) == [], name


def test_its_own_words_are_there(english):
    page = english[f"{PAGE}.html"]
    assert page.h1.get_text().startswith("Exercise 1: The size of a convolution")
    legend = "Choose an alternative Answer with your own calculation"  # one of them is in sight
    assert page.legend.get_text(" ", strip=True) == legend
    hints = [one.get_text() for one in page.select(".hint summary")]
    assert hints == ["Hint 1", "Hint 2", "Hint 3"]
    assert page.select_one(".another").get_text() == "Another version"
    assert "Where the book explains it:" in page.select_one(".explained").get_text()
    assert "An example: input of 10" in english["chapters/mistakes.html"].get_text()
    assert english["chapters/start.html"].select_one(".start").get_text() == "Begin with exercise 1"


def test_numbers_are_written_as_in_english(english):
    text = english[f"{PAGE}.html"].get_text()
    assert "0.36 (36.0%)" in text
    assert "100,000 values" in text


def test_the_picture_says_in_english_what_it_shows(english):
    [picture] = english[f"{PAGE}.html"].select("figure img")
    assert picture["alt"].startswith("A grid of 10 rows and 10 columns. The centres are in rows")


def test_the_versions_are_those_of_the_portuguese_book(built, html):
    ours, theirs = bank(built), bank(html)

    def drawn(one):
        return [(name, kind, order) for name, kind, order, *_ in one["variants"]]

    assert drawn(ours) == drawn(theirs)
    assert len(ours["variants"]) > 100


def test_scripts_answer_in_english(page):
    wrong = wrong_letters(page)[0]
    assert verdict(page) == ""
    told = answer(page, wrong)
    assert told.startswith(f"Not yet. Alternative {wrong} has a known mistake: ")
    assert "ignoring the border." in told
    assert "Try again. There is a hint just below." in told
    page.locator(".hint.offered summary").first.click()
    assert page.locator(".hint[open]").inner_text().startswith("Hint 1")
    told = answer(page, right_letter(page))
    assert told.startswith(f"That is right: {right_letter(page)}.")
    assert "See the whole solution" in told
    assert page.locator("label .tried").all_inner_texts() == [" (tried)", " (right)"]


def test_another_version_is_in_english(page):
    another(page)
    version = page.locator("#version")
    assert version.locator("h3").inner_text() == "Another version"
    text = version.inner_text() + (version.locator("svg").first.get_attribute("aria-label") or "")
    assert said(text) == [] and ACCENTED.findall(text) == []
    assert "A convolution" in text
    wrong = wrong_letters(page, "version")[0]
    assert answer(page, wrong, "version").startswith(f"Not yet. Alternative {wrong} has a known")


def test_the_record_is_told_of_in_english(page):
    answer(page, wrong_letters(page)[0])
    page.goto(page.url.partition("chapters/")[0] + "chapters/progress.html")
    text = page.locator("article").inner_text()
    assert "Right exercises: 0 of 1." in text and "wrong so far" in text
    assert said(text) == []


def test_the_search_finds_english_words(page):
    page.goto(page.url.partition("chapters/")[0] + "search.html?q=the+convolutions")
    page.locator("#search-results li").first.wait_for()
    text = page.locator("article").inner_text()
    assert "Pages and sections found:" in text
    assert "Exercise 1" in text and said(text) == []
