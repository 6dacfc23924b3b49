"""Exercise 5: what makes the output smaller, and what learns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

from cnnbook.geometry import output_size
from cnnbook.layers import (
    Arithmetic,
    Conv1D,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    Layer,
    MaxPooling1D,
    Shape,
)
from cnnbook.numbers import integer
from cnnbook.trace import Row, total_multiply_accumulates, total_parameters, trace

GIVEN = {
    "chain_side",
    "last_maps",
    "last_units",
    "signal_filters",
    "signal_kernel",
    "signal_layers",
    "signal_size",
    "signal_strides",
}
"""Numbers that a question chooses."""

Traces = Mapping[str, Sequence[Row]]

_CHAIN_SIDE = 96
_LAST_MAPS, _LAST_UNITS = (6, 6, 64), 10
_SIGNAL_SIZE, _SIGNAL_STRIDES, _SIGNAL_LAYERS = 16000, 4, 3
_SIGNAL_KERNEL, _SIGNAL_FILTERS = 8, 16


def facts(
    input_shape: Shape,
    kernel_size: int,
    filters: int,
    strides: int,
    traces: Traces,
    models: Mapping[str, Any],
) -> dict[str, object]:
    """Of the strategies that are compared, by the letter of their alternative."""
    for name, rows in traces.items():
        assert models[name].output_shape[1:] == rows[-1].output_shape
        assert models[name].count_params() == total_parameters(rows)

    values = {name: prod(rows[-1].output_shape) for name, rows in traces.items()}
    costs = {name: total_multiply_accumulates(rows) for name, rows in traces.items()}
    parameters = {name: total_parameters(rows) for name, rows in traces.items()}
    before, smaller, deeper = "como estava", "a. filtros menores", "b. mais camadas"
    pooled, strided, only = "c. com pooling", "c. com passo", "d. só pooling"
    base = values[before]
    assert values[smaller] == values[deeper] == base
    [reduced] = {values[pooled], values[strided], values[only]}
    assert reduced < base
    assert costs[strided] < costs[pooled] < costs[before]
    assert costs[smaller] < costs[before] < costs[deeper] == 2 * costs[before]
    assert parameters[smaller] < parameters[before] < parameters[deeper]
    assert parameters[only] == 0 < parameters[pooled]
    # Without padding, a smaller filter loses less at the borders.
    unpadded = [Conv2D(filters, side).output_shape(input_shape)[0] for side in (1, kernel_size)]
    assert unpadded[0] > unpadded[1]
    # The strategy that is asked for shrinks the output and leaves something to learn.
    [key] = {name[0] for name in traces if values[name] < base and parameters[name] > 0}
    return {
        "input_shape": input_shape, "kernel_size": kernel_size, "filters": filters,
        "strides": strides, "base_values": base, "reduced_values": reduced, "key": key,
        "same_size": str(traces[before][0].size_arithmetic[0]),
        "strided_size": str(traces[strided][0].size_arithmetic[0]),
        "strided_again": str(traces[strided][1].size_arithmetic[0]),
        **_base(traces[before], kernel_size),
    }  # fmt: skip


def _base(rows: Sequence[Row], kernel_size: int) -> dict[str, object]:
    """The multiplications and parameters of layers that are all alike, written out."""
    [layer, *others] = rows
    rows_out, columns_out, filters = layer.output_shape
    for one in others:
        assert one.parameter_arithmetic == layer.parameter_arithmetic
        assert one.output_shape == layer.output_shape
    products, parameters = total_multiply_accumulates(rows), total_parameters(rows)
    assert products == len(rows) * prod(layer.output_shape) * kernel_size**2 * filters
    assert parameters == len(rows) * layer.parameter_arithmetic.value
    weights = f"({kernel_size}·{kernel_size}·{filters})"
    return {
        "base_products": products,
        "base_products_arithmetic": (f"{len(rows)}·({rows_out}·{columns_out}·{filters})·{weights}"),
        "base_parameters": parameters,
        "base_parameters_arithmetic": f"{len(rows)}·{layer.parameter_arithmetic.expression}",
    }


def of_other_questions(
    input_shape: Shape,
    convolution: Callable[..., Conv2D],
    pooling: Layer,
    traces: Traces,
    in_keras: Callable[[Layer], Any],
) -> dict[str, object]:
    """Of the further questions: ``convolution`` and ``pooling`` are the chapter's own layers."""
    return {
        **_chain(convolution, pooling, in_keras),
        **_swap(convolution, pooling),
        **_end_of_a_network(),
        **_fields(input_shape, convolution, pooling, traces),
        **_signal(),
        **_rectified(),
    }


