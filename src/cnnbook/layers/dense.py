"""The dense layer."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from cnnbook.geometry import GeometryError, check_positive
from cnnbook.layers.base import Arithmetic, Layer, Shape
from cnnbook.numbers import integer


@dataclass(frozen=True)
class Dense(Layer):
    """Acts on the last axis, as in Keras; after `Flatten` that is the whole input."""

    units: int
    use_bias: bool = True

    def __post_init__(self) -> None:
        try:
            check_positive(units=self.units)
        except GeometryError as error:
            raise self._fail(error) from None

    def output_shape(self, input_shape: Shape) -> Shape:
        return (*input_shape[:-1], self.units)

    def parameter_arithmetic(self, input_shape: Shape) -> Arithmetic:
        inputs = integer(input_shape[-1])
        expression = f"({inputs} + 1)" if self.use_bias else inputs
        return Arithmetic(
            f"{expression}·{integer(self.units)}", (input_shape[-1] + self.use_bias) * self.units
        )

    def multiply_accumulates(self, input_shape: Shape) -> int:
        return prod(self.output_shape(input_shape)) * input_shape[-1]
