"""Tabs of a browser that are kept from test to test, for those that only look at pages.

A browser takes several times as long to open a tab as to show another page of the book in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from answering import REFUSING, STORAGE_IS_REFUSED

# Each page finds nothing that one before it has kept.
_FORGET = """
try { localStorage.clear(); sessionStorage.clear(); } catch { /* it keeps nothing anyway */ }
"""


class Tabs:
    """One tab for each way of opening pages: for whatever options a context is made with."""

    def __init__(self, browser) -> None:
        self._browser = browser
        self._tabs: dict[tuple, Any] = {}

    def open(self, url: str, may_load: str, width: int, scheme: str, **options):
        """A page as a new reader sees it, whatever was opened in its tab before.

        Args:
            url: of the page.
            may_load: how the address begins of all that is let through, files apart.
            width: of the window, pixels.
            scheme: of colours.
            options: of the tab's context.
        """
        kind = (may_load, *sorted(options.items()))
        if kind not in self._tabs or self._tabs[kind].is_closed():
            self._tabs[kind] = self._new(lambda url: url.startswith(may_load), options)
            self._tabs[kind].on("crash", lambda _: self._tabs.pop(kind, None))
        page = self._tabs[kind]
        for other in page.context.pages:
            if other != page:
                other.close()
        page.goto("about:blank")
        page.errors.clear()
        page.outside.clear()
        page.mouse.move(0, 0)
        page.emulate_media(media="null", color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(url)
        return page

    def _new(self, is_allowed: Callable[[str], bool], options: dict[str, Any]):
        context = self._browser.new_context(**options)
        guard(context, is_allowed)
        context.add_init_script(_FORGET)
        return listened_to(context.new_page(), is_allowed)


def guard(context, is_allowed: Callable[[str], bool]) -> None:
    """Let a context load files, and nothing else but what is allowed."""
    if STORAGE_IS_REFUSED:
        context.add_init_script(REFUSING)
    context.route(
        lambda url: url.startswith("http") and not is_allowed(url), lambda route: route.abort()
    )


def listened_to(page, is_allowed: Callable[[str], bool]):
    """The page, with what went wrong (``errors``) and what it asked of others (``outside``)."""
    page.errors, page.outside = [], []
    page.on("pageerror", lambda error: page.errors.append(error.stack or str(error)))
    page.on("console", lambda message: _note(page, message))
    page.on("request", lambda request: _note_outside(page, request.url, is_allowed))
    return page


def _note(page, message) -> None:
    if message.type in ("error", "warning"):
        page.errors.append(message.text)


def _note_outside(page, url: str, is_allowed: Callable[[str], bool]) -> None:
    if not url.startswith(("file:", "data:", "blob:", "about:")) and not is_allowed(url):
        page.outside.append(url)
