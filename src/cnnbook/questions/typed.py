"""Answers that a reader can type: those that differ in nothing but their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cnnbook import numbers
from cnnbook.questions.kind import Kind, fill, places_in
from cnnbook.questions.version import Variant

GAP = "…"
"""What stands for a number that is to be typed."""


def typed_form(answers: Sequence[str]) -> str:
    """What all answers have in common, with `GAP` for each number; empty if words differ too.

    A size has as many gaps as it has axes, and only one if the answers do not agree on them: the
    axes are a part of the answer then.

    Args:
        answers: as readers see them, the right one and wrong ones.

    >>> typed_form(["16 mapas, saída de 254×254×16", "24 mapas, saída de 256×256×8"])
    '… mapas, saída de …×…×…'
    """
    number = _number()
    size = re.compile(rf"(?<!\w){number}(?:×{number})*")
    words = {tuple(size.split(" ".join(one.split()))) for one in answers}
    if len(words) != 1:
        return ""
    [between] = words
    axes = [
        {one.count("×") + 1 for one in same} for same in zip(*(size.findall(a) for a in answers))
    ]
    gaps = ["×".join([GAP] * (counts.pop() if len(counts) == 1 else 1)) for counts in axes]
    return "".join(word + gap for word, gap in zip(between, [*gaps, ""])) if gaps else ""


def form_of(kind: Kind, variants: Sequence[Variant]) -> str:
    """What a typed answer to these versions of a kind looks like; empty if there can be none.

    What is read off a graph is not typed, for who reads it well may differ in the last digit.
    """
    if not all(one.networks for one in variants):
        return ""
    return typed_form(
        [
            fill(kind.choice(name).text, one.values)
            for one in variants
            for name in (*one.order, *one.also)
        ]
    )


def only_offered(kind: Kind, variant: Variant) -> Variant:
    """A version without what only a typed answer needs."""
    used = places_in(*kind.templates(variant.wrong))
    values = {name: value for name, value in variant.values.items() if name in used}
    return replace(variant, also=(), values=values)


def _number() -> str:
    """A number as the book's language writes it, as a regular expression without groups."""
    form = numbers.FORMAT
    thousands, decimals = re.escape(form.thousands_mark), re.escape(form.decimal_mark)
    return rf"[{numbers.MINUS}-]?\d+(?:{thousands}\d{{3}})*(?:{decimals}\d+)?"
