"""Exercises that answer back, in a real browser: answers, versions, without a script."""

from __future__ import annotations

import gzip

import pytest
from answering import (
    DENSE,
    SIZE,
    TWO,
    another,
    answer,
    choosing,
    needs_storage,
    right_letter,
    state,
    stored,
    verdict,
    wrong_letters,
)
from settling import until

pytest.importorskip("playwright.sync_api")


# --- Answering -------------------------------------------------------------------------------


def test_wrong_then_hint_then_solution_then_right(look_at):
    page = look_at(TWO)
    hints = page.locator('.hints[data-question="main"] details')
    assert not hints.first.is_visible()
    said = answer(page, "b")
    assert said.startswith(
        "Ainda não. A alternativa b tem enganos conhecidos: somar os filtros das duas camadas; "
    )
    assert "24 = 8 + 16" in said
    assert "Tente de novo. Há uma pista logo abaixo. Se errar outra vez, a solução se abre." in said
    assert hints.nth(0).is_visible() and not hints.nth(1).is_visible()
    hints.nth(0).locator("summary").click()
    hints.nth(1).wait_for()
    assert not hints.nth(2).is_visible()
    solution = page.locator('details.answer[data-question="main"]')
    assert solution.get_attribute("open") is None
    said = answer(page, "c")
    assert "252 = 254 − 2" in said
    assert solution.get_attribute("open") is not None
    page.locator(".verdict").get_by_role("link", name="ir até ela").click()
    assert page.evaluate("document.activeElement.matches('details.answer > summary')")
    assert (
        solution.locator("summary").first.evaluate("one => one.getBoundingClientRect().top") < 300
    )
    said = answer(page, "a")
    assert said.startswith("Certo: a.") and "Ainda não" not in said
    assert page.errors == [] and page.outside == []


def test_every_alternative_has_its_say(look_at, exercise):
    page = look_at(exercise)
    for letter in "abcd":
        said = answer(page, letter)
        expected = (
            f"Certo: {letter}." if letter == right_letter(page) else "Ainda não. A alternativa"
        )
        assert said.startswith(expected) and len(said) > 80


def test_what_was_tried_is_said_beside_it(look_at):
    page = look_at(SIZE)
    answer(page, "a")
    answer(page, "b")
    for letter, said in (("a", "(já tentada)"), ("b", "(certa)")):
        assert said in page.locator(f"label[for=main-{letter}]").inner_text()
    assert page.locator("fieldset .tried").count() == 2
    answer(page, "a")
    assert page.locator("fieldset .tried").count() == 2


def test_one_wrong_alternative_checked_twice_is_one_miss(look_at):
    page = look_at(SIZE)
    answer(page, "a")
    answer(page, "a")
    assert page.locator("details.answer").first.get_attribute("open") is None


def test_right_answer_leads_on(look_at):
    page = look_at(SIZE)
    answer(page, "b")
    steps = page.locator(".verdict .next")
    steps.get_by_role("link", name="Ver a solução completa").click()
    assert page.locator("details.answer").first.get_attribute("open") is not None
    steps.get_by_role("button", name="Outros números").click()
    page.locator("#version h3:focus").wait_for()
    link = steps.get_by_role("link", name="A seguir — Exercício 3")
    link.click()
    page.wait_for_url("**/03-mapas-de-ativacao.html")


def test_last_exercise_leads_to_no_next(look_at):
    page = look_at("book/10-rede-mais-profunda")
    answer(page, right_letter(page))
    assert "Próximo" not in page.locator(".verdict .next").inner_text()


def test_another_version_is_one_thing(pages, exercise):
    """The same question with other numbers; what stands in the page is another question."""
    page = pages[exercise]
    has_questions = bool(page.select("section.question"))
    buttons = {button.get_text() for button in page.select("button.another")}
    assert buttons == {"Outra pergunta" if has_questions else "Outros números"}


def test_keyboard_alone(look_at):
    page = look_at(SIZE)
    choosing(page)
    page.locator("#choices h2").click()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.type") != "radio":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.locator("#main-b").is_checked()
    assert verdict(page) == ""  # moving the choice is not answering
    page.keyboard.press("Enter")
    assert verdict(page).startswith("Certo: b.")
    page.keyboard.press("ArrowDown")
    assert verdict(page) == ""  # a verdict never stands beside another choice
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "check"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert "descontar a borda de um lado só" in verdict(page)


def test_verdict_is_announced(look_at):
    page = look_at(SIZE)
    region = page.locator('.verdict[role="status"]').first
    assert region.inner_text() == ""  # it is there before it speaks
    answer(page, "a")
    assert "ignorar a borda" in region.inner_text()


