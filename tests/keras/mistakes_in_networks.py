"""Mistakes made one by one in the networks that the exercises ask for, wherever they fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from asked_networks import ALL, Asked, Item


@dataclass(frozen=True)
class Mistake:
    """A network with one mistake.

    Attributes:
        what: in words, for the test's name.
        asked: the network that was asked for.
        written: what was written instead.
        places: where it is to be looked for: any one of these.
        name: the book's, or empty if it has none.
        argument: the one that is wrong, if it is one.
    """

    what: str
    asked: Asked
    written: Asked
    places: tuple[str, ...]
    name: str = ""
    argument: str = ""

    def __str__(self) -> str:
        return f"{self.asked.name}-{self.places[0]}-{self.what}"


def all_mistakes() -> list[Mistake]:
    return [one for asked in ALL for one in _of(asked)]


def _of(asked: Asked) -> Iterator[Mistake]:
    yield from _of_input(asked)
    yield from _of_order(asked)
    for item in asked.items:
        if item.is_convolution:
            yield from _of_convolution(asked, item)
        if item.kind == "Dense":
            yield from _of_dense(asked, item)
        if item.kind.startswith(("MaxPooling", "Global", "Flatten")):
            yield from _of_pooling(asked, item)


def _of_input(asked: Asked) -> Iterator[Mistake]:
    def of(what: str, shape: tuple[int, ...], name: str = "") -> Mistake:
        return Mistake(what, asked, replace(asked, shape=shape), ("a entrada",), name)

    *sizes, channels = asked.shape
    yield of("twice the size", (*(2 * size for size in sizes), channels))
    yield of("one more place", (*(size + 1 for size in sizes), channels))
    yield of("two channels", (*sizes, 2))
    if channels == 3:
        yield of("one channel", (*sizes, 1), "depth-forgotten")
    else:
        yield of("three channels", (*sizes, 3))


def _of_order(asked: Asked) -> Iterator[Mistake]:
    for first, second in pairwise(asked.items):
        names = (first.label, second.label)
        order = [second if one is first else first if one is second else one for one in asked.items]
        mirrored = {str(one.arguments.get("kernel_size")) for one in (first, second)}
        name = "axes-swapped" if mirrored == {"(1, 3)", "(3, 1)"} else ""
        if "Dense" not in (first.kind, second.kind) and not _alike(first, second):
            written = replace(asked, items=tuple(order))
            yield Mistake("swapped with the next", asked, written, names, name)
    for item in asked.items:
        is_vector = item.kind in ("Flatten", "GlobalAveragePooling2D") and item != asked.items[-1]
        name = "not-flattened" if is_vector else ""
        yield Mistake("left out", asked, asked.without(item.label), (item.label,), name)
        if item.is_convolution:
            again = asked.after(item.label, item)
            place = f"a camada {asked.index(item.label) + 2} da sua rede"
            yield Mistake("written twice", asked, again, (place,))


def _alike(first: Item, second: Item) -> bool:
    return first.kind == second.kind and first.arguments == second.arguments


def _of_convolution(asked: Asked, item: Item) -> Iterator[Mistake]:
    given = item.arguments
    rank = len(asked.shape) - 1

    def of(what: str, argument: str, value: Any, name: str = "") -> Mistake:
        written = asked.but(item.label, **{argument: value})
        return Mistake(what, asked, written, (item.label,), name, argument)

    before = asked.items[: asked.index(item.label)]
    previous = next((o.arguments["filters"] for o in reversed(before) if o.is_convolution), None)
    filters = given["filters"]
    for value in {1, filters // 2, filters * 2, filters + 1, filters - 1} - {previous}:
        if not previous or value != filters + previous:
            yield of(f"{value} filters", "filters", value)
    if previous and previous != filters:
        yield of("filters of the layer before", "filters", previous, "previous-depth")
    if previous:
        yield of("filters of both", "filters", previous + filters, "filters-added")

    size = _each(given["kernel_size"], rank)
    uneven = size[0] != size[-1]
    for value in {(2,) * rank, (5,) * rank, (7,) * rank, tuple(one + 1 for one in size)} - {size}:
        yield of(f"filter of {value}", "kernel_size", value)
    if uneven:
        yield of("filter turned", "kernel_size", size[::-1], "axes-swapped")
        yield of("square filter", "kernel_size", 3, "axis-repeated")

    strides = _each(given["strides"], rank)
    if set(strides) != {1}:
        yield of("no stride", "strides", 1, "strides-forgotten")
        skipped = tuple(one + 1 if one > 1 else 1 for one in strides)
        yield of("stride as a gap", "strides", skipped, "strides-as-gap")
        twice = tuple(one**2 for one in strides)
        yield of("stride twice", "strides", twice, "strides-twice")
    else:
        yield of("stride of 2", "strides", 2)
        yield of("stride of 3", "strides", 3)
        yield (
            of("dilation", "dilation_rate", 2)
            if size != (1,)
            else of("filter of 3", "kernel_size", 3)
        )
    if strides[0] != strides[-1]:
        yield of("stride turned", "strides", strides[::-1], "axes-swapped")
        yield of("stride both ways", "strides", 2, "axis-repeated")

    if given["padding"] == "valid":
        yield of("padded", "padding", "same", "border-ignored")
    elif size != (1,) * rank:
        yield of("not padded", "padding", "valid", "padding-forgotten")
    if asked.name != "C":  # which leaves activations open
        yield of("no activation", "activation", None, "layer-and-activation")
        for activation in ("sigmoid", "tanh", "softmax", "elu", "leaky_relu", "gelu"):
            yield of(activation, "activation", activation)
    yield of("no bias", "use_bias", False, "bias-forgotten")
    if previous:
        yield of("groups", "groups", 2)
    pool = Item("extra", f"MaxPooling{rank}D", {"pool_size": strides})
    if set(strides) != {1} and not (rank == 2 and strides[0] != strides[-1]):
        pooled = asked.but(item.label, strides=1).after(item.label, pool)
        yield Mistake("pooling for its stride", asked, pooled, (item.label,), "strides-for-pooling")
        both = asked.after(item.label, pool)
        place = f"a camada {asked.index(item.label) + 2} da sua rede"
        yield Mistake("stride and pooling", asked, both, (place,), "strides-twice")


def _each(value: Any, rank: int) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else (value,) * rank


def _of_dense(asked: Asked, item: Item) -> Iterator[Mistake]:
    def of(what: str, argument: str, value: Any, name: str = "") -> Mistake:
        written = asked.but(item.label, **{argument: value})
        return Mistake(what, asked, written, (item.label,), name, argument)

    units = item.arguments["units"]
    for value in (1, units - 1, units + 1, 10):
        yield of(f"{value} units", "units", value)
    if units == 100:
        yield of("groups of classes", "units", 20, "superclasses")
    filters = [one.arguments["filters"] for one in asked.items if one.is_convolution]
    yield of("units of the layer before", "units", filters[-1], "previous-depth")
    for activation in (None, "relu", "sigmoid", "tanh", "log_softmax"):
        yield of(str(activation), "activation", activation)
    yield of("no bias", "use_bias", False, "bias-forgotten")
    again = asked.after(item.label, Item("more", "Softmax"))
    place = f"a camada {len(asked.items) + 1} da sua rede"
    yield Mistake("softmax twice", asked, again, (place,), "softmax-twice")
    hidden = Item("hidden", "Dense", {"units": 64, "activation": "relu"})
    written = replace(asked, items=(*asked.items[:-1], hidden, item))
    yield Mistake("a dense layer more", asked, written, (place.replace(
        str(len(asked.items) + 1), str(len(asked.items))),))  # fmt: skip


def _of_pooling(asked: Asked, item: Item) -> Iterator[Mistake]:
    rank = len(asked.shape) - 1

    def instead(kind: str, name: str = "", **arguments: Any) -> Mistake:
        written = asked.instead(item.label, Item(item.label, kind, arguments))
        return Mistake(f"{kind} instead", asked, written, (item.label,), name)

    if item.kind == "MaxPooling1D":
        for value in (2, 3, 8):
            written = asked.but(item.label, pool_size=value)
            yield Mistake(f"pooling of {value}", asked, written, (item.label,))
        yield instead("AveragePooling1D", pool_size=4)
        written = asked.but(item.label, strides=2)
        yield Mistake("stride of the pooling", asked, written, (item.label,))
        shrinking = {"filters": 16, "kernel_size": 4, "padding": "same", "activation": "relu"}
        yield instead("Conv1D", "more-layers-shrink", **shrinking)
        before = asked.items[asked.index(item.label) - 1]
        strided = asked.but(before.label, strides=4).without(item.label)
        places = (before.label, item.label)
        yield Mistake("stride for it", asked, strided, places, "strides-for-pooling")
        return
    for kind in (f"GlobalAveragePooling{rank}D", f"GlobalMaxPooling{rank}D", "Flatten"):
        if kind != item.kind:
            yield instead(kind)
    if item.kind.startswith("Global"):
        yield instead(item.kind, "pooling-keeps-size", keepdims=True)
