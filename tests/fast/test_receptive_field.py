"""Receptive fields of random graphs against the very positions that each output reads."""

from __future__ import annotations

import random
from functools import cache

import pytest

from cnnbook.geometry import GeometryError, same_padding
from cnnbook.layers import (
    Add,
    AveragePooling1D,
    Concatenate,
    Conv1D,
    Dense,
    Flatten,
    GlobalAveragePooling1D,
    MaxPooling1D,
    Multiply,
    ReLU,
    ZeroPadding1D,
)
from cnnbook.layers.base import Window
from cnnbook.receptive_field import Region
from cnnbook.trace import Node, trace_graph


@pytest.mark.parametrize(
    ("windows", "field", "bounds"),
    [
        ([Window(3)], 3, (0, 2)),
        ([Window(3), Window(3)], 5, (0, 4)),
        ([Window(3, strides=2), Window(3)], 7, (0, 6)),  # neighbours are 2 apart
        ([Window(3, dilation_rate=2)], 5, (0, 4)),
        ([Window(3, padding_before=1), Window(3, padding_before=1)], 5, (-2, 2)),
        ([Window(padding_before=2), Window(3)], 3, (-2, 0)),
    ],
)
def test_by_hand(windows, field, bounds):
    region = Region()
    for window in windows:
        region = region.through(window)
    assert region.size(10) == field
    assert region.bounds(0) == bounds


def positions_read(nodes, rows, input_size):
    """For each node, the input positions of each output, found tap by tap; zeros count as places.

    Written from what the layers do, without a word of windows: where an output reads beyond an
    input's edge, the plain line of the layers before it is continued there.
    """
    sizes = [input_size, *(row.output_shape[0] if len(row.output_shape) > 1 else 1 for row in rows)]

    @cache
    def reads(number, output):
        if number == 0:
            return frozenset([output])
        layer, inputs = nodes[number - 1].layer, nodes[number - 1].inputs
        if isinstance(layer, Conv1D | MaxPooling1D | AveragePooling1D):
            kernel = layer.kernel_size if isinstance(layer, Conv1D) else layer.pool_size
            [kernel], [strides] = kernel, layer.strides
            dilation = layer.dilation_rate[0] if isinstance(layer, Conv1D) else 1
            before = {
                "valid": 0,
                "same": same_padding(sizes[inputs[0]], kernel, strides, dilation)[0],
                "causal": (kernel - 1) * dilation,
            }[layer.padding]
            places = [output * strides + tap * dilation - before for tap in range(kernel)]
        elif isinstance(layer, ZeroPadding1D):
            places = [output - layer.padding[0][0]]
        elif isinstance(layer, GlobalAveragePooling1D | Flatten):
            places = range(sizes[inputs[0]])
        else:
            places = [output]
        return frozenset().union(
            *(
                reads(source, 0 if sizes[source] == 1 < sizes[number] else place)
                for source in inputs
                for place in places
            )
        )

    return reads


def draw_graph(source):
    """Layers that read any earlier ones of fitting shapes; impossible draws are left out."""
    nodes, shapes = [], [(source.randint(12, 40), 2)]

    def padding(*kinds):
        return source.choice(kinds)

    def candidates():
        yield Conv1D(2, source.randint(1, 5), source.randint(1, 3), padding("valid", "same"))
        yield Conv1D(2, source.randint(2, 3), dilation_rate=2, padding=padding("same", "causal"))
        yield MaxPooling1D(source.randint(1, 3), source.randint(1, 3), padding("valid", "same"))
        yield AveragePooling1D(2, padding=padding("valid", "same"))
        yield ZeroPadding1D((source.randint(0, 2), source.randint(0, 2)))
        yield GlobalAveragePooling1D(keepdims=True)
        yield source.choice([ReLU(), Dense(2)])
        yield source.choice([Add(), Multiply(), Concatenate()])

    while len(nodes) < source.randint(6, 14):
        layer = source.choice(list(candidates()))
        several = isinstance(layer, Add | Multiply | Concatenate)
        inputs = tuple(source.randrange(len(shapes)) for _ in range(2 if several else 1))
        try:
            shape = layer.output_shape(*(shapes[number] for number in inputs))
        except GeometryError:
            continue
        nodes.append(Node(layer, inputs))
        shapes.append(shape)
    return shapes[0], [*nodes, Node(Flatten(), (len(nodes),))]


def test_random_graphs_see_exactly_from_their_first_to_their_last_position():
    source = random.Random(20261125)
    joined = 0
    for _ in range(400):
        input_shape, nodes = draw_graph(source)
        rows = trace_graph(input_shape, nodes)
        reads = positions_read(tuple(nodes), rows, input_shape[0])
        for number, row in enumerate(rows, start=1):
            joined += len(row.input_shapes) > 1
            outputs = row.output_shape[0] if len(row.output_shape) > 1 else 1
            spans = [
                max(seen) - min(seen) + 1
                for seen in (reads(number, output) for output in range(outputs))
            ]
            assert row.receptive_field == (max(spans),), (nodes[:number], input_shape)
    assert joined > 200
