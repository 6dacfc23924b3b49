"""The calculator of networks, as a reader uses it: in each of its states, in a real browser."""

from __future__ import annotations

import gzip
import re

import pytest
from answering import answer
from axe import check, open_for_axe
from calculator_ways import WAYS
from settling import open_details

from cnnbook.numbers import integer, shape
from cnnbook.trace import total_multiply_accumulates, total_parameters
from cnnbook_laboratory.calculator.goals import GOALS
from cnnbook_laboratory.calculator.stacks import stacks
from cnnbook_laboratory.scripts import BROWSER, NEEDED, script
from cnnbook_sphinx import words

PAGE = "book/calculadora"
IN_CHAPTERS = {
    "book/04-duas-convolucoes": "two_convolutions",
    "book/06-conv1d": "conv1d_with_pooling",
    "book/07-filtros-fatorados": "factored_conv2d",
    "book/08-cifar-100": "factored_classifier",
    "book/10-rede-mais-profunda": "deeper_factored_classifier",
}
FIGURE = "figure.live[data-figure=calculator]"
IMPOSSIBLE = "#rede=8x8x1.c2n4k3@conv1.c2n4k40@grande.f.dn10"
QUESTIONS = {
    "parameters": "O número de parâmetros",
    "products": "O número de multiplicações",
    "field": "O campo receptivo da última janela",
}


def opened(open_page, document=PAGE, fragment="", **options):
    page = open_page(document, fragment, **options)
    open_details(page)
    if document in IN_CHAPTERS and "rede=" not in fragment:
        page.get_by_role("button", name="Mudar esta rede").click()
    page.locator(f"{FIGURE}.live-on").wait_for()
    open_details(page)  # its own
    return page


def edit(page, label, value):
    page.get_by_label(label, exact=True).fill(str(value))
    page.keyboard.press("Tab")


def guess(page, parameters, products, field):
    for name, way in zip(QUESTIONS.values(), (parameters, products, field)):
        page.get_by_role("group", name=name).get_by_label(way).check()
    page.locator(FIGURE).get_by_role("button", name="Conferir", exact=True).click()


def results(page):
    """What is under each layer: output, parameters, multiplications and receptive field."""
    return [
        [one.inner_text().split("\n")[0] for one in layer.locator("dd").all()]
        for layer in page.locator(".calculator-results").all()
    ]


def expected(name):
    return [
        [
            shape(row.output_shape),
            integer(row.parameters),
            integer(row.multiply_accumulates),
            shape(row.receptive_field),
        ]
        for row in stacks()[name].rows
    ]


def totals(page):
    return [one.inner_text().split("\n")[0] for one in page.locator(".calculator-totals dd").all()]


@pytest.mark.parametrize("chapter", IN_CHAPTERS)
def test_a_chapters_network_is_there_with_its_results(look_at, chapter):
    page = opened(look_at, chapter)
    stack = stacks()[IN_CHAPTERS[chapter]]
    assert results(page) == expected(IN_CHAPTERS[chapter])
    assert totals(page)[:2] == [
        integer(total_parameters(stack.rows)),
        integer(total_multiply_accumulates(stack.rows)),
    ]
    assert page.locator(".calculator-goals li").count() >= 2
    assert page.locator(".calculator-goals .done").count() == 0
    assert (page.errors, page.outside) == ([], [])


def test_every_network_of_the_book_can_be_begun_with(look_at):
    page = opened(look_at)
    for name in stacks():
        page.get_by_label("Começar de").select_option(name)
        assert results(page) == expected(name)


def test_what_comes_after_an_edit_is_hidden_until_it_is_predicted(look_at):
    page = opened(look_at, "book/10-rede-mais-profunda")
    before = results(page)
    edit(page, "passo de conv3", 1)
    panel = page.locator(".calculator-ask")
    panel.wait_for()
    assert "passo de conv3: 2×1 → 1" in panel.inner_text()
    hidden = results(page)
    assert hidden[:2] == before[:2]
    assert {value for row in hidden[2:] for value in row} == {"?"}
    assert {*totals(page)} == {"?"}
    page.locator(FIGURE).get_by_role("button", name="Conferir", exact=True).click()
    page.get_by_text("Responda às três antes de conferir.").wait_for()
    guess(page, "aumenta", "aumenta", "diminui")
    told = page.locator(".calculator-told li")
    assert [one.get_attribute("class") for one in told.all()] == ["wrong", "right", "right"]
    assert "O número de parâmetros não muda: 130.916." in told.nth(0).inner_text()
    assert told.nth(0).get_by_role("link", name="Confundir posições com pesos").count() == 1
    assert "O campo receptivo da última janela diminui, de 31×31 para" in told.nth(2).inner_text()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "O que aconteceu"
    assert "?" not in {value for row in results(page) for value in row}


