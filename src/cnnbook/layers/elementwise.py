"""Layers that act on each value by itself: the shape stays as it is."""

from __future__ import annotations

from dataclasses import dataclass

from cnnbook.layers.base import Arithmetic, Layer, Shape
from cnnbook.numbers import integer


@dataclass(frozen=True)
class _Elementwise(Layer):
    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape


class InputLayer(_Elementwise):
    """Where the data enter: nothing happens to them."""


@dataclass(frozen=True)
class Activation(_Elementwise):
    """A function of each value, by its name in Keras, such as ``"relu"``."""

    activation: str


@dataclass(frozen=True)
class ReLU(_Elementwise):
    """``max(x, 0)``, by default without a ceiling, a slope below zero or another threshold."""

    max_value: float | None = None
    negative_slope: float = 0.0
    threshold: float = 0.0


@dataclass(frozen=True)
class LeakyReLU(_Elementwise):
    """``x`` above zero, ``negative_slope·x`` below."""

    negative_slope: float = 0.3


class Softmax(_Elementwise):
    """Values of the last axis as positive numbers that add up to 1."""


@dataclass(frozen=True)
class Dropout(_Elementwise):
    """In training, each value is set to zero with probability ``rate``; otherwise nothing."""

    rate: float

    def __post_init__(self) -> None:
        if not 0 <= self.rate <= 1:
            raise self._fail(f"rate={self.rate!r} deve estar entre 0 e 1")


class SpatialDropout1D(Dropout):
    """`Dropout` of whole maps."""


class SpatialDropout2D(Dropout):
    """`Dropout` of whole maps."""


@dataclass(frozen=True)
class Rescaling(_Elementwise):
    """``scale·x + offset``, the same for all values or with one of each per channel."""

    scale: float | tuple[float, ...]
    offset: float | tuple[float, ...] = 0.0


@dataclass(frozen=True)
class BatchNormalization(_Elementwise):
    """Per channel: a mean and a variance, not trained but measured, a factor and a shift."""

    center: bool = True
    scale: bool = True

    def parameter_arithmetic(self, input_shape: Shape) -> Arithmetic:
        per_channel = 2 + self.center + self.scale
        return Arithmetic(
            f"{per_channel}·{integer(input_shape[-1])}", per_channel * input_shape[-1]
        )
