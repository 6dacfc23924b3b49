"""A Keras model read as the book's own layer descriptions, and the two held against each other."""

from __future__ import annotations

import dataclasses

import keras

from cnnbook import layers
from cnnbook.trace import Row, trace


class DisagreementError(AssertionError):
    """Keras and the book's arithmetic differ: one of them is wrong about a layer."""


def layers_of(model: keras.Model) -> list[layers.Layer]:
    """Describe each layer of a sequential model, in order, under its Keras name.

    Raises:
        TypeError: a layer of a kind that `cnnbook.layers` does not describe.
    """
    return [_describe(layer) for layer in model.layers]


def checked_trace(model: keras.Model) -> tuple[Row, ...]:
    """Trace a sequential model by the book's arithmetic, and insist that Keras agrees.

    Raises:
        DisagreementError: an output shape or a number of parameters differs.
    """
    rows = trace(model.input_shape[1:], layers_of(model))
    for row, layer in zip(rows, model.layers, strict=True):
        keras_says = tuple(layer.output.shape[1:]), layer.count_params()
        book_says = row.output_shape, row.parameters
        if keras_says != book_says:
            raise DisagreementError(
                f"camada {layer.name!r}: (saída, parâmetros) são {keras_says} segundo o Keras "
                f"e {book_says} segundo a conta do livro"
            )
    return rows


def _describe(layer: keras.Layer) -> layers.Layer:
    kind = getattr(layers, type(layer).__name__, None)
    if kind is None or not issubclass(kind, layers.Layer):
        raise TypeError(
            f"camada {layer.name!r}: o livro ainda não descreve camadas {type(layer).__name__}"
        )
    config = layer.get_config()
    arguments = {field.name: config[field.name] for field in dataclasses.fields(kind)}
    return kind(
        **{
            key: tuple(value) if isinstance(value, list) else value
            for key, value in arguments.items()
        }
    )
