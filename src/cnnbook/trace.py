"""What happens to a shape, layer by layer: the arithmetic of a whole network, without Keras."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnnbook.geometry import check_positive, receptive_field
from cnnbook.layers import Arithmetic, Layer, Shape


@dataclass(frozen=True)
class Row:
    """One layer of a trace.

    Shapes are channels-last, without the batch axis. ``receptive_field`` holds, per spatial axis
    of the network's input, how many of its elements one output of this layer depends on (padding
    included, so it can exceed the input).
    """

    layer: Layer
    input_shape: Shape
    output_shape: Shape
    size_arithmetic: tuple[Arithmetic, ...]
    parameter_arithmetic: Arithmetic
    multiply_accumulates: int
    receptive_field: Shape

    @property
    def parameters(self) -> int:
        return self.parameter_arithmetic.value


def trace(input_shape: Shape, layers: Iterable[Layer]) -> tuple[Row, ...]:
    """Follow ``input_shape`` through the layers.

    Raises:
        GeometryError: a layer cannot exist where it stands; the message names it.
    """
    check_positive(**{f"input_shape[{axis}]": size for axis, size in enumerate(input_shape)})
    rows = []
    fields = [(1, 1)] * (len(input_shape) - 1)  # receptive field and jump of each spatial axis
    for layer in layers:
        output_shape = layer.output_shape(input_shape)
        windows = layer.windows(input_shape)
        # Once the spatial axes are gone (windows is empty) the field no longer grows.
        fields = [
            receptive_field(*field, *window) for field, window in zip(fields, windows)
        ] or fields
        rows.append(
            Row(
                layer,
                input_shape,
                output_shape,
                layer.size_arithmetic(input_shape),
                layer.parameter_arithmetic(input_shape),
                layer.multiply_accumulates(input_shape),
                tuple(field for field, _ in fields),
            )
        )
        input_shape = output_shape
    return tuple(rows)


def total_parameters(rows: Sequence[Row]) -> int:
    return sum(row.parameters for row in rows)


def total_multiply_accumulates(rows: Sequence[Row]) -> int:
    return sum(row.multiply_accumulates for row in rows)
