"""The figure of a window that is stepped over its input, as a reader uses it."""

from __future__ import annotations

import re
from functools import partial

import pytest
from answering import SIZE, answer
from axe import check, open_for_axe
from settling import open_details, until

from cnnbook_laboratory.scripts import needed_by, script
from cnnbook_laboratory.stepper import CHALLENGES, LIMITS, OPERATIONS, PADDINGS, SHAPES

OWN_PAGE = "book/passo-a-passo"
WITH_STEPPER = [
    OWN_PAGE, SIZE, "book/01-densa-e-convolucional", "book/04-duas-convolucoes",
    "book/05-reduzir-o-tamanho", "book/06-conv1d", "book/07-filtros-fatorados",
]  # fmt: skip


class Figure:
    """A page's first figure, by what a reader sees of it."""

    def __init__(self, page):
        self.page = page
        self.node = page.locator("figure.live").first

    def button(self, name, last=False):
        found = self.node.get_by_role("button", name=name)
        return found.last if last else found.first

    def answer(self, *numbers, last=False):
        form = self.node.locator("form:visible")
        form = form.last if last else form.first
        for field, number in zip(form.locator("input").all(), numbers, strict=True):
            field.fill(str(number))
        form.locator("button").first.click()
        return self.verdict(last)

    def verdict(self, last=False):
        found = self.node.locator("div.live-verdict:visible")
        text = (found.last if last else found.first).inner_text()
        return re.sub(r"\s+", " ", text).strip()

    def choose(self, name):
        self.node.get_by_label(name, exact=True).check()

    def slide(self, name, value):
        slider = self.node.get_by_label(name, exact=True)
        slider.evaluate(
            "(input, value) => { input.value = value;"
            " input.dispatchEvent(new Event('input', { bubbles: true })); }",
            value,
        )

    def bars(self, kind="bar"):
        return self.node.locator(f".step-ladder rect.{kind}").count()


def opened(open_page, document=OWN_PAGE, state="", **options):
    """The figure of a page, in the state that an address has."""
    page = open_page(document, f"#janela={state}" if state else "", **options)
    open_details(page)
    page.locator("figure.live-on .live-body").wait_for()
    return Figure(page)


def state(
    shape="square", size="10x10", window="5x5", strides="1x1", dilation=1, channels=1,
    padding="valid", operation="convolution", seed=7,
):  # fmt: skip
    parts = (shape, size, window, strides, dilation, channels, padding, operation, seed)
    return ".".join(map(str, parts))


STATES = {  # each is a state of the figure: where it begins, and what the reader does
    "asked": (state(), lambda figure: None),
    "missed": (state(), lambda figure: figure.answer(8)),
    "missed twice": (state(), lambda figure: [figure.answer(8), figure.answer(2)]),
    "size known": (state(), lambda figure: figure.answer(6)),
    "value missed": (state(), lambda figure: [figure.answer(6), figure.answer(99, last=True)]),
    "stepping": (
        state(), lambda figure: [figure.answer(6), figure.button("Mostrar", last=True).click()],
    ),
    "impossible": (state(size="4x4", window="3x3", dilation=3), lambda figure: None),
    "rectangle": (
        state("rectangle", "8x9", "1x3", "1x2", padding="same"),
        lambda figure: figure.answer(5, 8),
    ),
    "line with dilation": (
        state("line", "12x12", "3x3", dilation=2),
        lambda figure: [figure.answer(8), figure.button("Mostrar", last=True).click()],
    ),
    "channels": (
        state(size="5x5", window="3x3", channels=3, padding="same"),
        lambda figure: [figure.answer(5), figure.button("Mostrar", last=True).click()],
    ),
    "average with padding": (
        state(size="7x7", window="3x3", strides="2x2", padding="same", operation="average"),
        lambda figure: [figure.answer(4), figure.button("Mostrar", last=True).click()],
    ),
    "maximum": (
        state(size="9x9", window="2x2", strides="2x2", operation="maximum"),
        lambda figure: [figure.answer(4), figure.button("Mostrar", last=True).click()],
    ),
}  # fmt: skip
each_state = pytest.mark.parametrize(("start", "act"), STATES.values(), ids=STATES)


