"""The review: in a sitting, a question for each mistake; and when each comes back."""

from __future__ import annotations

import json

import pytest
from answering import (
    DAY,
    ITEM,
    NOW,
    PREFIX,
    SIZE,
    answer,
    at,
    choosing,
    needs_storage,
    right_letter,
    stored,
    verdict,
    with_items,
    wrong_letters,
)
from axe import check, open_for_axe
from settling import open_details, until

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = needs_storage

PAGE = "book/revisao"
MISTAKES = ("one-side-only", "bias-forgotten", "roles-swapped")
"""The last of them only in questions that stand in chapters."""


def due(names=MISTAKES, **changed):
    """These mistakes, to be reviewed, in this order."""
    return with_items(
        {
            f"{PREFIX}review.{name}": json.dumps({**ITEM, "due": place, **changed})
            for place, name in enumerate(names, start=1)
        }
    )


def open_review(open_at_address, time=NOW, context=None, prepare=(), **options):
    page = open_at_address(PAGE, context=context, prepare=at(time, *prepare), **options)
    page.locator(".review-page h2").first.wait_for()
    return page


def begin(page):
    page.get_by_role("button", name="Começar").click()
    return question(page)


def question(page, place=1):
    """The name of the question that is asked, once it is there."""
    page.locator("h2:focus", has_text=f"Pergunta {place} de").wait_for()
    return page.locator(".review-page fieldset").get_attribute("data-question")


def go_on(page):
    page.locator(".review-buttons button").click()


def answer_right(page, name):
    assert answer(page, right_letter(page, name), name).startswith("Certo")


def answer_wrong(page, name, place=0):
    assert answer(page, wrong_letters(page, name)[place], name).startswith("Ainda não")


def mistakes_of(page, name):
    marked = page.locator(f'ul.feedback[data-question="{name}"] [data-misconceptions]')
    return " ".join(one.get_attribute("data-misconceptions") for one in marked.all()).split()


def days_until(item, time=NOW):
    return round((item["due"] / 1000 - time) / DAY)


# --- A sitting -------------------------------------------------------------------------------


def test_a_sitting_asks_each_mistake_in_another_exercise_and_says_when_it_returns(
    open_at_address,
):
    page = open_review(open_at_address, prepare=[due()])
    assert page.get_by_role("heading", name="3 para hoje").is_visible()
    link = page.locator(".bd-sidebar a.internal", has_text="Revisão")
    expect(link).to_have_text("Revisão (3 para hoje)")
    name = begin(page)
    asked = []
    for place, mistake in enumerate(MISTAKES, start=1):
        name = question(page, place)
        assert page.locator(".review-page h2").inner_text() == f"Pergunta {place} de 3"
        assert mistake in mistakes_of(page, name)
        answer_right(page, name)
        asked.append(stored(page, "review")[mistake]["exercise"])
        assert asked[-1] != ITEM["exercise"]
        go_on(page)
    page.locator("h2:focus", has_text="Acertos: 3 de 3").wait_for()
    said = page.locator(".review-results").inner_text()
    assert said.count("certo de primeira; volta em 3 dias, segunda-feira, 18 de janeiro.") == 3
    assert page.get_by_text("Não há mais nada para hoje.").is_visible()
    expect(link).to_have_text("Revisão")
    # The questions that were asked may be of the first exercise: then with one after it.
    assert page.get_by_role("link", name="Continuar pelo exercício").is_visible()
    page.reload()
    page.get_by_role("heading", name="Nada para hoje").wait_for()
    assert "em 3 dias, segunda-feira, 18 de janeiro" in page.locator(".review-page").inner_text()
    assert page.errors == [] and page.outside == []


def test_a_mistake_of_today_is_for_tomorrow(open_at_address):
    page = open_at_address(SIZE, prepare=at(NOW))
    answer(page, "c")  # one side only
    review = open_review(open_at_address, context=page.context)
    review.get_by_role("heading", name="Nada para hoje").wait_for()
    assert "amanhã, sábado, 16 de janeiro" in review.locator(".review-page").inner_text()
    early = NOW - NOW % DAY + DAY + 60  # a minute past midnight
    tomorrow = open_review(open_at_address, early, page.context)
    expect(tomorrow.get_by_role("heading", name="1 para hoje")).to_be_visible()
    begin(tomorrow)
    assert stored(tomorrow, "review")["one-side-only"]["reps"] == 0  # not yet answered


