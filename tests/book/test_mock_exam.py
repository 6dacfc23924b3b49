"""The mock exam: the same for its link, no verdict before the end, and nothing lost on the way."""

import json
import re

import pytest
from answering import STORAGE_IS_REFUSED
from axe import check, open_for_axe

PAGE = "book/simulado"
KEEPS = pytest.mark.skipif(STORAGE_IS_REFUSED, reason="needs a browser that keeps something")


def make_exam(page, count=4, minutes="0", only=()):
    if only:
        for box in page.get_by_role("checkbox").all():
            box.set_checked(box.get_attribute("value") in only)
    page.get_by_label("Questões").fill(str(count))
    page.get_by_label("Tempo").select_option(minutes)
    page.get_by_role("button", name="Montar o simulado").click()
    page.get_by_role("button", name="Começar").wait_for()
    return page.url


def begin(page):
    page.get_by_role("button", name="Começar").click()
    page.get_by_role("button", name="Entregar").wait_for()


def asked(page) -> list[str]:
    return page.locator(".exam-question").all_inner_texts()


def choose(page, index, letter):
    page.locator(f"#exam-{index}-{letter}").check()


def hand_in(page):
    page.get_by_role("button", name="Entregar").click()
    if page.get_by_text("Aperte de novo").count():
        page.get_by_role("button", name="Entregar").click()
    page.get_by_role("heading", name="Acertos: ").wait_for()


def keys(page) -> list[str]:
    return page.locator(".exam-key li").evaluate_all("items => items.map((one) => one.textContent)")


def test_a_link_is_an_exam_for_whoever_opens_it(open_page):
    page = open_page(PAGE)
    url = make_exam(page, count=6)
    fragment = "#" + url.partition("#")[2]
    key = keys(page)
    begin(page)
    same = open_page(PAGE, fragment)
    same.get_by_role("button", name="Começar").wait_for()
    assert keys(same) == key
    begin(same)
    assert asked(same) == asked(page) and len(asked(page)) == 6
    assert page.errors == [] and page.outside == []


def test_another_exam_has_other_questions(look_at):
    page = look_at(PAGE)
    one = make_exam(page, count=8)
    first = keys(page), page.locator(".exam-paper").inner_html()
    page.goto(one.partition("#")[0])
    make_exam(page, count=8)
    assert (keys(page), page.locator(".exam-paper").inner_html()) != first


def test_no_verdict_before_the_end_and_then_all_of_it(look_at):
    page = look_at(PAGE)
    make_exam(page, count=4)
    right = keys(page)
    begin(page)
    wrong = next(letter for letter in "abcd" if letter != right[1])
    choose(page, 0, right[0])
    choose(page, 1, wrong)
    choose(page, 2, right[2])
    shown = page.locator(".exam-page").inner_text()
    assert "Certa" not in shown and "engano" not in shown
    hand_in(page)
    assert page.get_by_role("heading", name="Acertos: 2 de 4").is_visible()
    mistakes = page.locator(".exam-page > ul > li")
    assert mistakes.count() >= 1
    for link in mistakes.first.get_by_role("link").all():
        assert re.search(r"(enganos|\d\d-[\w-]+)\.html#", link.get_attribute("href"))
    summaries = page.locator(".exam-review summary").all_inner_texts()
    assert [text.partition(": ")[2] for text in summaries] == [
        "Certa", "Ainda não", "Certa", "Sem resposta",
    ]  # fmt: skip
    page.locator(".exam-review summary").nth(1).click()
    review = page.locator(".exam-review").nth(1)
    assert review.get_by_text("(sua resposta)").is_visible()
    link = review.get_by_role("link", name="Esta questão em seu exercício")
    link.click()
    page.locator("#version").wait_for()


@KEEPS
def test_answers_outlive_the_page(open_at_address):
    page = open_at_address(PAGE)
    make_exam(page, count=3)
    begin(page)
    choose(page, 0, "b")
    choose(page, 2, "d")
    page.reload()
    page.get_by_role("button", name="Entregar").wait_for()
    assert page.locator("#exam-0-b").is_checked() and page.locator("#exam-2-d").is_checked()
    hand_in(page)
    result = page.get_by_role("heading", name="Acertos: ").inner_text()
    page.reload()
    page.get_by_role("heading", name=result).wait_for()