def test_a_page_gets_the_scripts_of_its_figures_alone(pages):
    for name, page in pages.items():
        found = [one["src"] for one in page.select('script[src*="laboratory-"]')]
        figures = {one["data-figure"] for one in page.select("figure.live:not([data-later])")}
        doors = ["door"] if page.select("figure.live[data-later]") else []
        named = [re.search(r"laboratory-([\w-]+)\.js\?v=\w+$", source)[1] for source in found]
        assert named == needed_by(figures) + doors, name
    assert [
        name for name in WITH_STEPPER if not pages[name].select('[data-figure="stepper"]')
    ] == []


def test_the_figure_is_within_its_budget():
    import gzip

    sent = sum(len(gzip.compress(script(name).encode())) for name in needed_by(["stepper"]))
    assert sent < 30_000


def test_without_a_script_there_is_a_picture(open_page):
    page = open_page(SIZE, java_script_enabled=False)
    assert page.locator("figure.live img").is_visible()
    assert page.locator("figure.live figcaption").is_visible()
    assert "janela" in page.locator("figure.live img").get_attribute("alt")


def test_on_paper_there_is_a_picture(open_page):
    figure = opened(open_page, SIZE)
    assert not figure.node.locator("img").is_visible()
    figure.page.emulate_media(media="print")
    assert figure.node.locator("img").is_visible()
    assert not figure.node.locator(".live-body").is_visible()


def test_a_wrong_size_is_drawn_and_named(open_page):
    figure = opened(open_page, SIZE)
    assert figure.bars() == 1
    said = figure.answer(8)
    assert "Ainda não: 8." in said and "10 − 2 = 8" in said
    assert "as 2 últimas posições sairiam da entrada" in said
    assert (figure.bars(), figure.bars("beyond")) == (6, 2)
    assert figure.node.locator(".step-ladder text.out").all_text_contents() == ["+1", "+2"]
    link = figure.node.locator(".live-verdict a").first
    assert "one-side-only" in link.get_attribute("href")
    assert not figure.node.get_by_text("2. Um valor").is_visible()
    assert figure.page.errors == [] and figure.page.outside == []


def test_a_size_that_is_too_small_leaves_the_next_place_dashed(open_page):
    figure = opened(open_page, SIZE)
    assert "a seguinte está tracejada" in figure.answer(5)
    assert (figure.bars(), figure.bars("beyond")) == (5, 1)
    assert "⌊(… − …)/…⌋ + 1" in figure.answer(2)  # the second miss gives the formula with blanks
    assert "Escreva um número" in figure.answer("nada")
    assert "inteiro maior que zero" in figure.answer("2,5")


def test_all_mistakes_that_lead_to_one_number_are_shown(open_page):
    figure = opened(open_page, state=state(size="12x12", window="4x4", strides="3x3"))
    said = figure.answer(4)
    assert "O engano pode ser um destes" in said and said.count("; ou ") == 4
    figure = opened(open_page, state=state("line", "12x12", "3x3", dilation=2))
    assert "Esquecer que a dilatação espalha a janela" in figure.answer(10)


def test_the_right_size_opens_the_values(open_page):
    figure = opened(open_page, SIZE)
    assert figure.answer(6) == "Certo. ⌊(10 − 5)/1⌋ + 1 = 6."
    assert figure.bars() == 6
    assert figure.node.get_by_text("2. Um valor").is_visible()
    assert figure.node.locator("td.out.now").inner_text() == "?"
    assert figure.node.locator("td.out").all_inner_texts().count("") == 35


