"""What axe finds in a page that is open in a browser."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# All that axe has, its best practices included, but what is still an experiment.
_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[str]:
    """One line for each violation: the rule, and the element that breaks it."""
    found = Axe().run(page, options=_OPTIONS).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:150]}"
        for violation in found
        for node in violation["nodes"]
    ]
