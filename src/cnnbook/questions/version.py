"""One version of an exercise: a kind's texts, one draw's numbers, and four alternatives."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from cnnbook.numbers import written
from cnnbook.questions.choosing import Alternative, choose
from cnnbook.questions.draw import Claim, Draw, Network
from cnnbook.questions.kind import RIGHT, Kind, fill, mistakes_of, places_in


@dataclass(frozen=True)
class Variant:
    """One question of a kind.

    Args:
        id: six hexadecimal digits. A link holds them and a letter, so what a letter means must
            never change: they depend on what is asked and on what stands behind each letter, and
            on nothing else, neither on words nor on other versions.
        kind: its name.
        values: what fills the places of the kind's texts, as readers see it.
        order: the names of its four alternatives from a to d, the right one's among them.
        also: the other mistakes that one can make here, to be told to who types what they lead to.
        key: the right answer as data.
        networks: the networks that the key is about; none where it reads a record.
    """

    id: str
    kind: str
    values: Mapping[str, str]
    order: tuple[str, ...]
    also: tuple[str, ...]
    key: tuple[Claim, ...] = field(compare=False)
    networks: tuple[Network, ...] = field(default=(), compare=False)

    @property
    def wrong(self) -> tuple[str, ...]:
        return tuple(name for name in self.order if name != RIGHT)


def texts_of_choices(kind: Kind, variant: Variant) -> dict[str, str]:
    """What each alternative says, by name."""
    return {name: fill(kind.choice(name).text, variant.values) for name in variant.order}


def version_of(kind: Kind, draw: Draw) -> Variant | None:
    """A version with three of the draw's mistakes, or None if the draw must be rejected.

    What stands in the alternatives and in which order follows from what is asked alone. A draw is
    rejected if any of the mistakes leads to the right answer after all, which would confirm the
    reader in it. No alternative that two different mistakes lead to is offered, for its feedback
    could name the wrong one.

    Raises:
        HoleError: the draw does not give what a hole names.
    """
    values, mistakes = kind.values(draw), kind.mistaken(draw)
    everything = {
        **values,
        **{name: text for more in mistakes.values() for name, text in more.items()},
        **{name: written(value) for name, value in draw.drawing.items()},
    }

    def read(name: str) -> Alternative:
        parts = {part: fill(text, everything) for part, text in kind.parts(name).items()}
        return Alternative(name, tuple(parts.values()), kind.text(parts))

    right = read(RIGHT)
    found = [read(name) for name in mistakes]
    if right.text in {one.text for one in found}:
        return None
    found += [
        read(f"{first} {second}")
        for first, second in combinations(mistakes, 2)
        if f"{first} {second}" not in mistakes and _combine(kind, first, second)
    ]
    for more in draw.also:
        parts = dict(zip(kind.parts(RIGHT), right.parts))
        parts |= {part: kind.said(part, more[part]) for part in parts.keys() & more}
        found.append(Alternative("", tuple(parts.values()), kind.text(parts)))
    source = random.Random(json.dumps([kind.name, *draw.asked], ensure_ascii=False))
    statement = fill(kind.statement, everything)
    chosen = choose(source, right, unambiguous(right, found), statement)
    if chosen is None:
        return None
    order = [RIGHT, *chosen]
    source.shuffle(order)
    content = json.dumps([kind.name, *draw.asked, *order], ensure_ascii=False)
    also = [name for name in mistakes if name not in chosen]
    used = places_in(*kind.templates((*chosen, *also)))
    return Variant(
        hashlib.sha256(content.encode()).hexdigest()[:6],
        kind.name,
        {name: everything[name] for name in sorted(used)},
        tuple(order),
        tuple(also),
        tuple(draw.key),
        tuple(draw.networks),
    )


def leading_to_right(kind: Kind, draw: Draw) -> set[str]:
    """The mistakes of a draw that lead to the right answer after all."""
    values, mistakes = kind.values(draw), kind.mistaken(draw)

    def said(name: str, more: Mapping[str, str]) -> str:
        parts = {part: fill(text, {**values, **more}) for part, text in kind.parts(name).items()}
        return kind.text(parts)

    right = said(RIGHT, {})
    return {mistake for mistake, more in mistakes.items() if said(mistake, more) == right}


def _combine(kind: Kind, first: str, second: str) -> bool:
    """Whether two mistakes can be made together: different ones, in different parts."""
    if " " in first + second or mistakes_of(first) == mistakes_of(second):
        return False
    return not kind.changed(first) & kind.changed(second)


def unambiguous(right: Alternative, found: Iterable[Alternative]) -> Iterator[Alternative]:
    """Those that say what no other says, or that name all mistakes that lead to what they say."""
    by_text: dict[str, list[Alternative]] = {}
    for one in found:
        by_text.setdefault(one.text, []).append(one)
    by_text.pop(right.text, None)
    for same in by_text.values():
        behind = {mistake for one in same for mistake in mistakes_of(one.name)}
        names_all = [one for one in same if set(mistakes_of(one.name)) == behind]
        if len(names_all) == 1 and all(one.name for one in same):
            yield names_all[0]
