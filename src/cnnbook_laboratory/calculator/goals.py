"""What a reader may try to reach with a network, by name.

A goal is said in words and checked by limits, all found from the network that it starts from. The
way there is not written here: a test walks one for each goal and network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from cnnbook.layers import Shape
from cnnbook.trace import Row, total_multiply_accumulates, total_parameters
from cnnbook_laboratory.calculator.stacks import Stack
from cnnbook_sphinx.words import _

Limits = tuple[int | None, int | None]


@dataclass(frozen=True)
class Goal:
    """Limits, least and most, that a network must keep; None where there is none.

    ``output`` is the shape of the layer ``layer``; ``field`` holds for each axis of the receptive
    field of the last layer with a window.
    """

    parameters: Limits | None = None
    products: Limits | None = None
    field: Limits | None = None
    layer: str = ""
    output: Shape | None = None

    def describe(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value}

    def is_met_by(self, stack: Stack) -> bool:
        """Whether the network keeps all limits: as the page decides it."""
        rows = stack.rows
        named = {row.layer.name: row for row in rows}
        return (
            _within(total_parameters(rows), self.parameters)
            and _within(total_multiply_accumulates(rows), self.products)
            and all(_within(size, self.field) for size in last_window(rows).receptive_field or ())
            and (
                self.output is None
                or (self.layer in named and named[self.layer].output_shape == self.output)
            )
        )


def last_window(rows: tuple[Row, ...]) -> Row:
    """The last layer whose outputs look at windows of the input."""
    return [
        row
        for row in rows
        if len(row.output_shape) > 1
        and row.receptive_field
        and (hasattr(row.layer, "kernel_size") or hasattr(row.layer, "pool_size"))
    ][-1]


def _within(value: int, limits: Limits | None) -> bool:
    least, most = limits or (None, None)
    return (least is None or value >= least) and (most is None or value <= most)


def _exactly(value: int) -> Limits:
    return value, value


def _one_place(stack: Stack) -> Goal:
    last = last_window(stack.rows)
    ones = (1,) * (len(last.output_shape) - 1)
    return Goal(
        parameters=_exactly(total_parameters(stack.rows)),
        layer=last.layer.name,
        output=(*ones, last.output_shape[-1]),
    )


def _whole_input(stack: Stack) -> Goal:
    return Goal(
        parameters=(None, total_parameters(stack.rows)),
        field=(max(stack.input_shape[:-1]), None),
    )


def _half_the_products(stack: Stack) -> Goal:
    return Goal(
        parameters=_exactly(total_parameters(stack.rows)),
        products=(None, total_multiply_accumulates(stack.rows) // 2),
    )


def _half_the_parameters(stack: Stack) -> Goal:
    last = last_window(stack.rows)
    assert last.receptive_field
    return Goal(
        parameters=(None, total_parameters(stack.rows) // 2),
        field=_exactly(max(last.receptive_field)),
    )


def _twice_the_field(stack: Stack) -> Goal:
    seen = last_window(stack.rows).receptive_field
    assert seen
    return Goal(parameters=(None, total_parameters(stack.rows)), field=(2 * max(seen), None))


GOALS: Mapping[str, Callable[[Stack], Goal]] = MappingProxyType(
    {
        "one-place": _one_place,
        "whole-input": _whole_input,
        "twice-the-field": _twice_the_field,
        "half-the-products": _half_the_products,
        "half-the-parameters": _half_the_parameters,
    }
)


def _texts() -> dict[str, str]:
    return {
        "one-place": _("Make each map of {layer} a single number, with as many parameters."),
        "whole-input": _(
            "Make one number of {layer} depend on as much as the input, without a parameter more."
        ),
        "twice-the-field": _(
            "Make the receptive field of {layer} twice as large, without a parameter more."
        ),
        "half-the-products": _("Halve the multiplications, with as many parameters."),
        "half-the-parameters": _("Halve the parameters, with the same receptive field of {layer}."),
    }


def described(name: str, stack: Stack) -> dict[str, Any]:
    """A goal for a network as the browser is given it: its sentence and its limits.

    Raises:
        KeyError: there is no goal of this name.
    """
    layer = last_window(stack.rows).layer.label
    said = _texts()[name].replace("{layer}", layer)
    return {"text": said, **GOALS[name](stack).describe()}