def test_intervals_grow_until_the_mistake_is_learnt_and_it_may_come_back(open_at_address):
    time, page, context, days, exercises = NOW, None, None, [], []
    while True:
        first = [due(MISTAKES[:1])] if page is None else []
        page = open_review(open_at_address, time, context, first)
        if page.get_by_role("heading", name="Nada a rever").count():
            break
        context = page.context
        answer_right(page, begin(page))
        item = stored(page, "review")[MISTAKES[0]]
        days.append(days_until(item, time))
        exercises.append(item["exercise"])
        go_on(page)
        page.locator("h2:focus", has_text="Acertos: 1 de 1").wait_for()
        time += days[-1] * DAY
    assert days == [3, 14, 57, 196]  # as como-usar.md says, in words; the last is never asked
    assert all(one != other for one, other in zip(exercises, exercises[1:]))
    assert "deixou para trás: 1" in page.locator(".review-page").inner_text()
    again = open_at_address(SIZE, context=context, prepare=at(time))
    answer(again, "c")
    back = open_review(open_at_address, time + DAY, context)
    answer_right(back, begin(back))
    item = stored(back, "review")[MISTAKES[0]]
    assert item["lapses"] == 1 and item["missed"] == 0 and days_until(item, time + DAY) < 30


def test_a_lapse_shortens_the_interval(open_at_address):
    ago = (NOW - 14 * DAY) * 1000
    known = {"stability": 14.0, "difficulty": 2.1, "reps": 2, "reviewed": ago, "changed": ago}
    page = open_review(open_at_address, prepare=[due(MISTAKES[:1], **known)])
    answer_wrong(page, begin(page))
    item = stored(page, "review")[MISTAKES[0]]
    assert days_until(item) <= 3 and item["lapses"] == 1 and item["stability"] < 14


GRADES = {  # what one does before the right answer, and in how many days a first review comes back
    "good": (lambda page, name: None, 3),
    "a hint": (lambda page, name: page.locator(".ask-hint").click(), 2),
    "a miss": (lambda page, name: answer_wrong(page, name), 2),
    "two misses": (lambda page, name: [answer_wrong(page, name, i) for i in (0, 1)], 1),
    "the solution": (lambda page, name: page.locator("details.answer summary").first.click(), 1),
}


@pytest.mark.parametrize("name", GRADES)
def test_help_and_misses_bring_it_back_sooner(open_at_address, name):
    before, days = GRADES[name]
    page = open_review(open_at_address, prepare=[due(MISTAKES[:1])])
    asked = begin(page)
    before(page, asked)
    if name == "the solution":
        page.locator(".review-buttons button").wait_for()
    answer_right(page, asked)
    item = stored(page, "review")[MISTAKES[0]]
    assert days_until(item) == days and item["reps"] == 1


def test_another_mistake_in_a_review_comes_back_too(open_at_address):
    page = open_review(open_at_address, prepare=[due(MISTAKES[:1])])
    name = begin(page)
    wrong = page.locator(
        f'ul.feedback[data-question="{name}"] [data-misconceptions]'
        f':not([data-misconceptions~="{MISTAKES[0]}"])'
    ).first
    other = wrong.get_attribute("data-misconceptions").split()[0]
    answer(page, wrong.get_attribute("data-letter"), name)
    items = stored(page, "review")
    assert days_until(items[other]) == days_until(items[MISTAKES[0]]) == 1
    assert items[other]["reps"] == 0 and items[MISTAKES[0]]["reps"] == 1
    go_on(page)
    page.get_by_role("heading", name="Outros enganos que apareceram").wait_for()
    assert page.locator(f'.review-page a[href$="#{other}"]').count() == 1


