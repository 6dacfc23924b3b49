"""Every mistake that can be made in the exercises' networks is found, where it is, by its name."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from asked_networks import ALL
from mistakes_in_networks import Mistake, all_mistakes

from cnnbook.check.answer import Verdict
from cnnbook.check.named import NAMED

MISTAKES = all_mistakes()
NOT_OF_NETWORKS = {"one-set-scaled", "trained-on-test", "no-reference", "accuracy-as-ratio"}
"""Of data and of training, which have tests of their own."""


def places(part) -> set[str]:
    """Where it says to look; the layers of the reader's own without what they are."""
    found = {place for finding in part.findings for place in finding.places}
    return {place.partition(" (")[0] for place in found}


def test_there_are_enough_of_them():
    assert len(MISTAKES) >= 500
    assert {one.asked.name for one in MISTAKES} == {one.name for one in ALL}


@pytest.mark.parametrize("one", MISTAKES, ids=str)
def test_a_mistake_is_found_where_it_is_and_named(one: Mistake):
    part = one.asked.checked(lambda: one.written.built())
    assert part.verdict is Verdict.WRONG
    if part.message.startswith("Ao montar a rede há um erro"):  # Keras builds no such network
        assert _explained(part.message)
        return
    assert places(part) & {*one.places} or part.message.startswith(("Você", "Esta")), part
    if not part.message:
        names = {finding.mistake for finding in part.findings} - {""}
        assert names == ({one.name} - {""}), part.findings
        assert len(part.findings) == 1 or one.what == "swapped with the next", part.findings
    assert part.score < 1


def _explained(message: str) -> bool:
    return "não cabe no que recebe" in message or "dimensões" in message


def _is_built(one: Mistake) -> bool:
    try:
        return bool(one.written.built())
    except (ValueError, TypeError):
        return False


def test_what_the_book_says_can_be_named_is_named_here():
    """And, with what is tested above, by the check."""
    named: dict[str, set[str]] = {asked.exercise: set() for asked in ALL}
    for one in MISTAKES:
        found = named[one.asked.exercise]
        if one.name not in found and _is_built(one):
            found.add(one.name)
    named["treinamento"] = named["cifar-100"]  # the same network
    for exercise in named:
        names = NAMED[exercise]
        assert named[exercise] - {""} == {*names} - NOT_OF_NETWORKS, exercise


def arguments_of(asked) -> list[Mistake]:
    """Mistakes of one argument: two of them in different layers are two mistakes."""
    return [one for one in MISTAKES if one.asked is asked and one.argument]


PAIRS = [
    pair
    for asked in ALL
    for pair in random.Random(1).sample(
        [
            two
            for two in combinations(arguments_of(asked), 2)
            if two[0].places != two[1].places
        ],
        24,
    )
]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def test_two_mistakes_are_both_found(pair):
    first, second = pair
    place = second.places[0]
    changed = second.written.items[second.asked.index(place)].arguments[second.argument]
    written = first.written.but(place, **{second.argument: changed})
    try:
        model = written.built()
    except (ValueError, TypeError):
        pytest.skip("Keras builds no such network")
    part = first.asked.checked(model)
    assert part.verdict is Verdict.WRONG
    assert {first.places[0], place} <= places(part) or part.message, part.findings
