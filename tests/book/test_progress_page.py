"""What the page "Meu progresso" shows of a reader's record, and to whom has none yet."""

from __future__ import annotations

import json

import pytest
from answering import (
    DAY,
    DENSE,
    NOW,
    PREFIX,
    SIZE,
    TWO,
    answer,
    at,
    entry,
    needs_storage,
    right_letter,
    tried,
    with_items,
    wrong_letters,
)
from axe import QUIET, accessibility
from settling import show, until

expect = pytest.importorskip("playwright.sync_api").expect

PAGE = "book/meu-progresso"


def keeping(items):
    """A browser that has these, by their names without what all begin with."""
    return with_items({f"{PREFIX}{name}": json.dumps(one) for name, one in items.items()})


def opened(open_page, items, **options):
    page = open_page(PAGE, prepare=at(NOW, keeping(items)), **options)
    page.locator(".progress-table").wait_for()
    return page


def row(page, title):
    return page.locator(".progress-table tbody tr").filter(has_text=f"{title}:")


def marks(page, title):
    return [one.strip() for one in row(page, title).locator(".only-read").all_text_contents()]


def when(days, **differing):
    """A try so many days ago."""
    return tried(at=(NOW - days * DAY) * 1000, **differing)


# --- A new reader ----------------------------------------------------------------------------


def test_a_new_reader_is_told_what_comes_here_and_where_to_begin(look_at):
    page = look_at(PAGE)
    place = page.locator(".progress-page")
    expect(place).to_contain_text("Você ainda não respondeu a nenhuma pergunta")
    assert place.locator("table").count() == 0
    assert place.get_by_role("button", name="Importar").is_visible()
    place.get_by_role("link", name="Exercício 1").click()
    page.wait_for_url("**/01-densa-e-convolucional.html")
    assert page.errors == []


def test_without_its_script_the_page_says_so(open_page):
    page = open_page(
        PAGE, prepare=lambda page: page.route("**/progress.js*", lambda one: one.abort())
    )
    expect(page.locator(".progress-page [role=alert]")).to_contain_text("não pôde ser carregada")


# --- Question by question --------------------------------------------------------------------


@needs_storage
def test_each_question_has_its_mark_and_a_link(open_page):
    kept = entry(
        tried(),
        **{
            "wider-image": [tried(hints=2)],
            "shuffled-pixels": [tried(result="corrected")],
            "two-layers-in-one": [tried(result="missed")],
        },
    )
    page = opened(open_page, {"exercise.densa-e-convolucional": kept})
    said = marks(page, "Exercício 1")
    assert said == [
        "O exercício: certo de primeira",
        "Pergunta 1: certo de primeira, com pistas",
        "Pergunta 2: certo depois de errar ou de ver a resposta",
        "Pergunta 3: errado até agora",
        *(f"Pergunta {number}: ainda não tentado" for number in range(4, 8)),
    ]
    signs = row(page, "Exercício 1").locator(".try-mark").all_text_contents()
    assert len(set(signs)) == 5 and signs[:4] == ["✓", "(✓)", "✗✓", "✗"]
    legend = page.locator(".marks-legend li").all_text_contents()
    assert [one.split(" ")[0] for one in legend] == [*signs[:4], signs[4]]
    row(page, "Exercício 1").locator(".marks a").nth(3).click()
    page.wait_for_url("**/01-densa-e-convolucional.html#question=two-layers-in-one")
    page.locator("#two-layers-in-one h3:focus").wait_for()


def test_the_page_knows_every_question_of_the_book(look_at, pages):
    asked = look_at(PAGE).evaluate("cnnbook.book.asked")
    found = {}
    for page in pages.values():
        if main := page.select_one('fieldset[data-question="main"]:not([data-exercise=""])'):
            further = page.select("section.question fieldset.alternatives")
            found[main["data-exercise"]] = [one["data-question"] for one in further]
    assert {name: one["questions"] for name, one in asked.items()} == found
    assert all(one["questions"] or one["kinds"] for one in asked.values())


@needs_storage
def test_versions_have_a_mark_for_each_kind(open_page):
    kinds = {"square": {"tries": [tried("29814d", result="missed")], "reason": None}}
    page = opened(open_page, {"exercise.tamanho-da-saida": {"questions": {}, "kinds": kinds}})
    first, *others = marks(page, "Exercício 2")
    assert first == "O exercício: ainda não tentado"
    assert others[0] == "Outros números, Região quadrada: errado até agora"
    assert len(others) == 4 and all("ainda não tentado" in one for one in others[1:])


@needs_storage
def test_the_best_of_many_tries_is_shown_and_what_came_before_a_change_is_not(open_page):
    tries = [when(3, of="f0f7a1b9"), when(1, of="f0f7a1b9", result="missed")]
    page = opened(open_page, {"exercise.tamanho-da-saida": entry(*tries)})
    assert "certo de primeira" in marks(page, "Exercício 2")[0]
    changed = [when(3, of="00000000"), when(1, of="f0f7a1b9", result="missed")]
    page = opened(open_page, {"exercise.tamanho-da-saida": entry(*changed)})
    assert "errado até agora" in marks(page, "Exercício 2")[0]


@needs_storage
def test_the_page_follows_what_another_tab_answers(open_at_address):
    page = open_at_address(DENSE, prepare=at(NOW))
    answer(page, wrong_letters(page)[0])
    progress = open_at_address(PAGE, context=page.context, prepare=at(NOW))
    progress.locator(".progress-table").wait_for()
    until(progress, "() => cnnbook.store.read().exercise.size === 1")
    answer(page, right_letter(page))
    sign = row(progress, "Exercício 1").locator(".try-mark").first
    expect(sign).to_have_text("✗✓")
    answer(page, right_letter(page, "wider-image"), "wider-image")
    expect(row(progress, "Exercício 1").locator(".try-mark").nth(1)).to_have_text("✓")


