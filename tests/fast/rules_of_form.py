"""Rules by which someone who knows nothing would pick one of four alternatives, and how they fare.

Each rule gives every alternative a score, and picks the one with the highest; of several with the
same, each is picked as often as the others. By chance a rule is right once in four times.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import log
from typing import NamedTuple

Scores = Sequence[float]
Rule = Callable[[str, Sequence[str]], Scores]

NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")
TOKEN = re.compile(r"\{\{ ?\w+ ?\}\}|\w+(?:[.,×]\w+)*")


class Question(NamedTuple):
    statement: str
    alternatives: tuple[str, ...]
    right: int


def numbers(text: str) -> list[float]:
    return [float(n.replace(".", "").replace(",", ".")) for n in NUMBER.findall(text)]


def tokens(text: str) -> Counter[str]:
    return Counter(TOKEN.findall(text.lower()))


def pieces(text: str) -> list[str]:
    """What a list or a sentence is made of, between commas, semicolons and the like."""
    return [piece.strip(" .*") for piece in re.split(r"[,;:](?!\d)| e (?=[\d(])", text)]


def _shared(read: Callable[[str], Iterable[object]], texts: Sequence[str]) -> list[float]:
    """How much of each, read as a bag, the others have too."""
    bags = [Counter(read(text)) for text in texts]
    return [sum((one & other).total() for other in bags if other is not one) for one in bags]


def _each(measure: Callable[[str], float], texts: Sequence[str]) -> list[float]:
    return [measure(text) for text in texts]


def _least(rule: Rule) -> Rule:
    return lambda statement, texts: [-score for score in rule(statement, texts)]


def _inner(measure: Callable[[str], float], statement: str, texts: Sequence[str]) -> Scores:
    values = _each(measure, texts)
    return [min(values) < value < max(values) for value in values]


def _rank(measure: Callable[[str], float], place: int, _: str, texts: Sequence[str]) -> Scores:
    values = _each(measure, texts)
    ordered = sorted(values)
    return [value == ordered[place] for value in values]


def _frequent(read: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    found = [read(text) for text in texts]
    return [found.count(one) for one in found]


def _first(text: str) -> object:
    return next(iter(numbers(text) or pieces(text)), None)


def _last(text: str) -> object:
    return (numbers(text) or pieces(text))[-1]


def _neighbour(texts: Sequence[str]) -> list[float]:
    """How near the nearest other alternative is, by the product of its numbers."""
    sizes = _each(_product, texts)
    return [
        -min(abs(size - other) for j, other in enumerate(sizes) if j != i)
        for i, size in enumerate(sizes)
    ]


def _product(text: str) -> float:
    return sum(log(1 + number) for number in numbers(text))


def _in_statement(statement: str, texts: Sequence[str]) -> list[float]:
    there = set(NUMBER.findall(statement))
    return [sum(n in there for n in NUMBER.findall(text)) for text in texts]


def _words_of_statement(statement: str, texts: Sequence[str]) -> list[float]:
    there = set(tokens(statement))
    return [len(there & set(tokens(text))) for text in texts]


def _repeated(text: str) -> float:
    found = numbers(text)
    return len(found) - len(set(found))


_MEASURES: dict[str, Callable[[str], float]] = {
    "first number": lambda text: (numbers(text) or [0])[0],
    "last number": lambda text: (numbers(text) or [0])[-1],
    "sum": lambda text: sum(numbers(text)),
    "product": _product,
    "length": len,
    "words": lambda text: len(text.split()),
}

_MOST: dict[str, Rule] = {
    "parts shared with the others": lambda _, texts: _shared(pieces, texts),
    "words shared with the others": lambda _, texts: _shared(lambda t: tokens(t).elements(), texts),
    "different words shared": lambda _, texts: _shared(tokens, texts),
    "numbers shared with the others": lambda _, texts: _shared(numbers, texts),
    "first component's frequency": lambda _, texts: _frequent(_first, texts),
    "last component's frequency": lambda _, texts: _frequent(_last, texts),
    "repeated numbers": lambda _, texts: _each(_repeated, texts),
    "numbers of the statement": _in_statement,
    "words of the statement": _words_of_statement,
    "nearness to another": lambda _, texts: _neighbour(texts),
}

RULES: dict[str, Rule] = {
    **{f"most {name}": rule for name, rule in _MOST.items()},
    **{f"least {name}": _least(rule) for name, rule in _MOST.items()},
    **{
        f"{which} by {name}": partial(_rank, measure, place)
        for name, measure in _MEASURES.items()
        for place, which in enumerate(("smallest", "second", "third", "largest"))
    },
    **{f"neither end by {name}": partial(_inner, measure) for name, measure in _MEASURES.items()},
}


def picked(rule: Rule, question: Question) -> float:
    """How likely the rule is to pick the right one."""
    scores = rule(question.statement, question.alternatives)
    best = [index for index, score in enumerate(scores) if score == max(scores)]
    return (question.right in best) / len(best)


def success(questions: Sequence[Question]) -> dict[str, float]:
    """Of each rule, how often it is right, the best first."""
    rates = {
        name: sum(picked(rule, question) for question in questions) / len(questions)
        for name, rule in RULES.items()
    }
    return dict(sorted(rates.items(), key=lambda item: -item[1]))