def test_leaving_in_the_middle_loses_nothing(open_at_address):
    page = open_review(open_at_address, prepare=[due()])
    answer_right(page, begin(page))
    go_on(page)
    name = question(page, 2)
    key = stored(page, "review")[MISTAKES[0]]
    shown = page.locator(".review-page section").inner_text()
    page.reload()
    assert question(page, 2) == name
    assert page.locator(".review-page section").inner_text() == shown
    assert stored(page, "review")[MISTAKES[0]] == key
    page.locator("details.answer summary").first.click()  # as good as a wrong answer
    page.locator(".review-buttons button").wait_for()
    page.reload()  # what was answered is not asked again
    assert question(page, 3)
    tomorrow = open_review(open_at_address, NOW + DAY, page.context)
    for name, is_due in zip(MISTAKES, (False, True, True)):
        until(
            tomorrow,
            "(name, isDue) => cnnbook.sitting.due().includes(name) === isDue",
            name,
            is_due,
        )


def test_ten_at_a_time(open_at_address):
    names = [
        "border-ignored", "one-side-only", "kernel-as-output", "kernel-each-side",
        "full-convolution", "padding-forgotten", "one-forgotten", "rounded-up", "rounded-down",
        "strides-forgotten", "bias-forgotten", "next-layer",
    ]  # fmt: skip
    page = open_review(open_at_address, prepare=[due(names)])
    assert page.get_by_role("heading", name="12 para hoje").is_visible()
    assert "no máximo 10 de cada vez" in page.locator(".review-page").inner_text()
    begin(page)
    versions = []
    for place in range(1, 11):
        question(page, place)
        versions.append(page.locator(".review-page section").inner_text())
        page.locator("details.answer summary").first.click()
        go_on(page)
    assert len(set(versions)) == 10
    page.locator("h2:focus", has_text="Acertos: 0 de 10").wait_for()
    page.get_by_role("button", name="Continuar: mais 2 para hoje").click()
    question(page, 1)


def test_what_does_not_load_is_told_and_the_sitting_goes_on(open_at_address):
    page = open_review(open_at_address, prepare=[due(MISTAKES[::2])])
    page.context.route("**/_static/banks/**", lambda route: route.abort())
    page.get_by_role("button", name="Começar").click()
    page.get_by_text("A pergunta não pôde ser carregada").wait_for()
    page.get_by_role("button", name="Deixar para depois").click()
    answer_right(page, question(page))
    go_on(page)
    page.locator("h2:focus", has_text="Acertos: 1 de 1").wait_for()
    page.context.unroute("**/_static/banks/**")
    page.get_by_role("button", name="Continuar: mais 1 para hoje").click()
    answer_right(page, question(page))


def test_a_page_without_its_script_says_so(open_page):
    page = open_page(
        PAGE,
        prepare=lambda page: page.context.route(
            "**/_static/review.js*", lambda route: route.abort()
        ),
    )
    page.get_by_text("Uma parte desta página não pôde ser carregada").wait_for()


def test_what_another_tab_has_reviewed_is_not_counted_twice(open_at_address):
    page = open_review(open_at_address, prepare=[due(MISTAKES[:1])])
    name = begin(page)
    now, then = NOW * 1000, (NOW + 3 * DAY) * 1000
    known = {"stability": 2.3, "difficulty": 2.1, "reps": 1, "reviewed": now}
    reviewed = {**ITEM, **known, "changed": now, "due": then}
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [f"{PREFIX}review.{MISTAKES[0]}", json.dumps(reviewed)],
    )
    answer_right(page, name)
    assert stored(page, "review")[MISTAKES[0]] == reviewed


def test_without_any_mistake_the_page_says_what_it_is_for(open_page):
    page = open_page(PAGE)
    page.get_by_text("ainda não cometeu nenhum engano").wait_for()
    page.get_by_role("link", name="Começar pelo exercício 1").click()
    page.wait_for_url("**/01-densa-e-convolucional.html")