# --- Day by day ------------------------------------------------------------------------------


@needs_storage
def test_days_are_counted_and_drawn(open_page):
    items = {
        "exercise.tamanho-da-saida": entry(when(2), when(0, result="missed")),
        "exercise.duas-convolucoes": entry(when(0), **{"colour-photo": [when(0, hints=1)]}),
    }
    page = opened(open_page, items, timezone_id="America/Sao_Paulo")
    rows = page.locator(".days-table tbody tr")
    said = [one.locator("th, td").all_text_contents() for one in rows.all()]
    assert said == [["15/01/2027", "2", "3"], ["13/01/2027", "1", "1"]]
    widths = rows.first.locator("rect").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    assert widths[0] / widths[1] == pytest.approx(2 / 3, abs=0.02)
    whole = rows.nth(1).locator("rect").last.evaluate("one => one.getBoundingClientRect().width")
    assert whole / widths[1] == pytest.approx(1 / 3, abs=0.02)


@needs_storage
def test_only_the_last_days_are_shown(open_page):
    tries = [[when(day) for day in range(first, first + 9)] for first in (0, 9, 18)]
    names = ("tamanho-da-saida", "duas-convolucoes", "redes-conv1d")
    items = {f"exercise.{name}": entry(*some) for name, some in zip(names, tries, strict=True)}
    rows = opened(open_page, items).locator(".days-table tbody tr")
    assert rows.count() == 14 and "15/01/2027" in rows.first.inner_text()


# --- What to do now --------------------------------------------------------------------------


@needs_storage
def test_what_to_do_now_comes_from_what_was_done(open_page):
    often = [when(day, result="missed", mistake="border-ignored") for day in (5, 3)]
    items = {
        "exercise.densa-e-convolucional": entry(when(6)),
        "exercise.tamanho-da-saida": entry(*often),
        "exercise.duas-convolucoes": entry(
            when(1, result="corrected", mistake="border-ignored"),
            **{"main-2": [when(4, result="missed", mistake="filters-added")]},
        ),
    }
    page = opened(open_page, items)
    place = page.locator(".progress-page")
    expect(place).to_contain_text("Para tentar: Exercício 2")
    said = place.locator("ul").nth(1).locator("li").all_text_contents()
    assert said[0].startswith("Ignorar a borda: 3 vezes, a última no Exercício 4")
    assert len(said) == 2 and ": uma vez, no Exercício 4" in said[1]
    place.get_by_role("link", name="Ignorar a borda").click()
    page.wait_for_url("**/enganos.html#border-ignored")


@needs_storage
def test_a_mistake_that_comes_back_today_leads_to_the_review(open_at_address):
    page = open_at_address(SIZE, prepare=at(NOW))
    answer(page, "a")
    answer(page, "c")
    later = open_at_address(PAGE, context=page.context, prepare=at(NOW + 2 * DAY))
    later.get_by_role("link", name="2 enganos voltam hoje").click()
    later.wait_for_url("**/revisao.html")


# --- For everybody ---------------------------------------------------------------------------


@needs_storage
def test_axe_finds_nothing_on_a_full_page_and_it_fits_a_phone(open_at_address):
    options = {"bypass_csp": True, "reduced_motion": "reduce"}
    page = open_at_address(DENSE, prepare=at(NOW), **options)
    for name in ("main", "colour-photo", "wider-image"):
        answer(page, right_letter(page, name), name)
    answer(page, wrong_letters(page, "shuffled-pixels")[0], "shuffled-pixels")
    two = open_at_address(TWO, context=page.context, prepare=at(NOW + DAY))
    two.locator("#main-why").fill("x" * 300)
    answer(two, "b")
    full = open_at_address(PAGE, context=page.context, prepare=at(NOW + 2 * DAY))
    full.add_style_tag(content=QUIET)
    full.locator(".days-table").wait_for()
    until(full, "() => cnnbook.store.read().exercise.size === 2")
    for width in (320, 1280):
        for scheme in ("light", "dark"):
            show(full, width, scheme)
            assert accessibility.violations(full) == []
            assert full.evaluate("document.documentElement.scrollWidth") <= width
    show(full, 1280, "light", media="print")
    assert full.locator(".day-bar").first.is_visible()
    assert full.locator(".try-mark").first.is_visible()


@needs_storage
@pytest.mark.parametrize("button", ["Apagar tudo", "Apagar o que não pode ser lido"])
def test_axe_finds_nothing_where_something_is_asked(open_page, button):
    options = {"bypass_csp": True, "reduced_motion": "reduce", "width": 390}
    damaged = {f"{PREFIX}exercise.tamanho-da-saida": "{"}

    def prepare(page):
        at(NOW, keeping({"exercise.duas-convolucoes": entry()}))(page)
        page.add_init_script(f"Object.assign(localStorage, {json.dumps(damaged)})")

    page = open_page(PAGE, prepare=prepare, **options)
    page.add_style_tag(content=QUIET)
    page.get_by_role("button", name=button).click()
    assert page.evaluate("document.activeElement.textContent") == "Sim, apagar"
    for scheme in ("light", "dark"):
        show(page, 390, scheme)
        assert accessibility.violations(page) == []
