"""What happens to a shape, layer by layer: the arithmetic of a whole network, without Keras."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnnbook.geometry import GeometryError, check_positive
from cnnbook.layers import Arithmetic, Layer, Shape
from cnnbook.receptive_field import Region


@dataclass(frozen=True)
class Row:
    """One layer of a trace.

    Shapes are channels-last, without the batch axis; ``input_shapes`` has more than one only where
    a layer joins several. ``receptive_field`` holds, per spatial axis of the network's input, how
    many of its elements one output of this layer depends on (padding included, so it can exceed
    the input; the most, where outputs differ); it is None where that is not described, after a
    layer such as `Conv2DTranspose`. A layer that is used again (``reused``) shares its parameters
    with its first use, which counts them.
    """

    layer: Layer
    input_shapes: tuple[Shape, ...]
    output_shape: Shape
    size_arithmetic: tuple[Arithmetic, ...]
    parameter_arithmetic: Arithmetic
    multiply_accumulates: int
    receptive_field: Shape | None
    reused: bool = False

    @property
    def input_shape(self) -> Shape:
        """The shape of the only input, or of the first."""
        return self.input_shapes[0]

    @property
    def parameters(self) -> int:
        """What this layer adds to the network's parameters."""
        return 0 if self.reused else self.parameter_arithmetic.value


@dataclass(frozen=True)
class Node:
    """A layer in a graph, and what it reads: 0 is the network's input, ``n`` the n-th node.

    ``reused``: an earlier node is the very same layer, with the same weights.
    """

    layer: Layer
    inputs: tuple[int, ...]
    reused: bool = False


def trace(input_shape: Shape, layers: Iterable[Layer]) -> tuple[Row, ...]:
    """Follow ``input_shape`` through layers that stand one after another.

    Raises:
        GeometryError: a layer cannot exist where it stands; the message names it.
    """
    return trace_graph(input_shape, [Node(layer, (n,)) for n, layer in enumerate(layers)])


def trace_graph(input_shape: Shape, nodes: Sequence[Node]) -> tuple[Row, ...]:
    """Follow ``input_shape`` through a graph whose nodes come after all that they read.

    Raises:
        GeometryError: a layer cannot exist where it stands; the message names it.
    """
    _check_shape(input_shape)
    shapes = [input_shape]
    regions: list[list[Region] | None] = [[Region() for _ in input_shape[:-1]]]
    rows: list[Row] = []
    for node in nodes:
        inputs = tuple(shapes[number] for number in node.inputs)
        output = node.layer.output_shape(*inputs)
        seen = _regions(node.layer, inputs, output, [regions[number] for number in node.inputs])
        rows.append(
            Row(
                node.layer,
                inputs,
                output,
                node.layer.size_arithmetic(*inputs),
                node.layer.parameter_arithmetic(*inputs),
                node.layer.multiply_accumulates(*inputs),
                None if seen is None else _sizes(seen, output),
                node.reused,
            )
        )
        shapes.append(output)
        regions.append(seen)
    return tuple(rows)


def total_parameters(rows: Sequence[Row]) -> int:
    return sum(row.parameters for row in rows)


def total_multiply_accumulates(rows: Sequence[Row]) -> int:
    return sum(row.multiply_accumulates for row in rows)


def _check_shape(input_shape: Shape) -> None:
    if not isinstance(input_shape, tuple) or not input_shape:
        raise GeometryError(
            f"a forma da entrada, {input_shape!r}, deve ser uma tupla, como (32, 32, 3); "
            "de uma dimensão só, (784,), com a vírgula"
        )
    check_positive(**{f"input_shape[{axis}]": size for axis, size in enumerate(input_shape)})


def _regions(
    layer: Layer, inputs: tuple[Shape, ...], output: Shape, seen: list[list[Region] | None]
) -> list[Region] | None:
    """What the layer's outputs depend on, per axis of the network's input."""
    windows = layer.windows(*inputs)
    if windows is None or None in seen:
        return None
    result = []
    for axis, of_inputs in enumerate(zip(*seen)):  # type: ignore[arg-type]
        # An input with one place along an axis is read at that place, whichever the output.
        region = Region.union(
            region.of_first() if _size(shape_, axis) == 1 < _size(output, axis) else region
            for region, shape_ in zip(of_inputs, inputs)
        )
        # Where the axis is gone, what is left depends on all of it, and goes on doing so.
        result.append(region.through(windows[axis]) if axis < len(windows) else region)
    return result


def _sizes(regions: list[Region], output: Shape) -> Shape:
    return tuple(region.size(_size(output, axis)) for axis, region in enumerate(regions))


def _size(shape_: Shape, axis: int) -> int:
    """Places along a spatial axis; one where the axis is gone."""
    return shape_[axis] if axis < len(shape_) - 1 else 1
