"""What axe finds on every page, and what it does not look at."""

from __future__ import annotations

import pytest
from answering import answer, needs_storage
from axe import accessibility, check, check_every_way, open_for_axe
from settling import open_details, until
from table_of_contents import documents

SAMPLE = [documents()[0], "book/02-tamanho-da-saida", "book/09-treinamento"]
"""Pages on which the frame around the text, the same on all, is checked in every way."""
QUESTIONS = "section:has(> fieldset.alternatives)"


def test_axe_finds_nothing(look_at, document):
    page = open_for_axe(look_at, document)
    if document in SAMPLE:
        check_every_way(page)
    else:
        check(page)


def test_axe_finds_nothing_on_the_search_page(look_at):
    check_every_way(open_for_axe(look_at, "search", "?q=convolucoes"))


def test_axe_finds_nothing_in_open_menus(look_at):
    page = open_for_axe(look_at, "book/01-densa-e-convolucional", width=390)
    page.locator(".primary-toggle").click()
    assert page.locator("#pst-primary-sidebar-modal").is_visible()
    assert accessibility.violations(page) == []
    page.keyboard.press("Escape")
    page.locator(".dropdown-download-buttons button").click()
    assert page.locator(".dropdown-download-buttons a").first.is_visible()
    assert accessibility.violations(page) == []


def test_the_way_back_to_the_top_can_be_read(look_at):
    page = open_for_axe(look_at, "book/01-densa-e-convolucional", width=390)
    page.evaluate("document.querySelector('#pst-back-to-top').style.display = 'block'")
    check(page, within="#pst-back-to-top")


def test_axe_finds_nothing_in_an_answered_exercise(look_at, exercise):
    page = open_for_axe(look_at, exercise)
    for letter in "ab":  # one of them is wrong
        answer(page, letter)
    page.locator(".another").first.click()
    until(page, "() => document.activeElement.tagName === 'H3'")
    open_details(page)
    check(page, within=QUESTIONS)


def test_axe_finds_nothing_in_progress_and_review(open_at_address):
    page = open_for_axe(open_at_address, "book/02-tamanho-da-saida")
    answer(page, "a")
    for document in ("book/meu-progresso", "book/revisao"):
        check(open_for_axe(open_at_address, document, context=page.context))


def test_axe_would_find_something(open_page):
    page = open_page("search", bypass_csp=True)
    page.evaluate("document.querySelector('main').append(new Image())")
    assert [line.partition(":")[0] for line in accessibility.violations(page)] == ["image-alt"]


# Targets in a sentence are exempt (WCAG 2.2, 2.5.8), and so are those with room around them.
SMALL_TARGETS = """
() => {
  const kinds = "a, button, input, select, summary, [tabindex='0']";
  const targets = [...document.querySelectorAll(kinds)]
    .filter(element => element.getClientRects().length && !element.closest("p, li p, td, dd, dt"))
    .filter(element => !element.matches(".headerlink, pre"))
    .filter(element => getComputedStyle(element).opacity > 0)
    .filter(element => !element.closest(".skip-link"));
  const box = element => element.getBoundingClientRect();
  const centre = r => [r.x + r.width / 2, r.y + r.height / 2];
  return targets.filter(element => {
    const r = box(element);
    if (r.width >= 24 && r.height >= 24) return false;
    const [x, y] = centre(r);
    return targets.some(other => {
      if (other === element || other.contains(element) || element.contains(other)) return false;
      const o = box(other);
      const dx = Math.max(o.left - x, 0, x - o.right), dy = Math.max(o.top - y, 0, y - o.bottom);
      return Math.hypot(dx, dy) < 12;
    });
  }).map(element => element.outerHTML.slice(0, 120));
}
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough(look_at, document, width):
    page = look_at(document, width=width)
    open_details(page)
    assert page.evaluate(SMALL_TARGETS) == []


UNNAMED_FOCUS = """
() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const shadow = style.boxShadow !== "none" || (element.closest(".bd-search") &&
    getComputedStyle(element.closest(".bd-search")).boxShadow !== "none");
  const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return outline || shadow ? null : element.outerHTML.slice(0, 120);
}
"""


def test_focus_is_seen_everywhere(look_at, exercise):
    page = look_at(exercise)
    unseen, reached = set(), 0
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        reached += 1
        unseen.add(page.evaluate(UNNAMED_FOCUS))
    assert reached > 20 and unseen <= {None}


def test_keyboard_opens_and_closes_the_contents_on_a_phone(look_at, exercise):
    page = look_at(exercise, width=390)
    contents = page.locator("#pst-primary-sidebar-modal .bd-docs-nav")
    toggle = page.locator(".primary-toggle")
    toggle.focus()
    page.keyboard.press("Enter")
    contents.wait_for(state="visible")
    page.keyboard.press("Escape")
    contents.wait_for(state="hidden")
    page.locator(".primary-toggle:focus").wait_for()  # the reader is back at the button


@needs_storage
def test_colours_follow_the_reader_and_stay_as_chosen(open_at_address):
    page = open_at_address("book/como-usar", color_scheme="dark")
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "dark"
    page.locator(".theme-switch-button").click()  # from the system's to light
    assert page.evaluate(theme) == "light"
    page.reload()
    assert page.evaluate(theme) == "light"
