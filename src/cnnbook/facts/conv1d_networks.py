"""Exercise 6: two 1-D networks, one that shortens its signal by pooling and one by strides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnnbook.numbers import Rounded, integer
from cnnbook.trace import Row, total_multiply_accumulates, total_parameters

QUOTED = {"too_few"}
"""Numbers of the sheet of exercises."""

_TOO_FEW = 4075
"""Of the sheet of exercises; no calculation leads to it."""


def facts(
    rows_a: Sequence[Row], rows_b: Sequence[Row], network_a: Any, network_b: Any
) -> dict[str, object]:
    """Of the traces of both networks and of Keras' own."""
    a, b = ({row.layer.name: row for row in rows} for rows in (rows_a, rows_b))
    total = total_parameters(rows_a)
    assert total == total_parameters(rows_b) == network_a.count_params() == network_b.count_params()
    assert a["flatten"].output_shape == b["flatten"].output_shape
    macs_a, macs_b = total_multiply_accumulates(rows_a), total_multiply_accumulates(rows_b)
    assert macs_a > macs_b  # it costs more
    assert [row.layer.name for row in rows_a][2] == "conv2"  # the third layer of network A
    kernels = [
        [(row.layer.filters, row.layer.kernel_size) for row in rows if "conv" in row.layer.name]
        for rows in (rows_a, rows_b)
    ]
    assert kernels[0] == kernels[1]
    assert a["conv3"].output_shape == b["conv3"].output_shape
    assert a["conv3"].input_shape == b["conv3"].input_shape
    input_shape = rows_a[0].input_shape
    assert input_shape == rows_b[0].input_shape and input_shape[-1] == 1

    third = a["conv3"].output_shape
    conv2_a, conv2_b = a["conv2"].output_shape, b["conv2"].output_shape
    conv2, dense = a["conv2"].parameters, a["output"].parameters
    last_kernel_size = a["conv3"].layer.kernel_size[0]
    single = (last_kernel_size, third[-1])  # the kernel's size, not the output's
    correct = ((conv2_a, third, total), (conv2_b, third, total))
    alternatives = {
        "a": ((conv2_a, third, total), (conv2_b, third, _TOO_FEW)),
        "b": ((conv2_b, third, total), (conv2_b, third, total)),  # after pool2, not conv2
        "c": ((conv2_b, single, conv2), (conv2_b, single, dense)),
        "d": correct,
    }
    [key] = [letter for letter, said in alternatives.items() if said == correct]
    return {
        "input_size": input_shape[0], "input_shape": input_shape,
        "classes": a["output"].layer.units,
        "filters_1": a["conv1"].layer.filters, "filters_2": a["conv2"].layer.filters,
        "filters_3": a["conv3"].layer.filters, "kernel_size": a["conv1"].layer.kernel_size[0],
        "last_kernel_size": last_kernel_size, "factor": a["pool1"].layer.pool_size[0],
        "chain_a": _chain(rows_a), "chain_b": _chain(rows_b),
        "conv2_a": conv2_a, "conv2_b": conv2_b, "conv3": third, "pooled": a["pool2"].output_shape,
        "flat": a["flatten"].output_shape[0], "total": total, "too_few": _TOO_FEW,
        "terms": " + ".join(integer(row.parameters) for row in rows_a if row.parameters),
        "conv2_parameters": conv2, "dense_parameters": dense, "wrong_third": single,
        "macs_a": macs_a, "macs_b": macs_b, "macs_ratio": Rounded(macs_a / macs_b, 1),
        "key": key,
        **{
            letter: {
                name: dict(zip(("conv2", "conv3", "total"), one))
                for name, one in zip(("A", "B"), said)
            }
            for letter, said in alternatives.items()
        },
    }  # fmt: skip


def _chain(rows: Sequence[Row]) -> str:
    """The lengths of the signal, from the input on."""
    lengths = [row.output_shape[0] for row in rows if len(row.output_shape) == 2]
    return " → ".join(map(integer, (rows[0].input_shape[0], *lengths)))
