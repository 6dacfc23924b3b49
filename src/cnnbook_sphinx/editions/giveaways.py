"""Words around a question that tell which alternative is right, before anyone thinks.

In the class edition a reader has the title, the short question, the objectives, the statement, all
hints but the last, and no answer. Three things there would answer for the reader:

- a fact that the statement does not give, stated by an objective: "explain why the stride does not
  change them" rules out each alternative in which it does;
- a value that the statement does not give and that only some alternatives have;
- a word that of all alternatives only the right one has, where no word points to a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cnnbook_sphinx.portuguese_search import FoldedPortuguese, fold_accents, stem

_WORD = re.compile(r"[^\W\d_]{3,}")
_VALUE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")
_REASON = re.compile(r"\b(?:por que|porque|pois|já que)\b(.*)", re.IGNORECASE | re.DOTALL)
_COMPARISON = re.compile(
    r"\b(?:mesm[oa]s?|igua(?:l|is)|maior(?:es)?|menor(?:es)?|mais|menos|melhor(?:es)?|pior(?:es)?"
    r"|bastam?|sozinh[oa]s?)\b",
    re.IGNORECASE,
)
# After one of these a comparison is asked for, not made.
_ASKED = re.compile(r"\b(?:se|quanto|quantos|quantas|qual|quais|quando|como|o que|onde)\b", re.I)
_COMMON = {fold_accents(word) for word in FoldedPortuguese.stopwords}


@dataclass(frozen=True)
class Around:
    """The text around one question, with nothing of its answer."""

    told: str
    """Title, short question and objectives, one sentence in a line; empty in a further question."""
    statement: str
    hints: str


def find(around: Around, alternatives: Mapping[str, str], right: str) -> list[str]:
    """What gives the right alternative away, each as a sentence for the author.

    Args:
        around: what the reader has.
        alternatives: each one's text by its letter.
        right: the letter of the right one.
    """
    problems = [*_facts(around.told, around.statement)]
    ours = f"{around.told}\n{around.hints}"
    problems += _values(ours, around.statement, alternatives)
    for name, text in (
        ("o título, a pergunta curta ou os objetivos", around.told),
        ("o enunciado", around.statement),
        ("as pistas que ficam", around.hints),
    ):
        problems += _only_right(name, text, alternatives, right)
    return problems


def _facts(told: str, statement: str) -> Iterator[str]:
    given = _stems(statement)
    for sentence in filter(None, _SENTENCE.split(told)):
        reason = _REASON.search(sentence)
        if reason and (new := _stems(reason[1]) - given):
            yield (
                f"{sentence.strip()!r} afirma o que o enunciado não diz "
                f"({', '.join(sorted(new))}), e isso pode excluir alternativas"
            )
            continue
        compared = _COMPARISON.search(sentence)
        asked = _ASKED.search(sentence)
        if compared and not (asked and asked.start() < compared.start()):
            if stem(compared[0]) not in {stem(word) for word in _WORD.findall(statement)}:
                yield (
                    f"{sentence.strip()!r} já compara ({compared[0]!r}), e isso pode excluir "
                    "alternativas"
                )


def _values(ours: str, statement: str, alternatives: Mapping[str, str]) -> Iterator[str]:
    for value in sorted(set(_VALUE.findall(ours)) - set(_VALUE.findall(statement))):
        having = [name for name, text in alternatives.items() if value in _VALUE.findall(text)]
        if 0 < len(having) < len(alternatives):
            yield f"o valor {value} não está no enunciado, e só {', '.join(having)} o tem"


def _only_right(
    name: str, text: str, alternatives: Mapping[str, str], right: str
) -> Iterator[str]:
    known = _stems(text)
    of_each = {letter: _stems(words) for letter, words in alternatives.items()}
    shared = {
        letter: known & words.difference(*(of_each[other] for other in of_each if other != letter))
        for letter, words in of_each.items()
    }
    if shared[right] and not any(shared[letter] for letter in shared if letter != right):
        yield (
            f"{name} e só a alternativa certa têm: {', '.join(sorted(shared[right]))}; de nenhuma "
            "das outras há uma palavra assim"
        )


def _stems(text: str) -> set[str]:
    return {stem(word) for word in _WORD.findall(text) if fold_accents(word) not in _COMMON}
