"""Pooling: over windows, and over the whole map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cnnbook.geometry import Padding
from cnnbook.layers.base import Layer, Shape, Window
from cnnbook.layers.sliding import Sliding


@dataclass(frozen=True)
class _Pooling(Sliding):
    pool_size: int | Shape = 2
    strides: int | Shape | None = None
    padding: Padding = "valid"

    def __post_init__(self) -> None:
        self._normalise(
            pool_size=self.pool_size,
            strides=self.pool_size if self.strides is None else self.strides,
        )

    def windows(self, input_shape: Shape) -> tuple[Window, ...]:
        self._check_rank(input_shape, self.rank)
        return tuple(
            self._window(*axis)
            for axis in zip(input_shape, self.pool_size, self.strides)  # type: ignore[arg-type]
        )

    def output_shape(self, input_shape: Shape) -> Shape:
        return (*self._spatial_output(input_shape), input_shape[-1])


class MaxPooling1D(_Pooling):
    """The largest value of each window, channel by channel."""

    rank = 1


class MaxPooling2D(_Pooling):
    """The largest value of each window, channel by channel."""

    rank = 2


class AveragePooling1D(_Pooling):
    """The mean of each window, channel by channel; zeros of the padding are not counted."""

    rank = 1


class AveragePooling2D(_Pooling):
    """The mean of each window, channel by channel; zeros of the padding are not counted."""

    rank = 2


@dataclass(frozen=True)
class _GlobalPooling(Layer):
    rank: ClassVar[int]
    keepdims: bool = False

    def windows(self, input_shape: Shape) -> tuple[Window, ...]:
        return tuple(Window(size, strides=0) for size in input_shape[:-1])

    def output_shape(self, input_shape: Shape) -> Shape:
        self._check_rank(input_shape, self.rank)
        return (*(1,) * (self.rank if self.keepdims else 0), input_shape[-1])


class GlobalMaxPooling1D(_GlobalPooling):
    """The largest value of each channel."""

    rank = 1


class GlobalMaxPooling2D(_GlobalPooling):
    """The largest value of each channel."""

    rank = 2


class GlobalAveragePooling1D(_GlobalPooling):
    """The mean of each channel."""

    rank = 1


class GlobalAveragePooling2D(_GlobalPooling):
    """The mean of each channel."""

    rank = 2
