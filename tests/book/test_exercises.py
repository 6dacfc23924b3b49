"""Exercises that answer back, in a real browser: answering, variants, progress."""

from __future__ import annotations

import gzip
import json
import re
from urllib.parse import urljoin

import pytest

expect = pytest.importorskip("playwright.sync_api").expect

SIZE, TWO, DENSE = (
    "book/02-tamanho-da-saida",
    "book/04-duas-convolucoes",
    "book/01-densa-e-convolucional",
)
KEY = "cnnbook.progress"
DAY = 24 * 60 * 60  # seconds, as in the browser's clock here


def answer(page, letter, question="principal"):
    page.locator(f"#{question}-{letter}").check()
    page.locator(f'fieldset[data-question="{question}"] .check').click()
    return verdict(page, question)


def verdict(page, question="principal"):
    text = page.locator(f'.verdict[data-question="{question}"]').inner_text()
    return re.sub(r"\s+", " ", text)


def stored(page):
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or "null")


def right_letter(page, question):
    feedback = page.locator(f'ul.feedback[data-question="{question}"] [data-right]')
    return feedback.get_attribute("data-letter")


def another(page):
    page.locator('.more[data-question="principal"] .another').click()
    page.locator("#versao").wait_for()


# --- Answering -------------------------------------------------------------------------------


def test_wrong_then_hint_then_solution_then_right(open_page):
    page = open_page(TWO)
    hints = page.locator('.hints[data-question="principal"] details')
    assert not hints.first.is_visible()
    said = answer(page, "b")
    assert "Ainda não: b. Somar os filtros das duas camadas" in said
    assert "24 = 8 + 16" in said and "Onde o livro explica" in said and "Tente de novo" in said
    assert hints.nth(0).is_visible() and not hints.nth(1).is_visible()
    hints.nth(0).locator("summary").click()
    hints.nth(1).wait_for()
    assert not hints.nth(2).is_visible()
    solution = page.locator('details.answer[data-question="principal"]')
    assert solution.get_attribute("open") is None
    said = answer(page, "c")
    assert "252 = 254 − 2" in said
    assert solution.get_attribute("open") is not None
    said = answer(page, "a")
    assert said.startswith("Certo: a.") and "Ainda não" not in said
    assert page.errors == [] and page.outside == []


def test_every_alternative_has_its_say(open_page, exercise):
    page = open_page(exercise)
    for letter in "abcd":
        said = answer(page, letter)
        expected = f"Certo: {letter}." if letter == right_letter(page, "principal") else "Ainda não"
        assert said.startswith(expected) and len(said) > 80


def test_keyboard_alone(open_page):
    page = open_page(SIZE)
    page.locator("#alternativas h2").click()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.type") != "radio":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.locator("#principal-b").is_checked()
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
    assert "Descontar a borda de um lado só" in verdict(page)


def test_verdict_is_announced(open_page):
    page = open_page(SIZE)
    region = page.get_by_role("status").first
    assert region.inner_text() == ""  # it is there before it speaks
    answer(page, "a")
    assert "Ignorar a borda" in region.inner_text()


def test_no_choice_is_no_answer(open_page):
    page = open_page(SIZE)
    page.locator(".check").first.click()
    assert verdict(page) == "Escolha uma alternativa antes de conferir."
    assert stored(page) is None


def test_reason_stays_in_the_browser(open_at_address):
    page = open_at_address(SIZE)
    page.locator("#principal-why").fill("porque 10 − 4")
    answer(page, "b")
    reasons = stored(page)["exercises"]["tamanho-da-saida"]["reasons"]
    assert reasons == {"principal": "porque 10 − 4"}
    progress = open_at_address("book/meu-progresso", context=page.context)
    progress.get_by_text("porque 10 − 4").wait_for()


# --- Variants and links ----------------------------------------------------------------------


def question_text(page, name="versao"):
    return page.locator(f"#{name}").inner_text()


def test_friend_with_the_link_sees_the_same(open_page):
    page = open_page(TWO)
    another(page)
    first = page.url
    letter = "c" if right_letter(page, "versao") != "c" else "d"
    said = answer(page, letter, "versao")
    assert said.startswith(f"Ainda não: {letter}.")
    assert page.url != first and f"escolha={letter}" in page.url
    friend = open_page(TWO, "#" + page.url.partition("#")[2])
    friend.locator("#versao").wait_for()
    assert verdict(friend, "versao") == said
    assert question_text(friend) == question_text(page)
    assert stored(friend) is None  # looking at a friend's answer is not answering


def test_another_variant_is_another_question(open_page, exercise):
    page = open_page(exercise)
    texts = set()
    for _ in range(3):
        before = page.url
        page.locator('.more[data-question="principal"] .another').click()
        page.wait_for_url(lambda url, before=before: url != before)
        assert page.evaluate("document.activeElement.tagName") == "H3"
        texts.add(page.evaluate("document.activeElement.parentNode.innerText"))
    assert len(texts) == 3
    assert not any("{" in text or "undefined" in text for text in texts)
    assert page.errors == [] and page.outside == []


