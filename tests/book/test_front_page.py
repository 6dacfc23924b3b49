"""The page that the book opens on: whole without a script, and counted from the exercises."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from table_of_contents import exercises, header

from cnnbook.figures import opening

FRONT = "book/inicio"


@pytest.fixture(scope="module")
def front(pages):
    return pages[FRONT].find("article")


def test_every_exercise_has_a_card_with_its_number_question_and_title(front, pages):
    cards = front.select(".exercise-cards li")
    assert len(cards) == len(exercises())
    for number, (card, name) in enumerate(zip(cards, exercises(), strict=True), start=1):
        link = card.select_one("a")
        assert link["href"] == f"{name.removeprefix('book/')}.html"
        assert link.get_text() == f"Exercício {number}: {header(name)['question']}"
        title = card.select_one(".title").get_text()
        assert pages[name].h1.get_text().removesuffix("#") == f"Exercício {number}: {title}"


def test_first_link_begins_the_first_exercise(front):
    link = front.select_one("a.reference")
    assert link.get_text() == "Começar pelo exercício 1"
    assert link["href"] == f"{exercises()[0].removeprefix('book/')}.html"


def test_doors_lead_to_three_kinds_of_readers(front):
    doors = front.select(".doors > ul > li")
    assert [door.strong.get_text() for door in doors] == [
        "Para quem estuda", "Para quem ensina", "Para quem executa o código",
    ]  # fmt: skip
    assert all(len(door.select("a")) >= 3 for door in doors)


def test_picture_is_in_the_page_and_has_a_text(front):
    [picture] = front.select("svg[role=img]")
    assert picture["aria-label"] == opening.ALTERNATIVE


def test_picture_shows_what_its_filters_make_of_the_image(signal):
    maps = opening.maps()
    for one, kernel in zip(maps, opening.FILTERS, strict=True):
        made = signal.correlate2d(opening.image(), kernel, mode="valid").clip(0)
        assert abs(made / made.max() - one).max() < 1e-12
    svg = BeautifulSoup(opening.draw(), "xml")
    cells = sum(path["d"].count("M") for path in svg.select("path.map"))
    assert cells == sum((one > 0).sum() for one in maps)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whole_without_a_script(look_at, width, scheme):
    page = look_at(FRONT, width=width, color_scheme=scheme, java_script_enabled=False)
    for text in ("Começar pelo exercício 1", "Para quem executa o código"):
        assert page.get_by_text(text).is_visible()
    overflow = page.locator("html").evaluate("page => page.scrollWidth - page.clientWidth")
    assert overflow == 0
    button, picture = (page.locator(f"article {one}").bounding_box() for one in (".start a", "svg"))
    assert button["y"] + button["height"] < 600  # in a phone's first view
    assert picture["width"] > 0.4 * min(width, 900)


def test_card_leads_to_its_exercise_wherever_it_is_pressed(open_page):
    page = open_page(FRONT)
    card = page.locator(".exercise-cards li").nth(2).bounding_box()
    page.mouse.click(card["x"] + card["width"] - 8, card["y"] + card["height"] - 8)
    page.wait_for_url(f"**/{exercises()[2]}.html")


def test_window_rests_where_motion_is_not_wanted(open_page):
    page = open_page(FRONT, reduced_motion="reduce")
    assert page.locator(".sweep").evaluate("one => one.getAnimations().length") == 0
    page = open_page(FRONT, reduced_motion="no-preference")
    [timing] = page.locator(".sweep").evaluate(
        "one => one.getAnimations().map(each => each.effect.getComputedTiming().endTime)"
    )
    assert timing < 5000  # longer, and a reader must be able to stop it
