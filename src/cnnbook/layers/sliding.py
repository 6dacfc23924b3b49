"""A window that slides over the spatial axes: what convolution and pooling have in common."""

from __future__ import annotations

from typing import ClassVar

from cnnbook.geometry import GeometryError, Padding, check_positive, output_size, same_padding
from cnnbook.layers.base import Arithmetic, Layer, Shape, Window
from cnnbook.numbers import integer


class Sliding(Layer):
    rank: ClassVar[int]
    paddings: ClassVar[tuple[str, ...]] = ("valid", "same")
    padding: Padding

    def windows(self, input_shape: Shape) -> tuple[Window, ...]:
        raise NotImplementedError

    def _normalise(self, **values: int | Shape | None) -> None:
        """Give each argument one value per axis, as Keras does with a single integer."""
        for name, value in values.items():
            per_axis = value if isinstance(value, tuple) else (value,) * self.rank
            if len(per_axis) != self.rank:
                raise self._fail(f"{name}={value!r} deve ter {self.rank} valores")
            for size in per_axis:
                self._check_positive(**{name: size})  # type: ignore[arg-type]
            object.__setattr__(self, name, per_axis)
        if isinstance(self.padding, str):
            object.__setattr__(self, "padding", self.padding.lower())  # as Keras does
        if self.padding not in self.paddings:
            known = " ou ".join(f'"{name}"' for name in self.paddings)
            raise self._fail(f"o livro não descreve padding={self.padding!r}: use {known}")

    def _check_positive(self, **sizes: int) -> None:
        try:
            check_positive(**sizes)
        except GeometryError as error:
            raise self._fail(error) from None

    def _spatial_output(self, input_shape: Shape) -> Shape:
        self._check_rank(input_shape, self.rank)
        try:
            return tuple(
                output_size(
                    size, window.kernel_size, window.strides, self.padding, window.dilation_rate
                )
                for size, window in zip(input_shape, self.windows(input_shape))
            )
        except GeometryError as error:
            raise self._fail(error) from None

    def _window(self, size: int, kernel_size: int, strides: int, dilation_rate: int = 1) -> Window:
        """The window along an axis of ``size`` elements, with the zeros that go before it."""
        before = 0
        if self.padding == "same":
            before = same_padding(size, kernel_size, strides, dilation_rate)[0]
        elif self.padding == "causal":
            before = (kernel_size - 1) * dilation_rate
        return Window(kernel_size, strides, dilation_rate, before)

    def size_arithmetic(self, input_shape: Shape) -> tuple[Arithmetic, ...]:
        sizes = self._spatial_output(input_shape)
        return tuple(
            Arithmetic(self._size_expression(size, window), result)
            for size, window, result in zip(input_shape, self.windows(input_shape), sizes)
        )

    def _size_expression(self, size: int, window: Window) -> str:
        if self.padding != "valid":
            return f"⌈{integer(size)}/{window.strides}⌉"
        covered = str(window.kernel_size)
        if window.dilation_rate > 1:
            covered = f"(({window.kernel_size} − 1)·{window.dilation_rate} + 1)"
        return f"⌊({integer(size)} − {covered})/{window.strides}⌋ + 1"