def test_show_undo_and_no_prediction_at_all(look_at):
    page = opened(look_at)
    before = results(page)
    edit(page, "filtros de conv1", 64)
    page.locator(FIGURE).get_by_role("button", name="Desfazer").click()
    assert results(page) == before
    edit(page, "filtros de conv1", 64)
    page.locator(FIGURE).get_by_role("button", name="Mostrar").click()
    assert results(page)[0][:2] == ["16×16×64", "1792"]
    assert page.locator(".calculator-ask").count() == 0
    page.get_by_label("Prever antes de ver").uncheck()
    edit(page, "filtros de conv1", 16)
    page.get_by_text("16×16×16", exact=True).wait_for()
    assert page.locator(".calculator-ask").count() == 0


def test_an_edit_taken_back_asks_nothing(look_at):
    page = opened(look_at)
    edit(page, "passo de conv1", 1)
    page.locator(".calculator-ask").wait_for()
    edit(page, "passo de conv1", 2)
    page.locator(".calculator-ask").wait_for(state="detached")
    assert results(page) == expected("factored_classifier")


def test_two_edits_hide_from_the_earlier_one(look_at):
    page = opened(look_at)
    edit(page, "filtros de conv4", 64)
    edit(page, "filtros de conv2", 32)
    page.get_by_text("filtros de conv4: 128 → 64; filtros de conv2: 64 → 32").wait_for()
    assert [row[0] == "?" for row in results(page)] == [False, True, True, True, True, True]


def test_what_cannot_exist_is_said_where_it_stands(look_at):
    page = opened(look_at, fragment=IMPOSSIBLE)
    error = page.locator(".calculator-layer", has_text="grande").locator(".calculator-error")
    assert error.inner_text() == (
        "Isto não existe: o filtro cobre 40 posições e a entrada tem 6: diminua o filtro ou use "
        'padding="same".'
    )
    assert len(results(page)) == 1  # of what comes before it
    edit(page, "janela de grande", 3)  # nothing to predict: there was no network
    page.locator(".calculator-error").wait_for(state="detached")
    assert page.locator(".calculator-ask").count() == 0


def test_an_impossible_edit_is_said_at_once(look_at):
    page = opened(look_at)
    edit(page, "janela de conv4", 9)
    page.locator(".calculator-error").wait_for()
    assert page.locator(".calculator-ask").count() == 0


@pytest.mark.parametrize("text", ["0", "-1", "3,5", "1×3×5", "abc", ""])
def test_what_is_no_number_is_refused_and_kept(look_at, text):
    page = opened(look_at)
    field = page.get_by_label("janela de conv1", exact=True)
    edit(page, "janela de conv1", text)
    assert field.get_attribute("aria-invalid") == "true"
    assert field.input_value() == text
    page.get_by_text("Escreva números inteiros, como 3 ou 1×3.").wait_for(state="attached")
    assert results(page) == expected("factored_classifier")


