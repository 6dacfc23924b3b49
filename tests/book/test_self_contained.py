"""No page loads anything from elsewhere, and each tells the browser to refuse it."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from bs4 import BeautifulSoup

LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}


@pytest.fixture(scope="module")
def parsed(site_pages):
    return {name: BeautifulSoup(html, "lxml") for name, html in site_pages.items()}


def directives(page):
    [meta] = page.select('meta[http-equiv="Content-Security-Policy"]')
    return {
        name: sources.split()
        for name, _, sources in (part.strip().partition(" ") for part in meta["content"].split(";"))
    }


def hash_of(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_every_page_has_a_strict_policy(parsed):
    for name, page in parsed.items():
        policy = directives(page)
        assert policy["default-src"] == ["'none'"], name
        sources = {source for part in policy.values() for source in part}
        allowed = {"'self'", "'none'", "data:"}
        assert {s for s in sources if not s.startswith("'sha256-")} <= allowed, name
        assert "data:" not in policy["script-src"] + policy["style-src"], name


def test_the_policy_comes_before_what_it_governs(parsed):
    for name, page in parsed.items():
        first = page.find(["script", "style", "meta"], attrs={"charset": False, "name": False})
        assert first.get("http-equiv") == "Content-Security-Policy", name


def test_what_is_written_in_a_page_is_in_its_policy(parsed):
    for name, page in parsed.items():
        policy = directives(page)
        for kind, directive in (("script", "script-src"), ("style", "style-src")):
            for element in page.find_all(kind, src=False):
                if element.get("type", "text/javascript") in ("application/json",):
                    continue  # data, not code
                assert hash_of(element.string) in policy[directive], (name, element)
        assert len([s for s in policy["script-src"] if s.startswith("'sha256-")]) <= 1


def test_no_code_and_no_styles_in_attributes(parsed):
    for name, page in parsed.items():
        for element in page.find_all(True):
            assert not element.has_attr("style"), (name, element)
            assert not [key for key in element.attrs if key.startswith("on")], (name, element)
            assert not str(element.get("href", "")).lower().startswith("javascript:")


def test_everything_loaded_is_a_file_of_the_site(parsed, html):
    for name, page in parsed.items():
        for kind, attribute in LOADING.items():
            for element in page.find_all(kind, attrs={attribute: True}):
                address = element[attribute]
                if address.startswith(("data:image/", "#")) or element.get("rel") == ["canonical"]:
                    continue
                assert "://" not in address and not address.startswith("//"), (name, address)
                if name != "404.html":  # its addresses begin at the root of the published site
                    file = (html / name).parent / address.partition("?")[0]
                    assert file.exists(), (name, address)


def test_style_sheets_load_nothing_from_elsewhere(html):
    for path in html.rglob("*.css"):
        css = path.read_text("utf-8")
        assert not re.search(r"url\(\s*['\"]?(https?:)?//", css), path


def test_all_pages_share_one_style_sheet_and_one_script(parsed):
    for name, page in parsed.items():
        if name in ("index.html", "404.html"):  # they bring what they need
            continue
        [styles] = [link["href"] for link in page.select('link[rel="stylesheet"]')]
        assert re.search(r"_static/pages\.css\?v=\w{8}$", styles)
        scripts = [script["src"] for script in page.find_all("script", src=True)]
        assert re.search(r"_static/pages\.js\?v=\w{8}$", scripts[0])
        assert all(script.has_attr("defer") for script in page.find_all("script", src=True))
        searching = [script for script in scripts if re.search("search|language_data", script)]
        assert bool(searching) == (name == "search.html"), searching


def test_links_that_launch_are_only_links(parsed):
    for name, page in parsed.items():
        for link in page.select('a[href*="mybinder.org"]'):
            assert link.name == "a" and not link.has_attr("data-launch"), name


def refusals(page) -> list[str]:
    return [error for error in page.errors if "Content Security Policy" in error]


def test_the_browser_obeys_the_policy(open_page):
    page = open_page("book/02-tamanho-da-saida")
    for attempt in (
        "document.body.append(Object.assign(document.createElement('script'), "
        "{src: 'https://example.org/a.js'}))",
        "document.body.append(Object.assign(document.createElement('script'), "
        "{textContent: 'window.ran = true'}))",
        "document.body.append(Object.assign(new Image(), {src: 'https://example.org/a.png'}))",
    ):
        page.evaluate(attempt)
    while len(refusals(page)) < 3:
        page.wait_for_event("console")
    assert page.evaluate("window.ran") is None
    assert len(refusals(page)) == 3


def test_what_a_quiz_needs_is_allowed(open_page):
    """Scripts of the site on demand, drawings in the page, data, and files to keep."""
    page = open_page("book/02-tamanho-da-saida")
    page.evaluate(
        """
        new Promise((resolve, reject) => document.body.append(Object.assign(
          document.createElement("script"),
          {src: "../_static/interface.js", onload: resolve, onerror: reject})))
        """
    )
    page.evaluate(
        """
        document.body.insertAdjacentHTML("beforeend",
          '<svg class="bd-main" width="9" height="9"><rect width="9" height="9"/></svg>' +
          '<script type="application/json" id="data">{"a": 1}</scr' + 'ipt>')
        """
    )
    assert page.evaluate("JSON.parse(document.getElementById('data').textContent).a") == 1
    with page.expect_download() as download:
        page.evaluate(
            """
            Object.assign(document.createElement("a"), {
              download: "progresso.json",
              href: URL.createObjectURL(new Blob(["{}"], {type: "application/json"})),
            }).click()
            """
        )
    assert download.value.suggested_filename == "progresso.json"
    assert page.errors == []
