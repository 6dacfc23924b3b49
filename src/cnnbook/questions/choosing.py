"""Which three wrong alternatives stand beside the right one, so that none sticks out by its form.

Who knows nothing can still guess: by what most alternatives have in common, by the largest number,
by the longest text. Against four alternatives drawn blindly each such rule would be right once in
four times. Mistakes are not blind: they cluster around the right answer. So many sets of three are
looked at, a mixture of them is made under which every rule is right as nearly as can be once in
four times, and one of the mixture is drawn.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations
from math import comb, log
from typing import NamedTuple

import numpy as np

_ENOUGH = 160
"""So many sets of three are looked at, if there are more."""
_MIXED = 24
"""So many of these make the mixture; some stand in it several times."""
_SURE = 12
"""What a rule that picks one alternative is worth; with ties, a part of it: a whole number."""
_BY_SIZE = 20
"""So many of the rules go by size, the last ones: they much agree with one another."""
_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")
_WORD = re.compile(r"\w+(?:[.,×]\w+)*")


class Alternative(NamedTuple):
    """``name``; ``parts`` of its answer, and the whole ``text`` that is made of them."""

    name: str
    parts: tuple[str, ...]
    text: str


class _Statement(NamedTuple):
    numbers: frozenset[str]
    words: frozenset[str]


class _Seen:
    """An alternative as someone sees it who only looks at its form."""

    def __init__(self, alternative: Alternative, statement: _Statement) -> None:
        self.name, self.parts, self.text = alternative
        self.words = frozenset(_WORD.findall(self.text.lower()))
        found = _NUMBER.findall(self.text)
        self.numbers = Counter(found)
        values = [float(one.replace(".", "").replace(",", ".")) for one in found] or [0.0]
        # Rounded, or the last digit of a logarithm would break ties.
        self.product = round(sum(log(1 + value) for value in values), 6)
        self.sizes = (values[0], values[-1], sum(values), self.product, float(len(self.text)))
        self.others = (
            len(values) - len(self.numbers),
            sum(number in statement.numbers for number in found),
            len(self.words & statement.words),
        )

    @cached_property
    def forms(self) -> dict[str, str]:
        """The form of each of its mistakes: one question has no mistake in two forms."""
        return dict(name.partition("/")[::2] for name in self.name.split())


Three = tuple[_Seen, ...]


def choose(
    random: random.Random, right: Alternative, wrong: Iterable[Alternative], statement: str
) -> tuple[str, ...] | None:
    """The names of three of the wrong alternatives, or None if there are not enough.

    Args:
        random: the choice depends on it and on the alternatives, and on nothing else.
        statement: of the question; a guess may go by the numbers in it.
    """
    seen = _Statement(
        frozenset(_NUMBER.findall(statement)), frozenset(_WORD.findall(statement.lower()))
    )
    threes = _some_threes(random, [_Seen(one, seen) for one in sorted(wrong)])
    if not threes:
        return None
    key = _Seen(right, seen)
    guesses = _guesses(key, threes)
    weights = np.repeat((4, 1), (guesses.shape[1] - _BY_SIZE, _BY_SIZE))
    mixture, worth = [], np.zeros(guesses.shape[1], int)
    for size in range(1, _MIXED + 1):
        # Whole numbers, so that the mixture is the same on every machine.
        distances = (weights * (worth + guesses - size * _SURE // 4) ** 2).sum(axis=1)
        mixture.append(int(distances.argmin()))
        worth += guesses[mixture[-1]]
    return tuple(one.name for one in threes[random.choice(mixture)])


def _some_threes(random: random.Random, pool: Sequence[_Seen]) -> list[Three]:
    """Half of them by single mistakes, and in half of them one by two mistakes."""
    single = [one for one in pool if " " not in one.name]
    double = [one for one in pool if " " in one.name]
    threes = [three for three in combinations(single, 3) if _allowed(three)]
    random.shuffle(threes)
    if comb(len(single), 2) * len(double) <= _ENOUGH:
        mixed = [(*two, one) for one in double for two in combinations(single, 2)]
    else:
        mixed = [(*random.sample(single, 2), random.choice(double)) for _ in range(_ENOUGH)]
    random.shuffle(mixed)
    return threes[: _ENOUGH // 2] + list(filter(_allowed, mixed))[: _ENOUGH // 2]


def _allowed(three: Three) -> bool:
    """No mistake in two forms, and none twice by itself."""
    singles = [name for one in three for name in one.forms if len(one.forms) == 1]
    if len(set(singles)) < len(singles):
        return False
    forms: dict[str, str] = {}
    return all(
        forms.setdefault(name, form) == form for one in three for name, form in one.forms.items()
    )


def _compared(seen: Sequence[_Seen]) -> np.ndarray:
    """What any two have in common: parts, words, numbers, the first part, the last, the size."""
    parts = np.array([_numbered(column) for column in zip(*(one.parts for one in seen))])
    same = parts[:, :, None] == parts[:, None, :]
    words = sorted({word for one in seen for word in one.words})
    numbers = sorted({number for one in seen for number in one.numbers}) or [""]
    has = np.array([[word in one.words for word in words] for one in seen], int)
    counts = np.array([[one.numbers[number] for number in numbers] for one in seen])
    sizes = np.array([one.product for one in seen])
    return np.stack(
        [
            same.sum(axis=0),
            has @ has.T,
            np.minimum(counts[:, None], counts[None]).sum(axis=2),
            same[0],
            same[-1],
            -np.round(abs(sizes[:, None] - sizes[None]), 5),
        ],
        axis=2,
    )


def _numbered(values: Sequence[str]) -> list[int]:
    places = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return [places[value] for value in values]


def _guesses(key: _Seen, threes: Sequence[Three]) -> np.ndarray:
    """How sure each rule is of the key beside each three: ``(threes, rules)``, whole numbers."""
    seen = list(dict.fromkeys([key, *(one for three in threes for one in three)]))
    place = {one: number for number, one in enumerate(seen)}
    fours = np.array([[0, *(place[one] for one in three)] for three in threes])
    between = _compared(seen)[fours[:, :, None], fours[:, None, :]]  # (threes, 4, 4, comparisons)
    itself = np.eye(4, dtype=bool)[None, :, :, None]
    common = between[..., :-1].sum(axis=2, where=~itself)
    nearest = between[..., -1:].max(axis=2, where=~itself, initial=-np.inf)
    others = np.array([one.others for one in seen], float)[fours]
    scores = np.concatenate([common, nearest, others], axis=2)
    sizes = np.sort(values := np.array([one.sizes for one in seen])[fours], axis=1)
    picked = np.stack([scores.max(axis=1), scores.min(axis=1)], axis=2)
    by_score = _sure(scores[:, :, :, None], picked[:, None])
    by_size = _sure(values[:, :, :, None], sizes.swapaxes(1, 2)[:, None])
    return np.concatenate([each.reshape(len(threes), -1) for each in (by_score, by_size)], axis=1)


def _sure(scores: np.ndarray, picked: np.ndarray) -> np.ndarray:
    """Where the key, the first of four along axis 1, has the score that is picked: how surely."""
    same = scores == picked
    return np.where(same[:, 0], _SURE // same.sum(axis=1), 0)