ASKED_VALUE = """
() => {
  const { state, window } = laboratory.stepper;
  const asked = state.read(laboratory.page.asked("janela"));
  const axes = state.axes(asked);
  const numbers = state.numbers(asked, axes);
  const at = window.target(numbers, axes, asked.operation);
  const { places } = axes[1];
  const found = window.place(numbers, axes, asked.operation, Math.floor(at / places), at % places);
  return [found.value, Object.fromEntries(window.mistaken(found, asked.operation)), at];
}
"""


def test_values_are_asked_judged_and_stepped_through(open_page):
    figure = opened(open_page, state=state(size="5x5", window="2x2", seed=9))
    figure.answer(4)
    value, mistaken, at = figure.page.evaluate(ASKED_VALUE)
    said = {
        "turned": "filtro girado", "sign-lost": "Esse peso subtrai",
        "weights-ignored": "sem os pesos",
    }  # fmt: skip
    told = set()
    for name, text in said.items():
        if mistaken[name] != value and mistaken[name] not in told:
            assert text in figure.answer(int(mistaken[name]), last=True)
            told.add(mistaken[name])
    assert len(told) > 1
    assert "Confira termo a termo" in figure.answer(999, last=True)
    written = str(int(value)).replace("-", "−")
    assert f"Certo. A saída é {written}." in figure.answer(int(value), last=True)
    assert figure.page.evaluate("document.activeElement.textContent").startswith(("Próxima", "◀"))
    total = figure.node.locator(".step-sums tfoot").inner_text()
    assert total.split("=")[-1].strip() == written
    figure.button("Anterior").click()
    row, column = divmod(at - 1, 4)
    live = figure.node.locator('p.live-only-read[role="status"]')
    assert live.inner_text().startswith(f"Linha {row + 1}, coluna {column + 1} da saída: ")
    assert figure.node.locator("td.seen").count() == 4
    figure.button("Prever a próxima").click()
    assert figure.page.evaluate("document.activeElement.matches('.live-ask input')")
    assert figure.node.locator("td.out.now").inner_text() == "?"


def test_walking_through_ends_at_the_last_place(open_page):
    figure = opened(open_page, state=state(size="4x4", window="2x2"), reduced_motion="reduce")
    figure.node.get_by_label("Prever antes de ver").uncheck()
    assert "⌊(4 − 2)/1⌋ + 1 = 3." in figure.verdict()
    figure.button("Percorrer").click()  # all at once, for who wants no motion
    assert figure.node.get_by_text("posição 9 de 9").is_visible()
    assert "" not in figure.node.locator("td.out").all_inner_texts()


def test_walking_through_moves_place_by_place_and_stops(open_page):
    figure = opened(open_page, state=state(size="6x6", window="2x2"))
    figure.node.get_by_label("Prever antes de ver").uncheck()
    figure.button("Percorrer").click()
    figure.node.get_by_text("posição 25 de 25").wait_for()
    figure.button("Percorrer").wait_for()  # it had been "Parar"


def test_a_weight_can_be_changed(open_page):
    figure = opened(open_page, state=state(size="4x4", window="1x1", seed=2))
    figure.node.get_by_label("Prever antes de ver").uncheck()
    weight = figure.node.get_by_label("Peso da linha 1, coluna 1")
    weight.fill("−3")
    weight.press("Tab")
    number = int(figure.node.locator("td.value").first.inner_text())
    assert figure.node.locator("td.out").first.inner_text() == str(-3 * number).replace("-", "−")
    weight.fill("muito")
    weight.press("Tab")
    assert weight.input_value() == "−3"
    weight.fill("40")
    weight.press("Tab")
    assert weight.input_value() == "9"


