"""Figures that stand behind a door: each comes by its own button, with its own scripts."""

from __future__ import annotations

import re

import pytest
from settling import open_details

from cnnbook_laboratory.code_field import FIGURE as FIELD
from cnnbook_laboratory.scripts import NEEDED

CHAPTER = "book/10-rede-mais-profunda"
NETWORK = "book/rede-por-dentro"
DOOR = ".live-door button"
_BUNDLE = re.compile(r"laboratory-([a-z]+)(?:-weights-\w+)?\.js")


def watched(open_page, document, fragment=""):
    """The page with its folds open, and the names of the scripts that it has fetched so far."""
    asked = []

    def watch(page):
        page.on("request", lambda request: asked.append(request.url))

    page = open_page(document, fragment, prepare=watch)
    open_details(page)
    return page, lambda: [match[1] for url in asked if (match := _BUNDLE.search(url))]


def figures(page):
    return page.locator("figure.live").all()


def test_each_figure_of_a_page_comes_by_its_own_button(open_page):
    page, fetched = watched(open_page, CHAPTER)
    there = figures(page)
    kinds = [one.get_attribute("data-figure") for one in there]
    assert len(there) == len({*kinds}) >= 3 and fetched() == ["door"]
    brought = {"door"}
    for place in reversed(range(len(there))):  # those that are open stay so
        there[place].locator(DOOR).click()
        page.locator("figure.live-on").nth(len(there) - place - 1).wait_for()
        there[place].locator(DOOR).wait_for(state="detached")
        brought.update(NEEDED[kinds[place]])
        assert {*fetched()} == brought
        for other, one in enumerate(there):
            is_open = other >= place
            if kinds[other] != FIELD:  # which has no picture
                assert one.locator("img").first.is_visible() != is_open
            assert one.locator(DOOR).count() == (not is_open)
            assert one.locator(".live-body").count() == 1
        assert there[place].evaluate("figure => figure.contains(document.activeElement)")
    once = [name for name in fetched() if name != "network"]  # whose weights are a second file
    assert len(once) == len({*once})
    assert page.errors == []


def test_buttons_pressed_at_once_share_what_both_need(open_page):
    page, fetched = watched(open_page, CHAPTER)
    page.evaluate(f"document.querySelectorAll('{DOOR}').forEach(button => button.click())")
    page.locator(DOOR).first.wait_for(state="detached")
    page.locator(f"figure.live-on >> nth={len(figures(page)) - 1}").wait_for()
    assert fetched().count("figure") == 1
    assert page.errors == []


@pytest.mark.parametrize("lost", range(3))
def test_what_could_not_be_loaded_can_be_asked_for_again(open_page, lost):
    """Whichever file it is that does not come, all after it in vain."""
    page, _ = watched(open_page, NETWORK)
    names = page.evaluate("laboratoryFiles.network")
    assert len(names) == 3  # what all share, the network, and what runs it
    page.evaluate(f"laboratoryFiles.network[{lost}] = 'nowhere.js'")
    page.locator(DOOR).click()
    page.get_by_text("Não foi possível carregar. Confira a conexão e tente de novo.").wait_for()
    assert page.locator("figure.live img").is_visible()
    assert page.evaluate("document.activeElement.textContent").startswith("Ligar a rede")
    page.evaluate("names => { laboratoryFiles.network = names; }", names)
    page.locator(DOOR).click()
    page.locator(".net-picks").wait_for()
    assert page.locator(".live-body").count() == 1


def test_an_address_opens_the_one_figure_that_it_asks_for(open_page):
    page, fetched = watched(open_page, CHAPTER, "#rede=64x2.f")
    page.locator("figure.live-on[data-figure=calculator]").wait_for()
    assert page.locator("figure.live-on").count() == 1
    assert {*fetched()} == {"door", *NEEDED["calculator"]}
    assert page.locator(DOOR).count() == len(figures(page)) - 1
