"""The field for code in *Sua vez*, as a reader uses it: in each state, in a real browser."""

from __future__ import annotations

import gzip
import json
import re
import zipfile
from pathlib import Path

import pytest
from answering import needs_storage
from axe import check, open_for_axe
from settling import open_details

from cnnbook.check.asked import ASKED
from cnnbook_laboratory import checked
from cnnbook_laboratory.code_field import FIGURE
from cnnbook_laboratory.scripts import BROWSER, NEEDED, script
from cnnbook_sphinx import words

PAGES = {
    6: "book/06-conv1d", 7: "book/07-filtros-fatorados", 8: "book/08-cifar-100",
    10: "book/10-rede-mais-profunda",
}  # fmt: skip
SIX = PAGES[6]
NODE = f"figure.live[data-figure={FIGURE}]"
OPEN, LABEL, CHECK, AGAIN = (
    "Escrever aqui e conferir", "Seu código, em Keras", "Conferir", "Começar de novo"
)  # fmt: skip
STORED = {
    one["name"]: one
    for one in map(
        json.loads,
        (Path(__file__).parents[1] / "checked_code.jsonl").read_text("utf-8").splitlines(),
    )
}
WRONG = STORED["A wrong and B right"]["code"]
UNREAD = STORED["D: a lambda layer"]["code"]


class Field:
    """A page's field, by what a reader sees of it."""

    def __init__(self, page):
        self.page = page
        self.node = page.locator(NODE)
        self.code = page.get_by_label(LABEL)

    def write(self, code, by="button"):
        self.code.fill(code)
        if by == "keys":
            self.code.press("Control+Enter")
        else:
            self.node.get_by_role("button", name=CHECK, exact=True).click()

    @property
    def verdict(self):
        return self.node.locator(".code-verdict[role=status]").inner_text()

    @property
    def told(self):
        return self.node.locator(".code-told").inner_text()

    def hint(self, name):
        self.node.locator("summary", has_text=name).first.click()


def opened(open_page, document=SIX, **options):
    page = open_page(document, **options)
    page.get_by_role("button", name=OPEN).click()
    field = Field(page)
    field.code.wait_for()
    return field


@pytest.mark.parametrize("number", ASKED)
def test_it_begins_as_the_notebook_does_and_says_that_nothing_is_written(look_at, html, number):
    field = opened(look_at, PAGES[number])
    notebook = json.loads((html / "downloads" / f"{PAGES[number][5:]}.ipynb").read_text("utf-8"))
    cells = ["".join(one["source"]) for one in notebook["cells"] if one["cell_type"] == "code"]
    stub = field.code.input_value()
    assert stub in [cell.strip() for cell in cells]
    assert all(f"def {one.function}(" in stub for one in ASKED[number])
    assert field.page.evaluate("getSelection().toString()") == "None"
    field.node.get_by_role("button", name=CHECK, exact=True).click()
    assert field.verdict.lower().count("em branco") == len(ASKED[number])
    assert (field.page.errors, field.page.outside) == ([], [])


@pytest.mark.parametrize("number", ASKED)
def test_a_right_network_is_right_on_its_page(look_at, number):
    right = [
        one["code"]
        for name, one in STORED.items()
        if name.endswith("as the statement has it") and one["exercise"] == number
    ]
    field = opened(look_at, PAGES[number])
    field.write("\n".join(right))
    said = field.verdict.lower()
    assert said.count("certo") == len(ASKED[number]) and "corrigir" not in said


def test_a_forgotten_padding_is_told_one_hint_at_a_time(look_at):
    field = opened(look_at)
    field.write(WRONG)
    assert field.verdict == "Rede A: a corrigir. Rede B: certo."
    assert "Confira o preenchimento (padding) de conv2." in field.told
    assert "256 − 8 + 1 = 249" in field.told
    assert "(256, 32)" not in field.told
    field.hint("A regra")
    assert "(256, 32)" in field.told and 'use padding="same"' not in field.told
    field.hint("A correção")
    assert 'use padding="same"' in field.told
    field.write(WRONG.replace('padding="valid"', 'padding="same"'))
    assert field.verdict == "Rede A: certo. Rede B: certo."
    assert "Confira" not in field.told


def test_a_mistake_leads_to_the_books_pages(look_at):
    field = opened(look_at)
    field.write(WRONG)
    about = field.node.locator(".explained a")
    assert [one.get_attribute("href").split("#")[0] for one in about.all()] == [
        "../book/enganos.html", "../book/04-duas-convolucoes.html",
    ]  # fmt: skip


def test_the_line_of_a_finding_is_shown_in_the_code(look_at):
    field = opened(look_at)
    field.write(WRONG)
    field.node.get_by_role("button", name=re.compile(r"Ver a linha \d+")).click()
    selected = field.code.evaluate(
        "({ value, selectionStart: a, selectionEnd: b }) => value.slice(a, b)"
    )
    assert 'Conv1D(32, 8, strides=1, padding="valid"' in selected


