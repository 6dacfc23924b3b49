"""What pages cost a reader: bytes, requests, movement."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
    assert weight.requests <= 18  # three live figures in one chapter have a picture each
    assert all(url.startswith(address) for url in weight.urls)


def test_later_pages_are_lighter(browser, address, exercise):
    weights = pytest.importorskip("weights")
    weight = weights.later_view(browser, f"{address}search.html", f"{address}{exercise}.html")
    assert weight.bytes <= weights.LATER_PAGE
    assert not [url for url in weight.urls if "pages." in url]


# Once two more frames are drawn, all that happened is known.
SHIFT = """
() => new Promise(resolve => {
  let total = 0;
  const add = entries => {
    for (const entry of entries) if (!entry.hadRecentInput) total += entry.value;
  };
  const observer = new PerformanceObserver(list => add(list.getEntries()));
  observer.observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    add(observer.takeRecords());
    resolve(total);
  })));
})
"""


@pytest.fixture(scope="module")
def first_visit(browser):
    """A tab in which each page is loaded as if nothing of the book had been seen before."""
    context = browser.new_context()
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    yield page
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_page_does_not_move_while_it_loads(first_visit, address, document, width):
    first_visit.set_viewport_size({"width": width, "height": 900})
    first_visit.goto(f"{address}{document}.html", wait_until="networkidle")
    assert first_visit.evaluate(SHIFT) < 0.01


def test_pictures_have_a_size(pages, document):
    for image in pages[document].select("article img"):
        assert int(image["width"]) > 0 and int(image["height"]) > 0


def test_published_folder_is_small(html: Path):
    """Nobody downloads it whole, but it is kept, copied and handed on."""
    sizes = {path: path.stat().st_size for path in html.rglob("*") if path.is_file()}
    exported = re.compile("moodle|qti|gift|anki")  # where they have been made
    for_others = sum(size for path, size in sizes.items() if exported.search(path.name))
    assert sum(sizes.values()) - for_others < 9_000_000  # the PDF and the EPUB included
    assert for_others < 10_000_000


def test_movement_would_be_seen(first_visit, address):
    first_visit.goto(f"{address}book/02-tamanho-da-saida.html", wait_until="networkidle")
    first_visit.evaluate("document.querySelector('article').prepend(document.createElement('pre'))")
    first_visit.evaluate("document.querySelector('article pre').style.height = '300px'")
    assert first_visit.evaluate(SHIFT) > 0.05
