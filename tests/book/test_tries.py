"""What is kept of each question: the first try, the best and the last ones."""

from __future__ import annotations

import json

import pytest
from answering import (
    DAY,
    DENSE,
    HOUR,
    NOW,
    PREFIX,
    SIZE,
    another,
    answer,
    at,
    entry,
    needs_storage,
    right_letter,
    state,
    stored,
    tried,
    with_items,
    wrong_letters,
)
from settling import until

pytestmark = needs_storage
pytest.importorskip("playwright.sync_api")

NAME = "tamanho-da-saida"


def tries(page, name="main", exercise=NAME, group="questions"):
    return stored(page)[exercise][group][name]["tries"]


# --- What a try tells ------------------------------------------------------------------------


def test_a_chosen_miss_and_its_correction_are_one_try(open_at_address):
    page = open_at_address(SIZE, prepare=at(NOW))
    answer(page, "a")
    [missed] = tries(page)
    text = page.locator("fieldset.alternatives").first.get_attribute("data-content")
    assert missed["of"] == text and missed["at"] // 1000 == pytest.approx(NOW, abs=HOUR)
    assert missed["result"] == "missed" and missed["mistake"] == "border-ignored"
    assert missed["way"] == "chosen" and missed["hints"] == 0
    answer(page, "b")
    assert tries(page) == [{**missed, "result": "corrected"}]


def test_a_typed_answer_after_two_hints(open_page):
    page = open_page(SIZE)
    for _ in range(2):
        page.locator(".ask-hint").first.click()
    page.locator("details.hint summary").first.click()  # closed again, but it was read
    page.locator("#main-own").fill("6×6")
    page.locator("#main-own").press("Enter")
    [one] = tries(page)
    assert (one["result"], one["way"], one["hints"]) == ("right", "typed", 2)


def test_hints_after_the_first_answer_do_not_count(open_page):
    page = open_page(SIZE)
    answer(page, "a")
    page.locator(".ask-hint").first.click()
    answer(page, "b")
    [one] = tries(page)
    assert (one["result"], one["hints"]) == ("corrected", 0)


def test_who_has_seen_the_answer_does_not_find_it_at_once(open_page):
    page = open_page(SIZE)
    fold = page.locator('details.answer[data-question="main"] > summary')
    fold.click()
    fold.click()
    answer(page, "b")
    assert state(page) == "corrected"


def test_a_page_loaded_again_remembers_what_helped(open_at_address):
    page = open_at_address(SIZE, prepare=at(NOW))
    page.locator(".ask-hint").first.click()
    until(page, "() => sessionStorage.getItem('cnnbook-looked').includes('[0]')")
    page.reload()
    hints = page.locator('.hints[data-question="main"] details.hint')
    assert hints.first.is_visible() and not hints.nth(1).is_visible()
    answer(page, "b")
    [one] = tries(page)
    assert (one["result"], one["hints"]) == ("right", 1)
    seen = open_at_address(DENSE, context=page.context, prepare=at(NOW))
    seen.locator('details.answer[data-question="main"] > summary').click()
    until(seen, "() => (sessionStorage.getItem('cnnbook-looked') || '').includes('true')")
    seen.reload()
    answer(seen, right_letter(seen))
    assert state(seen, "densa-e-convolucional") == "corrected"


def test_a_miss_offers_a_hint_that_was_not_seen_yet(open_at_address):
    page = open_at_address(SIZE)
    page.locator(".ask-hint").first.click()
    until(page, "() => (sessionStorage.getItem('cnnbook-looked') || '').includes('[0]')")
    page.reload()
    answer(page, "a")
    hints = page.locator('.hints[data-question="main"] details.hint')
    assert hints.nth(1).is_visible() and not hints.nth(2).is_visible()


def test_what_helped_yesterday_does_not_count_today(open_at_address):
    page = open_at_address(SIZE, prepare=at(NOW))
    page.locator(".ask-hint").first.click()
    until(page, "() => (sessionStorage.getItem('cnnbook-looked') || '').includes('[0]')")
    page.clock.set_system_time(NOW + DAY)
    page.reload()
    answer(page, "b")
    assert tries(page)[0]["hints"] == 0


@pytest.mark.parametrize("text", ["{", "null", "[]", '{"x": 1}', '{"x": {"at": 1, "hints": 3}}'])
def test_nothing_breaks_on_what_a_tab_has_kept(open_page, text):
    script = f"sessionStorage.setItem('cnnbook-looked', {json.dumps(text)})"
    page = open_page(SIZE, prepare=lambda page: page.add_init_script(script))
    page.locator(".ask-hint").first.click()
    answer(page, "b")
    assert tries(page)[0]["hints"] == 1 and page.errors == []