def _chain(
    convolution: Callable[..., Conv2D], pooling: Any, in_keras: Callable[[Layer], Any]
) -> dict[str, object]:
    """A convolution with strides, a pooling and a convolution: rightly, and wrongly."""
    import keras

    filters, kernel_size = convolution().filters, convolution().kernel_size
    strides = pooling.pool_size[0]
    shape = (_CHAIN_SIDE, _CHAIN_SIDE, filters)

    def sizes(*layers: Layer) -> list[int]:
        return [_CHAIN_SIDE, *(row.output_shape[0] for row in trace(shape, layers))]

    layers = convolution(strides=strides), pooling, convolution()
    right = sizes(*layers)
    wrong = {
        "twice": sizes(convolution(strides=strides**2), *layers[1:]),
        "unpadded": sizes(
            Conv2D(filters, kernel_size, strides=strides), pooling, Conv2D(filters, kernel_size)
        ),
        "unstrided": sizes(convolution(), *layers[1:]),
    }
    assert wrong["twice"][-1] < wrong["unpadded"][-1] < right[-1] < wrong["unstrided"][-1]
    model = keras.Sequential([keras.Input(shape), *map(in_keras, layers)])
    assert model.output_shape[1] == right[-1]
    rows = trace(shape, layers)
    first, second, third = (str(row.size_arithmetic[0]) for row in rows)
    return {
        "chain_input": _square(_CHAIN_SIDE), "strides_squared": strides**2,
        "chain_output": _square(right[-1]), "right_chain": _arrows(right),
        **{f"chain_{name}": _square(found[-1]) for name, found in wrong.items()},
        **{f"{name}_chain": _arrows(found) for name, found in wrong.items()},
        "first_size": first, "second_size": second, "third_size": third,
    }  # fmt: skip


def _swap(convolution: Callable[..., Conv2D], pooling: Any) -> dict[str, object]:
    """A convolution in place of a pooling with its strides: same shapes, more parameters."""
    swap = convolution(strides=pooling.pool_size[0])
    for side in range(2, 65, 2):
        shape = (side, side, swap.filters)
        assert swap.output_shape(shape) == pooling.output_shape(shape)
    shape = (_CHAIN_SIDE, _CHAIN_SIDE, swap.filters)
    arithmetic = swap.parameter_arithmetic(shape)
    assert pooling.parameter_arithmetic(shape).value == 0 < arithmetic.value
    return {"swap_arithmetic": str(arithmetic)}


def _end_of_a_network() -> dict[str, object]:
    """Global average pooling and a dense layer."""
    import keras

    dense = Dense(_LAST_UNITS)
    last = trace(_LAST_MAPS, [GlobalAveragePooling2D(), dense])
    flattened = trace(_LAST_MAPS, [Flatten(), dense])
    parameters = total_parameters(last)
    unbiased = Dense(_LAST_UNITS, use_bias=False).parameter_arithmetic(last[1].input_shape)
    learned = Arithmetic(
        "·".join(map(str, _LAST_MAPS)) + f" + {parameters}", prod(_LAST_MAPS) + parameters
    )
    assert unbiased.value < parameters < learned.value < total_parameters(flattened)
    model = keras.Sequential(
        [
            keras.Input(_LAST_MAPS),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(_LAST_UNITS),
        ]
    )
    assert model.count_params() == parameters
    return {
        "last_maps": _LAST_MAPS, "last_units": _LAST_UNITS, "last_channels": _LAST_MAPS[-1],
        "last_parameters": parameters, "last_arithmetic": str(last[1].parameter_arithmetic),
        "last_unbiased": unbiased.value, "last_unbiased_arithmetic": str(unbiased),
        "last_learned": learned.value, "last_learned_arithmetic": str(learned),
        "last_flattened": total_parameters(flattened),
        "last_flattened_arithmetic": str(flattened[1].parameter_arithmetic),
    }  # fmt: skip


