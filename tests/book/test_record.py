"""The reader's record: what counts, what is kept, and that nothing from outside breaks it."""

from __future__ import annotations

import json
import re

import pytest
from answering import (
    DAY,
    ITEM,
    NOW,
    PREFIX,
    SIZE,
    TWO,
    another,
    answer,
    at,
    entry,
    kept,
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
expect = pytest.importorskip("playwright.sync_api").expect

NAME = "tamanho-da-saida"
ENTRY = entry()


# --- What counts -----------------------------------------------------------------------------


def test_progress_survives_a_reload_and_a_renamed_page(open_at_address, html):
    page = open_at_address(SIZE)
    answer(page, "b")
    page.reload()
    mark = page.locator('.bd-sidebar a.current[href="#"] .progress-mark').first
    assert "certo" in mark.inner_text()
    renamed = (html / f"{SIZE}.html").read_text("utf-8")
    page.context.route(
        "**/book/outro-nome.html",
        lambda route: route.fulfill(body=renamed, content_type="text/html"),
    )
    moved = open_at_address("book/outro-nome", context=page.context)
    another(moved)
    answer(moved, right_letter(moved, "version"), "version")
    assert list(stored(moved)) == [NAME]
    assert state(moved) == "variant"


def test_progress_gets_no_worse(open_page):
    page = open_page(SIZE)
    answer(page, "b")
    for letter in "acd":
        answer(page, letter)
    assert state(page) == "right"
    assert stored(page, "review") == {}  # reading on, after the right answer, is no mistake


def test_trying_all_is_not_knowing(open_at_address):
    page = open_at_address(SIZE)
    for letter in "acdb":
        answer(page, letter)
    assert state(page) == "corrected"
    assert "não de primeira" in page.locator(".progress-mark").first.inner_text()
    assert set(stored(page, "review")) == {"border-ignored", "one-side-only"}  # then it was open
    page.reload()  # the same sitting
    answer(page, "b")
    assert state(page) == "corrected"


def test_next_day_is_another_sitting(open_at_address):
    page = open_at_address(SIZE, prepare=at(NOW))
    answer(page, "a")
    answer(page, "b")
    later = open_at_address(SIZE, context=page.context, prepare=at(NOW + DAY))
    answer(later, "b")
    assert state(later) == "right"


def test_one_miss_is_one_mistake(look_at, exercise):
    page = look_at(exercise)
    answer(page, wrong_letters(page)[-1])
    assert len(stored(page, "review")) == 1


# --- Two tabs --------------------------------------------------------------------------------


def test_two_tabs_lose_nothing_of_each_other(open_at_address):
    first = open_at_address(SIZE)
    second = open_at_address(TWO, context=first.context)
    answer(first, "b")
    answer(second, "a")
    answer(first, "c")
    expect(first.locator(".bd-sidebar .progress-mark")).to_have_count(2)
    expect(second.locator(".bd-sidebar .progress-mark")).to_have_count(2)
    for page in (first, second):
        until(page, "() => cnnbook.store.read().exercise.size === 2")


def test_what_another_tab_overwrites_is_written_again(open_at_address):
    """As when both write at one moment, and neither has seen the other's yet."""
    first = open_at_address(SIZE)
    second = open_at_address(SIZE, context=first.context)
    first.locator("#main-why").fill("porque sim")
    answer(first, "b")
    key = f"{PREFIX}exercise.{NAME}"
    until(second, "key => localStorage.getItem(key)", key)
    [now] = stored(first)[NAME]["questions"]["main"]["tries"]
    stale = entry({**now, "result": "missed"})
    second.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(stale)])
    for page in (first, second):
        until(page, "key => localStorage.getItem(key).includes('porque sim')", key)
    assert state(second) == "right"


MERGE = """
() => {
  let seed = 1;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const makers = {
    review: () => ({
      exercise: ["tamanho-da-saida", "duas-convolucoes"][random(2)],
      question: ["main", "29814d"][random(2)],
      due: random(3), changed: random(3), stability: random(3), difficulty: random(3),
      reviewed: random(2), reps: random(3), lapses: random(2), missed: random(2),
    }),
  };
  const wrong = [];
  for (const [kind, make] of Object.entries(makers)) {
    for (let i = 0; i < 5000; i += 1) {
      const [a, b] = [make(), make()];
      const merge = (x, y) => cnnbook.record.merge(kind, x, y);
      const [ab, ba] = [merge(a, b), merge(b, a)].map(JSON.stringify);
      const again = [a, b].flatMap((one) =>
        [merge(JSON.parse(ab), one), merge(one, JSON.parse(ab))]);
      if (ab !== ba || again.some((one) => JSON.stringify(one) !== ab)) wrong.push([kind, a, b]);
    }
  }
  return wrong.slice(0, 3);
}
"""


