"""What the tests of the built book share: its editions, its pages, and a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import exported
import pytest
from answering import STORAGE_IS_REFUSED
from bs4 import BeautifulSoup
from editions import FAILURES, Editions, snapshot
from table_of_contents import ROOT, documents, exercises
from tabs import Tabs, guard, listened_to
from warm import Warm

import browsers
from serving import served


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "document" in metafunc.fixturenames:
        metafunc.parametrize("document", documents())
    if "exercise" in metafunc.fixturenames:
        metafunc.parametrize("exercise", exercises())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where the browser is to keep nothing, only what needs a browser is tested."""
    if STORAGE_IS_REFUSED:
        left = [item for item in items if "browser" not in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


# What went wrong is said once, below all tests that could not run because of it.


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["failures"] = session.config.stash.get(FAILURES, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    found = getattr(node, "workeroutput", {}).get("failures", {})
    node.config.stash.setdefault(FAILURES, {}).update(found)


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for name, failure in config.stash.get(FAILURES, {}).items():
        terminalreporter.section(f"{name} cannot be made")
        terminalreporter.write_line(failure)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def run_folder(request, tmp_path_factory) -> Path:
    """A folder of this run of the tests, the same in all workers: for ``once.once``."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def made(request, run_folder) -> Editions:
    """What makes an edition, once for all workers."""
    return Editions(request, run_folder)


@pytest.fixture(scope="session")
def warm(tmp_path_factory) -> Iterator[Warm]:
    """What runs programs in processes that have Sphinx from the start, and nothing of the book."""
    warm = Warm(
        tmp_path_factory.mktemp("warm"), "sphinx.cmd.build", "myst_nb.sphinx_ext",
        "sphinx_book_theme",
    )  # fmt: skip
    yield warm
    warm.close()


@pytest.fixture(scope="session")
def html(made) -> Iterator[Path]:
    """The folder of the built book, which all tests share: for reading only."""
    folder = made.html()
    before = snapshot(folder)
    yield folder
    assert snapshot(folder) == before, "a test wrote into the built book"


@pytest.fixture(scope="session")
def class_edition(made) -> Path:
    """The folder of the class edition, for reading only; its key sheet is beside it."""
    return made.class_edition()


@pytest.fixture(scope="session")
def pages(html: Path) -> dict[str, BeautifulSoup]:
    return {
        name: BeautifulSoup((html / f"{name}.html").read_text("utf-8"), "lxml")
        for name in documents()
    }


@pytest.fixture(scope="session")
def site_pages(html: Path) -> dict[str, str]:
    """Every HTML file of the site by its path, search and index pages included."""
    return {
        str(path.relative_to(html)): path.read_text("utf-8")
        for path in sorted(html.rglob("*.html"))
    }


@pytest.fixture(scope="session")
def signal():
    """SciPy's, to which convolutions are compared."""
    return pytest.importorskip("scipy.signal", reason="pip install -e '.[independent]'")


@pytest.fixture(scope="session")
def pdf(made) -> Path:
    """The whole book as PDF, as `make pdf` makes it."""
    return made.pdf()


@pytest.fixture(scope="session")
def epub(pdf: Path) -> Path:
    return pdf.with_suffix(".epub")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; without one, browser tests are skipped, but never in CI."""
    program = browsers.chromium()
    if not program:
        message = f"there is no Chromium here (on Debian: {browsers.INSTALL})"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return program


@pytest.fixture(scope="session")
def browser(chromium: str):
    """One for all tests of a worker, which come last there: see ``tests/conftest.py``."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, html):
    """Open a document from its file, in a context of its own unless one is given.

    Nothing but files can be loaded. The page has what went wrong (``errors``) and what it asked of
    other places (``outside``); ``prepare`` is called with it before it loads anything.
    """
    yield from _opener(browser, html.as_uri() + "/")


@pytest.fixture
def open_at_address(browser, html):
    """As ``open_page``, but from a server: for tests of what several pages keep together.

    At an address a browser has one storage for all pages, whatever process runs them. Pages opened
    from files in quick succession sometimes see what their storage held before.
    """
    with served(html) as address:
        yield from _opener(browser, address)


def _opener(browser, address):
    contexts = []

    def is_allowed(url):
        return url.startswith(address)

    def new_context(width, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        guard(context, is_allowed)
        return context

    def open_page(document, fragment="", width=1200, context=None, prepare=None, **options):
        context = context or new_context(width, **options)
        page = listened_to(context.new_page(), is_allowed)
        if prepare:
            prepare(page)
        page.goto(f"{address}{document}.html{fragment}")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def tabs(browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def look_at(tabs, html):
    """As ``open_page``, in the one tab that the worker keeps for this: many times as fast.

    For tests of one page at a time, which need nothing that a page keeps, nor prepare it.
    """

    def look_at(document, fragment="", width=1200, color_scheme="light", **options):
        address = html.as_uri() + "/"
        url = f"{address}{document}.html{fragment}"
        return tabs.open(url, address, width, color_scheme, **options)

    return look_at


@pytest.fixture(scope="session")
def in_firefox(html):
    """A function of a document and a script: what the script reports of it in the other browser."""
    firefox = pytest.importorskip("firefox")
    if not (program := firefox.firefox()):
        pytest.skip(f"there is no Firefox here (on Debian: {firefox.INSTALL})")

    def look(document: str, script: str):
        found = firefox.reported(program, html, document, script)
        assert "error" not in found, found
        return found

    return look


@pytest.fixture(scope="session")
def contents(made, run_folder):
    """What the book asks, as the writers of other formats get it."""
    return exported.contents(made, run_folder)


@pytest.fixture(scope="session")
def versions_of(contents):
    """By exercise, some versions as plain questions, and their drawings."""
    return exported.versions(contents)


@pytest.fixture(scope="session")
def everything(contents, versions_of):
    """The contents with these versions' drawings, and all questions, category by category."""
    return exported.everything(contents, versions_of)