def test_verdict_comes_into_view_on_a_phone(look_at):
    page = look_at(SIZE, width=390)
    page.set_viewport_size({"width": 390, "height": 640})
    answer(page, "a")
    top, bottom = page.locator(".verdict").first.evaluate(
        "one => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom]"
    )
    header = page.locator(".bd-header-article").evaluate(
        "one => one.getBoundingClientRect().bottom"
    )
    assert top >= header and (bottom <= 640 or top < 120)


def test_no_choice_is_no_answer(look_at):
    page = look_at(SIZE)
    choosing(page)
    page.locator(".check").first.click()
    assert verdict(page) == "Escolha uma alternativa antes de conferir."
    assert stored(page) == {}


def test_reason_stays_in_the_browser(open_at_address):
    page = open_at_address(SIZE)
    page.locator("#main-why").fill("porque 10 − 4")
    answer(page, "b")
    main = stored(page)["tamanho-da-saida"]["questions"]["main"]
    assert main["reason"]["text"] == "porque 10 − 4"
    progress = open_at_address("book/meu-progresso", context=page.context)
    progress.get_by_text("porque 10 − 4").wait_for()


# --- "Onde o livro explica" ------------------------------------------------------------------


def explained(page, scope=".verdict"):
    return page.locator(f"{scope} .explained a")


def test_first_miss_has_no_link_into_the_closed_answer(look_at):
    page = look_at(SIZE)
    answer(page, "a")
    assert explained(page).count() == 0
    for link in page.locator(".verdict a").all():
        link_to = link.get_attribute("href")
        assert "enganos" in link_to


@needs_storage
def test_link_to_an_exercise_not_tried_keeps_its_answer_closed(open_at_address):
    page = open_at_address(TWO)
    letter = page.locator('[data-misconceptions~="border-ignored"]').get_attribute("data-letter")
    answer(page, letter)  # a mistake that exercise 2 explains
    link = explained(page).filter(has_text="Exercício 2")
    assert link.get_attribute("href").endswith("02-tamanho-da-saida.html#before")
    other = open_at_address(SIZE, context=page.context)
    answer(other, "a")
    answer(page, letter)
    link.click()
    page.wait_for_url("**/02-tamanho-da-saida.html#passo-a-passo")
    page.locator("details.answer[open]").wait_for()


def test_no_link_of_a_page_explains_inside_another_answer(pages, exercise):
    for link in pages[exercise].select(".explained a"):
        inside = link.find_parent(attrs={"data-question": "main"})
        at_home = link["href"].startswith("#") and inside
        assert at_home or link["href"].endswith("#before")


# --- Versions --------------------------------------------------------------------------------


def test_another_variant_is_another_question(look_at, exercise):
    page = look_at(exercise)
    texts = set()
    for _ in range(3):
        before = page.url
        page.locator('.more[data-question="main"] .another').click()
        page.wait_for_url(lambda url, before=before: url != before)
        assert page.evaluate("document.activeElement.tagName") == "H3"
        texts.add(page.evaluate("document.activeElement.parentNode.innerText"))
    assert len(texts) == 3
    assert not any("{" in text or "undefined" in text for text in texts)
    assert page.errors == [] and page.outside == []


def test_right_on_a_variant(look_at):
    page = look_at(SIZE)
    another(page)
    letter = right_letter(page, "version")
    assert answer(page, letter, "version").startswith(f"Certo: {letter}.")
    assert state(page) == "variant"


def test_written_question_counts_as_a_variant(look_at):
    page = look_at(DENSE)
    page.locator('.more[data-question="main"] .another').click()
    assert page.evaluate("document.activeElement.innerText").startswith("Pergunta")
    answer(page, right_letter(page, "colour-photo"), "colour-photo")
    assert state(page, "densa-e-convolucional") == "variant"


def test_variant_fits_a_phone(look_at):
    for document in (SIZE, TWO):
        page = look_at(document, width=320)
        another(page)
        answer(page, wrong_letters(page, "version")[0], "version")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_scripts_are_small(html):
    engine = gzip.compress((html / "_static/exercises.js").read_bytes(), mtime=0)
    assert len(engine) <= 16_000
    banks = list((html / "_static/banks").glob("*.js"))
    assert banks
    for bank in banks:
        assert len(gzip.compress(bank.read_bytes(), mtime=0)) <= 40_000, bank.name


# --- Without a script, on paper --------------------------------------------------------------


def test_without_javascript_all_is_there(look_at, exercise):
    page = look_at(exercise, java_script_enabled=False)
    assert_only_choosing(page)
    assert page.locator(".check").first.is_hidden() and page.locator(".another").first.is_hidden()
    assert page.locator("details.hint summary").first.is_visible()
    for letter in "abcd":
        feedback = page.locator(f'ul.feedback[data-question="main"] [data-letter={letter}]')
        assert feedback.is_visible()