def test_merging_ends_whatever_comes_first(open_page):
    """Or two tabs would write to each other for ever."""
    assert open_page(SIZE).evaluate(MERGE) == []


# --- What cannot be read ---------------------------------------------------------------------

DAMAGED = [
    "{",
    "null",
    json.dumps({"state": "right", "content": "0123abcd", "updated": 1}),
    json.dumps({"questions": {}, "kinds": {}}),
    json.dumps(entry(tried(result="perfect"))),
    json.dumps(entry(tried(at=8.65e15))),
    json.dumps(entry(tried(at="1"))),
    json.dumps(entry(tried(of="<b>"))),
    json.dumps(entry(tried(hints=4))),
    json.dumps(entry(tried(way="guessed"))),
    json.dumps(entry(tried(mistake="toString"))),
    json.dumps(entry(tried(mistake="x" * 61))),
    json.dumps(entry(*[tried(at=at) for at in range(12)])),
    json.dumps(entry(constructor=[tried()])),
    json.dumps(entry(empty=[])),
    json.dumps(entry(**{f"question-{number}": [tried()] for number in range(60)})),
    json.dumps(entry(reason={"at": 1, "text": "x" * 301})),
]


@pytest.mark.parametrize("text", DAMAGED)
def test_what_cannot_be_read_stays_and_is_said_on_every_page(open_at_address, text):
    key = f"{PREFIX}exercise.{NAME}"
    page = open_at_address(SIZE, prepare=with_items({key: text}))
    assert "não pode ser lida" in page.locator(".store-notice").inner_text()
    answer(page, "b")
    assert state(page) == "right"
    [aside] = [k for k in kept(page) if k.startswith("cnnbook.aside.")]
    assert kept(page)[aside] == text
    for document in ("book/glossario", "book/revisao", "search"):
        other = open_at_address(document, context=page.context)
        notice = other.locator(".store-notice")
        notice.wait_for()
        top = notice.evaluate("one => one.getBoundingClientRect().top")
        assert 0 <= top < 900
    assert page.errors == [] and other.errors == []
    notice.get_by_role("link").click()
    other.wait_for_url("**/meu-progresso.html#unreadable")


FOREIGN = {
    "cnnbook.progress": '{"format": 1, "exercises": {}, "review": {}}',
    "cnnbook.3.exercise.tamanho-da-saida": "{}",
    f"{PREFIX}exercise.constructor": json.dumps(ENTRY),
    f"{PREFIX}review.__proto__": json.dumps(ITEM),
}


def test_what_cannot_be_read_is_exported_restored_or_deleted(open_page, tmp_path):
    key = f"{PREFIX}exercise.{NAME}"
    early = {f"cnnbook.aside.1.{key}": json.dumps(ENTRY)}  # another edition can read it
    page = open_page("book/meu-progresso", prepare=with_items({**FOREIGN, **early}))
    with page.expect_download() as download:
        page.get_by_role("button", name="Exportar o que não pode ser lido").click()
    download.value.save_as(tmp_path / "x.json")
    exported = json.loads((tmp_path / "x.json").read_text())
    assert {one["key"]: one["text"] for one in exported} == {**FOREIGN, **early}
    page.get_by_role("button", name="Tentar recuperar").click()
    page.get_by_text("Recuperado: 1 registro.").wait_for()
    assert set(kept(page)) == {*FOREIGN, key}
    page.get_by_role("button", name="Apagar tudo").click()
    page.get_by_role("button", name="Sim, apagar").click()
    assert set(kept(page)) == set(FOREIGN)  # nothing of it without a word
    page.get_by_role("button", name="Apagar o que não pode ser lido").click()
    page.get_by_role("button", name="Não", exact=True).click()
    assert set(kept(page)) == set(FOREIGN)
    page.get_by_role("button", name="Apagar o que não pode ser lido").click()
    page.get_by_role("button", name="Sim, apagar").click()
    assert kept(page) == {}
    expect(page.locator(".store-notice")).to_have_count(0)
    assert page.errors == []


