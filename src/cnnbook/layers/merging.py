"""Layers that join several inputs into one."""

from __future__ import annotations

from dataclasses import dataclass

from cnnbook.layers.base import Arithmetic, Layer, Shape, Window
from cnnbook.numbers import integer, shape


@dataclass(frozen=True)
class Merging(Layer):
    """Joins inputs of the same rank; its methods take one shape for each."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        self._check_inputs(input_shapes)
        # A size of 1 is repeated along the axis, as arrays do.
        sizes = tuple(max(sizes) for sizes in zip(*input_shapes))
        for other in input_shapes:
            if any(size not in (1, result) for size, result in zip(other, sizes)):
                raise self._fail(f"não combina entradas de formas {self._written(input_shapes)}")
        return sizes

    def size_arithmetic(self, *input_shapes: Shape) -> tuple[Arithmetic, ...]:
        return ()

    def parameter_arithmetic(self, *input_shapes: Shape) -> Arithmetic:
        return super().parameter_arithmetic(input_shapes[0])

    def multiply_accumulates(self, *input_shapes: Shape) -> int:
        return 0

    def windows(self, *input_shapes: Shape) -> tuple[Window, ...]:
        return (Window(),) * (len(input_shapes[0]) - 1)

    def _check_inputs(self, input_shapes: tuple[Shape, ...]) -> None:
        if len(input_shapes) < 2:
            raise self._fail("junta duas entradas ou mais, e recebeu só uma")
        if len({len(one) for one in input_shapes}) > 1:
            raise self._fail(f"não combina entradas de formas {self._written(input_shapes)}")

    @staticmethod
    def _written(input_shapes: tuple[Shape, ...]) -> str:
        return " e ".join(shape(one) for one in input_shapes)


class Add(Merging):
    """The sum of its inputs, value by value."""


class Multiply(Merging):
    """The product of its inputs, value by value."""


class Average(Merging):
    """The mean of its inputs, value by value."""


class Maximum(Merging):
    """The largest of its inputs, value by value."""


@dataclass(frozen=True)
class Concatenate(Merging):
    """Its inputs one after the other along an axis, by default that of the channels."""

    axis: int = -1

    def _axis(self, rank: int) -> int:
        # Keras counts the batch axis, which is not here.
        axis = self.axis + rank if self.axis < 0 else self.axis - 1
        if not 0 <= axis < rank:
            raise self._fail(f"axis={self.axis} não existe em uma entrada com {rank} dimensões")
        return axis

    def output_shape(self, *input_shapes: Shape) -> Shape:
        self._check_inputs(input_shapes)
        axis = self._axis(len(input_shapes[0]))
        rest = {one[:axis] + one[axis + 1 :] for one in input_shapes}
        if len(rest) > 1:
            raise self._fail(f"não concatena entradas de formas {self._written(input_shapes)}")
        joined = sum(one[axis] for one in input_shapes)
        return (*input_shapes[0][:axis], joined, *input_shapes[0][axis + 1 :])

    def size_arithmetic(self, *input_shapes: Shape) -> tuple[Arithmetic, ...]:
        axis = self._axis(len(input_shapes[0]))
        sizes = [one[axis] for one in input_shapes]
        return (Arithmetic(" + ".join(integer(size) for size in sizes), sum(sizes)),)

    def windows(self, *input_shapes: Shape) -> tuple[Window, ...] | None:  # type: ignore[override]
        rank = len(input_shapes[0])
        return super().windows(*input_shapes) if self._axis(rank) == rank - 1 else None