def test_right_on_a_variant(open_page):
    page = open_page(SIZE)
    another(page)
    letter = right_letter(page, "versao")
    assert answer(page, letter, "versao").startswith(f"Certo: {letter}.")
    assert stored(page)["exercises"]["tamanho-da-saida"]["state"] == "variant"


def test_written_question_counts_as_a_variant(open_page):
    page = open_page(DENSE)
    page.locator('.more[data-question="principal"] .another').click()
    assert page.evaluate("document.activeElement.innerText").startswith("Pergunta")
    letter = right_letter(page, "pergunta-1")
    answer(page, letter, "pergunta-1")
    assert stored(page)["exercises"]["densa-e-convolucional"]["state"] == "variant"
    assert f"pergunta=1&escolha={letter}" in page.url
    friend = open_page(DENSE, "#" + page.url.partition("#")[2])
    assert verdict(friend, "pergunta-1").startswith(f"Certo: {letter}.")


def test_link_to_a_choice_of_the_exercise_itself(open_page):
    page = open_page(SIZE, "#escolha=c")
    assert verdict(page).startswith("Ainda não: c.")
    assert stored(page) is None


@pytest.mark.parametrize("fragment", ["#versao=nada", "#pergunta=99"])
def test_link_of_another_edition(open_page, fragment):
    page = open_page(SIZE, fragment)
    page.locator(".verdict:not(:empty)").first.wait_for()
    assert "Não há, nesta edição" in verdict(page)
    assert page.errors == []


def test_variant_fits_a_phone(open_page):
    for document in (SIZE, TWO):
        page = open_page(document, width=320)
        another(page)
        answer(page, "a", "versao")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_scripts_are_small(html):
    engine = gzip.compress((html / "_static/exercises.js").read_bytes(), mtime=0)
    assert len(engine) <= 12_000
    banks = list((html / "_static/banks").glob("*.js"))
    assert banks
    for bank in banks:
        assert len(gzip.compress(bank.read_bytes(), mtime=0)) <= 40_000, bank.name


# --- Progress --------------------------------------------------------------------------------


def mark(page, document):
    name = document.partition("/")[2]
    # A page's own entry in the contents is a link to "#".
    links = page.locator(f'.bd-sidebar a[href*="{name}"], .bd-sidebar a.current[href="#"]')
    return links.locator(".progress-mark").first


def test_progress_survives_a_reload_and_a_renamed_page(open_at_address, html):
    page = open_at_address(SIZE)
    answer(page, "b")
    page.reload()
    assert "certo" in mark(page, SIZE).inner_text()
    renamed = (html / f"{SIZE}.html").read_text("utf-8")
    page.context.route(
        "**/book/outro-nome.html",
        lambda route: route.fulfill(body=renamed, content_type="text/html"),
    )
    moved = open_at_address("book/outro-nome", context=page.context)
    another(moved)
    answer(moved, right_letter(moved, "versao"), "versao")
    assert list(stored(moved)["exercises"]) == ["tamanho-da-saida"]
    assert stored(moved)["exercises"]["tamanho-da-saida"]["state"] == "variant"


def test_progress_gets_no_worse(open_page):
    page = open_page(SIZE)
    for letter, state in (("a", "missed"), ("b", "right"), ("c", "right")):
        answer(page, letter)
        assert stored(page)["exercises"]["tamanho-da-saida"]["state"] == state


def with_stored(text):
    return lambda page: page.add_init_script(
        f"if (!sessionStorage.begun) {{ sessionStorage.begun = 1;"
        f" localStorage.setItem('{KEY}', {json.dumps(text)}); }}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "null",
        '{"format": 99, "exercises": {}, "review": {}}',
        '{"format": 1, "exercises": {"x": {"state": "perfect"}}, "review": {}}',
        '{"format": 1, "exercises": {}, "review": {"x": {"exercise": "y", "step": 9, "due": 1}}}',
    ],
)
def test_what_cannot_be_read_is_set_aside(open_page, text):
    page = open_page(SIZE, prepare=with_stored(text))
    assert "posto de lado" in page.locator(".store-notice").inner_text()
    assert answer(page, "b").startswith("Certo")
    assert stored(page)["exercises"]["tamanho-da-saida"]["state"] == "right"
    aside = page.evaluate(
        f"Object.keys(localStorage).filter(key => key.startsWith('{KEY}.set-aside'))"
        ".map(key => localStorage[key])"
    )
    assert aside == [text]
    assert page.errors == []


def test_two_tabs_lose_nothing_of_each_other(open_at_address):
    first = open_at_address(SIZE)
    second = open_at_address(TWO, context=first.context)
    answer(first, "b")
    answer(second, "a")
    answer(first, "c")
    assert set(stored(first)["exercises"]) == {"tamanho-da-saida", "duas-convolucoes"}
    expect(first.locator(".progress-mark")).to_have_count(2)


REFUSING = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("refused", "SecurityError"); },
});
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


