"""A second opinion: whether two networks, given the same weights, compute the same.

For code that no reading of layers understands. It can only say yes: a network that keeps its
weights in another order is not recognised.
"""

from __future__ import annotations

import inspect
from typing import Any

import keras
import numpy as np

_EXAMPLES = 3
_LARGE = 2**17  # values: of an input so large, one example has all there is to see
_TOLERANCE = 1e-4  # of the largest output: float32, and another order of sums


def computes_the_same(reference: keras.Model, model: keras.Model) -> bool:
    """Whether ``model``, with random weights of ``reference``'s, gives its outputs and shapes.

    Neither network's own weights are changed.
    """
    try:
        return _same(reference, model)
    except Exception:  # whatever a network of the reader's own raises, it is no yes
        return False


def _same(reference: keras.Model, model: keras.Model) -> bool:
    if not model.built:
        return False
    mine, theirs = reference.trainable_variables, model.trainable_variables
    if [np.prod(one.shape) for one in mine] != [np.prod(one.shape) for one in theirs]:
        return False
    if getattr(model, "output_shape", reference.output_shape) != reference.output_shape:
        return False
    random = np.random.default_rng(0)
    weights = [_weights(random, one.shape) for one in mine]
    examples = 1 if np.prod(reference.input_shape[1:]) > _LARGE else _EXAMPLES
    images = random.random((examples, *reference.input_shape[1:])).astype("float32")
    declared = getattr(model, "input_shape", reference.input_shape)[1:]
    shape = tuple(size or given for size, given in zip(declared, images.shape[1:]))
    if np.prod(shape) != np.prod(images.shape[1:]):
        return False
    expected = _outputs(reference, weights, images, training=False)
    near = _TOLERANCE * np.abs(expected).max()
    for training in (False, True):
        found = _outputs(model, weights, images.reshape((examples, *shape)), training)
        if found.shape != expected.shape or np.abs(found - expected).max() > near:
            return False
    return True


def _weights(random: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Of a size that keeps activations away from 0 and from infinity."""
    scale = 1 / np.sqrt(np.prod(shape[:-1])) if len(shape) > 1 else 0.3
    return random.normal(0, scale, shape).astype("float32")


def _outputs(
    network: keras.Model, weights: list[np.ndarray], images: np.ndarray, training: bool
) -> np.ndarray:
    own = [
        weight.reshape(variable.shape)
        for weight, variable in zip(weights, network.trainable_variables)
    ]
    others = [keras.ops.convert_to_numpy(one) for one in network.non_trainable_variables]
    takes: dict[str, Any] = {}
    if "training" in inspect.signature(network.call).parameters:
        takes["training"] = training
    return np.asarray(network.stateless_call(own, others, images, **takes)[0])
