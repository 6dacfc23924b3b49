"""A book with and without addresses: what leads elsewhere is right, or it is not there at all."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from small_book import KERNEL, Book
from test_exercise_pattern import GOOD

from serving import served

CHAPTER = "book/01-exercicio"
PAGES = {
    CHAPTER: KERNEL.replace("---\n\n", "question: Quanto é?\n---\n\n")
    + GOOD.split("---\n")[-1].replace("## Resposta", "## Sua vez\n\nEscreva.\n\n## Resposta")
    + "\n```{code-cell}\nprint('executado')\n```\n",
    "book/referencias": "# Referências\n\n:::{citation}\n:::\n\n"
    ":::{only} published\nO foguete.\n:::\n",
}  # fmt: skip
CONFIG = """
html_theme_options = {
    "launch_buttons": {"notebook_interface": "jupyterlab", "binderhub_url": "https://mybinder.org"},
    "use_fullscreen_button": False,
}
cnnbook_card = "cnnbook.figures.card"
cnnbook_package = ["cnnbook", "tensorflow"]
"""
CITATION = """\
title: "Um Livro — pequeno"
version: 1.0.0
date-released: "2026-01-31"
"""
REPOSITORY, SITE = "https://github.com/ana/livro", "https://ana.github.io/livro/"
VARIABLES = ("GITHUB_ACTIONS", "GITLAB_CI", "CNNBOOK_SITE")


@pytest.fixture(scope="module", params=["known", "unknown"])
def book(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        for name in VARIABLES:
            patch.delenv(name, raising=False)
        if request.param == "known":
            patch.setenv("GITHUB_ACTIONS", "true")
            patch.setenv("GITHUB_SERVER_URL", "https://github.com")
            patch.setenv("GITHUB_REPOSITORY", "ana/livro")
            patch.setenv("GITHUB_REF_TYPE", "branch")
            patch.setenv("GITHUB_REF_NAME", "main")
            patch.delenv("GITHUB_BASE_REF", raising=False)
        book = Book(tmp_path_factory.mktemp(request.param), PAGES, CONFIG)
        book.write("CITATION.cff", CITATION)
        built = book.build()
    assert (built.error, built.warnings) == ("", "")
    book.said = built.said
    book.is_known = request.param == "known"
    return book


def parsed(book, name):
    return BeautifulSoup(book.page(name), "lxml")


def content(page, name):
    return [tag["content"] for tag in page.select(f'meta[property="{name}"]')]


def test_the_build_says_in_one_line_what_it_does_not_know(book):
    said = [line for line in book.said.splitlines() if "Sem o endereço" in line]
    assert len(said) == (0 if book.is_known else 1)


def test_links_to_the_repository(book):
    page = parsed(book, CHAPTER)
    [*buttons] = page.select(
        ".header-article a[href^='https:'], .bd-header-article a[href^='https:']"
    )
    links = [button["href"] for button in buttons]
    if book.is_known:
        assert f"https://mybinder.org/v2/gh/ana/livro/main?urlpath=lab/tree/{CHAPTER}.md" in links
        assert REPOSITORY in links
        assert f"{REPOSITORY}/issues/new?title=Problema%20em%20{CHAPTER}.html" in links
    else:
        assert links == []
        assert not page.select(".dropdown-launch-buttons")
    assert ("O foguete." in book.page("book/referencias")) == book.is_known


def test_doors_to_where_code_is_written(book):
    doors = parsed(book, CHAPTER).select("#yours .doors a")
    binder = f"https://mybinder.org/v2/gh/ana/livro/main?urlpath=lab/tree/{CHAPTER}.md"
    always = ["../downloads/01-exercicio.ipynb", "https://colab.research.google.com/"]
    assert [door["href"] for door in doors] == [binder] * book.is_known + always


def test_addresses_of_pages(book):
    for name in PAGES:
        page = parsed(book, name)
        address = [f"{SITE}{name}.html"] if book.is_known else []
        assert [link["href"] for link in page.select('link[rel="canonical"]')] == address
        assert content(page, "og:url") == address
        assert [tag.get_text() for tag in page.select(".printed-address")] == [
            f"Esta página: {where}" for where in address
        ]
    index = parsed(book, "index")
    assert bool(index.select('link[rel="canonical"]')) == book.is_known


def test_card(book):
    [*images] = content(parsed(book, CHAPTER), "og:image")
    assert len(images) == book.is_known == (book.html / "_static/card.png").is_file()
    if images:
        page = parsed(book, CHAPTER)
        [width], [height] = content(page, "og:image:width"), content(page, "og:image:height")
        [alternative] = content(page, "og:image:alt")
        with Image.open(book.html / images[0].removeprefix(SITE)) as image:
            assert image.size == (int(width), int(height)) == (1200, 630)
        assert (book.html / "_static/card.png").stat().st_size < 300_000
        assert len(alternative) > 40


def test_site_map_lists_every_document(book):
    robots = (book.html / "robots.txt").read_text("utf-8")
    assert ("Sitemap:" in robots) == book.is_known == (book.html / "sitemap.xml").is_file()
    if book.is_known:
        assert f"Sitemap: {SITE}sitemap.xml" in robots
        tree = ET.parse(book.html / "sitemap.xml")
        places = [element.text for element in tree.iter() if element.tag.endswith("loc")]
        assert sorted(places) == sorted(f"{SITE}{name}.html" for name in [*PAGES, "index"])


def test_notebook_installs_the_package_from_where_it_is(book):
    notebook = json.loads((book.html / "downloads/01-exercicio.ipynb").read_bytes())
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if book.is_known:
        assert f"cnnbook @ git+{REPOSITORY}@main" in code[0]
    else:
        assert not [source for source in code if "pip" in source]


def test_citation(book):
    text = parsed(book, "book/referencias").get_text()
    assert "UM LIVRO: pequeno. Versão 1.0.0. 2026." in text
    assert (f"Disponível em: {SITE}" in text) == (f"url = {{{SITE}}}" in text) == book.is_known


def test_nothing_leads_to_an_address_that_was_made_up(book):
    if not book.is_known:
        for name, text in book.files().items():
            if name.endswith((".html", ".ipynb", ".js", ".txt", ".xml")):
                assert b"github.io" not in text and b"mybinder.org" not in text, name


@pytest.mark.parametrize("depth", ["nada.html", "book/nada", "a/b/c/d.html"])
def test_missing_page_works_at_any_depth(browser, book, depth):
    if not book.is_known:
        pytest.skip("another page: see test_missing_page.py")
    with served(book.html, "/livro/") as address:
        page = browser.new_context().new_page()
        failed = []
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else 0)
        page.goto(address + depth)
        assert failed == [address + depth]
        assert page.locator("h1").inner_text() == "Página não encontrada"
        page.locator("article a").first.click()
        page.wait_for_url(f"{address}index.html")
        page.context.close()


def test_launch_menu_on_a_phone(browser, book):
    if not book.is_known:
        pytest.skip("nothing to launch")
    from axe import QUIET, accessibility

    context = browser.new_context(
        viewport={"width": 390, "height": 900}, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto((book.html / f"{CHAPTER}.html").as_uri())
    page.add_style_tag(content=QUIET)
    page.locator(".dropdown-launch-buttons button").click()
    page.locator(".dropdown-launch-buttons a").first.wait_for()
    assert accessibility.violations(page) == []
    context.close()