@pytest.mark.parametrize("script", [REFUSING, FULL], ids=["refused", "full"])
def test_storage_refused(open_page, script):
    page = open_page(SIZE, prepare=lambda page: page.add_init_script(script))
    assert answer(page, "b").startswith("Certo")
    assert "não permite guardar" in page.locator(".store-notice").inner_text()
    assert not any("exercises.js" in error for error in page.errors)  # the theme's may stumble


def test_progress_page(open_at_address, tmp_path):
    page = open_at_address(SIZE)
    answer(page, "b")
    missed = open_at_address(TWO, context=page.context)
    answer(missed, "b")
    progress = open_at_address("book/meu-progresso", context=page.context)
    table = progress.locator(".progress-page table")
    table.get_by_text("✗").wait_for()  # what one page wrote may reach another a moment later
    assert table.locator("tbody tr").count() == 10
    text = table.inner_text()
    assert "✓ certo" in text and "✗ errado até agora" in text and "não tentado" in text
    with progress.expect_download() as download:
        progress.get_by_role("button", name="Exportar").click()
    exported = tmp_path / "progresso.json"
    download.value.save_as(exported)
    before = stored(progress)
    progress.on("dialog", lambda dialog: dialog.accept())
    progress.get_by_role("button", name="Apagar tudo").click()
    assert stored(progress) is None
    assert "✓" not in table.inner_text()
    progress.locator("#restore").set_input_files(exported)
    progress.get_by_text("somado").wait_for()
    assert stored(progress) == before
    foreign = tmp_path / "outro.json"
    foreign.write_text('{"a": 1}')
    progress.locator("#restore").set_input_files(foreign)
    progress.get_by_text("não é um progresso").wait_for()
    assert stored(progress) == before


def test_nothing_to_review_is_said(open_page):
    page = open_page("book/revisao")
    page.get_by_text("Não há enganos a rever").wait_for()


def test_changed_statement_is_told(open_page):
    changed = {
        "format": 1,
        "exercises": {
            "tamanho-da-saida": {"state": "right", "content": "antigo", "updated": 1, "reasons": {}}
        },
        "review": {},
    }
    page = open_page("book/meu-progresso", prepare=with_stored(json.dumps(changed)))
    assert "o enunciado mudou desde então" in page.locator(".progress-page").inner_text()


def test_review_comes_back_after_1_3_7_and_21_days_in_another_exercise(open_at_address):
    now = 1_800_000_000
    page = open_at_address(SIZE, prepare=lambda page: page.clock.set_fixed_time(now))
    answer(page, "c")  # one side only
    last = "tamanho-da-saida"
    for days in (1, 3, 7, 21):
        open_review(page, now + (days - 0.5) * DAY)
        assert page.locator("a", has_text="Rever em").count() == 0
        now += days * DAY + 1
        review = open_review(page, now)
        link = review.locator("a", has_text="Rever em")
        assert link.count() == 1
        link.click()
        review.locator("h3:focus").wait_for()
        fieldset = review.evaluate_handle(
            "document.activeElement.closest('section').querySelector('fieldset')"
        )
        exercise, name = (
            fieldset.evaluate(f"one => one.dataset.{key}") for key in ("exercise", "question")
        )
        exercise = exercise or review.locator("[data-exercise]").first.get_attribute(
            "data-exercise"
        )
        assert exercise != last
        last = exercise
        mistakes = review.locator(f'ul.feedback[data-question="{name}"] [data-misconceptions]')
        assert "one-side-only" in " ".join(
            one.get_attribute("data-misconceptions") for one in mistakes.all()
        )
        answer(review, right_letter(review, name), name)
    assert "one-side-only" not in stored(page)["review"]


def open_review(page, time):
    """The page of the review at a time that stands still, in the tab that the reader is in."""
    page.clock.set_fixed_time(time)
    page.goto(urljoin(page.url, "revisao.html"))
    page.locator(".review-page > *").first.wait_for()
    return page


# --- Without a script, on paper --------------------------------------------------------------


def test_without_javascript_all_is_there(open_page, exercise):
    page = open_page(exercise, java_script_enabled=False)
    assert page.locator('fieldset[data-question="principal"] input[type=radio]').count() == 4
    assert page.locator(".check").first.is_hidden() and page.locator(".another").first.is_hidden()
    assert page.locator("details.hint summary").first.is_visible()
    for letter in "abcd":
        feedback = page.locator(f'ul.feedback[data-question="principal"] [data-letter={letter}]')
        assert feedback.is_visible()


def test_paper_shows_all(open_page, exercise):
    page = open_page(exercise)
    page.emulate_media(media="print")
    assert page.locator(".check").first.is_hidden()
    for part in ("details.hint p, details.hint li", "details.answer h3", "ul.feedback li"):
        assert all(one.is_visible() for one in page.locator(part).all())


def test_a_variant_prints_whole(open_page):
    page = open_page(TWO)
    another(page)
    page.emulate_media(media="print")
    for part in (
        "#versao > p:not(.needs-script)",
        "#versao label",
        "#versao details.hint p",
        "#versao .feedback p",
    ):
        shown = page.locator(part).all()
        assert shown and all(
            one.is_visible() for one in shown if "why" not in (one.get_attribute("for") or "")
        )
