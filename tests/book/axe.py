"""Axe on a page in a state: each text in both colour schemes, and in both layouts."""

from __future__ import annotations

import pytest
from settling import open_details, show

accessibility = pytest.importorskip("accessibility")

QUIET = "* { transition: none !important }"
SIZES = (390, 1280)
SCHEMES = ("light", "dark")


def open_for_axe(open_page, document, fragment="", **options):
    """A page with all of it open, in which axe can run, and nothing is measured halfway.

    Axe is put into the page as text, which the page's policy rightly refuses; and colours would
    fade into one another.
    """
    page = open_page(document, fragment, bypass_csp=True, reduced_motion="reduce", **options)
    page.add_style_tag(content=QUIET)
    open_details(page)
    return page


def check(page, within=None, widths=SIZES):
    """Axe finds nothing on a page as it stands, or ``within`` a part of it.

    Measuring contrasts takes longer than all other rules together, and a text has its colours at
    any width: they are measured once in each scheme.
    """
    found = {}
    for width, scheme in zip(widths, SCHEMES, strict=True):
        show(page, width, "light")
        without = [accessibility.CONTRAST]
        found[width] = accessibility.violations(page, without=without, within=within)
        show(page, width, scheme)
        only = accessibility.OF_COLOUR
        found[scheme] = accessibility.violations(page, only=only, within=within)
    assert found == dict.fromkeys(found, [])


def check_every_way(page):
    """Axe finds nothing with all rules, on a phone and on a wide screen, in both schemes."""
    found = {}
    for width in SIZES:
        for scheme in SCHEMES:
            show(page, width, scheme)
            found[width, scheme] = accessibility.violations(page)
    assert found == dict.fromkeys(found, [])