def test_each_question_has_tries_of_its_own(open_page):
    page = open_page(DENSE)
    answer(page, right_letter(page, "colour-photo"), "colour-photo")
    answer(page, wrong_letters(page, "wider-image")[0], "wider-image")
    name = "densa-e-convolucional"
    assert tries(page, "colour-photo", name)[0]["result"] == "right"
    assert tries(page, "wider-image", name)[0]["result"] == "missed"
    assert "main" not in stored(page)[name]["questions"]


def test_versions_are_kept_by_kind(open_page):
    page = open_page(SIZE)
    another(page)
    version = page.url.partition("version=")[2]
    answer(page, right_letter(page, "version"), "version")
    [kind] = stored(page)[NAME]["kinds"]
    [one] = tries(page, kind, group="kinds")
    assert one["of"] == version and one["result"] == "right"
    names = page.evaluate(
        f"cnnbook.bank.load('{NAME}').then(bank => bank.kinds.map(one => one.name))"
    )
    assert kind in names and len({*names}) == len(names)


def test_a_changed_question_is_judged_by_what_was_answered_since(open_page):
    kept = entry(tried("0123abcd", at=5), tried("f00df00d", at=9, result="missed"))
    items = {f"{PREFIX}exercise.{NAME}": json.dumps(kept)}
    page = open_page("book/meu-progresso", prepare=with_items(items))
    assert state(page) == "missed"


# --- What is left of many --------------------------------------------------------------------


def test_the_first_the_best_and_the_last_tries_are_left(open_at_address):
    page = open_at_address(SIZE, prepare=at(NOW))
    made = []
    for day in range(16):
        later = open_at_address(SIZE, context=page.context, prepare=at(NOW + day * DAY))
        answer(later, "b" if day == 3 else "a")
        made.append(tries(later)[-1])
        later.close()
    assert [one["result"] for one in made].count("right") == 1
    assert tries(page) == [made[0], made[3], *made[-9:]]
    assert state(page) == "right"


MERGE = """
() => {
  let seed = 1;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const pick = (items) => items[random(items.length)];
  const some = (most, make) => Array.from({ length: 1 + random(most) }, make);
  const one = () => ({
    at: random(14), of: pick(["0123abcd", "ffffffff"]), hints: random(2),
    result: pick(["missed", "corrected", "right"]), way: pick(["typed", "chosen"]),
    mistake: pick(["", "axes-swapped"]),
  });
  const reason = () => (random(2) ? { at: random(3), text: pick(["x", "y"]) } : null);
  const asked = () => ({ tries: some(11, one), reason: reason() });
  const group = (names) =>
    Object.fromEntries(names.filter(() => random(2)).map((name) => [name, asked()]));
  const numbered = Array.from({ length: 50 }, (_, index) => `kind-${index}`);
  const many = (index) => (index % 100 ? [] : numbered.map((name) => `${name}-${random(3)}`));
  const make = (index) => cnnbook.record.entry("exercise", {
    questions: { main: asked(), ...group(["colour-photo", "wider-image"]) },
    kinds: group(["square", "inverse", ...many(index)]),
  });
  const merge = (x, y) => cnnbook.record.merge("exercise", x, y);
  const wrong = [];
  let largest = 0;
  for (let index = 0; index < 1500; index += 1) {
    const [a, b, c] = [make(index), make(index), make(index)];
    const text = [
      merge(a, merge(b, c)), merge(merge(a, b), c), merge(merge(c, a), b),
      merge(merge(b, a), merge(c, b)),
    ].map(JSON.stringify);
    const same = JSON.stringify(merge(a, a)) === JSON.stringify(a);
    const read = JSON.stringify(cnnbook.record.entry("exercise", JSON.parse(text[0])));
    if (new Set([...text, read]).size > 1 || !same) wrong.push([a, b, c]);
    const all = Object.values(merge(a, b).questions);
    largest = Math.max(largest, ...all.map(({ tries }) => tries.length));
  }
  return { wrong: wrong.slice(0, 2), largest };
}
"""


def test_merging_does_not_depend_on_order_nor_repetition(look_at):
    """Nor does it grow without end; and what it makes can be read again."""
    assert look_at(SIZE).evaluate(MERGE) == {"wrong": [], "largest": 11}


def test_tries_of_two_tabs_at_once_are_both_kept(open_at_address):
    """As when both write at one moment, and neither has seen the other's yet."""
    page = open_at_address(SIZE)
    answer(page, "b")
    [one] = tries(page)
    other = open_at_address("book/meu-progresso", context=page.context)
    theirs = entry(tried(one["of"], at=one["at"] - DAY * 1000, result="missed"))
    other.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [f"{PREFIX}exercise.{NAME}", json.dumps(theirs)],
    )
    until(other, "key => localStorage.getItem(key).includes('right')", f"{PREFIX}exercise.{NAME}")
    assert tries(page) == [*theirs["questions"]["main"]["tries"], one]
