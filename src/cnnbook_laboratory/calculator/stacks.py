"""The book's networks as plain data, without Keras.

The builders of `cnnbook.networks` are one literal list of layers each. Their code is read, not run:
to import them would load TensorFlow into the process that writes pages. A test builds them.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import cnnbook
from cnnbook import layers
from cnnbook.layers import Layer, Shape
from cnnbook.trace import Row, trace

_BUILDERS = Path(cnnbook.__file__).with_name("networks.py")


@dataclass(frozen=True)
class Stack:
    """Layers that stand one after another, and the activation of each (empty: none)."""

    input_shape: Shape
    layers: tuple[Layer, ...]
    activations: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        return trace(self.input_shape, self.layers)

    def describe(self) -> dict[str, Any]:
        """As the browser is given it: each layer's description, its name and its activation."""
        activations = self.activations or ("",) * len(self.layers)
        return {
            "input": list(self.input_shape),
            "layers": [
                layer.describe() | {"name": layer.name} | ({"activation": one} if one else {})
                for layer, one in zip(self.layers, activations, strict=True)
            ],
        }


@cache
def stacks() -> dict[str, Stack]:
    """The networks of exercises 4 and 6 to 10, by name, in the book's order.

    Exercise 4 has two layers and no name for them as a network; its chapter builds them.
    """
    functions = ast.parse(_BUILDERS.read_text("utf-8")).body
    read = {one.name: _stack(one) for one in functions if isinstance(one, ast.FunctionDef)}
    two = (
        layers.Conv2D(8, 3, padding="valid", name="primeira"),
        layers.Conv2D(16, 3, padding="same", name="segunda"),
    )
    return {"two_convolutions": Stack((256, 256, 3), two), **read}


def _stack(builder: ast.FunctionDef) -> Stack:
    """The layers of ``return keras.Sequential([keras.Input(…), layers.…(…), …])``."""
    [returned] = [one.value for one in builder.body if isinstance(one, ast.Return)]
    assert isinstance(returned, ast.Call) and isinstance(returned.args[0], ast.List)
    entry, *calls = (one for one in returned.args[0].elts if isinstance(one, ast.Call))
    read = [_layer(call) for call in calls]
    return Stack(
        ast.literal_eval(entry.args[0]),
        tuple(layer for layer, _ in read),
        tuple(activation for _, activation in read),
    )


def _layer(call: ast.Call) -> tuple[Layer, str]:
    assert isinstance(call.func, ast.Attribute)
    kind = getattr(layers, call.func.attr)
    given = {one.arg: ast.literal_eval(one.value) for one in call.keywords}
    activation = given.pop("activation", "")
    return kind(*_by_place(kind, call.args), **given), activation


def _by_place(kind: type[Layer], arguments: Sequence[ast.expr]) -> list[Any]:
    # In Keras' order the arguments that the builders give by place are the first, here as there.
    assert len(arguments) <= len([one for one in fields(kind) if not one.kw_only])
    return [ast.literal_eval(one) for one in arguments]