def test_a_page_that_cannot_be_drawn_keeps_its_way_out(open_page):
    page = open_page(
        "book/meu-progresso",
        prepare=lambda page: page.add_init_script("Map.prototype.values = () => { throw Error() }"),
    )
    page.get_by_role("button", name="Exportar", exact=True).wait_for()
    assert "não pôde ser mostrado" in page.locator(".progress-page").inner_text()


# --- The page "Meu progresso" ----------------------------------------------------------------


def restore(page, tmp_path, content):
    file = tmp_path / "progresso.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    message = page.locator(".progress-message")
    before = message.inner_text()
    page.locator("#restore").set_input_files(file)
    until(
        page, "before => document.querySelector('.progress-message').innerText !== before", before
    )
    return message.inner_text()


def test_progress_page(open_at_address, tmp_path):
    page = open_at_address(SIZE)
    answer(page, "b")
    missed = open_at_address(TWO, context=page.context)
    answer(missed, "b")
    progress = open_at_address("book/meu-progresso", context=page.context)
    table = progress.locator(".progress-table")
    table.get_by_text("✗ errado").wait_for()  # what one page wrote may reach another a moment later
    assert table.locator("tbody tr").count() == 10
    text = table.inner_text()
    assert "✓ certo" in text and "✗ errado até agora" in text and "não tentado" in text
    assert "Exercícios certos: 1 de 10." in progress.locator(".progress-page").inner_text()
    with progress.expect_download() as download:
        progress.get_by_role("button", name="Exportar").click()
    exported = tmp_path / "exported.json"
    download.value.save_as(exported)
    before = kept(progress)
    progress.get_by_role("button", name="Apagar tudo").click()
    assert kept(progress) == before
    progress.get_by_role("button", name="Sim, apagar").click()
    assert kept(progress) == {}
    expect(table).to_have_count(0)
    said = restore(progress, tmp_path, exported.read_text())
    assert (
        said
        == "Do arquivo, foi somado ao progresso deste navegador: 2 exercícios e 1 engano a rever."
    )
    assert kept(progress) == before
    said = restore(progress, tmp_path, exported.read_text())
    assert said.startswith("O arquivo não trouxe nada de novo. Já estava aqui")
    assert "3 registros" in said and kept(progress) == before


def test_deleting_all_leaves_nothing_of_what_was_answered(open_page):
    items = {
        f"{PREFIX}exercise.{NAME}": json.dumps(ENTRY),
        "cnnbook-exam.exam=a1&count=1": '{"began": 1, "answers": ["a"]}',
        "cnnbook-answers": "choose",
    }
    page = open_page("book/meu-progresso", prepare=with_items(items))
    page.evaluate("sessionStorage.setItem('cnnbook-looked', '{}')")
    page.get_by_role("button", name="Apagar tudo").click()
    expect(page.locator(".progress-message")).to_contain_text("com os simulados")
    page.get_by_role("button", name="Sim, apagar").click()
    left = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    # What the reader likes better is no progress.
    assert [one for one in left if one.startswith("cnnbook")] == ["cnnbook-answers"]
    page.get_by_text("Você ainda não respondeu").wait_for()


def test_file_that_is_no_progress(open_page, tmp_path):
    page = open_page("book/meu-progresso")
    for content in (
        '{"a": 1}',
        "[]",
        "null",
        "{",
        json.dumps({"format": 2, "exercises": [], "review": {}}),
    ):
        page.get_by_role("button", name="Apagar tudo").click()  # another message before
        assert "não é um progresso" in restore(page, tmp_path, content)
    assert kept(page) == {} and page.errors == []


