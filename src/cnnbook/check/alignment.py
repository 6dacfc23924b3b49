"""Which step of the reader's stands for which of the book's: an edit distance.

Attributes are compared, and not shapes, so that one mistake is one difference. Neighbours that
changed places count as one edit, after F. Damerau, *A technique for computer detection and
correction of spelling errors*, CACM 7 (1964).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from cnnbook.check.steps import Step
from cnnbook.check.table import TABLE
from cnnbook.geometry import same_padding

_COSTS: dict[str, float] = TABLE["costs"]
_WEIGHTS: dict[str, float] = TABLE["weights"]
_FAMILIES = [{*family} for family in TABLE["families"]]


class Edit(NamedTuple):
    """``pair``, ``missing``, ``extra`` or ``swap``, of a step expected and one found.

    A swap is of both with the next, and two pairs follow it.
    """

    what: str
    expected: int = -1
    found: int = -1


def differences(expected: Step, found: Step, free: Collection[str] = ()) -> list[str]:
    """The attributes in which two steps of one kind differ.

    Padding counts by the zeros that it adds: with a kernel of 1, ``same`` adds none.

    Args:
        free: attributes that the exercise leaves open.
    """
    return [
        name
        for name, value in expected.attributes.items()
        if name not in free
        and found.attributes.get(name) != value
        and not (name == "padding" and _same_zeros(expected, found))
    ]


def _same_zeros(expected: Step, found: Step) -> bool:
    for name in ("kernel", "pool", "strides", "dilation"):
        if expected.attributes.get(name) != found.attributes.get(name):
            return False
    return _zeros(expected, expected) == _zeros(found, expected)


def _zeros(step: Step, at: Step) -> object:
    """Before and after each axis of what ``at`` receives."""
    sizes, padding = at.input[:-1], step.attributes["padding"]
    if padding == "valid":
        return [(0, 0) for _ in sizes]
    if padding != "same" or None in sizes:
        return padding
    strides = step.attributes["strides"]
    return [
        same_padding(size, window, stride, dilation)  # type: ignore[arg-type]
        for size, window, stride, dilation in zip(sizes, step.window, strides, step.dilation)
    ]


def _distance(expected: Step, found: Step, free: Collection[str]) -> float:
    if expected.kind != found.kind:
        kinds = {expected.kind, found.kind}
        is_similar = any(kinds <= family for family in _FAMILIES)
        return _COSTS["similar_kind" if is_similar else "other_kind"]
    return min(_COSTS["most"], sum(_WEIGHTS[name] for name in differences(expected, found, free)))


def align(
    expected: Sequence[Step], found: Sequence[Step], free: Collection[str] = ()
) -> list[Edit]:
    """The cheapest edits that make one network the other, in order.

    Of two equal steps it is the second that is missing, or extra.
    """
    best: dict[tuple[int, int], tuple[float, list[Edit]]] = {(0, 0): (0.0, [])}
    for i in range(len(expected) + 1):
        for j in range(len(found) + 1):
            options = []
            if i:
                cost, edits = best[i - 1, j]
                options.append((cost + _COSTS["gap"], [*edits, Edit("missing", i - 1)]))
            if j:
                cost, edits = best[i, j - 1]
                options.append((cost + _COSTS["gap"], [*edits, Edit("extra", found=j - 1)]))
            if i and j:
                cost, edits = best[i - 1, j - 1]
                added = _distance(expected[i - 1], found[j - 1], free)
                options.append((cost + added, [*edits, Edit("pair", i - 1, j - 1)]))
            if i > 1 and j > 1:
                cost, edits = best[i - 2, j - 2]
                crossed = _distance(expected[i - 2], found[j - 1], free)
                crossed += _distance(expected[i - 1], found[j - 2], free)
                swapped = [
                    Edit("swap", i - 2, j - 2), Edit("pair", i - 2, j - 1),
                    Edit("pair", i - 1, j - 2),
                ]  # fmt: skip
                cost += _COSTS["swap"] + _COSTS["crossed"] * crossed
                options.append((cost, [*edits, *swapped]))
            if options:
                best[i, j] = min(options, key=lambda one: round(one[0], 6))
    return best[len(expected), len(found)][1]
