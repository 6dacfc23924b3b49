"""How pages behave in a real browser: Debian's Chromium, from files, with no network."""

from __future__ import annotations

import pytest


def answer_is_shown(page):
    return page.locator("details.answer h3").first.is_visible()


def test_answer_is_closed_and_opens_by_keyboard(look_at, exercise):
    page = look_at(exercise)
    assert not answer_is_shown(page)
    summary = page.locator("details.answer > summary").first
    page.locator("#choices h2").click()  # the keyboard starts from here
    for _ in range(20):  # the form, the buttons below it, and those of the chapter's code
        page.keyboard.press("Tab")
        if summary.evaluate("element => element === document.activeElement"):
            break
    else:
        pytest.fail("Tab does not reach the answer")
    assert summary.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert answer_is_shown(page)
    page.keyboard.press("Space")
    assert not answer_is_shown(page)


def test_answer_is_open_without_javascript(look_at, exercise):
    assert answer_is_shown(look_at(exercise, java_script_enabled=False))


def test_answer_is_open_on_paper(look_at, exercise):
    page = look_at(exercise)
    page.emulate_media(media="print")
    assert answer_is_shown(page)


def test_link_into_the_answer_opens_it(look_at):
    page = look_at("book/02-tamanho-da-saida", "#fig-janelas")
    page.locator("details.answer[open]").wait_for()
    assert page.locator("#fig-janelas").is_visible()


@pytest.mark.parametrize("width", [320, 1200])
def test_page_does_not_scroll_sideways(look_at, document, width):
    page = look_at(document, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_error_and_no_request_outside(look_at, document):
    page = look_at(document)
    page.wait_for_load_state("networkidle")
    assert page.errors == [] and page.outside == []


# Contrast of each text of tables, captions and outputs with what is painted behind it (WCAG 2.2).
CONTRASTS = """
() => {
  const parse = text => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return {r, g, b, a};
  };
  const luminance = ({r, g, b}) => {
    const [R, G, B] = [r, g, b]
      .map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const background = element => {
    for (; element; element = element.parentElement) {
      const colour = parse(getComputedStyle(element).backgroundColor);
      if (colour.a === 1) return colour;
    }
    return {r: 255, g: 255, b: 255};
  };
  const selector = '.book-table th, .book-table td, .book-table caption, figcaption, ' +
    '.cell_output pre, .cell_output pre span, table.table td, table.table th';
  return [...document.querySelectorAll(selector)]
    .filter(element => element.textContent.trim() && element.getClientRects().length)
    .map(element => {
      const [a, b] = [parse(getComputedStyle(element).color), background(element)].map(luminance);
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return [contrast, element.textContent.trim().slice(0, 40)];
    })
    .filter(([contrast]) => contrast < 4.5);
}
"""


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_outputs_are_legible(look_at, document, colour_scheme):
    page = look_at(document, color_scheme=colour_scheme)
    assert page.evaluate("document.documentElement.dataset.theme") == colour_scheme
    page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
    assert page.evaluate(CONTRASTS) == []
