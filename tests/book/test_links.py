"""Links to a question show what they ask for, and nothing more; a wrong one changes nothing."""

from __future__ import annotations

import re

import pytest
from answering import (
    DENSE,
    SIZE,
    another,
    answer,
    kept,
    right_letter,
    state,
    stored,
    verdict,
    wrong_letters,
)

pytest.importorskip("playwright.sync_api")


def copied(page, name="Copiar link", question="main"):
    """The address that a button copies, where nothing may be copied: then it is shown."""
    more = page.locator(f'.more[data-question="{question}"]')
    more.get_by_role("button", name=name, exact=True).click()
    return more.locator(".copied a").get_attribute("href")


@pytest.fixture
def open_page(open_page):
    """Pages that may not copy, so that what would be copied is seen."""
    refusing = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"

    def opened(document, fragment="", **options):
        prepare = options.pop("prepare", lambda page: None)

        def both(page):
            page.add_init_script(refusing)
            prepare(page)

        return open_page(document, fragment, prepare=both, **options)

    return opened


def fragment(address: str) -> str:
    return "#" + address.partition("#")[2]


def alternatives(page, name):
    texts = page.locator(f"#{name} .alternative label").all_inner_texts()
    return [text.removesuffix(" (já tentada)") for text in texts]


def test_link_to_a_version_holds_no_answer(open_page):
    page = open_page(SIZE)
    another(page)
    assert "choice" not in page.url
    letter = wrong_letters(page, "version")[0]
    said = answer(page, letter, "version")
    assert "choice" not in page.url
    address = copied(page, question="version")
    assert "choice" not in address and fragment(address) == fragment(page.url)
    friend = open_page(SIZE, fragment(address))
    friend.locator("#version").wait_for()
    assert verdict(friend, "version") == "" and not friend.locator("#version input:checked").count()
    assert answer(friend, letter, "version") == said


def test_link_with_an_answer_is_asked_for(open_page):
    page = open_page(SIZE)
    another(page)
    button = page.locator('.more[data-question="version"] .with-answer')
    assert button.is_hidden()
    letter = wrong_letters(page, "version")[0]
    answer(page, letter, "version")
    address = copied(page, "Copiar link com minha resposta", "version")
    friend = open_page(SIZE, fragment(address))
    friend.locator("#version .verdict:not(:empty)").wait_for()
    assert verdict(friend, "version").startswith(f"Ainda não. A alternativa {letter}")
    assert alternatives(page, "version") == alternatives(friend, "version")
    assert kept(friend) == {}  # looking at a friend's answer is not answering
    answer(friend, right_letter(friend, "version"), "version")
    assert state(friend) == "corrected"  # nor answering first


def test_link_to_the_exercise_and_to_a_written_question(open_page):
    page = open_page(DENSE)
    assert fragment(copied(page)) == "#choices"
    letter = wrong_letters(page)[0]
    answer(page, letter)
    address = copied(page, "Copiar link com minha resposta")
    friend = open_page(DENSE, fragment(address))
    assert verdict(friend).startswith(f"Ainda não. A alternativa {letter}")
    for name in ("colour-photo", "wider-image"):
        address = copied(page, question=name)
        friend = open_page(DENSE, fragment(address))
        friend.locator(f"#{name} h3:focus").wait_for()
        assert fragment(address) == f"#question={name}"


def test_an_answer_in_a_link_counts_for_the_question_as_it_was(open_page):
    page = open_page(DENSE)
    letter = wrong_letters(page, "colour-photo")[0]
    answer(page, letter, "colour-photo")
    address = fragment(copied(page, "Copiar link com minha resposta", "colour-photo"))
    friend = open_page(DENSE, address)
    assert verdict(friend, "colour-photo").startswith(f"Ainda não. A alternativa {letter}")
    changed = re.sub(r"text=[0-9a-f]{8}", "text=00000000", address)
    assert changed != address
    friend = open_page(DENSE, changed)
    assert "mudou desde que o link foi feito" in verdict(friend, "colour-photo")
    assert not friend.locator("#colour-photo input:checked").count()


def test_a_question_keeps_its_name_whatever_its_feedback_says(pages):
    names = [
        one["data-content"]
        for page in pages.values()
        for one in page.select("fieldset[data-content]")
    ]
    assert len(names) > 20 and len(set(names)) == len(names)


WRONG = [
    "#version=nada", "#version=constructor", "#version=__proto__", "#version=", "#question=99",
    "#question=x&choice=a&text=0", "#question=main&choice=a",
    "#choice=a", "#version=nada&ordem=abcc", "#x=1",
    "#version=nada&version=nada", "#question=1&choice=e", "#=", "#version=%E0%A4%A",
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_link_says_so_and_changes_nothing(open_at_address, wrong):
    page = open_at_address(SIZE, wrong)
    page.locator(".verdict:not(:empty)").first.wait_for()
    said = verdict(page)
    assert said.startswith("Não há, nesta edição") or "Nada mudou" in said
    assert not page.locator("#version").count() and kept(page) == {}
    answer(page, "b")
    assert stored(page, "review") == {}
    page.reload()
    assert "certo" in page.locator(".progress-mark").first.inner_text()
    assert page.errors == []


def test_link_to_a_version_of_a_chapter_that_has_none(open_page):
    page = open_page(DENSE, "#version=abcdef")
    page.locator(".verdict:not(:empty)").first.wait_for()
    assert "Não há, nesta edição" in verdict(page)


def test_wrong_answers_of_links_open_no_answer(open_page):
    page = open_page(SIZE)
    content = page.locator("fieldset[data-content]").first.get_attribute("data-content")
    for letter in "acd":
        asked = f"#question=main&text={content}&choice={letter}"
        page.evaluate(f"location.hash = '{asked}'")
        page.locator(".verdict", has_text=f"A alternativa {letter}").wait_for()
    assert page.locator("details.answer").first.get_attribute("open") is None
    assert kept(page) == {}


def test_bank_that_does_not_come_is_said(open_page):
    page = open_page(
        SIZE, prepare=lambda page: page.route("**/banks/*", lambda route: route.abort())
    )
    page.locator(".another").first.click()
    page.locator(".verdict:not(:empty)").first.wait_for()
    assert "não puderam ser carregados" in verdict(page)
