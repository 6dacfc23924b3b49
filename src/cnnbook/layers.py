"""Descriptions of layers that know their own arithmetic, without Keras.

Names and arguments are those of ``keras.layers``; shapes are channels-last and without the batch
axis: ``(steps, channels)`` in 1-D, ``(rows, columns, channels)`` in 2-D. Every layer answers:

- ``output_shape(input_shape)``, a tuple;
- ``size_arithmetic(input_shape)``, how each spatial size comes about, an `Arithmetic` per axis;
- ``parameter_arithmetic(input_shape)``, how its parameters are counted;
- ``multiply_accumulates(input_shape)``, products summed to make one output (biases not counted);
- ``windows(input_shape)``, ``(kernel_size, strides, dilation_rate)`` per spatial axis, which is
  what the receptive field depends on.

All raise `GeometryError`, with the layer's name, where the layer cannot exist.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import prod
from typing import ClassVar

from cnnbook.geometry import (
    GeometryError,
    Padding,
    check_positive,
    output_size,
)
from cnnbook.numbers import integer, shape

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Arithmetic:
    """A calculation to read, term by term: ``(1·3·32 + 1)·64 = 6208``."""

    expression: str
    value: int

    @property
    def result(self) -> str:
        """The value as readers write it."""
        return integer(self.value)

    def __str__(self) -> str:
        if self.expression == self.result:
            return self.result
        return f"{self.expression} = {self.result}"


@dataclass(frozen=True, kw_only=True)
class Layer:
    """What all layers share: a name and, unless they say otherwise, no parameter and no cost."""

    name: str = ""

    @property
    def label(self) -> str:
        """The name it was given, or else its kind."""
        return self.name or type(self).__name__

    def output_shape(self, input_shape: Shape) -> Shape:
        raise NotImplementedError

    def size_arithmetic(self, input_shape: Shape) -> tuple[Arithmetic, ...]:
        return ()

    def parameter_arithmetic(self, input_shape: Shape) -> Arithmetic:
        return Arithmetic("0", 0)

    def multiply_accumulates(self, input_shape: Shape) -> int:
        return 0

    def windows(self, input_shape: Shape) -> tuple[tuple[int, int, int], ...]:
        return ()

    def describe(self) -> dict[str, object]:
        """The layer as plain data, for a record; its name, which changes no result, is left out."""
        arguments = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "name"}
        return {"layer": type(self).__name__} | {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in arguments.items()
        }

    def _fail(self, problem: object) -> GeometryError:
        return GeometryError(f"camada {self.label!r}: {problem}")

    def _check_rank(self, input_shape: Shape, rank: int) -> None:
        if len(input_shape) != rank + 1:
            raise self._fail(
                f"espera uma entrada com {rank + 1} dimensões (a última, de canais), "
                f"e a entrada é {shape(input_shape)}"
            )


class _Sliding(Layer):
    """A window that slides over the spatial axes: convolution and pooling."""

    rank: ClassVar[int]
    padding: Padding

    def _normalise(self, **values: int | Shape | None) -> None:
        """Give each argument one value per axis, as Keras does with a single integer."""
        for name, value in values.items():
            per_axis = value if isinstance(value, tuple) else (value,) * self.rank
            if len(per_axis) != self.rank:
                raise self._fail(f"{name}={value!r} deve ter {self.rank} valores")
            try:
                for size in per_axis:
                    check_positive(**{name: size})  # type: ignore[arg-type]
            except GeometryError as error:
                raise self._fail(error) from None
            object.__setattr__(self, name, per_axis)
        if self.padding not in ("valid", "same"):
            raise self._fail(f'padding={self.padding!r} não existe: use "valid" ou "same"')

    def _spatial_output(self, input_shape: Shape) -> Shape:
        self._check_rank(input_shape, self.rank)
        try:
            return tuple(
                output_size(size, kernel_size, strides, self.padding, dilation_rate)
                for size, (kernel_size, strides, dilation_rate) in zip(
                    input_shape, self.windows(input_shape)
                )
            )
        except GeometryError as error:
            raise self._fail(error) from None

    def size_arithmetic(self, input_shape: Shape) -> tuple[Arithmetic, ...]:
        sizes = self._spatial_output(input_shape)
        return tuple(
            Arithmetic(self._size_expression(size, *window), result)
            for size, window, result in zip(input_shape, self.windows(input_shape), sizes)
        )

    def _size_expression(
        self, size: int, kernel_size: int, strides: int, dilation_rate: int
    ) -> str:
        if self.padding == "same":
            return f"⌈{integer(size)}/{strides}⌉"
        window = str(kernel_size)
        if dilation_rate > 1:
            window = f"(({kernel_size} − 1)·{dilation_rate} + 1)"
        return f"⌊({integer(size)} − {window})/{strides}⌋ + 1"


@dataclass(frozen=True)
class _Convolution(_Sliding):
    filters: int
    kernel_size: int | Shape
    strides: int | Shape = 1
    padding: Padding = "valid"
    dilation_rate: int | Shape = 1
    use_bias: bool = True

    def __post_init__(self) -> None:
        try:
            check_positive(filters=self.filters)
        except GeometryError as error:
            raise self._fail(error) from None
        self._normalise(
            kernel_size=self.kernel_size, strides=self.strides, dilation_rate=self.dilation_rate
        )

    def windows(self, input_shape: Shape) -> tuple[tuple[int, int, int], ...]:
        return tuple(zip(self.kernel_size, self.strides, self.dilation_rate))  # type: ignore[arg-type]

    def output_shape(self, input_shape: Shape) -> Shape:
        return (*self._spatial_output(input_shape), self.filters)

    def parameter_arithmetic(self, input_shape: Shape) -> Arithmetic:
        self._check_rank(input_shape, self.rank)
        per_filter = (*self.kernel_size, input_shape[-1])  # type: ignore[misc]
        weights = "·".join(integer(size) for size in per_filter)
        expression = f"({weights} + 1)" if self.use_bias else weights
        return Arithmetic(
            f"{expression}·{integer(self.filters)}",
            (prod(per_filter) + self.use_bias) * self.filters,
        )

    def multiply_accumulates(self, input_shape: Shape) -> int:
        return prod(self.output_shape(input_shape)) * prod(self.kernel_size) * input_shape[-1]  # type: ignore[arg-type]


class Conv1D(_Convolution):
    rank = 1


class Conv2D(_Convolution):
    rank = 2


@dataclass(frozen=True)
class _Pooling(_Sliding):
    pool_size: int | Shape = 2
    strides: int | Shape | None = None
    padding: Padding = "valid"

    def __post_init__(self) -> None:
        self._normalise(
            pool_size=self.pool_size,
            strides=self.pool_size if self.strides is None else self.strides,
        )

    def windows(self, input_shape: Shape) -> tuple[tuple[int, int, int], ...]:
        return tuple((k, s, 1) for k, s in zip(self.pool_size, self.strides))  # type: ignore[arg-type]

    def output_shape(self, input_shape: Shape) -> Shape:
        return (*self._spatial_output(input_shape), input_shape[-1])


class MaxPooling1D(_Pooling):
    rank = 1


class MaxPooling2D(_Pooling):
    rank = 2


class AveragePooling1D(_Pooling):
    rank = 1


class AveragePooling2D(_Pooling):
    rank = 2


@dataclass(frozen=True)
class _GlobalPooling(Layer):
    rank: ClassVar[int]

    def windows(self, input_shape: Shape) -> tuple[tuple[int, int, int], ...]:
        return tuple((size, 1, 1) for size in input_shape[:-1])

    def output_shape(self, input_shape: Shape) -> Shape:
        self._check_rank(input_shape, self.rank)
        return input_shape[-1:]


class GlobalMaxPooling1D(_GlobalPooling):
    rank = 1


class GlobalMaxPooling2D(_GlobalPooling):
    rank = 2


class GlobalAveragePooling1D(_GlobalPooling):
    rank = 1


class GlobalAveragePooling2D(_GlobalPooling):
    rank = 2


@dataclass(frozen=True)
class Flatten(Layer):
    def windows(self, input_shape: Shape) -> tuple[tuple[int, int, int], ...]:
        return tuple((size, 1, 1) for size in input_shape[:-1])

    def output_shape(self, input_shape: Shape) -> Shape:
        return (prod(input_shape),)

    def size_arithmetic(self, input_shape: Shape) -> tuple[Arithmetic, ...]:
        expression = "·".join(integer(size) for size in input_shape)
        return (Arithmetic(expression, prod(input_shape)),)


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

    def windows(self, input_shape: Shape) -> tuple[tuple[int, int, int], ...]:
        return ((1, 1, 1),) * (len(input_shape) - 1)
