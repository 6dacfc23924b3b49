"""What axe finds in a page that is open in a browser."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# All that axe has, its best practices included, but what is still an experiment.
_ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

CONTRAST = "color-contrast"
"""The one rule that takes long: four fifths of all."""
OF_COLOUR = (CONTRAST, "link-in-text-block")
"""What a colour scheme can change."""


def violations(
    page: Page,
    only: Sequence[str] = (),
    without: Sequence[str] = (),
    within: str | None = None,
) -> list[str]:
    """One line for each violation: the rule, and the element that breaks it.

    ``only`` these rules are applied, or all ``without`` these; only to what is ``within`` elements
    that a CSS selector finds, if there is one.
    """
    options = {
        "runOnly": {"type": "rule", "values": list(only)} if only else _ALL,
        "rules": {rule: {"enabled": False} for rule in without},
        "resultTypes": ["violations"],
    }
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "([within, options]) => axe.run(within || document, options).then(r => r.violations)",
        [within, options],
    )
    return [
        f"{violation['id']}: {node['html'][:150]}"
        for violation in found
        for node in violation["nodes"]
    ]
