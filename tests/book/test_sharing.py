"""What other programs show of the book, and the pages that readers reach by mistake."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
import yaml
from bs4 import BeautifulSoup
from PIL import Image

from serving import served


@pytest.fixture(scope="module")
def base(root):
    return yaml.safe_load((root / "_config.yml").read_text("utf-8"))["html"]["baseurl"]


def content(page, name):
    [tag] = page.select(f'meta[name="{name}"], meta[property="{name}"]')
    return tag["content"]


def test_descriptions_are_the_pages_own(pages, document):
    page = pages[document]
    about = content(page, "description")
    assert 40 <= len(about) <= 160
    text = " ".join(page.find("article").get_text().split())
    assert about.rstrip("…")[:40] in text
    assert content(page, "og:description") == about


def test_descriptions_differ(pages):
    descriptions = [content(page, "description") for page in pages.values()]
    assert len(set(descriptions)) == len(descriptions)


def test_card(pages, html, base, document):
    page = pages[document]
    assert content(page, "og:title") == page.article.h1.get_text().removesuffix("#")
    assert content(page, "og:url") == f"{base}{document}.html"
    picture = html / content(page, "og:image").removeprefix(base)
    with Image.open(picture) as image:
        assert image.size == (
            int(content(page, "og:image:width")), int(content(page, "og:image:height")),
        ) == (1200, 630)  # fmt: skip
    assert picture.stat().st_size < 300_000
    assert len(content(page, "og:image:alt")) > 40


def test_address_of_each_page(pages, base, document):
    [link] = pages[document].select('link[rel="canonical"]')
    assert link["href"] == f"{base}{document}.html"


def test_every_page_has_an_icon_and_a_title_of_its_own(site_pages):
    titles = []
    for name, text in site_pages.items():
        page = BeautifulSoup(text, "lxml")
        assert page.select('link[rel="icon"]'), name
        assert page.html["lang"] == "pt-BR", name
        titles.append(page.title.get_text())
    assert len(set(titles)) == len(titles)


def test_site_map_lists_every_document(pages, html, base):
    tree = ET.parse(html / "sitemap.xml")
    places = [element.text for element in tree.iter() if element.tag.endswith("loc")]
    assert sorted(places) == sorted(f"{base}{name}.html" for name in pages)
    assert f"Sitemap: {base}sitemap.xml" in (html / "robots.txt").read_text("utf-8")


@pytest.mark.parametrize("depth", ["nada.html", "book/nada", "a/b/c/d.html"])
def test_missing_page_works_at_any_depth(browser, html, base, depth):
    prefix = "/" + base.split("/", 3)[3]
    with served(html, prefix) as address:
        context = browser.new_context()
        page = context.new_page()
        failed = []
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else 0)
        page.goto(address + depth)
        assert failed == [address + depth]
        assert page.locator("h1").inner_text() == "Página não encontrada"
        page.locator("article a").first.click()
        page.wait_for_url(f"{address}book/inicio.html")
        context.close()


def test_address_without_a_name_leads_to_the_first_page(browser, html):
    page = browser.new_context().new_page()
    page.goto((html / "index.html").as_uri())
    page.wait_for_url("**/book/inicio.html")
    page.context.close()