def test_several_channels_make_one_map(open_page):
    figure = opened(open_page, state=state(size="5x5", window="3x3", channels=3))
    figure.answer(3)
    captions = figure.node.locator("caption").all_inner_texts()
    assert len([text for text in captions if text.startswith("Entrada, 5×5, canal")]) == 3
    assert len([text for text in captions if text.startswith("Filtro, 3×3, canal")]) == 3
    assert captions[-1] == "Saída, 3×3" or "Saída, 3×3" in captions
    figure.button("Mostrar", last=True).click()
    assert figure.node.locator(".step-sums tbody tr").count() == 9
    assert figure.node.locator("td.seen").count() == 27


def test_rows_and_columns_are_asked_apart_and_can_be_swapped(open_page):
    figure = opened(open_page, state=state("rectangle", "8x9", "1x3", "1x2", padding="same"))
    said = figure.answer(4, 9)
    assert said.count("Ainda não") + said.count("ainda não") == 3 and "Trocar" in said
    assert "⌈8/1⌉ = 8" in figure.answer(8, 5) and "⌈9/2⌉ = 5" in figure.verdict()
    assert figure.node.locator(".step-ladder").count() == 2


def test_average_counts_no_padding(open_page):
    start = state(size="7x7", window="3x3", strides="2x2", padding="same", operation="average")
    figure = opened(open_page, state=start)
    assert "1 casa vazia em cada ponta" in figure.answer(4)
    seen = [int(text) for text in figure.node.locator("td.seen.value").all_inner_texts()]
    assert len(seen) == 4
    wrong = f"{sum(seen) / 9:.2f}".replace(".", ",")
    assert "o preenchimento não entra na média" in figure.answer(wrong, last=True)
    right = f"{sum(seen) / 4}".replace(".", ",")
    assert "Certo." in figure.answer(right, last=True)


def test_controls_keep_to_what_keras_has(open_page):
    figure = opened(open_page, state=state())
    figure.slide("Dilatação (d)", 2)
    figure.slide("Passo (s)", 3)
    assert figure.node.get_by_label("Dilatação (d)").input_value() == "1"
    figure.slide("Dilatação (d)", 3)
    assert figure.node.get_by_label("Passo (s)").input_value() == "1"
    assert "Esta camada não existe: o filtro cobre 13 posições" in figure.node.inner_text()
    assert not figure.node.get_by_text("1. O tamanho").is_visible()
    figure.choose("máximo")
    assert not figure.node.get_by_label("Dilatação (d)").is_visible()
    assert not figure.node.get_by_label("Canais da entrada").is_visible()


CHALLENGES_OF_EACH_SHAPE = """
() => {
  const { state } = laboratory.stepper;
  const begun = JSON.parse(document.querySelector("figure.live").dataset.state);
  return [1, 2, 3, 4, 5, 6].every(seed => state.CHOICES.shape.every(shape => {
    const from = state.settled({ ...begun, shape });
    const made = state.challenge(from, seed);
    return made.shape === shape && made.seed !== from.seed && state.axes(made)[1].places > 1;
  }));
}
"""


def test_another_challenge_has_mistakes_to_make(open_page):
    figure = opened(open_page)
    before = figure.page.evaluate("location.hash")
    figure.button("Outro desafio").click()
    assert figure.page.evaluate("location.hash") != before
    assert figure.page.evaluate("document.activeElement.matches('.live-ask input')")
    assert figure.page.evaluate(CHALLENGES_OF_EACH_SHAPE)


def test_a_link_has_the_state_and_damaged_ones_do_no_harm(open_page):
    figure = opened(open_page, state=state(size="12x12", window="4x4", strides="3x3"))
    assert figure.node.get_by_label("Entrada (n)").input_value() == "12"
    href = figure.node.get_by_text("Link para esta figura").get_attribute("href")
    assert href == "#janela=" + state(size="12x12", window="4x4", strides="3x3")
    for broken in ("x", state(size="99x99"), state(shape="cube"), state(size="10"), "1" * 5000):
        figure = opened(open_page, state=broken)
        assert figure.node.get_by_label("Entrada (n)").input_value() == "8"  # as the page has it
        assert figure.page.errors == []


