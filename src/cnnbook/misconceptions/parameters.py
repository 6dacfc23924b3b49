"""Wrong depths, numbers of maps and counts of parameters."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from cnnbook import layers
from cnnbook.layers import Arithmetic
from cnnbook.misconceptions.mistake import Misconception
from cnnbook.numbers import integer


def _previous_filters(previous_filters: int, filters: int) -> Arithmetic:
    return Arithmetic(integer(previous_filters), previous_filters)


def _own_filters(previous_filters: int, filters: int) -> Arithmetic:
    return Arithmetic(integer(filters), filters)


def _network_channels(network_channels: int, previous_filters: int) -> Arithmetic:
    return Arithmetic(integer(network_channels), network_channels)


def _received_maps(network_channels: int, previous_filters: int) -> Arithmetic:
    return Arithmetic(integer(previous_filters), previous_filters)


def _filters_added(previous_filters: int, filters: int) -> Arithmetic:
    total = previous_filters + filters
    return Arithmetic(f"{integer(previous_filters)} + {integer(filters)}", total)


def _parameters(kernel_size: Sequence[int], channels: int, filters: int) -> Arithmetic:
    kind = {1: layers.Conv1D, 2: layers.Conv2D}[len(kernel_size)]
    layer = kind(filters, tuple(kernel_size), padding="same")
    return layer.parameter_arithmetic((1,) * len(kernel_size) + (channels,))


def _depth_forgotten(kernel_size: Sequence[int], channels: int, filters: int) -> Arithmetic:
    weights = "·".join(map(integer, kernel_size))
    return Arithmetic(f"({weights} + 1)·{integer(filters)}", (prod(kernel_size) + 1) * filters)


def _bias_forgotten(kernel_size: Sequence[int], channels: int, filters: int) -> Arithmetic:
    factors = (*kernel_size, channels, filters)
    return Arithmetic("·".join(map(integer, factors)), prod(factors))


def _one_layer_as_total(parameters: Sequence[int], layer: int = -1) -> Arithmetic:
    return Arithmetic(integer(parameters[layer]), parameters[layer])


def _total(parameters: Sequence[int], layer: int = -1) -> Arithmetic:
    return Arithmetic(" + ".join(map(integer, parameters)), sum(parameters))


def _positions_and_weights(parameters: int, strides: int) -> Arithmetic:
    return Arithmetic(f"{integer(parameters)}/{strides}", parameters // strides)


def _same_parameters(parameters: int, **_: int) -> Arithmetic:
    return Arithmetic(integer(parameters), parameters)


def _weights_per_position(parameters: int, positions: int) -> Arithmetic:
    return Arithmetic(f"{integer(parameters)}·{integer(positions)}", parameters * positions)


def _pooling_learns(pool_size: int, channels: int) -> Arithmetic:
    return Arithmetic(f"{pool_size}·{integer(channels)}", pool_size * channels)


def _pooling_parameters(pool_size: int, channels: int) -> Arithmetic:
    return layers.MaxPooling1D(pool_size).parameter_arithmetic((pool_size, channels))


def _superclasses(classes: int, superclasses: int) -> Arithmetic:
    return Arithmetic(integer(superclasses), superclasses)


def _classes(classes: int, superclasses: int) -> Arithmetic:
    return Arithmetic(integer(classes), classes)


def _each_map_once(filters: int, positions: int | None = None) -> Arithmetic:
    return Arithmetic(integer(filters), filters)


def _pooling_keeps_size(filters: int, positions: int | None = None) -> Arithmetic:
    positions = filters if positions is None else positions
    return Arithmetic(f"{integer(positions)}·{integer(filters)}", positions * filters)


_EIGHT_SIXTEEN = {"previous_filters": 8, "filters": 16}
_FILTERS = {"kernel_size": (3, 3), "channels": 8, "filters": 16}

PARAMETERS = {
    "previous-depth": Misconception(_previous_filters, _own_filters, _EIGHT_SIXTEEN),
    "filters-added": Misconception(_filters_added, _own_filters, _EIGHT_SIXTEEN),
    "own-filters-as-depth": Misconception(_own_filters, _previous_filters, _EIGHT_SIXTEEN),
    "input-depth": Misconception(
        _network_channels, _received_maps, {"network_channels": 3, "previous_filters": 8}
    ),
    "depth-forgotten": Misconception(_depth_forgotten, _parameters, _FILTERS),
    "bias-forgotten": Misconception(_bias_forgotten, _parameters, _FILTERS),
    "one-layer-as-total": Misconception(
        _one_layer_as_total, _total, {"parameters": (144, 4128, 264, 1539)}
    ),
    "positions-and-weights": Misconception(
        _positions_and_weights, _same_parameters, {"parameters": 144, "strides": 4}
    ),
    "weights-per-position": Misconception(
        _weights_per_position, _same_parameters, {"parameters": 144, "positions": 256}
    ),
    "pooling-keeps-size": Misconception(_pooling_keeps_size, _each_map_once, {"filters": 128}),
    "superclasses": Misconception(_superclasses, _classes, {"classes": 100, "superclasses": 20}),
    "pooling-learns": Misconception(
        _pooling_learns, _pooling_parameters, {"pool_size": 4, "channels": 16}
    ),
}
