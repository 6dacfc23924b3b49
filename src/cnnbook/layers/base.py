"""What all descriptions of layers share."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import NamedTuple

from cnnbook.geometry import GeometryError
from cnnbook.numbers import integer, shape

Shape = tuple[int, ...]


class Window(NamedTuple):
    """What one output reads along an axis: ``kernel_size`` inputs, ``dilation_rate`` apart.

    The first output's window begins ``padding_before`` places before the input, and each further
    one ``strides`` places after the one before it; with no stride at all, every output reads the
    same. The plain window, one input for one output, is that of a layer that acts on each value by
    itself.
    """

    kernel_size: int = 1
    strides: int = 1
    dilation_rate: int = 1
    padding_before: int = 0


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


NOTHING = Arithmetic("0", 0)
"""The parameters of a layer that learns nothing."""


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
        return NOTHING

    def multiply_accumulates(self, input_shape: Shape) -> int:
        return 0

    def windows(self, input_shape: Shape) -> tuple[Window, ...] | None:
        """One for each spatial axis; None where what an output reads depends on its place."""
        return (Window(),) * (len(input_shape) - 1)

    def describe(self) -> dict[str, object]:
        """The layer as plain data; its name, which changes no result, is left out."""
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


def product(*factors: int) -> str:
    """The factors as readers write a product: ``3·3·64``."""
    return "·".join(integer(factor) for factor in factors)
