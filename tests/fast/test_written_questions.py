"""The further questions of chapters without a generator: no rule of form picks the right one."""

from __future__ import annotations

import re
from pathlib import Path

import rules_of_form

BOOK = Path(__file__).parents[2] / "book"
QUESTION = re.compile(r"^::::::\{question\}[^\n]*\n(.*?)^::::::$", re.MULTILINE | re.DOTALL)
ALTERNATIVE = re.compile(
    r"^- \*\*[a-d]\.\*\* (.*?)\n\n  :::\{(right|wrong)\}", re.MULTILINE | re.DOTALL
)


def questions() -> list[rules_of_form.Question]:
    """As an author sees them: a number is a hole, which counts as a word."""
    found = []
    for chapter in sorted(BOOK.glob("[0-9][0-9]-*.md")):
        for text in QUESTION.findall(chapter.read_text("utf-8")):
            statement, _, rest = text.partition(":::::{alternatives}")
            read = ALTERNATIVE.findall(rest)
            assert [kind for _, kind in read].count("right") == 1 and len(read) == 4, text
            found.append(
                rules_of_form.Question(
                    " ".join(statement.split()),
                    tuple(" ".join(words.split()) for words, _ in read),
                    [kind for _, kind in read].index("right"),
                )
            )
    return found


def test_no_rule_of_form_picks_the_right_alternative_of_the_written_questions():
    asked = questions()
    assert len(asked) >= 20
    rates = rules_of_form.success(asked)
    assert {rule: rate for rule, rate in rates.items() if rate > 0.35} == {}
