"""Lighthouse's opinion of each exercise on a phone: nothing in it depends on this machine's load.

The score for performance does depend on it, and is in `make report`. Here is what it is made of:
when a slow network lets a page be seen, how much comes before, and what the page is to a browser.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from table_of_contents import exercises

import lighthouse
from serving import served

FULL = ("accessibility", "best-practices", "seo")
AUDITS = (
    "first-contentful-paint", "largest-contentful-paint", "cumulative-layout-shift", "dom-size",
    "render-blocking-resources", "uses-text-compression", "unsized-images", "network-requests",
    "no-document-write", "redirects",
)  # fmt: skip
GOOD = 0.9  # what Lighthouse shows in green
LARGEST_TREE = 3000  # elements
SCRIPTS = 75_000  # bytes, compressed, of which a figure's own may be 25,000


@pytest.fixture(scope="module")
def reports(html, chromium) -> dict[str, dict[str, Any]]:
    if missing := lighthouse.why_missing():
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with served(html) as address:
        addresses = {f"{address}{name}.html": name for name in exercises()}
        made = lighthouse.reports(
            list(addresses), chromium, at_once=2,
            onlyCategories=FULL, onlyAudits=AUDITS, **lighthouse.without_the_machine(address),
        )  # fmt: skip
        return {addresses[url]: report for url, report in made}


@pytest.fixture
def report(reports, exercise) -> dict[str, Any]:
    return reports[exercise]


def test_full_marks(report):
    assert lighthouse.scores(report) == dict.fromkeys(FULL, 100), lighthouse.costly(report)


def test_seen_early_on_a_slow_network(report):
    audits = report["audits"]
    assert audits["first-contentful-paint"]["score"] >= GOOD
    assert audits["largest-contentful-paint"]["score"] >= GOOD
    assert audits["redirects"]["score"] == 1


def test_nothing_moves(report):
    assert report["audits"]["cumulative-layout-shift"]["numericValue"] < 0.01
    assert report["audits"]["unsized-images"]["score"] == 1


def test_little_comes_before_the_page(report):
    """One style sheet, everything compressed, and scripts that wait."""
    audits = report["audits"]
    blocking = audits["render-blocking-resources"].get("details", {}).get("items", [])
    assert len(blocking) <= 1 and all(".css" in one["url"] for one in blocking)
    assert audits["uses-text-compression"]["score"] == 1
    assert audits["no-document-write"]["score"] == 1


def test_little_work_for_the_browser(report):
    audits = report["audits"]
    assert 0 < audits["dom-size"]["numericValue"] <= LARGEST_TREE
    fetched = audits["network-requests"]["details"]["items"]
    scripts = [one["transferSize"] for one in fetched if one["resourceType"] == "Script"]
    assert scripts and sum(scripts) <= SCRIPTS
