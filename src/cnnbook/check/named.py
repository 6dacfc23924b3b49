"""Which mistake of the book is behind a difference, and which ones each exercise can name."""

from __future__ import annotations

from typing import Any

from cnnbook.check.steps import Step
from cnnbook.check.table import TABLE

_EVERY_NETWORK = (
    "padding-forgotten", "previous-depth", "filters-added", "bias-forgotten",
    "strides-for-pooling", "strides-forgotten", "strides-as-gap",
)  # fmt: skip
_FACTORED = (
    *_EVERY_NETWORK, "border-ignored", "axes-swapped", "axis-repeated", "pooling-keeps-size",
)  # fmt: skip
_CLASSIFIER = ("layer-and-activation", "not-flattened", "softmax-twice")
_COLOURS = (*_FACTORED, *_CLASSIFIER, "superclasses", "depth-forgotten")
_TRAINING = ("one-set-scaled", "trained-on-test", "no-reference", "accuracy-as-ratio")

NAMED = {
    "densa-e-convolucional": ("border-ignored", "one-forgotten", "strides-as-gap"),
    "tamanho-da-saida": (
        "border-ignored", "kernel-as-output", "full-convolution", "one-forgotten", "one-too-many",
        "rounded-up", "strides-forgotten", "strides-as-gap", "one-side-only", "kernel-each-side",
    ),
    "mapas-de-ativacao": ("layer-and-activation", "border-ignored"),
    "duas-convolucoes": (
        "border-ignored", "padding-forgotten", "previous-depth", "filters-added", "one-side-only",
    ),
    "reduzir-o-tamanho": ("rounded-down", "strides-forgotten", "strides-twice"),
    "redes-conv1d": (*_EVERY_NETWORK, *_CLASSIFIER, "strides-twice", "more-layers-shrink"),
    "filtros-fatorados": (*_FACTORED, "strides-twice"),
    "cifar-100": (*_COLOURS, "strides-twice", "one-set-scaled", "trained-on-test"),
    "treinamento": (*_COLOURS, "strides-twice", *_TRAINING),
    "rede-mais-profunda": (
        *_COLOURS,
        *_TRAINING,
    ),  # in which twice the stride leaves too little for conv4
}  # fmt: skip
"""By the exercise's name, the mistakes that its check can name."""


def mistake_of(name: str, expected: Step, found: Step, previous: int | None) -> str:
    """The mistake behind one attribute; empty where the book has no name for it.

    Args:
        name: of the attribute.
        expected, found: steps of one kind that differ in it.
        previous: the filters of the reader's convolution before this one, if there is one.
    """
    right, wrong = expected.attributes[name], found.attributes.get(name)
    for row in TABLE["mistakes"]:
        if (
            row["attribute"] == name
            and row.get("kind", expected.kind) == expected.kind
            and (row.get("expected", right), row.get("found", wrong)) == (right, wrong)
            and ("when" not in row or _holds(row["when"], right, wrong, previous))
        ):
            return row["name"]
    return ""


def _holds(relation: str, right: Any, wrong: Any, previous: int | None) -> bool:
    """Whether a value, or a tuple of values along axes, stands in a relation to the right one."""
    if relation == "previous":
        return wrong == previous
    if relation == "with-previous":
        return bool(previous) and wrong == right + previous
    if not isinstance(wrong, tuple) or len(wrong) != len(right):
        return False
    if len(set(right)) > 1:
        if relation == "turned":
            return wrong == right[::-1]
        if relation == "repeated":
            return set(wrong) == {max(right)}
    each = [*zip(right, wrong)]
    return set(right) != {1} and {
        "left-out": all(given in (1, asked) for asked, given in each),
        "one-more": all(given == asked + (asked > 1) for asked, given in each),
        "squared": all(given == asked**2 for asked, given in each),
    }.get(relation, False)
