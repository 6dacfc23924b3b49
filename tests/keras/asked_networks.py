"""The networks of exercises 6 to 10 as their statements say them, to be written in many ways.

Typed from the sheet of exercises, and not made from the package: what tests a check must not come
from what it checks with.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import keras
from keras import layers


@dataclass(frozen=True)
class Item:
    """One item of a statement: what it is called, the class, its arguments."""

    label: str
    kind: str
    arguments: dict[str, Any] = field(default_factory=dict)

    def but(self, **changes: Any) -> Item:
        return replace(self, arguments={**self.arguments, **changes})

    def layer(self) -> keras.Layer:
        return getattr(layers, self.kind)(**self.arguments)

    @property
    def is_convolution(self) -> bool:
        return self.kind.startswith("Conv")


@dataclass(frozen=True)
class Asked:
    """One network: its exercise's name and function, its place among what that takes."""

    name: str
    exercise: str
    function: str
    place: int
    shape: tuple[int, ...]
    items: tuple[Item, ...]

    def but(self, label: str, **changes: Any) -> Asked:
        """With other arguments in one layer."""
        items = [one.but(**changes) if one.label == label else one for one in self.items]
        return replace(self, items=tuple(items))

    def without(self, label: str) -> Asked:
        return replace(self, items=tuple(one for one in self.items if one.label != label))

    def after(self, label: str, *more: Item) -> Asked:
        place = self.index(label) + 1
        return replace(self, items=(*self.items[:place], *more, *self.items[place:]))

    def instead(self, label: str, item: Item) -> Asked:
        return replace(self, items=tuple(item if one.label == label else one for one in self.items))

    def index(self, label: str) -> int:
        return [one.label for one in self.items].index(label)

    def built(self) -> keras.Model:
        return keras.Sequential([keras.Input(self.shape), *(one.layer() for one in self.items)])

    def checked(self, given: Any) -> Any:
        """The part of the check's answer that is about this network."""
        from cnnbook import check

        return getattr(check, self.function)(*[None] * self.place, given).parts[self.place]


def _conv(kind: str, label: str, filters: int, size: Any, strides: Any = 1, padded=True) -> Item:
    padding = "same" if padded else "valid"
    return Item(label, kind, {"filters": filters, "kernel_size": size, "strides": strides,
                              "padding": padding, "activation": "relu"})  # fmt: skip


def _dense(units: int) -> Item:
    return Item("output", "Dense", {"units": units, "activation": "softmax"})


_FLATTEN, _GLOBAL = Item("flatten", "Flatten"), Item("pool", "GlobalAveragePooling2D")
_POOLS = [Item(f"pool{number}", "MaxPooling1D", {"pool_size": 4}) for number in (1, 2)]
_FIRST_THREE = (
    _conv("Conv2D", "conv1", 32, 3, 2),
    _conv("Conv2D", "conv2", 64, (1, 3), (1, 2)),
    _conv("Conv2D", "conv3", 64, (3, 1), (2, 1)),
)
_LAST = _conv("Conv2D", "conv4", 128, 3, 3, padded=False)

A = Asked(
    "A", "redes-conv1d", "exercise_6", 0, (1024, 1),
    (_conv("Conv1D", "conv1", 16, 8), _POOLS[0], _conv("Conv1D", "conv2", 32, 8), _POOLS[1],
     _conv("Conv1D", "conv3", 8, 1), _FLATTEN, _dense(3)),
)  # fmt: skip
B = Asked(
    "B", "redes-conv1d", "exercise_6", 1, (1024, 1),
    (_conv("Conv1D", "conv1", 16, 8, 4), _conv("Conv1D", "conv2", 32, 8, 4),
     _conv("Conv1D", "conv3", 8, 1), _FLATTEN, _dense(3)),
)  # fmt: skip
C = Asked(
    "C", "filtros-fatorados", "exercise_7", 0, (1024, 1024, 1), (*_FIRST_THREE, _LAST, _GLOBAL)
)
D = Asked(
    "D", "cifar-100", "exercise_8", 0, (32, 32, 3), (*_FIRST_THREE, _LAST, _GLOBAL, _dense(100))
)
E = Asked(
    "E", "rede-mais-profunda", "exercise_10", 0, (32, 32, 3),
    (*_FIRST_THREE, _conv("Conv2D", "new1", 64, (1, 3), (1, 2)),
     _conv("Conv2D", "new2", 64, (3, 1), (2, 1)),
     _conv("Conv2D", "conv4", 128, 3, 1, padded=False), _GLOBAL, _dense(100)),
)  # fmt: skip
ALL = (A, B, C, D, E)
