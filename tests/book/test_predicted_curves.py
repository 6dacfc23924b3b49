"""*Curvas: prever antes de ver* as a reader uses it, judged against the study's own file."""

from __future__ import annotations

import gzip
import re
import statistics
import zipfile
from functools import partial

import pytest
from axe import check, open_for_axe
from settling import open_details

from cnnbook.study import results
from cnnbook_laboratory import scripts
from cnnbook_laboratory.curves import CHANGES, FIGURE, MEASURES

PAGE = "book/prever-curvas"
WITH_CURVES = [PAGE, "book/09-treinamento", "book/10-rede-mais-profunda"]
CHECK, SHOW, AGAIN = "Conferir", "Mostrar", "Desenhar de novo"


class Figure:
    """A page's figure, by what a reader sees of it."""

    def __init__(self, page):
        self.page = page
        self.node = page.locator(f"figure.live[data-figure={FIGURE}]").first

    def ask(self, change, measure):
        self.node.locator("select").select_option(change)
        self.node.locator(f"input[type=radio][value={measure}]").check()

    def press(self, name):
        self.node.get_by_role("button", name=name, exact=True).click()

    def sliders(self):
        return self.node.locator(".curves-epochs input").all()

    def draw(self, values, measure):
        for slider, value in zip(self.sliders(), values, strict=True):
            slider.evaluate(
                "(input, value) => { input.value = value;"
                " input.dispatchEvent(new Event('input', { bubbles: true })); }",
                round(value * PER_UNIT[measure]),
            )

    def drawn(self):
        return [one.get_attribute("aria-valuetext") for one in self.sliders()]

    def verdict(self):
        text = self.node.locator(".live-verdict").inner_text()
        return re.sub(r"\s+", " ", text).strip()


def opened(open_page, document=PAGE, **options):
    page = open_page(document, **options)
    open_details(page)
    if document != PAGE:
        page.get_by_role("button", name="Desenhar a curva").click()
    figure = Figure(page)
    figure.node.locator(".curves-epochs").wait_for()
    return figure


def runs(group, measure):
    """Of each run, the measure by epoch."""
    return [run.history[MEASURES[measure][0]] for run in results.of(group)]


def read(text):
    return float(text.replace(",", ".").replace("%", "").strip())


PER_UNIT = {"loss": 100, "accuracy": 200}


def cases():
    return [(change, measure) for change in CHANGES for measure in MEASURES]


def test_a_prediction_is_judged_by_all_runs(open_page):
    """In every change, for both measures: what was drawn is what was in the middle before."""
    figure = opened(open_page)
    for change, measure in cases():
        figure.ask(change, measure)
        before, after = (runs(group, measure) for group in CHANGES[change])
        first = len(before[0]) if len(before[0]) < len(after[0]) else 0
        epochs = len(after[0]) - first
        assert len(figure.sliders()) == epochs
        steps = PER_UNIT[measure]
        known = [statistics.median(run[min(n, len(run) - 1)] for run in before)
                 for n in range(first, first + epochs)]  # fmt: skip
        drawn = [round(value * steps) / steps for value in known]
        figure.draw(drawn, measure)
        figure.press(CHECK)
        lowest, highest = (
            [round(1000 * of(run[n] for run in after)) / 1000 for n in range(first, first + epochs)]
            for of in (min, max)
        )
        inside = sum(
            low - 1e-9 <= value <= high + 1e-9
            for low, value, high in zip(lowest, drawn, highest, strict=True)
        )
        expected = f"Dentro da faixa de todas as {len(after)} execuções em {inside} de {epochs}"
        assert figure.verdict().startswith(f"{expected} épocas."), (change, measure)
        rows = figure.node.locator(".curves-table tbody tr").all()
        assert len(rows) == epochs
        last = [read(text) for text in rows[-1].locator("td").all_text_contents()[:4]]
        times = 100 if measure == "accuracy" else 1
        middle = statistics.median(run[-1] for run in after)
        for shown, value in zip(last, (drawn[-1], lowest[-1], middle, highest[-1]), strict=True):
            assert shown == pytest.approx(times * value, abs=0.06 if times == 100 else 0.0061)
        assert figure.node.locator("path.curves-run").count() == len(after)
    assert figure.page.errors == []


def test_nothing_of_the_answer_is_seen_before_it_is_asked_for(open_page):
    figure = opened(open_page)
    for change, measure in cases():
        figure.ask(change, measure)
        assert figure.node.locator(".curves-hidden, .curves-run, .curves-table").count() == 0
        assert figure.verdict() == ""
        for label in ("o que você desenhou", "acaso:", "execuções"):
            assert label in figure.node.locator(".curves-legend").inner_text()


def test_who_only_wants_to_see_is_shown(open_page):
    figure = opened(open_page)
    figure.ask("rate-up", "loss")
    figure.press(SHOW)
    assert figure.verdict().startswith("Na época 8, as 5 execuções foram de ")
    assert "Dentro da faixa" not in figure.verdict()
    assert figure.node.locator("path.curves-run").count() == 5
    assert figure.node.locator(".curves-foreseen").count() == 0
    figure.press(AGAIN)
    assert figure.node.locator("path.curves-foreseen").count() == 1
    assert figure.verdict() == "" and figure.node.locator("path.curves-run").count() == 0
    focused = "document.activeElement.textContent"
    assert figure.page.evaluate(focused) == CHECK


