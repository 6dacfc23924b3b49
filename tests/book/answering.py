"""What tests of the exercises share: answering as a reader does, and reading what is kept."""

from __future__ import annotations

import json
import os
import re

import pytest

SIZE, TWO, DENSE = (
    "book/02-tamanho-da-saida",
    "book/04-duas-convolucoes",
    "book/01-densa-e-convolucional",
)
RIGHT = {SIZE: "b", TWO: "a"}
PREFIX = "cnnbook.2."
STORAGE_IS_REFUSED = os.environ.get("CNNBOOK_STORAGE") == "refused"
"""All tests with a browser can be run in one that keeps nothing, as where cookies are blocked."""
needs_storage = pytest.mark.skipif(STORAGE_IS_REFUSED, reason="this browser keeps nothing")
REFUSING = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, {
    configurable: true,
    get() { throw new DOMException("refused", "SecurityError"); },
  });
}
"""

HOUR = 60 * 60  # seconds, as in the browser's clock here, which goes on: longer than any test
DAY = 24 * HOUR
NOW = 1_800_000_000  # seconds: a Friday, 8 h in UTC, 5 h in São Paulo, 17 h in Tokyo
ITEM = {
    "exercise": "tamanho-da-saida", "question": "main", "due": 1, "changed": 1,
    "stability": 0, "difficulty": 0, "reviewed": 0, "reps": 0, "lapses": 0, "missed": 0,
}  # fmt: skip
"""The entry of a mistake that was made long ago, and never reviewed."""


def at(time, *more):
    """Begin with the clock at a time in seconds, and with what else a page needs."""

    def prepare(page):
        page.clock.install(time=time)
        for one in more:
            one(page)

    return prepare


def choosing(page, question="main"):
    """Have the alternatives in sight, where an answer would be typed first."""
    button = page.locator(f'fieldset[data-question="{question}"] [data-prefer="choose"]')
    if button.is_visible():
        button.click()


def answer(page, letter, question="main"):
    choosing(page, question)
    page.locator(f"#{question}-{letter}").check()
    page.locator(f'fieldset[data-question="{question}"] .check').click()
    return verdict(page, question)


def verdict(page, question="main"):
    text = page.locator(f'.verdict[data-question="{question}"]').inner_text()
    return re.sub(r"\s+", " ", text).strip()


def right_letter(page, question="main"):
    feedback = page.locator(f'ul.feedback[data-question="{question}"] [data-right]')
    return feedback.get_attribute("data-letter")


def wrong_letters(page, question="main"):
    right = right_letter(page, question)
    return [letter for letter in "abcd" if letter != right]


def another(page):
    page.locator('.more[data-question="main"] .another').click()
    page.locator("#version").wait_for()


def kept(page) -> dict[str, str]:
    """Everything of this book in the browser's storage."""
    _needs_storage()
    everything = page.evaluate("({...localStorage})")
    return {key: text for key, text in everything.items() if key.startswith("cnnbook.")}


def stored(page, kind="exercise") -> dict[str, dict]:
    """The entries of a kind, ``exercise`` or ``review``, by name."""
    prefix = f"{PREFIX}{kind}."
    return {
        key.removeprefix(prefix): json.loads(text)
        for key, text in kept(page).items()
        if key.startswith(prefix)
    }


def state(page, name="tamanho-da-saida") -> str:
    """What an exercise's entry comes to: missed, corrected, right, variant."""
    entry = json.dumps(stored(page)[name])
    return page.evaluate("entry => cnnbook.tries.state(JSON.parse(entry))", entry)


def tried(of: str = "0123abcd", **differing) -> dict:
    """A try as it is kept: right at once, long ago, unless something differs."""
    usual = {"at": 1, "result": "right", "hints": 0, "way": "chosen", "mistake": ""}
    return {"of": of} | usual | differing


def entry(*tries: dict, reason=None, **questions: list[dict]) -> dict:
    """An exercise's entry, of tries of the exercise itself and of further ``questions``."""
    asked = {"main": list(tries or [tried()])} | questions
    whole = {name: {"tries": some, "reason": None} for name, some in asked.items()}
    whole["main"]["reason"] = reason
    return {"questions": whole, "kinds": {}}


def with_items(items: dict[str, str]):
    """What a page's browser has in its storage before the page is loaded for the first time."""
    _needs_storage()
    return lambda page: page.add_init_script(
        f"if (!sessionStorage.begun) {{ sessionStorage.begun = 1;"
        f" Object.assign(localStorage, {json.dumps(items)}); }}"
    )


def _needs_storage() -> None:
    if STORAGE_IS_REFUSED:
        pytest.skip("this browser keeps nothing")
