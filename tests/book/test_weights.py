"""What pages cost a reader: bytes, requests, movement, and Lighthouse's opinion."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import lighthouse
from serving import served


@pytest.fixture(scope="module")
def address(html):
    with served(html) as address:
        yield address


def test_first_view_is_light(browser, address, pages, exercise):
    weights = pytest.importorskip("weights")
    has_maths = bool(pages[exercise].find("math"))
    limit = weights.FIRST_VIEW["with maths" if has_maths else "without maths"]
    weight = weights.first_view(browser, f"{address}{exercise}.html")
    assert weight.bytes <= limit
    assert weight.requests <= 16
    assert all(url.startswith(address) for url in weight.urls)


def test_later_pages_are_lighter(browser, address, exercise):
    weights = pytest.importorskip("weights")
    weight = weights.later_view(browser, f"{address}search.html", f"{address}{exercise}.html")
    assert weight.bytes <= weights.LATER_PAGE
    assert not [url for url in weight.urls if "pages." in url]


SHIFT = """
() => new Promise(resolve => {
  let total = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) total += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(total), 300);
})
"""


@pytest.mark.parametrize("width", [390, 1280])
def test_page_does_not_move_while_it_loads(browser, address, document, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}{document}.html", wait_until="networkidle")
    assert page.evaluate(SHIFT) < 0.01
    context.close()


def test_pictures_have_a_size(pages, document):
    for image in pages[document].select("article img"):
        assert int(image["width"]) > 0 and int(image["height"]) > 0


def test_lighthouse_is_content(chromium, address, exercise):
    if missing := lighthouse.why_missing():
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    found, costly = lighthouse.best_of(f"{address}{exercise}.html", chromium, enough=95)
    assert found["performance"] >= 95, costly
    assert {name: found[name] for name in lighthouse.CATEGORIES[1:]} == dict.fromkeys(
        lighthouse.CATEGORIES[1:], 100
    ), costly


def test_published_folder_is_small(html: Path):
    """Nobody downloads it whole, but it is kept, copied and handed on."""
    total = sum(path.stat().st_size for path in html.rglob("*") if path.is_file())
    assert total < 8_000_000  # the PDF and the EPUB included