def test_by_keyboard_alone(open_at_address):
    page = open_review(open_at_address, prepare=[due(MISTAKES[:1])])
    page.get_by_role("button", name="Começar").focus()
    page.keyboard.press("Enter")
    name = question(page)
    choosing(page, name)
    page.locator(f"#{name}-a").focus()
    page.keyboard.press(right_letter(page, name))
    page.keyboard.press("Enter")
    assert verdict(page, name).startswith("Certo")
    page.get_by_role("button", name="Ver como foi").wait_for()
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "Ver como foi":
            break
    page.keyboard.press("Enter")
    page.locator("h2:focus", has_text="Acertos: 1 de 1").wait_for()


@pytest.mark.parametrize("name", MISTAKES[1:])
def test_axe_finds_nothing_in_a_sitting(open_at_address, name):
    """A question, its verdict, and the end, in each width and scheme."""
    page = open_for_axe(open_at_address, PAGE, prepare=at(NOW, due([name])))
    question = begin(page)
    check(page, within=".review-page")
    answer_wrong(page, question)
    open_details(page)
    check(page, within=".review-page")
    go_on(page)
    page.get_by_role("heading", name="Acertos: 0 de 1").wait_for()
    check(page, within=".review-page")


def test_nothing_is_wider_than_a_phone(open_at_address):
    page = open_review(open_at_address, prepare=[due()])
    name = begin(page)
    answer_wrong(page, name)
    open_details(page)
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_answer_may_be_typed(open_at_address):
    page = open_review(open_at_address, prepare=[due(MISTAKES[:1])])
    name = begin(page)
    label = page.locator(f"#{name}-{right_letter(page, name)} + label")
    text = label.evaluate("one => one.textContent.replace(/^.*?[.] /, '')")
    page.locator(f"#{name}-own").fill(text)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Ver como foi").wait_for()
    assert verdict(page, name).startswith("Certo")
    assert days_until(stored(page, "review")[MISTAKES[0]]) == 3


def test_on_paper_a_question_has_its_alternatives_and_no_buttons(open_at_address):
    page = open_review(open_at_address, prepare=[due(MISTAKES[:1])])
    name = begin(page)
    answer_right(page, name)
    page.emulate_media(media="print")
    assert page.locator(f"#{name}-a").is_visible()
    assert not page.locator(".review-page button:visible").count()


# --- What comes from outside -----------------------------------------------------------------

DAMAGED = [
    {"due": -1},
    {"question": "x" * 61},
    {"exercise": "constructor"},
    {"reps": 1},  # and nothing known
    {"stability": 3},  # of no review
    {"reps": 1, "stability": 1e9, "difficulty": 5, "reviewed": 1},
    {"reps": 1, "stability": 3, "difficulty": 50, "reviewed": 1},
    {"reps": 1, "stability": 3, "difficulty": 5, "reviewed": 2},  # after it was changed
    {"reps": 1, "stability": 3, "difficulty": 5, "reviewed": 1, "lapses": 2},
    {"due": 4e12},
]


@pytest.mark.parametrize("wrong", DAMAGED, ids=str)
def test_a_damaged_entry_is_set_aside(open_at_address, wrong):
    page = open_review(open_at_address, prepare=[due(MISTAKES[:1], **{"due": 1, **wrong})])
    page.get_by_role("heading", name="Nada a rever").wait_for()
    assert "não pode ser lida" in page.locator(".store-notice").inner_text()
    assert page.errors == []


@pytest.mark.parametrize(
    "sitting",
    ["{", "null", '{"began": 1}',
     json.dumps({"began": NOW * 1000, "names": ["constructor"], "grades": {}, "asked": None}),
     json.dumps({"began": NOW * 1000, "names": [], "grades": {"x": "good"}, "asked": None}),
     json.dumps({"began": (NOW - DAY) * 1000, "names": ["one-side-only"], "grades": {},
                 "asked": None})],
)  # fmt: skip
def test_a_sitting_that_is_none_of_today_is_begun_anew(open_at_address, sitting):
    page = open_review(open_at_address, prepare=[due(), with_items({"cnnbook-review": sitting})])
    page.get_by_role("heading", name="3 para hoje").wait_for()
    assert page.errors == []


