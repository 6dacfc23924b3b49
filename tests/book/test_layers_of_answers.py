"""An answer's argument comes first, short; what confirms it is folded under titles of its own."""

from settling import until
from table_of_contents import exercises

TALLEST = 5000
"""Pixels, of an answer whose further parts are closed, on a phone 390 pixels wide."""
OWN_TOOLS = ("trace(", "layer_table", "SourceCode", "load_or_train", "Table(", "checked_trace")
MAIN = 'details.answer[data-question="main"]'


def test_the_main_answer_is_short_on_a_phone(look_at, exercise):
    page = look_at(exercise, width=390)
    answer = page.locator(MAIN)
    answer.locator("> summary").click()
    assert answer.evaluate("one => one.getBoundingClientRect().height") <= TALLEST
    for part in answer.locator("details.further").all():
        assert part.locator("> summary").is_visible()
        assert not part.evaluate("one => one.open")


def test_what_must_be_read_is_not_written_with_the_books_own_tools(pages, exercise):
    [answer] = pages[exercise].select(MAIN)
    folded = "details.further, details.hide"
    read = [one for one in answer.select(".cell_input pre") if not _is_within(one, folded)]
    for code in read:
        assert not [name for name in OWN_TOOLS if name in code.get_text()]


def test_a_further_part_opens_with_the_keyboard(look_at):
    page = look_at(exercises()[5])
    page.locator(f"{MAIN} > summary").click()
    summary = page.locator("details.further > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    until(page, "() => document.querySelector('details.further').open")
    assert page.locator("details.further table").first.is_visible()


def test_further_parts_are_open_on_paper(look_at):
    page = look_at(exercises()[6])
    page.emulate_media(media="print")
    shown = page.locator("details.further table").all()
    assert shown and all(one.is_visible() for one in shown)


def _is_within(element, selector) -> bool:
    return any(one.css.match(selector) for one in element.parents if one.name != "[document]")
