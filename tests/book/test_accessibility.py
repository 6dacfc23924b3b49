"""What axe finds on every page, and what it does not look at."""

from __future__ import annotations

import pytest


def open_answers(page):
    page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")


def check(page):
    """Axe on a page as it stands, on a phone and on a wide screen, in both colour schemes."""
    accessibility = pytest.importorskip("accessibility")
    found = {}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(400)  # after 300 ms the theme looks for what scrolls
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.locator(f"html[data-theme={scheme}]").wait_for()
            found[width, scheme] = accessibility.violations(page)
    assert found == dict.fromkeys(found, [])


def open_for_axe(open_page, document, fragment="", **options):
    # axe is put into the page as text, which the page's policy rightly refuses. Colours that
    # fade into one another would be measured halfway.
    page = open_page(document, fragment, bypass_csp=True, reduced_motion="reduce", **options)
    page.add_style_tag(content="* { transition: none !important }")
    open_answers(page)
    return page


def test_axe_finds_nothing(open_page, document):
    check(open_for_axe(open_page, document))


def test_axe_finds_nothing_on_the_search_page(open_page):
    check(open_for_axe(open_page, "search", "?q=convolucoes"))


def test_axe_finds_nothing_in_open_menus(open_page):
    page = open_for_axe(open_page, "book/01-densa-e-convolucional", width=390)
    accessibility = pytest.importorskip("accessibility")
    page.locator(".primary-toggle").click()
    assert page.locator("#pst-primary-sidebar-modal").is_visible()
    assert accessibility.violations(page) == []
    page.keyboard.press("Escape")
    page.locator(".dropdown-launch-buttons button").click()
    assert page.locator(".dropdown-launch-buttons a").first.is_visible()
    assert accessibility.violations(page) == []


def test_axe_finds_nothing_in_an_answered_exercise(open_page, exercise):
    page = open_for_axe(open_page, exercise)
    for letter in "ab":  # one of them is wrong
        page.locator(f"#principal-{letter}").check()
        page.locator(".check").first.click()
    page.locator(".another").first.click()
    page.wait_for_function("document.activeElement.tagName === 'H3'")
    open_answers(page)
    check(page)


def test_axe_finds_nothing_in_progress_and_review(open_page):
    page = open_for_axe(open_page, "book/02-tamanho-da-saida")
    page.locator("#principal-a").check()
    page.locator(".check").first.click()
    for document in ("book/meu-progresso", "book/revisao"):
        check(open_for_axe(open_page, document, context=page.context))


def test_axe_would_find_something(open_page):
    accessibility = pytest.importorskip("accessibility")
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
def test_targets_are_large_enough(open_page, document, width):
    page = open_page(document, width=width)
    open_answers(page)
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


def test_focus_is_seen_everywhere(open_page, exercise):
    page = open_page(exercise)
    unseen, reached = set(), 0
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        reached += 1
        unseen.add(page.evaluate(UNNAMED_FOCUS))
    assert reached > 20 and unseen <= {None}


def test_keyboard_opens_and_closes_the_contents_on_a_phone(open_page, exercise):
    page = open_page(exercise, width=390)
    contents = page.locator("#pst-primary-sidebar-modal .bd-docs-nav")
    toggle = page.locator(".primary-toggle")
    toggle.focus()
    page.keyboard.press("Enter")
    contents.wait_for(state="visible")
    page.keyboard.press("Escape")
    contents.wait_for(state="hidden")
    page.locator(".primary-toggle:focus").wait_for()  # the reader is back at the button


def test_colours_follow_the_reader_and_stay_as_chosen(open_page):
    page = open_page("book/como-usar", color_scheme="dark")
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "dark"
    page.locator(".theme-switch-button").click()  # from the system's to light
    assert page.evaluate(theme) == "light"
    page.reload()
    assert page.evaluate(theme) == "light"
