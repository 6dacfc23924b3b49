"""Which mistake of the book is behind a difference, and which ones each exercise can name."""

from __future__ import annotations

from cnnbook.check.steps import Step

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
    if name == "padding":
        return {("same", "valid"): "padding-forgotten", ("valid", "same"): "border-ignored"}.get(
            (right, wrong), ""
        )
    if name in ("kernel", "strides"):
        return _of_axes(name, expected.kind, right, wrong)
    if name == "filters":
        if previous and wrong == right + previous:
            return "filters-added"
        return "previous-depth" if wrong == previous else ""
    if name == "units":
        if (right, wrong) == (100, 20):
            return "superclasses"
        return "previous-depth" if wrong == previous else ""
    if name == "activation":
        return "layer-and-activation" if (right, wrong) == ("relu", "linear") else ""
    return {"bias": "bias-forgotten", "keepdims": "pooling-keeps-size"}.get(name, "")


def _of_axes(name: str, kind: str, right: tuple[int, ...], wrong: object) -> str:
    if not isinstance(wrong, tuple) or len(wrong) != len(right):
        return ""
    uneven = len(set(right)) > 1
    if uneven and wrong == right[::-1]:
        return "axes-swapped"
    if uneven and set(wrong) == {max(right)}:
        return "axis-repeated"
    if name == "kernel" or kind != "Conv" or set(right) == {1}:
        return ""
    if all(given in (1, asked) for given, asked in zip(wrong, right)):
        return "strides-forgotten"
    if wrong == tuple(asked + 1 if asked > 1 else asked for asked in right):
        return "strides-as-gap"
    return "strides-twice" if wrong == tuple(asked**2 for asked in right) else ""
