"""A reader's Keras model as `steps`, whichever way it was written.

Nested models are opened, functional graphs are followed from output to input, activation layers
are folded into the layers they belong to, zeros put by hand into the convolution after them.
"""

from __future__ import annotations

from typing import Any

import keras

from cnnbook.check.given import NotANetworkError, UnreadableError
from cnnbook.check.one_layer import step_of
from cnnbook.check.steps import Network, Shape, Step, simplified
from cnnbook.check.table import TABLE
from cnnbook.check.words import say
from cnnbook.geometry import same_padding
from cnnbook.numbers import shape as shown

_ZEROS = ("ZeroPadding1D", "ZeroPadding2D")


def read(model: keras.Model, assumed: Shape | None = None) -> Network:
    """The steps of a model with one input and one output, one layer after the other.

    Args:
        model: built or not.
        assumed: the shape of an example, for a model that does not say what it receives.

    Raises:
        UnreadableError: its layers are not in one row, or do not say in which order they are.
    """
    return _Reader(model, assumed).network()


def _operations(model: keras.Model) -> list[Any]:
    """From input to output, nested models opened."""
    if isinstance(model, keras.Sequential):
        return [one for layer in model.layers for one in _opened(layer)]
    if not getattr(model, "inputs", None) or not getattr(model, "outputs", None):
        raise UnreadableError(say("unreadable.subclass"))
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        many = {"inputs": len(model.inputs), "outputs": len(model.outputs)}
        raise NotANetworkError(say("networks.handed", what=say("unreadable.many", **many)))
    found: list[Any] = []
    tensor, first = model.outputs[0], model.inputs[0]
    while tensor is not first:
        operation, node, _ = tensor._keras_history
        before = operation._inbound_nodes[node].arguments.keras_tensors
        if not before:
            break
        if len({id(one) for one in before}) != 1:
            raise UnreadableError(say("unreadable.branches", name=operation.name))
        found[:0] = _opened(operation)
        tensor = before[0]
    return found


def _opened(operation: Any) -> list[Any]:
    return _operations(operation) if isinstance(operation, keras.Model) else [operation]


def input_shape_of(model: keras.Model) -> Shape | None:
    """The shape of an example, as the model declares it."""
    try:
        shape = model.input_shape
    except AttributeError:
        return None
    return tuple(shape[1:]) if isinstance(shape, tuple) else None


class _Reader:
    def __init__(self, model: keras.Model, assumed: Shape | None) -> None:
        self.operations = _operations(model)
        self.declared = input_shape_of(model)
        self.shape = assumed if self.declared is None else self.declared
        self.steps: list[Step] = []
        self.notes: list[tuple[str, dict[str, str]]] = []
        self.zeros: Any = None  # put before the convolution that follows
        self.unpadded: Shape | None = None

    def network(self) -> Network:
        seen: set[int] = set()
        shared = []
        for operation in self.operations:
            if getattr(operation, "weights", None):
                if id(operation) in seen:
                    shared.append(operation.name)
                seen.add(id(operation))
            self._read(operation)
        return Network(self.declared, simplified(self.steps), self.notes, shared)

    def _read(self, operation: Any) -> None:
        kind = type(operation).__name__
        output = _output_of(operation, self.shape)
        if not self.steps and self._is_of_the_input(operation, kind, output):
            return
        if kind in _ZEROS:
            self.zeros, self.unpadded, self.shape = operation.padding, self.shape, output
            return
        step = step_of(operation, self.shape, output)
        if self.zeros is not None and step and step.kind == "Conv":
            _fold_zeros(step, self.zeros, self.unpadded)
            self.zeros = None
        self.shape = output if output is not None else self.shape
        if step is None:
            return
        if step.kind == "Activation":
            activation = step.attributes["activation"]
            host = _host(self.steps, activation)
            if activation == "linear":
                return
            if host is not None:
                host.attributes["activation"] = activation
                return
        self.steps.append(step)

    def _is_of_the_input(self, operation: Any, kind: str, output: Shape | None) -> bool:
        """Whether it only prepares what the network receives."""
        if kind == "Rescaling":
            self.notes.append(("rescaling", {}))
            self.shape = output
            return True
        if kind == "Reshape" and self.shape and output and _same_but_for_ones(self.shape, output):
            self.declared = self.shape = output
            return True
        return False


def _same_but_for_ones(first: Shape, second: Shape) -> bool:
    return [size for size in first if size != 1] == [size for size in second if size != 1]


def _output_of(operation: Any, shape: Shape | None) -> Shape | None:
    if isinstance(operation, keras.Layer):
        try:
            return tuple(operation.compute_output_shape((None, *shape)))[1:] if shape else None
        except Exception:  # a layer that does not fit, or of the reader's own
            return None
    try:
        return tuple(operation._inbound_nodes[0].output_tensors[0].shape[1:])
    except (AttributeError, IndexError):
        return None


def _host(steps: list[Step], activation: str) -> Step | None:
    """The layer that an activation written as a layer of its own belongs to."""
    for step in reversed(steps):
        if step.attributes.get("activation") == "linear":
            return step
        if activation != "relu" or step.kind not in TABLE["indifferent"]:
            return None
    return None


def _fold_zeros(step: Step, zeros: Any, size: Shape | None) -> None:
    """Zeros put by a layer before a convolution, as the convolution's own padding."""
    each = zeros if isinstance(zeros, list | tuple) else (zeros,)
    pads = [tuple(one) if isinstance(one, list | tuple) else (one, one) for one in each]
    if step.attributes["rank"] == 1 and len(pads) == 2:
        pads = [tuple(each)]
    if step.attributes["padding"] != "valid" or not size:
        step.attributes["padding"] = "zeros e padding"
        return
    axes = list(zip(size, step.window, step.attributes["strides"], pads))
    step.input = size
    if all((n + sum(pad) - k) // s + 1 == -(-n // s) for n, k, s, pad in axes):
        step.attributes["padding"] = "same"
        if any(same_padding(n, k, s) != pad for n, k, s, pad in axes):
            step.notes.append("zeros-by-hand")
    else:
        step.attributes["padding"] = f"zeros {shown(sum(pad) for pad in pads)}"