@KEEPS
def test_two_tabs_lose_nothing(open_at_address):
    page = open_at_address(PAGE)
    url = make_exam(page, count=3)
    begin(page)
    other = open_at_address(PAGE, "#" + url.partition("#")[2], context=page.context)
    other.get_by_role("button", name="Entregar").wait_for()
    choose(page, 0, "a")
    other.locator("#exam-0-a:checked").wait_for()
    choose(other, 1, "c")
    page.locator("#exam-1-c:checked").wait_for()
    assert page.locator("#exam-0-a").is_checked()


@KEEPS
def test_what_is_handed_in_is_in_the_record(open_at_address):
    page = open_at_address(PAGE)
    make_exam(page, count=1, only=["tamanho-da-saida"])
    [right] = keys(page)
    begin(page)
    choose(page, 0, next(letter for letter in "abcd" if letter != right))
    hand_in(page)
    kept = json.loads(page.evaluate("JSON.stringify(localStorage)"))
    assert "cnnbook.2.exercise.tamanho-da-saida" in kept
    assert any(key.startswith("cnnbook.2.review.") for key in kept)


def test_time_runs_out(open_page):
    page = open_page(PAGE)
    page.clock.install()
    make_exam(page, count=2, minutes="10")
    begin(page)
    assert page.locator(".exam-clock").inner_text() == "Minutos restantes: 10"
    choose(page, 0, "a")
    page.clock.run_for("05:30")
    assert page.locator(".exam-note").inner_text() == "Minutos restantes: 5"
    page.clock.run_for("05:00")
    page.get_by_role("heading", name="Acertos: ").wait_for()
    assert page.locator(".exam-review summary").nth(1).inner_text().endswith("Sem resposta")


@pytest.mark.parametrize(
    "fragment",
    [
        "#exam=", "#exam=x", "#exam=x&count=999&minutes=0&exercises=2", "#exam=<b>&count=3",
        "#exam=x&count=3&minutes=0&exercises=1", "#exam=x&count=3&minutes=0&exercises=2.2",
        "#exam=x&count=3&minutes=-1&exercises=2", "#exam=__proto__&count=0&minutes=0&exercises=2",
    ],
)  # fmt: skip
def test_a_damaged_link_says_so(look_at, fragment):
    page = look_at(PAGE, fragment)
    page.get_by_text("Este link está incompleto, ou não é deste livro.").wait_for()
    assert page.get_by_role("button", name="Montar o simulado").is_visible()
    assert page.errors == []


def test_a_link_of_another_edition_says_so(open_page):
    page = open_page(PAGE)
    url = make_exam(page, count=3)
    old = open_page(PAGE, "#" + re.sub(r"edition=\w+", "edition=older", url.partition("#")[2]))
    old.get_by_text("As questões mudaram desde que este link foi feito").wait_for()


@pytest.mark.parametrize("is_with_key", [False, True])
def test_on_paper(look_at, is_with_key):
    page = look_at(PAGE)
    make_exam(page, count=3)
    page.evaluate("window.print = () => {}")
    name = "Imprimir com o gabarito" if is_with_key else "Imprimir"
    page.get_by_role("button", name=name, exact=True).click()
    page.emulate_media(media="print")
    assert page.locator(".exam-paper .exam-question").first.is_visible()
    assert page.locator(".exam-key").is_visible() == is_with_key
    assert not page.get_by_role("button", name="Começar").is_visible()


def test_by_keyboard(look_at):
    page = look_at(PAGE)
    page.get_by_label("Questões").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Começar").focus()
    page.keyboard.press("Enter")
    page.locator("#exam-0-a").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.locator("#exam-0-b").is_checked()


def test_every_state_is_accessible_and_as_wide_as_a_phone(look_at):
    page = open_for_axe(look_at, PAGE)

    def check_it():
        check(page, within=".exam-page", widths=(1280, 320))
        assert page.locator("html").evaluate("page => page.scrollWidth - page.clientWidth") == 0

    check_it()
    make_exam(page, count=7)
    check_it()
    begin(page)
    check_it()
    hand_in(page)
    for summary in page.locator(".exam-review summary").all():
        summary.click()
    check_it()


def test_without_a_script(look_at):
    page = look_at(PAGE, java_script_enabled=False)
    page.get_by_text("Esta página é feita em seu navegador").wait_for()
