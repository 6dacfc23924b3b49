"""A Keras model read as the book's own layer descriptions, and the two held against each other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import keras

from cnnbook import layers
from cnnbook.trace import Node, Row, trace_graph


class DisagreementError(AssertionError):
    """Keras and the book's arithmetic differ: one of them is wrong about a layer."""


def layers_of(model: keras.Model) -> list[layers.Layer]:
    """Describe each layer of a model whose layers stand one after another, in order.

    The layers have their Keras names. The layer that only names the input is left out.

    Raises:
        TypeError: a layer that `cnnbook.layers` does not describe, or layers that branch.
    """
    nodes = graph_of(model)
    for place, node in enumerate(nodes):
        if node.inputs != (place,):
            raise TypeError(
                f"camada {node.layer.name!r}: as camadas desta rede não estão em uma só fila"
            )
    return [node.layer for node in nodes]


def graph_of(model: keras.Model) -> list[Node]:
    """Describe a sequential or functional model with one input, each layer after all it reads.

    A model inside the model counts as its own layers. A layer that is used twice is in two nodes.

    Raises:
        TypeError: the model, or a layer of it, is of a kind that the book does not describe.
    """
    return [node for node, _, _ in _read(model)]


def checked_trace(model: keras.Model) -> tuple[Row, ...]:
    """Trace a model by the book's arithmetic, and insist that Keras agrees.

    Raises:
        TypeError: as `graph_of`.
        DisagreementError: an output shape or a number of parameters differs.
    """
    read = list(_read(model))
    rows = trace_graph(tuple(model.inputs[0].shape[1:]), [node for node, _, _ in read])
    for row, (_, layer, output) in zip(rows, read, strict=True):
        keras_says = tuple(output.shape[1:]), layer.count_params()
        book_says = row.output_shape, row.parameter_arithmetic.value
        if keras_says != book_says:
            raise DisagreementError(
                f"camada {layer.name!r}: (saída, parâmetros) são {keras_says} segundo o Keras "
                f"e {book_says} segundo a conta do livro"
            )
    return rows


def _read(model: keras.Model) -> Iterator[tuple[Node, keras.Layer, keras.KerasTensor]]:
    """Each node with its Keras layer and output tensor."""
    if not getattr(model, "inputs", None):
        raise TypeError(
            f"rede {model.name!r}: ainda não se sabe a forma da entrada; comece por keras.Input"
        )
    if len(model.inputs) > 1 or len(model.outputs) > 1:
        raise TypeError(f"rede {model.name!r}: o livro descreve redes de uma entrada e uma saída")
    yield from _Reader().read(model)


class _Reader:
    """Follows a model's tensors back to its input; numbers stand for nodes as in `Node`."""

    def __init__(self) -> None:
        self._read_before: set[int] = set()
        self._found: list[tuple[Node, keras.Layer, keras.KerasTensor]] = []

    def read(self, model: keras.Model) -> list[tuple[Node, keras.Layer, keras.KerasTensor]]:
        self._inside(model, 0)
        return self._found

    def _inside(self, model: keras.Model, entry: int) -> int:
        """Read a model whose input is the node ``entry``; return the node of its output."""
        numbers = {id(model.inputs[0]): entry}
        # Depth first, without recursion: published networks are deeper than Python's stack allows.
        waiting = [model.outputs[0]]
        while waiting:
            tensor = waiting[-1]
            if id(tensor) in numbers:
                waiting.pop()
                continue
            operation, node_number, _ = tensor._keras_history
            inputs = operation._inbound_nodes[node_number].input_tensors
            missing = [one for one in inputs if id(one) not in numbers]
            if missing:
                waiting.extend(reversed(missing))
                continue
            waiting.pop()
            numbers[id(tensor)] = self._add(
                operation, tuple(numbers[id(one)] for one in inputs), tensor
            )
        return numbers[id(model.outputs[0])]

    def _add(
        self, operation: Any, inputs: tuple[int, ...], output: keras.KerasTensor
    ) -> int:
        if isinstance(operation, keras.Model):
            return self._inside(operation, inputs[0])
        if not isinstance(operation, keras.Layer):
            raise TypeError(
                f"operação {operation.name!r}: o livro descreve camadas, e ela não é uma"
            )
        node = Node(_describe(operation), inputs, reused=id(operation) in self._read_before)
        self._read_before.add(id(operation))
        self._found.append((node, operation, output))
        return len(self._found)


def _describe(layer: keras.Layer) -> layers.Layer:
    name = type(layer).__name__
    kind = getattr(layers, name, None)
    # A layer of one's own may do anything, whatever its name.
    if kind is None or type(layer) is not getattr(keras.layers, name, None):
        raise TypeError(f"camada {layer.name!r}: o livro ainda não descreve camadas {name}")
    config = layer.get_config()
    _refuse_what_is_not_described(layer, config)
    arguments = {field.name: config[field.name] for field in dataclasses.fields(kind)}
    return kind(**{key: _as_tuple(value) for key, value in arguments.items()})


def _refuse_what_is_not_described(layer: keras.Layer, config: dict[str, Any]) -> None:
    last = len(layer.output.shape) - 1 if isinstance(layer, keras.layers.BatchNormalization) else -1
    described = {
        "data_format": ("channels_last", None),
        "output_padding": (None,),
        "renorm": (False,),
    }
    if not isinstance(layer, keras.layers.Concatenate):
        described["axis"] = (-1, last, [-1])
    for name, values in described.items():
        if name in config and config[name] not in values:
            raise TypeError(
                f"camada {layer.name!r}: o livro não descreve {name}={config[name]!r}"
            )


def _as_tuple(value: object) -> object:
    return tuple(_as_tuple(one) for one in value) if isinstance(value, list | tuple) else value
