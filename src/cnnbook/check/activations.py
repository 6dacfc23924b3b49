"""Which activation a function is, by what it does: lambdas and ``tf.nn.relu`` count as well."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import keras
import numpy as np
from keras import ops

_PROBE = np.array([[-2.0, -0.5, 0.0, 0.5, 3.0, 7.5]], "float32")
_KNOWN = (
    "linear", "relu", "softmax", "sigmoid", "tanh", "relu6", "leaky_relu", "elu", "selu", "gelu",
    "silu", "softplus", "log_softmax",
)  # fmt: skip


def activation_name(function: Callable[..., Any] | None) -> str:
    """Keras' name of the activation that gives the same values; else the function's own name."""
    if function is None:
        return "linear"
    for name in _KNOWN:
        if function is getattr(keras.activations, name):
            return name
    try:
        values = _values(function)
    except Exception:  # whatever a reader's own function raises
        values = None
    if values is not None:
        for name, known in _known_values().items():
            if values.shape == known.shape and np.allclose(values, known, atol=1e-6):
                return name
    return getattr(function, "__name__", None) or type(function).__name__


def _values(function: Callable[..., Any]) -> np.ndarray:
    return np.asarray(ops.convert_to_numpy(function(ops.convert_to_tensor(_PROBE))))


@cache
def _known_values() -> dict[str, np.ndarray]:
    return {name: _values(getattr(keras.activations, name)) for name in _KNOWN}