def test_a_pointer_draws_over_the_plot(open_page):
    figure = opened(open_page)
    figure.ask("rate-up", "loss")
    plot = figure.node.locator("svg.curves-plot")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    before = figure.drawn()
    mouse = figure.page.mouse
    mouse.move(box["x"] + 0.16 * box["width"], box["y"] + 0.1 * box["height"])
    mouse.down()
    mouse.move(box["x"] + 0.95 * box["width"], box["y"] + 0.8 * box["height"])  # in one leap
    mouse.up()
    after = figure.drawn()
    assert len(after) == 8 and after[0] != before[0] and after[7] != before[7]
    values = [read(text.partition(": ")[2]) for text in after]
    assert values == sorted(values, reverse=True)  # the epochs between are drawn, too
    assert after[2].startswith("época 3: ")
    figure.press(CHECK)
    mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.2 * box["height"])
    assert figure.drawn() == after  # what was judged stays


def test_all_of_it_works_by_keyboard(open_page):
    page = open_page(PAGE)
    page.locator(f"figure.live-on[data-figure={FIGURE}] .live-body").wait_for()
    figure = Figure(page)
    figure.node.locator("select").focus()
    page.keyboard.press("ArrowUp")  # from the network to the number of epochs
    assert "época 9 à 16" in figure.node.locator(".curves-question").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    assert "custo de treino" in figure.node.locator(".curves-question").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # "Época por época"
    page.keyboard.press("Tab")
    before = figure.drawn()
    for _ in range(10):
        page.keyboard.press("ArrowDown")
    first = read(before[0].partition(": ")[2])
    assert read(figure.drawn()[0].partition(": ")[2]) == pytest.approx(first - 0.1)
    assert figure.drawn()[1:] == before[1:]
    for _ in before:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert figure.verdict().startswith("Dentro da faixa de todas as 5 execuções em ")
    assert page.evaluate("document.activeElement.textContent") == AGAIN


def test_mistakes_have_their_names_and_links(open_page):
    figure = opened(open_page)
    figure.ask("stride", "accuracy")
    epochs = len(figure.sliders())
    figure.draw([0.01 + 0.34 * n / (epochs - 1) for n in range(epochs)], "accuracy")
    figure.press(CHECK)
    assert "acima da faixa de antes, e ela terminou dentro da faixa de antes" in figure.verdict()
    link = figure.node.locator(".live-verdict a")
    assert link.inner_text() == "Tomar o sorteio por efeito"
    assert link.get_attribute("href").endswith("enganos.html#noise-as-effect")
    figure.ask("epochs", "loss")
    figure.draw([3.7] * 8, "loss")
    figure.press(CHECK)
    assert link.get_attribute("href").endswith("enganos.html#plateau-too-soon")
    assert not figure.node.locator(".live-verdict.right").count()
    figure.ask("rate-up", "loss")
    middle = [statistics.median(at) for at in zip(*runs(CHANGES["rate-up"][1], "loss"))]
    figure.draw(middle, "loss")
    figure.press(CHECK)
    assert "em 8 de 8 épocas. Você previu onde ela termina" in figure.verdict()
    assert figure.node.locator(".live-verdict.right").count() == 1 and link.count() == 0


@pytest.mark.parametrize("where", WITH_CURVES)
def test_nothing_leaves_a_narrow_page(open_page, where):
    figure = opened(open_page, where, width=320)
    figure.press(CHECK)  # nothing is drawn yet
    assert "Você ainda não desenhou" in figure.verdict()
    for act in (CHECK, AGAIN, SHOW):
        figure.press(act)
        assert figure.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert figure.page.errors == [] and figure.page.outside == []


def test_axe_finds_nothing_in_any_state(open_page):
    figure = opened(partial(open_for_axe, open_page))
    for act in (None, CHECK, CHECK, AGAIN, SHOW):
        if act:
            figure.press(act)
        open_details(figure.page)
        check(figure.page, within="figure.live", widths=(320, 1280))


def test_without_a_script_there_is_a_sheet_to_draw_on(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    assert page.locator("figure.live img").is_visible()
    assert page.locator(".live-body").count() == 0


def test_paper_has_the_sheet(epub):
    with zipfile.ZipFile(epub) as book:
        for document in WITH_CURVES:
            [text] = [
                book.read(name).decode()
                for name in book.namelist()
                if name.endswith(f"{document.rpartition('/')[2]}.xhtml")
            ]
            picture = text.partition('<figure class="live">')[2].partition("</figure>")[0]
            file = picture.partition('src="')[2].partition('"')[0].rpartition("/")[2]
            [drawn] = [name for name in book.namelist() if name.endswith(file)]
            assert "class=" not in book.read(drawn).decode()  # its colours are its own


def test_the_class_edition_has_no_answers(class_edition):
    assert not (class_edition / f"{PAGE}.html").exists()
    for document in WITH_CURVES[1:]:
        assert "data-figure" not in (class_edition / f"{document}.html").read_text("utf-8")


def test_what_the_figure_weighs(html):
    sent = [
        (html / "_static" / scripts.file_of(bundle)).read_bytes()
        for bundle in scripts.needed_by([FIGURE])
    ]
    styles = ("figure/figure.css", "curves/curves.css")
    sent += [(scripts.BROWSER / name).read_bytes() for name in styles]
    assert sum(len(gzip.compress(one, 6)) for one in sent) < 15_000