def test_a_clock_once_ahead_postpones_nothing(open_at_address):
    ahead = (NOW + 993 * DAY) * 1000
    known = {"stability": 14.0, "difficulty": 2.1, "reps": 2, "reviewed": ahead, "changed": ahead}
    page = open_review(
        open_at_address, prepare=[due(MISTAKES[:1], due=ahead + 7 * DAY * 1000, **known)]
    )
    answer_right(page, begin(page))
    assert days_until(stored(page, "review")[MISTAKES[0]]) == 3


def test_a_clock_put_back_loses_no_review(open_at_address):
    ahead = (NOW + DAY / 2) * 1000
    known = {"stability": 14.0, "difficulty": 2.1, "reps": 2, "reviewed": ahead, "changed": ahead}
    page = open_review(open_at_address, prepare=[due(MISTAKES[:1], **known)])
    answer_right(page, begin(page))
    assert stored(page, "review")[MISTAKES[0]]["reps"] == 3 and page.errors == []


# --- The schedule ----------------------------------------------------------------------------

HISTORIES = """
(item) => {
  let seed = 7;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const day = (n) => new Date(2027, 0, 15 + n, 9).getTime();
  const { Rating, createEmptyCard, fsrs, generatorParameters } = FSRS;
  const library = fsrs(generatorParameters({ enable_fuzz: false, enable_short_term: false }));
  const ratings = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good };
  const utc = (n) => new Date(Date.UTC(2027, 0, 15 + n));
  const wrong = [];
  let reviews = 0;
  for (let history = 0; history < 300; history += 1) {
    let today = 0;
    let entry = item;
    let card = createEmptyCard(utc(0));
    for (let review = 0; review < 12; review += 1) {
      if (entry.reps && !random(6)) { // made again on another page
        today += random(3);
        entry = { ...entry, missed: day(today), changed: day(today) };
        card = library.next(card, utc(today), Rating.Again).card;
      }
      today += 1 + random(2 * Math.max(1, Math.round(card.stability)));
      const grade = ["again", "hard", "good", "good"][random(4)];
      const next = cnnbook.schedule.after(entry, grade, entry, day(today));
      entry = JSON.parse(JSON.stringify(next)); // as the browser keeps it
      card = library.next(card, utc(today), ratings[grade]).card;
      reviews += 1;
      const due = cnnbook.mistakes.dayAfter(day(today), card.scheduled_days);
      const same = ["stability", "difficulty", "reps", "lapses"].every(
        (name) => entry[name] === card[name]) && entry.due === due;
      if (!same) wrong.push([history, review, entry, card]);
    }
  }
  return [reviews, wrong.slice(0, 2)];
}
"""


@pytest.mark.parametrize("zone", ["America/Sao_Paulo", "Asia/Tokyo"])
def test_the_schedule_is_the_library_s(open_page, zone):
    page = open_page(PAGE, timezone_id=zone)
    until(page, "() => cnnbook.schedule")
    assert page.evaluate(HISTORIES, ITEM) == [3600, []]


def test_evenings_and_mornings_are_days_apart(open_page):
    """In São Paulo, nine in the evening is the next day in UTC."""
    page = open_page(PAGE, timezone_id="America/Sao_Paulo")
    until(page, "() => cnnbook.schedule")
    days = page.evaluate(
        """(item) => [[22, 8], [8, 22]].map(([first, second]) => {
          const at = (day, hour) => new Date(2027, 0, day, hour).getTime();
          const once = cnnbook.schedule.after(item, "good", item, at(15, first));
          return cnnbook.schedule.after(once, "good", item, at(18, second)).stability;
        })""",
        ITEM,
    )
    assert days[0] == days[1]


def test_there_is_a_question_for_every_mistake(open_page):
    page = open_page(PAGE)
    until(page, "() => cnnbook.asked")
    assert page.evaluate(
        """async () => {
          const exercises = [...cnnbook.book.exercises.values()];
          const names = new Set(exercises.flatMap((one) => one.misconceptions));
          const missing = [];
          for (const name of names) {
            const found = await cnnbook.asked.draw(name, { exercise: "", question: "" }, []);
            if (!found?.mistakes.includes(name)) missing.push(name);
          }
          return [names.size > 40, missing];
        }"""
    ) == [True, []]
