"""A network followed by someone who errs: what one mistake makes of its shapes and parameters.

The mistake is made wherever it can be, or in chosen layers, along each axis; all the rest is done
rightly, from the shapes that the mistake led to. The formulas are those of
`cnnbook.misconceptions`, and what each is told of a layer is written here.

>>> from cnnbook.layers import Conv2D
>>> rows = mistaken_trace((32, 32, 3), [Conv2D(16, 5), Conv2D(8, 3)], "one-forgotten")
>>> [(row.output_shape, str(row.size_arithmetic[0])) for row in rows]
[((27, 27, 16), '32 − 5 = 27'), ((24, 24, 8), '27 − 3 = 24')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod

from cnnbook.geometry import GeometryError, effective_kernel_size
from cnnbook.layers import (
    Arithmetic,
    AveragePooling1D,
    AveragePooling2D,
    Conv1D,
    Conv2D,
    Dense,
    GlobalAveragePooling1D,
    GlobalAveragePooling2D,
    GlobalMaxPooling1D,
    GlobalMaxPooling2D,
    Layer,
    MaxPooling1D,
    MaxPooling2D,
    Shape,
)
from cnnbook.misconceptions import mistaken

_CONVOLUTIONS = (Conv1D, Conv2D)
_POOLINGS = (MaxPooling1D, MaxPooling2D, AveragePooling1D, AveragePooling2D)
_GLOBAL_POOLINGS = (
    GlobalMaxPooling1D, GlobalMaxPooling2D, GlobalAveragePooling1D, GlobalAveragePooling2D,
)  # fmt: skip
_SLIDING = (*_CONVOLUTIONS, *_POOLINGS)

_WITHOUT_PADDING = {
    "border-ignored", "full-convolution", "kernel-each-side", "one-forgotten", "one-side-only",
    "one-too-many", "rounded-up",
}  # fmt: skip
_WITH_PADDING = {"padding-forgotten", "padding-in-output", "rounded-down"}
_WITH_ANY_PADDING = {"kernel-as-output", "strides-as-gap", "strides-forgotten", "strides-twice"}
_BETWEEN_AXES = {"axes-swapped", "axis-repeated"}


@dataclass(frozen=True)
class MistakenRow:
    """One layer, with the names of `cnnbook.trace.Row`.

    ``layer`` has as many filters or units as the mistake gives it. ``erred`` says whether the
    mistake is made in this layer, if only in how it is calculated, and not just in an earlier one.
    """

    layer: Layer
    input_shape: Shape
    output_shape: Shape
    size_arithmetic: tuple[Arithmetic, ...]
    parameter_arithmetic: Arithmetic
    erred: bool = False

    @property
    def parameters(self) -> int:
        return self.parameter_arithmetic.value


@dataclass(frozen=True)
class _Place:
    """A layer in which someone errs, rightly followed, and what is known where it stands.

    Args:
        network_channels: of the network's input.
        positions: of the last maps, this layer's own among them.
        axis: the only one along which the mistake is made, if not along all.
    """

    mistake: str
    row: MistakenRow
    network_channels: int
    positions: int
    axis: int | None

    @property
    def layer(self) -> Layer:
        return self.row.layer

    @property
    def channels(self) -> int:
        return self.row.input_shape[-1]

    @property
    def outputs(self) -> int:
        """Filters, or units."""
        return self.row.output_shape[-1]

    def by(self, **arguments: object) -> Arithmetic:
        return mistaken(self.mistake, **arguments)

    def with_parameters(self, arithmetic: Arithmetic) -> MistakenRow:
        return replace(self.row, parameter_arithmetic=arithmetic)


def mistaken_trace(
    input_shape: Shape,
    layers: Iterable[Layer],
    mistake: str,
    where: Sequence[int] | None = None,
    axis: int | None = None,
) -> tuple[MistakenRow, ...]:
    """Follow ``input_shape`` through layers in sequence, making one mistake.

    A mistake about sizes is made along each axis on which the window does more than visit every
    element by itself; one about parameters changes these alone; one about filters or units changes
    the layer's output and its parameters.

    Args:
        where: indexes of the layers in which it is made; by default all in which it can be.
        axis: the only one along which a mistake about sizes is made.

    Raises:
        GeometryError: the mistake leads to no size, or to one that a later layer does not fit.
        ValueError: no network can be followed so: this is no mistake about a layer, or there is no
            layer in which it could be made, or not in all of ``where``.
    """
    layers = list(layers)
    if mistake not in _ERRING:
        raise ValueError(f"{mistake}: este engano não é sobre uma camada de uma rede")
    kinds, can, err = _ERRING[mistake]
    possible = [n for n, layer in enumerate(layers) if isinstance(layer, kinds) and can(layer)]
    chosen = possible if where is None else [range(len(layers))[number] for number in where]
    if not chosen or not {*chosen} <= {*possible}:
        raise ValueError(f"{mistake}: não há como cometer este engano nas camadas {chosen}")
    rows: list[MistakenRow] = []
    reached, positions = input_shape, prod(input_shape[:-1])
    for number, layer in enumerate(layers):
        row = _right(layer, reached)
        if len(row.output_shape) > 1:
            positions = prod(row.output_shape[:-1])
        if number in chosen:
            place = _Place(mistake, row, input_shape[-1], positions, axis)
            wrong = err(place)
            row = replace(wrong, erred=wrong != row)
            if min(row.output_shape) < 1:
                raise GeometryError(f"camada {layer.label!r}: por {mistake} não sairia valor algum")
        rows.append(row)
        reached = row.output_shape
    return tuple(rows)


def _right(layer: Layer, input_shape: Shape) -> MistakenRow:
    return MistakenRow(
        layer,
        input_shape,
        layer.output_shape(input_shape),
        layer.size_arithmetic(input_shape),
        layer.parameter_arithmetic(input_shape),
    )


def _size(place: _Place) -> MistakenRow:
    size = tuple(
        _along(place, number) if place.axis in (None, number) else right
        for number, right in enumerate(place.row.size_arithmetic)
    )
    output = (*(one.value for one in size), place.outputs)
    return replace(place.row, size_arithmetic=size, output_shape=output)


def _along(place: _Place, axis: int) -> Arithmetic:
    """What the mistake makes of a size; the right one where there is nothing to mistake."""
    *sizes, _ = place.row.input_shape
    windows = place.layer.windows(place.row.input_shape)
    kernels = [effective_kernel_size(one.kernel_size, one.dilation_rate) for one in windows]
    strides = [one.strides for one in windows]
    padding = {"padding": "valid" if place.layer.padding == "valid" else "same"}
    if place.mistake in _BETWEEN_AXES:
        every = {"input_size": sizes, "kernel_size": kernels, "strides": strides}
        return place.by(**every, **padding, axis=axis)
    if kernels[axis] == strides[axis] == 1 and place.mistake != "kernel-as-output":
        return place.row.size_arithmetic[axis]
    one = {"input_size": sizes[axis], "kernel_size": kernels[axis], "strides": strides[axis]}
    return place.by(**one, **(padding if place.mistake in _WITH_ANY_PADDING else {}))


def _maps(place: _Place) -> MistakenRow:
    """Another number of filters, or of units: of all that depends on it, too."""
    outputs = place.by(previous_filters=place.channels, filters=place.outputs).value
    name = "units" if isinstance(place.layer, Dense) else "filters"
    return _right(replace(place.layer, **{name: outputs}), place.row.input_shape)


def _depth(place: _Place) -> MistakenRow:
    """Filters as deep as something else than what they receive."""
    known = {"previous_filters": place.channels, "filters": place.outputs}
    if place.mistake == "input-depth":
        known = {"previous_filters": place.channels, "network_channels": place.network_channels}
    shape = (*place.row.input_shape[:-1], place.by(**known).value)
    return place.with_parameters(place.layer.parameter_arithmetic(shape))


def _weights(place: _Place) -> MistakenRow:
    kernel_size = () if isinstance(place.layer, Dense) else place.layer.kernel_size
    arguments = {"kernel_size": kernel_size, "channels": place.channels, "filters": place.outputs}
    return place.with_parameters(place.by(**arguments))


def _repeated(place: _Place) -> MistakenRow:
    parameters = place.row.parameters
    return place.with_parameters(place.by(parameters=parameters, positions=place.positions))


def _shared(place: _Place) -> MistakenRow:
    strides = prod(place.layer.strides)
    return place.with_parameters(place.by(parameters=place.row.parameters, strides=strides))


def _pooling_weights(place: _Place) -> MistakenRow:
    pool_size = prod(place.layer.pool_size)
    return place.with_parameters(place.by(pool_size=pool_size, channels=place.channels))


def _positions_kept(place: _Place) -> MistakenRow:
    *sizes, maps = place.row.input_shape
    kept = place.by(filters=maps, positions=prod(sizes))
    return replace(place.row, output_shape=(kept.value,), size_arithmetic=(kept,))


def _always(layer: Layer) -> bool:
    return True


_Err = Callable[[_Place], MistakenRow]
_ERRING: dict[str, tuple[tuple[type, ...], Callable[[Layer], bool], _Err]] = {
    **{
        mistake: (_SLIDING, lambda layer: layer.padding == "valid", _size)
        for mistake in _WITHOUT_PADDING
    },
    **{
        mistake: (_SLIDING, lambda layer: layer.padding != "valid", _size)
        for mistake in _WITH_PADDING
    },
    **{mistake: (_SLIDING, _always, _size) for mistake in _WITH_ANY_PADDING},
    **{mistake: (_SLIDING, lambda layer: layer.rank > 1, _size) for mistake in _BETWEEN_AXES},
    **{
        mistake: ((*_CONVOLUTIONS, Dense), _always, _maps)
        for mistake in ("filters-added", "previous-depth")
    },
    **{
        mistake: (_CONVOLUTIONS, _always, _depth)
        for mistake in ("input-depth", "own-filters-as-depth")
    },
    "bias-forgotten": ((*_CONVOLUTIONS, Dense), lambda layer: layer.use_bias, _weights),
    "depth-forgotten": (_CONVOLUTIONS, _always, _weights),
    "weights-per-position": ((*_CONVOLUTIONS, Dense), _always, _repeated),
    "positions-and-weights": (_CONVOLUTIONS, lambda layer: prod(layer.strides) > 1, _shared),
    "pooling-learns": (_POOLINGS, _always, _pooling_weights),
    "pooling-keeps-size": (_GLOBAL_POOLINGS, _always, _positions_kept),
}
"""By mistake: the layers in which it can be made, if they are such, and how it is made there."""