def assert_only_choosing(page):
    """All that needs no script is in sight, and nothing that does."""
    for fieldset in page.locator("fieldset.alternatives").all():
        radios = fieldset.locator("input[type=radio]").all()
        assert len(radios) == 4 and all(one.is_visible() for one in radios)
        assert fieldset.locator(".when-choosing").first.inner_text() == "Escolha uma alternativa"
    for part in (".own-answer", ".when-typing", ".check", ".another", "[data-prefer]"):
        assert not any(one.is_visible() for one in page.locator(part).all())
    assert all(one.is_visible() for one in page.locator("details.hint summary").all())


@pytest.mark.parametrize("chapter", [SIZE, DENSE])
def test_without_the_exercises_script_all_is_there(open_page, chapter):
    page = open_page(
        chapter,
        width=390,
        prepare=lambda page: page.route("**/exercises.js*", lambda one: one.abort()),
    )
    assert_only_choosing(page)
    page.locator("details.hint summary").first.click()
    assert page.locator("details.hint p, details.hint li").first.is_visible()
    page.locator('details.answer[data-question="main"] > summary').click()
    assert page.locator('ul.feedback[data-question="main"] li').first.is_visible()


def test_where_the_exercises_script_stumbles_all_is_there(open_page):
    stumble = "Intl.NumberFormat = function () { throw Error('stumbled') };"
    page = open_page(SIZE, prepare=lambda page: page.add_init_script(stumble))
    assert_only_choosing(page)
    assert any("stumbled" in error for error in page.errors)


@pytest.mark.parametrize("name", ["book/meu-progresso", "book/revisao", "book/simulado"])
def test_pages_of_a_script_that_does_not_come_say_so(open_page, name):
    page = open_page(
        name, prepare=lambda page: page.route("**/exercises.js*", lambda one: one.abort())
    )
    assert page.get_by_text("usa JavaScript para isso").is_visible()


def test_paper_shows_all(look_at, exercise):
    page = look_at(exercise)
    page.emulate_media(media="print")
    assert page.locator(".check").first.is_hidden()
    for part in ("details.hint p, details.hint li", "details.answer h3", "ul.feedback li"):
        assert all(one.is_visible() for one in page.locator(part).all())


def test_a_variant_prints_whole(look_at):
    page = look_at(TWO)
    another(page)
    page.emulate_media(media="print")
    for part in (
        "#version > p:not(.needs-script)",
        "#version .alternative label",
        "#version details.hint p",
        "#version .feedback p",
    ):
        shown = page.locator(part).all()
        assert shown and all(one.is_visible() for one in shown)


def test_a_hint_can_be_asked_for_before_the_first_try(look_at):
    page = look_at("book/02-tamanho-da-saida")
    ask = page.locator('fieldset[data-question="main"] .ask-hint')
    hints = page.locator('.hints[data-question="main"] details.hint')
    assert not hints.first.is_visible()
    ask.click()
    assert hints.first.get_attribute("open") is not None and not hints.nth(2).is_visible()
    assert page.evaluate("document.activeElement.textContent").startswith("Pista 1")
    ask.click()
    ask.click()
    ask.wait_for(state="hidden")  # there is nothing more to ask for
    assert all(hint.get_attribute("open") is not None for hint in hints.all())
    assert page.locator('.verdict[data-question="main"]').inner_text() == ""
    assert not page.locator('details.answer[data-question="main"]').evaluate("one => one.open")
    assert page.errors == []


def test_letters_choose_and_enter_checks(look_at):
    page = look_at(SIZE)
    choosing(page)
    page.locator("#main-a").focus()
    page.keyboard.press("c")
    assert page.locator("#main-c").is_checked()
    page.keyboard.press("D")
    assert page.locator("#main-d").is_checked()
    page.keyboard.press("Enter")
    assert page.locator('.verdict[data-question="main"]').inner_text() != ""
    page.locator("#main-why").focus()
    page.keyboard.type("a borda")
    assert page.locator("#main-why").input_value() == "a borda"
    assert page.locator("#main-d").is_checked()


@needs_storage
def test_the_index_of_the_further_questions_leads_to_each_and_marks_it(open_at_address):
    page = open_at_address(DENSE)
    index = page.locator(".question-index a")
    names = [link.get_attribute("href")[1:] for link in index.all()]
    fieldsets = page.locator("section.question fieldset.alternatives").all()
    assert names == [one.get_attribute("data-question") for one in fieldsets]
    index.nth(1).click()
    until(
        page,
        "() => location.hash.slice(1) === document.querySelectorAll('section.question')[1].id",
    )
    assert not verdict(page)  # a plain link, of which the questions have nothing to say
    answer(page, right_letter(page, names[1]), names[1])
    answer(page, wrong_letters(page, names[2])[0], names[2])
    assert "✓" in index.nth(1).inner_text() and "✗" in index.nth(2).inner_text()
    assert not index.nth(0).locator(".progress-mark").count()
    page.reload()
    assert "✓" in index.nth(1).inner_text()
    assert page.errors == []
