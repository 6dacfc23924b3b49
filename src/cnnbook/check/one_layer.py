"""One Keras layer, or operation, as a `Step`."""

from __future__ import annotations

from typing import Any

from cnnbook.check.activations import activation_name
from cnnbook.check.steps import Shape, Step

_NOTHING = ("InputLayer", "Identity")
_POOLS = {"MaxPooling": "MaxPool", "AveragePooling": "AvgPool"}
_ACTIVATIONS = ("ReLU", "Softmax", "LeakyReLU", "ELU", "Relu", "Sigmoid", "Tanh", "PReLU")
_DROPOUTS = ("Dropout", "SpatialDropout1D", "SpatialDropout2D")


def step_of(operation: Any, shape: Shape | None, output: Shape | None) -> Step | None:
    """The step of one operation that receives ``shape``; None where it changes nothing."""
    kind = type(operation).__name__
    made = _described(operation, kind, shape, output)
    if made is None:
        return None
    name, attributes = made
    return Step(name, operation.name, attributes, shape or (), output)


def _described(
    operation: Any, kind: str, shape: Shape | None, output: Shape | None
) -> tuple[str, dict[str, Any]] | None:
    if kind in _NOTHING or (kind in _DROPOUTS and operation.rate == 0):
        return None
    if kind in ("Conv1D", "Conv2D", "Conv3D"):
        return "Conv", _convolution(operation)
    for prefix, pool in _POOLS.items():
        if kind.startswith(prefix):
            return _pooling(operation, pool, shape)
    if kind.startswith("GlobalAverage"):
        return "GlobalAvg", {"keepdims": operation.keepdims}
    if kind.startswith("GlobalMax"):
        return "GlobalMax", {"keepdims": operation.keepdims}
    if kind == "Mean" and _is_global(operation):
        return "GlobalAvg", {"keepdims": bool(operation.keepdims)}
    if kind == "Flatten" or (kind == "Reshape" and output and len(output) == 1):
        return None if shape and len(shape) == 1 else ("Flatten", {})
    if kind == "Dense":
        return "Dense", {
            "units": operation.units,
            "bias": operation.use_bias,
            "activation": activation_name(operation.activation),
        }
    if kind == "Activation":
        return kind, {"activation": activation_name(operation.activation)}
    if kind in _ACTIVATIONS:
        return "Activation", {"activation": activation_name(operation)}
    return kind, {}


def _convolution(layer: Any) -> dict[str, Any]:
    return {
        "rank": layer.rank,
        "filters": layer.filters,
        "kernel": _tuple(layer.kernel_size),
        "strides": _tuple(layer.strides),
        "padding": layer.padding,
        "dilation": _tuple(layer.dilation_rate),
        "groups": layer.groups,
        "bias": layer.use_bias,
        "activation": activation_name(layer.activation),
        "order": layer.data_format,
    }


def _pooling(layer: Any, kind: str, shape: Shape | None) -> tuple[str, dict[str, Any]] | None:
    size, strides = _tuple(layer.pool_size), _tuple(layer.strides or layer.pool_size)
    if set(size) == {1} and set(strides) == {1}:
        return None
    rank = len(shape or ()) - 1
    return kind, {"rank": rank, "pool": size, "strides": strides, "padding": layer.padding}


def _is_global(mean: Any) -> bool:
    """Whether a mean is over all spatial axes."""
    axes = mean.axis if isinstance(mean.axis, list | tuple) else [mean.axis]
    rank = len(mean._inbound_nodes[0].arguments.keras_tensors[0].shape)
    return {axis % rank for axis in axes if axis is not None} == {*range(1, rank - 1)}


def _tuple(value: Any) -> tuple:
    return tuple(value) if isinstance(value, list | tuple) else (value,)