def _fields(
    input_shape: Shape, convolution: Callable[..., Conv2D], pooling: Any, traces: Traces
) -> dict[str, object]:
    """Receptive fields with pooling and without; parameters and costs with pooling or strides."""
    without = trace(input_shape, [convolution(), convolution()])
    within = trace(input_shape, [convolution(), pooling, convolution()])
    fields = [row.receptive_field[0] for row in (*without, *within[1:])]  # type: ignore[index]
    assert fields[3] > fields[1]
    assert within[-1].parameters == without[-1].parameters
    pooled, strided = traces["c. com pooling"], traces["c. com passo"]
    assert total_parameters(pooled) == total_parameters(strided)
    assert pooled[-1].output_shape == strided[-1].output_shape
    assert total_multiply_accumulates(strided) < total_multiply_accumulates(pooled)
    names = ("field_first", "field_without", "field_pooled", "field_with")
    steps, strides = convolution().kernel_size[0] - 1, pooling.pool_size[0]
    assert fields[2] + steps * strides == fields[3]
    return {
        **dict(zip(names, map(_square, fields))),
        "field_arithmetic": f"{fields[2]} + {steps}·{strides} = {fields[3]}",
    }


def _signal() -> dict[str, object]:
    """A signal that must come down to few places."""
    shape = (_SIGNAL_SIZE, 1)
    convolution = Conv1D(_SIGNAL_FILTERS, _SIGNAL_KERNEL, strides=_SIGNAL_STRIDES, padding="same")
    strided = trace(shape, [convolution] * _SIGNAL_LAYERS)
    pooled = trace(shape, [MaxPooling1D(_SIGNAL_STRIDES)] * _SIGNAL_LAYERS)
    sizes = [_SIGNAL_SIZE, *(row.output_shape[0] for row in strided)]
    assert sizes == [_SIGNAL_SIZE, *(row.output_shape[0] for row in pooled)]
    assert total_parameters(pooled) == 0 < total_parameters(strided)
    target = sizes[-1]
    ratio = Arithmetic(f"{integer(_SIGNAL_SIZE)}/{integer(target)}", _SIGNAL_SIZE // target)
    assert ratio.value * target == _SIGNAL_SIZE
    for kernel_size in (_SIGNAL_KERNEL, target):
        assert output_size(_SIGNAL_SIZE, kernel_size, padding="same") == _SIGNAL_SIZE
    return {
        "signal_size": _SIGNAL_SIZE, "signal_strides": _SIGNAL_STRIDES,
        "signal_layers": _SIGNAL_LAYERS, "signal_kernel": _SIGNAL_KERNEL,
        "signal_target": target, "signal_chain": _arrows(sizes),
        "signal_ratio": ratio.value, "signal_ratio_arithmetic": str(ratio),
    }  # fmt: skip


def _rectified() -> dict[str, object]:
    """A ReLU keeps the shape, even where it makes many zeros."""
    import keras
    import numpy as np

    responses = np.random.default_rng(1).normal(-0.5, 1, (1, 8, 8, 4)).astype("float32")
    rectified = np.asarray(keras.layers.ReLU()(responses))
    assert rectified.shape == responses.shape and (rectified == 0).mean() > 0.5
    return {}


def _arrows(sizes: Sequence[int]) -> str:
    return " → ".join(map(integer, sizes))


def _square(side: int) -> Shape:
    return (side, side)