def test_by_keyboard_alone(look_at):
    page = opened(look_at)
    page.get_by_label("passo de conv1", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.locator(".calculator-ask").wait_for()
    assert page.evaluate("document.activeElement.dataset.key") == "0-strides"
    for label in ("diminui", "não muda", "aumenta"):
        assert page.locator(".calculator-ask").get_by_label(label).count() == 3
    page.get_by_label("passo de conv1", exact=True).press("ArrowUp")
    page.locator(".calculator-ask").wait_for(state="detached")
    more = page.locator(".calculator-more summary").first
    assert more.inner_text().split() == ["Mais", "de", "conv1"]


def test_layers_are_added_moved_repeated_and_removed(look_at):
    page = opened(look_at)
    page.get_by_label("Prever antes de ver").uncheck()

    def wait_for(at, name):
        layer = page.locator(f".calculator-list > li:nth-child({at + 1}) strong")
        layer.filter(has_text=re.compile(f"^{name}$")).wait_for()

    page.get_by_label("Camada a acrescentar").select_option("MaxPooling2D")
    page.get_by_label("Onde").select_option(label="depois de conv1")
    page.get_by_role("button", name="Acrescentar", exact=True).click()
    wait_for(2, "MaxPooling2D")
    open_details(page)
    page.get_by_role("button", name="Descer camada 2", exact=True).click()
    wait_for(3, "MaxPooling2D")
    page.get_by_role("button", name="Repetir conv1 logo abaixo").click()
    wait_for(2, "Conv2D")
    open_details(page)
    page.get_by_role("button", name="Tirar conv1").click()
    wait_for(1, "Conv2D")
    assert page.locator(".calculator-layer").count() == 8  # with the input
    assert page.errors == []


def test_challenges_are_checked(look_at):
    page = opened(look_at, "book/10-rede-mais-profunda")
    done = page.locator(".calculator-goals .done")
    edit(page, "passo de conv4", 3)
    assert done.count() == 0  # not before it is seen
    guess(page, "não muda", "diminui", "não muda")
    assert done.count() == 1
    assert page.locator(".calculator-told .right").count() == 3


def test_a_page_decides_as_python_does_whether_a_challenge_is_met(browser):
    page = browser.new_page()
    page.set_content('<!DOCTYPE html><html lang="pt-BR"><title>.</title></html>')
    for bundle in NEEDED["calculator"]:
        page.add_script_tag(content=script(bundle))
    meets = """([networks, goals]) => networks.map((network) => {
      const editing = new laboratory.calculator.Editing(network);
      return goals.map((goal) => editing.meets(goal));
    })"""
    for network in {name for name, _ in WAYS}:
        stack = stacks()[network]
        goals = [make(stack) for make in GOALS.values()]
        tried = [stack, *(way(stack) for (name, _), way in WAYS.items() if name == network)]
        said = page.evaluate(
            meets, [[one.describe() for one in tried], [goal.describe() for goal in goals]]
        )
        assert said == [[goal.is_met_by(one) for goal in goals] for one in tried]
        assert any(map(any, said)) and not all(map(all, said))
    page.close()


def test_code_both_ways(look_at):
    page = opened(look_at)
    code = page.get_by_label("Código Keras desta rede")
    line = '32, 3, strides=2, padding="same", activation="relu", name="conv1"'
    assert line in code.input_value()
    code.fill(
        "m = Sequential([\n  Input((28, 28, 1)), Conv2D(8, 5),\n  LSTM(4), Flatten(),\n  Dense(n)])"
    )
    page.get_by_role("button", name="Ler este código").click()
    said = page.locator(".calculator-keras .live-verdict")
    assert [line for line in said.inner_text().split("\n") if line] == [
        "Camadas lidas: 3.",
        "Linha 3: o livro não faz as contas de LSTM, que ficou de fora.",
        "Linha 4: não se sabe quanto vale units em Dense; foi usado 1.",
    ]
    assert [row[0] for row in results(page)] == ["24×24×8", "4608", "1"]
    assert code.input_value().count("layers.") == 3
    assert page.get_by_label("Começar de").input_value() == ""
    code.fill("nada aqui")
    page.get_by_role("button", name="Ler este código").click()
    page.get_by_text("Não encontrei camadas neste código").wait_for()
    assert [row[0] for row in results(page)] == ["24×24×8", "4608", "1"]


def test_code_is_never_run(look_at):
    page = opened(look_at)
    code = page.get_by_label("Código Keras desta rede")
    code.fill('m = Sequential([Dense(3, name="<img src=x onerror=alert(1)>"), alert(1)])')
    page.get_by_role("button", name="Ler este código").click()
    page.get_by_text("o livro não faz as contas de alert").wait_for()
    assert page.locator(f"{FIGURE} .live-body img").count() == 0
    assert page.errors == []


def test_a_link_brings_the_network_and_stays_beside_the_exercises_own(open_page):
    page = opened(open_page, "book/06-conv1d", "#rede=64x2.c1n4k3pS@conv1.f.dn3")
    assert [row[0] for row in results(page)] == ["64×4", "256", "3"]
    answer(page, "a")
    assert page.url.split("#")[1].split("&")[-1] == "rede=64x2.c1n4k3pS@conv1.f.dn3"
    edit(page, "filtros de conv1", 5)
    page.locator(FIGURE).get_by_role("button", name="Mostrar").click()
    page.wait_for_url(re.compile(r"rede=64x2\.c1n5k3pS@conv1\.f\.dn3$"))
    again = opened(open_page, "book/06-conv1d", f"#{page.url.split('#')[1]}")
    assert [row[0] for row in results(again)] == ["64×5", "320", "3"]
    assert again.get_by_text("Este link está incompleto").count() == 0


def test_a_link_of_an_exercise_is_still_followed_beside_a_network(look_at):
    page = opened(look_at, "book/06-conv1d", "#question=main&rede=64x2.f")
    assert [row[0] for row in results(page)] == ["128"]


@pytest.mark.parametrize("text", ["8x8.c9", "x", "8x8x1.c2n4k3pQ", "0.f", "8x8x1.f.__proto__"])
def test_a_damaged_link_is_said(look_at, text):
    page = opened(look_at, fragment=f"#rede={text}")
    page.get_by_text("Não foi possível ler a rede deste link.").wait_for()
    assert results(page) == expected("factored_classifier")


@pytest.mark.parametrize("state", ["begun", "asked", "told", "impossible", "code", "signal"])
def test_axe_finds_nothing_in_any_state(look_at, state):
    fragments = {"impossible": IMPOSSIBLE, "signal": "#rede=64x2.c1n4k3pS@conv1.m1.f.dn3"}
    page = open_for_axe(look_at, PAGE, fragments.get(state, ""))
    page.locator(f"{FIGURE}.live-on").wait_for()
    if state in ("asked", "told"):
        edit(page, "passo de conv1", 1)
        page.locator(".calculator-ask").wait_for()
    if state == "told":
        guess(page, "aumenta", "aumenta", "aumenta")
    if state == "code":
        page.get_by_label("Código Keras desta rede").fill("Sequential([LSTM(3), Dense(2)])")
        page.get_by_role("button", name="Ler este código").click()
    open_details(page)
    check(page, within=FIGURE)


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("chapter", [PAGE, "book/10-rede-mais-profunda"])
def test_nothing_is_wider_than_a_phone(look_at, chapter, width):
    page = opened(look_at, chapter, width=width)
    edit(page, "passo de conv1", 1)
    page.locator(".calculator-ask").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_and_on_paper_there_is_the_picture(open_page, html):
    page = open_page(PAGE, java_script_enabled=False)
    picture = page.locator(f"{FIGURE} img")
    assert picture.is_visible()
    assert "15×15 em conv4" in picture.get_attribute("alt")
    with_script = opened(open_page)
    assert not with_script.locator(f"{FIGURE} img").is_visible()
    with_script.emulate_media(media="print")
    assert with_script.locator(f"{FIGURE} img").is_visible()
    assert not with_script.locator(f"{FIGURE} .live-body").is_visible()


def test_a_chapter_loads_it_only_when_asked(look_at):
    page = look_at("book/10-rede-mais-profunda")
    open_details(page)
    is_there = "Boolean(window.laboratory && laboratory.calculator)"
    assert not page.evaluate(is_there)
    assert page.locator(f"{FIGURE} img").is_visible()
    page.get_by_role("button", name="Mudar esta rede").click()
    page.locator(f"{FIGURE}.live-on").wait_for()
    assert page.evaluate(is_there)
    assert page.get_by_role("button", name="Mudar esta rede").count() == 0
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Começar de"
    asked = look_at("book/10-rede-mais-profunda", "#rede=64x2.f")
    asked.locator(f"{FIGURE}.live-on").wait_for()  # its folds are open
    assert (asked.errors, asked.outside) == ([], [])


def test_it_is_small():
    words.add_folder(BROWSER.parent / "locale")
    sent = [script(bundle).encode() for bundle in NEEDED["calculator"]]
    sent.append((BROWSER / "calculator" / "calculator.css").read_bytes())
    assert sum(len(gzip.compress(one)) for one in sent) < 35_000


def test_the_class_edition_has_none_of_it(class_edition):
    pages = [path.read_text("utf-8") for path in class_edition.rglob("*.html")]
    assert pages and not any('data-figure="calculator"' in page for page in pages)
    assert not (class_edition / f"{PAGE}.html").exists()
    assert not [*class_edition.rglob("laboratory-calculator.js")]