def test_the_address_serves_the_exercise_and_the_figure(open_page):
    start = state(size="12x12", window="4x4", strides="3x3")
    page = open_page(SIZE, f"#janela={start}")
    page.locator("details.answer[open] figure.live-on").wait_for()  # opened, to show the figure
    assert page.get_by_text("Este link", exact=False).count() == 0
    answer(page, "a")
    assert page.evaluate("location.hash") == f"#janela={start}"
    page.locator(".another").first.click()
    until(page, "() => location.hash.includes('version=')")
    assert f"janela={start}" in page.evaluate("location.hash")
    Figure(page).slide("Entrada (n)", 11)
    assert "version=" in page.evaluate("location.hash")
    assert "janela=square.11x11." in page.evaluate("location.hash")
    both = page.evaluate("location.hash")
    again = open_page(SIZE, both)
    again.locator("#version").wait_for()
    assert Figure(again).node.get_by_label("Entrada (n)").input_value() == "11"


@each_state
def test_axe_finds_nothing(open_page, start, act):
    figure = opened(partial(open_for_axe, open_page), state=start)
    act(figure)
    check(figure.page, within="figure.live", widths=(320, 1280))


@each_state
def test_nothing_leaves_a_narrow_page(open_page, start, act):
    figure = opened(open_page, SIZE, state=start, width=320, reduced_motion="reduce")
    act(figure)
    assert figure.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert figure.page.errors == [] and figure.page.outside == []
    wide = "figure => [...figure.querySelectorAll('.live-body *')].filter(one => " \
        "one.getBoundingClientRect().right > figure.getBoundingClientRect().right + 1" \
        " && !one.closest('.live-only-read')).map(one => one.outerHTML.slice(0, 90))"  # fmt: skip
    assert figure.node.evaluate(wide) == []


def test_all_of_it_works_by_keyboard(open_page):
    figure = opened(open_page, state=state(size="6x6", window="3x3"), reduced_motion="reduce")
    page = figure.page
    figure.node.locator(".live-ask input").first.focus()
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    assert figure.verdict().startswith("Certo.")
    for _ in range(3):  # over both buttons, to the field of the value
        page.keyboard.press("Tab")
    page.keyboard.type("123")
    page.keyboard.press("Enter")
    assert "Ainda não: 123." in figure.verdict(last=True)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # "Mostrar"
    before = figure.node.locator(".live-quiet", has_text="posição").last.inner_text()
    page.keyboard.press("Enter")
    assert figure.node.locator(".live-quiet", has_text="posição").last.inner_text() != before
    figure.node.get_by_label("Entrada (n)").focus()
    page.keyboard.press("ArrowRight")
    assert figure.node.get_by_label("Entrada (n)").input_value() == "7"
    assert page.evaluate("document.activeElement.type") == "range"


def test_the_class_edition_has_pictures_alone(class_edition):
    found = list(class_edition.rglob("*.html"))
    assert found and not (class_edition / f"{OWN_PAGE}.html").exists()
    for path in found:
        text = path.read_text("utf-8")
        assert "data-figure" not in text and "laboratory-" not in text, path.name
    assert not list(class_edition.rglob("laboratory-*.js"))


def test_both_sides_know_the_same_choices(open_page):
    page = opened(open_page).page
    known = page.evaluate("[laboratory.stepper.state.LIMITS, laboratory.stepper.state.CHOICES]")
    assert known[0] == {name: list(limits) for name, limits in LIMITS.items()}
    choices = {"shape": SHAPES, "padding": PADDINGS, "operation": OPERATIONS}
    assert known[1] == {name: list(values) for name, values in choices.items()}


def test_each_challenge_is_used(pages):
    used = {
        one["data-state"] for page in pages.values() for one in page.select("[data-figure=stepper]")
    }
    assert len(used) == len(CHALLENGES) + 1  # and that of exercise 2, with its own numbers
