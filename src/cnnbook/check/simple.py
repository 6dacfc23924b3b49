"""Findings about one thing that is no layer: an array, an argument, a number."""

from __future__ import annotations

from cnnbook.check.finding import Finding, Spot
from cnnbook.check.words import catalogue, say


def tell(kind: str, place: str, mistake: str = "", **values: object) -> Finding:
    """The finding that ``words.toml`` has under ``simple.<kind>``.

    Args:
        kind: its name there, with ``question``, ``seen``, ``rule`` and ``fix``.
        place: what is wrong, as the reader wrote it.
        mistake: the book's name for it, if any: then the rule is the mistake's.
        values: of its sentences, besides the place.
    """
    words = catalogue()["simple"][kind]

    def said(name: str) -> str:
        return words[name].format(place=place, **values) if words.get(name) else ""

    rule = say(f"mistakes.{mistake}.rule") if mistake else said("rule")
    spot = Spot(place, seen=said("seen"), fix=said("fix"))
    return Finding(kind, said("question"), rule, (spot,), mistake)
