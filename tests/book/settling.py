"""Waiting for a page to be as a reader sees it."""

from __future__ import annotations

# The theme gives the keyboard what can be scrolled, a moment after the page's width has changed.
_SETTLED = """
() => [...document.querySelectorAll("pre, .cell_output > .output, .pst-scrollable-table-container")]
  .every(element => (element.tabIndex === 0) === (
    element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight))
"""


_UNTIL = """
async (args) => {
  const holds = (%s);
  const start = performance.now();
  while (!holds(...args)) {
    if (performance.now() - start > 30000) throw new Error(`never came: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
"""


def open_details(page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")


def until(page, condition: str, *args) -> None:
    """Wait until something holds on the page.

    Playwright's own `wait_for_function` compiles its condition anew at each look, which the book's
    policy refuses from the second look on.

    Args:
        condition: JavaScript, a function of `args`.
    """
    page.evaluate(_UNTIL % condition, list(args))


def show(page, width: int, scheme: str, media: str = "screen") -> None:
    """Give the page a width and a colour scheme, and wait until all of it has followed."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, media=media)
    page.locator(f"html[data-theme={scheme}]").wait_for()
    until(page, _SETTLED)
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