def test_import_says_what_it_took_and_what_not(open_at_address, tmp_path):
    good, later = entry(tried(at=2)), {**ITEM, "changed": 3, "due": 4}
    mixed = {
        "format": 2,
        "exercises": {
            NAME: good,
            "duas-convolucoes": entry(tried(at=1.7e18)),  # nanoseconds
            "constructor": ENTRY,
            "outro-livro": ENTRY,
        },
        "review": {"one-side-only": later, "toString": ITEM, "border-ignored": {**ITEM, "reps": 9}},
    }
    text = json.dumps(mixed).replace('"outro-livro"', '"__proto__"')
    page = open_at_address("book/meu-progresso")
    said = restore(page, tmp_path, text)
    assert "somado ao progresso deste navegador: 1 exercício e 1 engano a rever." in said
    assert "3 registros do que este livro não tem e 2 registros que não puderam ser lidos" in said
    assert set(kept(page)) == {f"{PREFIX}exercise.{NAME}", f"{PREFIX}review.one-side-only"}
    assert "Exercícios certos: 1 de 10." in page.locator(".progress-page").inner_text()
    page.reload()
    assert page.locator(".progress-table tbody tr").count() == 10 and page.errors == []


def test_older_file_does_not_postpone_a_mistake_of_today(open_at_address, tmp_path):
    ago = (NOW - 5 * DAY) * 1000
    known = {"stability": 21.5, "difficulty": 5.5, "reviewed": ago, "reps": 3}
    old = {**ITEM, **known, "changed": ago, "due": (NOW + 16 * DAY) * 1000}
    page = open_at_address(SIZE, prepare=at(NOW))
    answer(page, "c")
    before = stored(page, "review")
    progress = open_at_address("book/meu-progresso", context=page.context, prepare=at(NOW))
    until(progress, "() => cnnbook.store.read().review.size === 1")
    restore(progress, tmp_path, {"format": 2, "exercises": {}, "review": {"one-side-only": old}})
    assert stored(progress, "review") == before


@pytest.mark.parametrize("zone", ["America/Sao_Paulo", "Asia/Tokyo"])
def test_exported_file_has_the_local_date(open_page, zone):
    time = 1_800_000_000 - 1_800_000_000 % DAY + (1 if "Sao" in zone else 20) * 3600
    page = open_page("book/meu-progresso", prepare=at(time), timezone_id=zone)
    with page.expect_download() as download:
        page.get_by_role("button", name="Exportar").click()
    local = page.evaluate(
        "new Date().toLocaleDateString('pt-BR', {timeZone: arguments[0]})".replace(
            "arguments[0]", repr(zone)
        )
    )
    day, month, year = local.split("/")
    assert download.value.suggested_filename == f"progresso-cnn-{year}-{month}-{day}.json"
    assert re.sub("-", "", f"{year}{month}{day}") != page.evaluate(
        "new Date().toISOString().slice(0, 10).replaceAll('-', '')"
    )


def test_changed_statement_is_told(open_page):
    items = {f"{PREFIX}exercise.{NAME}": json.dumps(ENTRY)}
    page = open_page("book/meu-progresso", prepare=with_items(items))
    assert "o enunciado mudou desde então" in page.locator(".progress-page").inner_text()


def test_front_page_goes_on_where_the_reader_stopped(open_at_address):
    page = open_at_address("book/01-densa-e-convolucional")
    answer(page, right_letter(page))
    front = open_at_address("book/inicio", context=page.context)
    start = front.locator(".opening .start a")
    expect(start).to_have_text("Continuar pelo exercício 2")
    expect(front.locator(".exercise-cards .progress-mark")).to_have_count(1)
    second = open_at_address(SIZE, context=page.context)
    answer(second, "a")
    expect(front.locator(".exercise-cards .progress-mark.missed")).to_have_count(1)
    expect(start).to_have_text("Continuar pelo exercício 2")
    answer(second, "b")  # not at once, but found
    expect(start).to_have_text("Continuar pelo exercício 3")
    start.click()
    front.wait_for_url("**/03-mapas-de-ativacao.html")


def test_front_page_of_who_has_done_all_leads_to_the_progress(open_at_address, pages):
    names = [one["data-exercise"] for page in pages.values()
             for one in page.select('fieldset[data-exercise]:not([data-exercise=""])')
             if one["data-question"] == "main"]  # fmt: skip
    assert len(names) == 10
    items = {f"{PREFIX}exercise.{name}": json.dumps(ENTRY) for name in names}
    front = open_at_address("book/inicio", prepare=with_items(items))
    front.get_by_role("link", name="Ver meu progresso").click()
    front.wait_for_url("**/meu-progresso.html")
