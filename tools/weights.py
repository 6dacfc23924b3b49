"""How much a page makes a browser fetch: when the book is opened there, and after another page."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser

KB = 1000
FIRST_VIEW = {"without maths": 250 * KB, "with maths": 350 * KB}
LATER_PAGE = 80 * KB
"""Bytes that a chapter may transfer, compressed; pictures of the page's own included."""


@dataclass(frozen=True)
class Weight:
    """What a page made a browser transfer: bytes, with HTTP headers, and requests."""

    bytes: int
    requests: int
    urls: tuple[str, ...]


def first_view(browser: Browser, url: str) -> Weight:
    """The page opened by a browser that has nothing of the book, with every answer opened."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    try:
        return _weigh(context.new_page(), url)
    finally:
        context.close()


def later_view(browser: Browser, before: str, url: str) -> Weight:
    """The page opened after another page of the book."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    try:
        page = context.new_page()
        page.goto(before, wait_until="networkidle")
        return _weigh(page, url)
    finally:
        context.close()


def _weigh(page, url: str) -> Weight:
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    urls: dict[str, str] = {}
    kept: set[str] = set()
    sizes: dict[str, int] = {}
    network.on(
        "Network.requestWillBeSent", lambda e: urls.update({e["requestId"]: e["request"]["url"]})
    )
    network.on("Network.requestServedFromCache", lambda e: kept.add(e["requestId"]))
    network.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}),
    )
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    fetched = [
        name for name, size in sizes.items()
        if size and name not in kept and urls.get(name, "").startswith("http")
    ]  # fmt: skip
    return Weight(
        sum(sizes[name] for name in fetched), len(fetched), tuple(urls[name] for name in fetched)
    )
