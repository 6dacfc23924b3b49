"""Layers that lay values out anew or put zeros around them."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import ClassVar

from cnnbook.layers.base import Arithmetic, Layer, Shape, Window, product
from cnnbook.numbers import integer, shape


@dataclass(frozen=True)
class Flatten(Layer):
    """All values in one vector."""

    def windows(self, input_shape: Shape) -> tuple[Window, ...]:
        return tuple(Window(size, strides=0) for size in input_shape[:-1])

    def output_shape(self, input_shape: Shape) -> Shape:
        return (prod(input_shape),)

    def size_arithmetic(self, input_shape: Shape) -> tuple[Arithmetic, ...]:
        return (Arithmetic(product(*input_shape), prod(input_shape)),)


@dataclass(frozen=True)
class Reshape(Layer):
    """The same values in the same order, in another shape; at most one ``-1`` stands for the rest.

    Where it rearranges more than one place, what an output reads depends on where it is.
    """

    target_shape: Shape

    def __post_init__(self) -> None:
        sizes = self.target_shape
        if sizes.count(-1) > 1 or any(size < 1 for size in sizes if size != -1):
            raise self._fail(
                f"target_shape={sizes!r} deve ter inteiros maiores que zero e no máximo um −1"
            )

    def output_shape(self, input_shape: Shape) -> Shape:
        known = prod(size for size in self.target_shape if size != -1)
        total = prod(input_shape)
        if total % known if -1 in self.target_shape else total != known:
            raise self._fail(
                f"os {integer(total)} valores de {shape(input_shape)} não cabem em "
                f"{self.target_shape!r}"
            )
        return tuple(total // known if size == -1 else size for size in self.target_shape)

    def windows(self, input_shape: Shape) -> tuple[Window, ...] | None:
        if prod(input_shape[:-1]) == 1:  # one place, and whatever is read of it is all of it
            return tuple(Window(size, strides=0) for size in input_shape[:-1])
        return None


@dataclass(frozen=True)
class _ZeroPadding(Layer):
    """``padding`` is one number, one per axis, or (before, after) per axis."""

    rank: ClassVar[int]
    padding: int | tuple = 1

    def __post_init__(self) -> None:
        given = self.padding
        per_axis = given if isinstance(given, tuple) else (given,) * self.rank
        if self.rank == 1 and isinstance(given, tuple):
            per_axis = (given,)
        pairs = tuple(pair if isinstance(pair, tuple) else (pair, pair) for pair in per_axis)
        whole = all(
            isinstance(zeros, int) and zeros >= 0 for pair in pairs for zeros in pair
        ) and all(len(pair) == 2 for pair in pairs)
        if len(pairs) != self.rank or not whole:
            raise self._fail(
                f"padding={given!r} deve ser um inteiro, zero ou maior, ou um par para cada eixo"
            )
        object.__setattr__(self, "padding", pairs)

    def output_shape(self, input_shape: Shape) -> Shape:
        self._check_rank(input_shape, self.rank)
        padded = (
            size + before + after
            for size, (before, after) in zip(input_shape, self.padding)  # type: ignore[arg-type]
        )
        return (*padded, input_shape[-1])

    def size_arithmetic(self, input_shape: Shape) -> tuple[Arithmetic, ...]:
        return tuple(
            Arithmetic(f"{before} + {integer(size)} + {after}", result)
            for size, (before, after), result in zip(
                input_shape, self.padding, self.output_shape(input_shape)  # type: ignore[arg-type]
            )
        )

    def windows(self, input_shape: Shape) -> tuple[Window, ...]:
        self._check_rank(input_shape, self.rank)
        return tuple(Window(padding_before=before) for before, _ in self.padding)  # type: ignore[union-attr]


class ZeroPadding1D(_ZeroPadding):
    """Zeros before and after the steps."""

    rank = 1


class ZeroPadding2D(_ZeroPadding):
    """Zeros around the rows and columns."""

    rank = 2
