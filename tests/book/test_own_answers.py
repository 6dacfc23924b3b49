"""Answers that a reader types instead of choosing an alternative, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from answering import (
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
)

from cnnbook.questions.generator import generators
from cnnbook.questions.kind import RIGHT, fill

expect = pytest.importorskip("playwright.sync_api").expect

NAME = "tamanho-da-saida"


def type_in(page, text, question="main"):
    """Type an answer and check it; what is said of it."""
    own = page.locator(f"#{question}-own")
    own.fill(text)
    own.press("Enter")
    expect(page.locator(f'.verdict[data-question="{question}"]')).not_to_be_empty()
    return verdict(page, question)


# --- Reading numbers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, readings",
    [
        ("6×6", [[6, 6]]),
        ("6 x 6", [[6, 6]]),
        ("6 X 6", [[6, 6]]),
        ("6*6", [[6, 6]]),
        ("6 por 6", [[6, 6]]),
        ("(6, 6)", [[6, 6]]),
        ("106212", [[106212]]),
        ("106.212", [[106212], [106.212]]),
        ("106 212", [[106212], [106, 212]]),
        ("1.245.184", [[1245184]]),
        ("1,245,184", [[1245184]]),
        ("12.900,5", [[12900.5]]),
        ("12,900.5", [[12900.5]]),
        ("0,118", [[0.118]]),
        ("0.118", [[0.118]]),
        ("−0,5", [[-0.5]]),
        ("254×254×16 e p = 8", [[254, 254, 16, 8]]),
        ("conv2: 64x32; conv3: 8", [[64, 32, 8]]),
        ("não sei", []),
        ("", []),
    ],
)
def test_a_text_is_read_in_all_ways_that_it_may_be_meant(open_page, text, readings):
    found = open_page(SIZE).evaluate("text => cnnbook.typed.readings(text)", text)
    for reading in readings:
        assert reading in found
    # A comma may also stand between two numbers, of which the answer's form decides.
    assert readings or not found


def test_the_books_own_numbers_have_one_reading(open_page):
    read = "text => cnnbook.typed.sizes(text).map(size => size.map(one => one.value))"
    page = open_page(SIZE)
    shapes = page.evaluate(read, "16 mapas, saída de 254×254×16, p = 8")
    assert shapes == [[16], [254, 254, 16], [8]]
    assert page.evaluate(read, "conv2: 1.024×8; 106.212 parâmetros") == [[1024, 8], [106212]]
    assert page.evaluate(read, "0,118 por época") == [[0.118]]


def test_a_long_row_of_groups_does_not_take_forever(open_page):
    page = open_page(SIZE)
    found = page.evaluate("cnnbook.typed.readings('1,1 '.repeat(40).slice(0, 160)).length")
    assert 0 < found <= 200


# --- Answering -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["6×6", "6x6", "6 por 6", "(6, 6)", "10 − 5 + 1 = 6 x 6"])
def test_the_right_answer_is_known_in_any_form(open_page, text):
    page = open_page(SIZE)
    said = type_in(page, text)
    assert said.startswith("Certo: 6×6.") and "cabe inteira" in said
    assert state(page) == "right"
    assert page.errors == [] and page.outside == []


def test_a_mistake_that_is_offered_is_answered_as_if_it_were_chosen(open_page):
    page = open_page(SIZE)
    said = type_in(page, "10x10")
    assert said.startswith("Ainda não. 10x10 vem de um engano conhecido: ignorar a borda")
    assert "Tente de novo" in said
    assert set(stored(page, "review")) == {"border-ignored"}
    choosing(page)
    assert "(já tentada)" in page.locator("label[for=main-a]").inner_text()
    answer(page, "a")  # the same answer is no second miss
    assert page.locator("details.answer").first.get_attribute("open") is None


@pytest.mark.parametrize(
    "text, sum_, mistake",
    [
        ("14×14", "14 = 10 + 5 − 1", "full-convolution"),
        ("7×7", "7 = 10 − 5 + 2", "one-too-many"),
        ("3×3", "⌊(10 − 5)/2⌋ + 1", "strides-as-gap"),
    ],
)
def test_a_mistake_that_is_not_offered_is_answered_with_its_own_text(
    open_page, text, sum_, mistake
):
    page = open_page(SIZE)
    assert text not in page.locator("#choices .alternative").all_text_contents()
    assert sum_ in type_in(page, text)
    assert set(stored(page, "review")) == {mistake}
    assert page.errors == [] and page.outside == []


def test_an_unknown_answer_is_answered_by_its_size(open_page):
    page = open_page(SIZE)
    assert "É bem maior que o certo." in type_in(page, "43×43")
    said = type_in(page, "6×3")
    assert "Números certos: 1 de 2. Reveja o 2º dos seus, 3: é menor que o certo." in said
    assert page.locator(".hints").first.locator("details").nth(1).is_visible()
    assert "6×6" not in verdict(page)


def test_an_unknown_answer_is_a_miss_of_no_mistake(open_page):
    page = open_page(SIZE)
    type_in(page, "43×43")
    assert state(page) == "missed" and stored(page, "review") == {}
    type_in(page, "6×6")
    assert state(page) == "corrected"


def test_what_is_no_whole_answer_is_no_try(open_page):
    page = open_page(SIZE)
    for text in ("", "6", "não sei", "1×2×3"):
        page.locator("#main-own").fill(text)
        page.locator(".check").first.click()
        expect(page.locator(".verdict").first).to_contain_text("resposta")
        page.locator("#main-own").fill(" ")
    assert stored(page) == {}


def test_what_is_missing_in_an_answer_is_told(open_page):
    page = open_page(SIZE)
    said = type_in(page, "6")
    assert "Ela tem 2 números, nesta forma: …×…. No lugar de ×, serve um x." in said


def test_without_the_bank_the_size_is_said_all_the_same(open_page):
    page = open_page(SIZE, prepare=lambda page: page.route("**/banks/*", lambda one: one.abort()))
    assert "É bem maior que o certo." in type_in(page, "14×14")


def test_a_version_takes_typed_answers_too(open_page):
    page = open_page(SIZE)
    another(page)
    label = page.locator(f'label[for="version-{right_letter(page, "version")}"]')
    text = label.text_content().partition(".")[2].strip()
    assert type_in(page, text, "version").startswith(f"Certo: {text}.")
    assert state(page) == "variant"


def chapters():
    """Each chapter's own question as its file of versions has it, by the page's name."""
    for generator in generators(Path(__file__).parents[2] / "book/versoes").values():
        if own := generator.chapter():
            yield f"book/{generator.versions.path.stem}", generator.kinds[own.kind], own


@pytest.mark.parametrize("chapter, kind, own", list(chapters()), ids=lambda one: str(one)[:30])
def test_the_versions_know_the_chapters_own_numbers(pages, chapter, kind, own):
    page = pages[chapter]
    letter = page.select_one('ul.feedback[data-question="main"] [data-right]')["data-letter"]
    label = page.select_one(f"label[for=main-{letter}]").get_text()
    number = r"(?<!\w)\d+(?:\.\d{3})*"
    right = fill(kind.choice(RIGHT).text, own.values)
    assert re.findall(number, label) == re.findall(number, right)


def test_all_chapters_about_numbers_know_more_than_their_alternatives():
    assert [chapter for chapter, _, _ in chapters()] == [
        SIZE, TWO, "book/06-conv1d", "book/07-filtros-fatorados", "book/08-cifar-100",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "chapter, text, said",
    [
        (TWO, "254×254×16 e p = 8", "Certo: 16 mapas"),
        (TWO, "16 mapas, 254x254x16, p=8", "Certo: 16 mapas"),
        (TWO, "16, 254×254×16, 3", "dar a todos os filtros a profundidade da entrada"),
        ("book/08-cifar-100", "128, 100, 106212", "Certo: saídas de 128"),
        ("book/08-cifar-100", "128, 100 e 106.212", "Certo: saídas de 128"),
        ("book/08-cifar-100", "128, 100 e 106,212", "Certo: saídas de 128"),
        ("book/07-filtros-fatorados", "512x256x64; 256x256x64; 85x85x128; 128", "Certo: conv2"),
        ("book/06-conv1d", "256x32, 64x8, 6075; 64x32, 64x8, 6075", "Certo: rede A"),
    ],
)
def test_answers_of_several_numbers(open_page, chapter, text, said):
    page = open_page(chapter)
    assert said in type_in(page, text)
    assert page.errors == [] and page.outside == []


# --- Typing or choosing ----------------------------------------------------------------------


def test_the_field_stands_first_and_the_alternatives_are_one_click_away(open_page):
    page = open_page(SIZE)
    fieldset = page.locator('fieldset[data-question="main"]')
    assert page.locator("#main-own").is_visible() and page.locator("#main-a").is_hidden()
    fieldset.get_by_role("button", name="Ver as alternativas").click()
    assert page.locator("#main-own").is_hidden()
    assert page.evaluate("document.activeElement.id") == "main-a"
    fieldset.get_by_role("button", name="Responder com minhas contas").click()
    assert page.evaluate("document.activeElement.id") == "main-own"


@needs_storage
def test_what_the_reader_likes_better_is_remembered(open_at_address):
    page = open_at_address(SIZE)
    choosing(page)
    again = open_at_address(SIZE, context=page.context)
    assert again.locator("#main-a").is_visible() and again.locator("#main-own").is_hidden()


def test_a_link_with_an_answer_shows_the_alternatives(open_at_address):
    page = open_at_address(SIZE)
    content = page.locator("fieldset").first.get_attribute("data-content")
    link = f"#question=main&text={content}&choice=c"
    shown = open_at_address(SIZE, link, context=page.context)
    assert shown.locator("#main-c").is_checked() and shown.locator("#main-c").is_visible()


def test_questions_without_numbers_are_chosen(open_page):
    page = open_page("book/01-densa-e-convolucional")
    assert page.locator("#main-a").is_visible() and page.locator("#main-own").is_hidden()
    assert page.locator("#colour-photo-own").is_visible()
    assert type_in(page, "1216", "colour-photo").startswith("Certo: 1216.")


def test_the_field_is_named_and_described(open_page):
    page = open_page(SIZE, width=320)
    own = page.get_by_label("Sua resposta").first
    assert own.get_attribute("id") == "main-own"
    assert "…×…" in page.locator(f"#{own.get_attribute('aria-describedby')}").inner_text()
    type_in(page, "43×43")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_enter_beside_a_reason_leads_to_the_button_and_answers_nothing(open_page):
    page = open_page(SIZE)
    page.locator("#main-own").fill("6×6")
    page.locator("#main-why").fill("contei")
    page.locator("#main-why").press("Enter")
    assert page.evaluate("document.activeElement.className") == "check"
    assert verdict(page) == ""
    page.keyboard.press("Enter")
    expect(page.locator(".verdict").first).to_contain_text("Certo: 6×6.")


def test_paper_and_no_script_have_the_alternatives(open_page):
    page = open_page(SIZE)
    page.emulate_media(media="print")
    assert page.locator("label[for=main-a]").is_visible()
    assert page.locator("#main-own").is_hidden()
    plain = open_page(SIZE, java_script_enabled=False)
    assert plain.locator("label[for=main-a]").is_visible()
    assert plain.locator("#main-own").is_hidden()