def test_what_is_not_read_is_no_mistake_and_leads_to_the_notebook(look_at):
    field = opened(look_at, PAGES[8])
    field.write(UNREAD)
    assert field.verdict == "Não sei conferir."
    assert "pode estar certo" in field.told and re.search(r"Linha \d+: .*Lambda", field.told)
    assert field.node.locator("summary").count() == 0
    assert field.page.locator("#yours .doors a").count() >= 2


@needs_storage
def test_what_was_written_is_there_after_a_reload_until_one_begins_again(open_page):
    field = opened(open_page)
    stub = field.code.input_value()
    field.code.fill(WRONG)
    field.page.reload()
    field.code.wait_for()  # without the button
    assert field.code.input_value() == WRONG
    field.node.get_by_role("button", name=CHECK, exact=True).click()
    field.node.get_by_role("button", name=AGAIN).click()
    assert field.code.input_value() == stub and field.told == ""
    field.page.reload()
    assert opened(lambda document: field.page).code.input_value() == stub


def test_by_keyboard(look_at):
    field = opened(look_at)
    field.code.press("Control+a")
    field.page.keyboard.type("def my_network_a():")
    field.page.keyboard.press("Enter")
    field.page.keyboard.type("return keras.Sequential([")
    field.page.keyboard.press("Enter")
    field.page.keyboard.type("layers.Flatten()])")
    assert field.code.input_value().split("\n") == [
        "def my_network_a():", "    return keras.Sequential([", "        layers.Flatten()])",
    ]  # fmt: skip
    field.code.press("Control+Enter")
    assert field.verdict.startswith("Rede A: a corrigir.")
    field.page.keyboard.press("Tab")
    assert field.page.evaluate("document.activeElement.textContent") == CHECK


def test_code_is_never_run_and_never_markup(look_at):
    field = opened(look_at, PAGES[8])
    field.write(
        "m = Sequential([Input((32, 32, 3)), alert('<img src=x onerror=alert(1)>'), Dense(1)])"
    )
    assert "alert" in field.told
    field.write('m = Sequential([Input((32, 32, 3)), Dense(1, activation="<img src=x>")])')
    assert "<img" in field.told and field.node.locator("img").count() == 0
    assert field.page.errors == []


@pytest.mark.parametrize("state", ["begun", "wrong", "right", "unread"])
def test_axe_finds_nothing_in_any_state(look_at, state):
    page = open_for_axe(look_at, SIX)
    page.get_by_role("button", name=OPEN).click()
    field = Field(page)
    written = {
        "wrong": WRONG, "right": WRONG.replace('"valid"', '"same"'),
        "unread": STORED["A: a lambda layer"]["code"],
    }  # fmt: skip
    if state in written:
        field.write(written[state])
    open_details(page)
    check(page, within=NODE)


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_a_phone(look_at, width):
    field = opened(look_at, width=width)
    field.write(WRONG)
    open_details(field.page)
    assert field.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_chapter_brings_it_only_when_it_is_opened(look_at):
    page = look_at(SIX)
    is_there = "Boolean(window.laboratory && laboratory.check)"
    assert not page.evaluate(is_there)
    page.get_by_role("button", name=OPEN).click()
    page.get_by_label(LABEL).wait_for()
    assert page.evaluate(is_there)
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_it_is_small():
    words.add_folder(BROWSER.parent / "locale")
    sent = [script(bundle).encode() for bundle in NEEDED[FIGURE]]
    sent += [checked.head().encode(), (BROWSER / "check/field.css").read_bytes()]
    assert sum(len(gzip.compress(one)) for one in sent) < 42_000


def test_without_script_and_on_paper_there_are_the_doors_alone(open_page, epub):
    page = open_page(SIX, java_script_enabled=False)
    assert not page.locator(NODE).is_visible()
    assert page.locator("#yours .doors").is_visible()
    field = opened(open_page)
    field.page.emulate_media(media="print")
    assert not field.node.is_visible()
    with zipfile.ZipFile(epub) as book:
        [chapter] = [name for name in book.namelist() if name.endswith("06-conv1d.xhtml")]
        text = book.read(chapter).decode()
    assert "Sua vez" in text and OPEN not in text and "mesma resposta que no" not in text


def test_the_class_edition_has_none_of_it(class_edition):
    """Its last hint is the answer."""
    pages = [path.read_text("utf-8") for path in class_edition.rglob("*.html")]
    assert pages and not any(f'data-figure="{FIGURE}"' in page or OPEN in page for page in pages)
    assert not [*class_edition.rglob("laboratory-check.js")]
