"""What other programs show of the book, and the pages that readers reach by mistake."""

from __future__ import annotations

from bs4 import BeautifulSoup


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


def test_card_has_the_pages_title(pages, document):
    page = pages[document]
    assert content(page, "og:title") == page.article.h1.get_text().removesuffix("#")


def test_every_page_has_an_icon_and_a_title_of_its_own(site_pages):
    titles = []
    for name, text in site_pages.items():
        page = BeautifulSoup(text, "lxml")
        assert page.select('link[rel="icon"]'), name
        assert page.html["lang"] == "pt-BR", name
        titles.append(page.title.get_text())
    assert len(set(titles)) == len(titles)


def test_address_without_a_name_leads_to_the_first_page(browser, html):
    page = browser.new_context().new_page()
    page.goto((html / "index.html").as_uri())
    page.wait_for_url("**/book/inicio.html")
    page.context.close()
