"""``make report``: what each page of the built book costs a reader, as a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

import accessibility
import browsers
import lighthouse
from serving import served
from weights import KB, first_view, later_view

_HEADINGS = ("page", "first kB", "later kB", "requests", "axe", "performance",
             "access.", "practices", "SEO")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("html", type=Path, help="the folder of the built book")
    parser.add_argument("--without-lighthouse", action="store_true")
    arguments = parser.parse_args()
    chromium = browsers.chromium()
    if not chromium:
        sys.exit(f"Falta o Chromium. No Debian: {browsers.INSTALL}")
    missing = "" if arguments.without_lighthouse else lighthouse.why_missing()
    if missing:
        print(f"Sem as notas do Lighthouse: {missing}", file=sys.stderr)
    names = sorted(str(path.relative_to(arguments.html)) for path in arguments.html.rglob("*.html"))
    names = [name for name in names if name not in ("index.html", "404.html")]

    _print_row(_HEADINGS)
    with served(arguments.html) as address, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in names:
            url = address + name
            first = first_view(browser, url)
            later = later_view(browser, address + next(n for n in names if n != name), url)
            cells = [name, f"{first.bytes / KB:.0f}", f"{later.bytes / KB:.0f}",
                     str(first.requests), _axe(browser, url)]  # fmt: skip
            if not missing and not arguments.without_lighthouse:
                [(_, report)] = lighthouse.reports([url], chromium)
                found = lighthouse.scores(report)
                cells += [str(found[category]) for category in lighthouse.CATEGORIES]
            _print_row([*cells, *["-"] * (len(_HEADINGS) - len(cells))])
        browser.close()


def _axe(browser, url: str) -> str:
    counts = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        page.goto(url)
        counts.append(str(len(accessibility.violations(page))))
        context.close()
    return "/".join(counts)


def _print_row(cells: Sequence[str]) -> None:
    print(f"{cells[0]:36}" + "".join(f"{cell:>13}" for cell in cells[1:]), flush=True)


if __name__ == "__main__":
    main()
