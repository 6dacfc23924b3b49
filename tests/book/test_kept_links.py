"""Links and records that readers kept, opened in the book as it is now."""

from __future__ import annotations

import json

import pytest
from answering import answer, needs_storage, right_letter, stored, verdict

pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def contract(root):
    return json.loads((root / "tests/contract.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def documents(pages):
    """By exercise, the page that it is on."""
    found = {}
    for document, page in pages.items():
        if choices := page.select_one("fieldset.alternatives"):
            found[choices["data-exercise"]] = document
    return found


def test_exercises_and_questions_keep_their_names(contract, pages, documents):
    for exercise, names in contract["questions"].items():
        page = pages[documents[exercise]]
        now = {one["data-question"] for one in page.select("fieldset.alternatives")}
        assert {*names} <= now


def test_a_link_to_a_version_opens_it_with_the_same_verdicts(contract, documents, open_page):
    for exercise, versions in contract["versions"].items():
        name, kept = next(iter(versions.items()))
        right = "abcd"[kept["order"].index("right")]
        wrong = next(letter for letter in "abcd" if letter != right)
        page = open_page(documents[exercise], f"#version={name}&choice={wrong}")
        page.locator("#version .verdict:not(:empty)").wait_for()
        assert verdict(page, "version").startswith(f"Ainda não. A alternativa {wrong}")
        assert right_letter(page, "version") == right
        assert answer(page, right, "version").startswith("Certo")
        assert page.errors == []


def test_a_link_to_a_written_question_opens_it(contract, documents, open_page):
    for exercise, names in contract["questions"].items():
        if len(names) > 1:
            page = open_page(documents[exercise], f"#question={names[-1]}")
            page.locator(f"#{names[-1]} h3:focus").wait_for()


@needs_storage
def test_a_record_is_read(contract, open_page):
    kept = {key: json.dumps(entry) for key, entry in contract["record"].items()}
    page = open_page(
        "book/meu-progresso",
        prepare=lambda page: page.add_init_script(
            f"Object.assign(localStorage, {json.dumps(kept)})"
        ),
    )
    table = page.locator(".progress-table")
    table.get_by_text("porque 10 − 4").wait_for()
    text = page.locator(".progress-page").inner_text()
    assert "contei um canal" in text and "certo em outra pergunta" in text
    assert page.locator(".store-notice").count() == 0
    for key in contract["record"]:
        kind, _, name = key.removeprefix("cnnbook.2.").partition(".")
        assert name in stored(page, kind)
