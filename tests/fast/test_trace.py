"""A shape followed through a stack of layers, and how much of the input each layer sees."""

import pytest

from cnnbook.geometry import GeometryError
from cnnbook.layers import (
    Add,
    AveragePooling1D,
    Concatenate,
    Conv1D,
    Conv2D,
    Conv2DTranspose,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    GlobalMaxPooling1D,
    MaxPooling1D,
    MaxPooling2D,
    Multiply,
    Reshape,
)
from cnnbook.trace import (
    Node,
    total_multiply_accumulates,
    total_parameters,
    trace,
    trace_graph,
)


def test_rows_chain_the_shapes_and_add_up():
    rows = trace((8, 6, 3), [Conv2D(4, 3), MaxPooling2D(2), Flatten(), Dense(10)])
    assert [row.input_shape for row in rows] == [(8, 6, 3), (6, 4, 4), (3, 2, 4), (24,)]
    assert [row.output_shape for row in rows] == [(6, 4, 4), (3, 2, 4), (24,), (10,)]
    assert [row.parameters for row in rows] == [112, 0, 0, 250]
    assert total_parameters(rows) == 362
    assert [row.multiply_accumulates for row in rows] == [6 * 4 * 4 * 27, 0, 0, 240]
    assert total_multiply_accumulates(rows) == 2832
    assert [str(size) for size in rows[1].size_arithmetic] == [
        "⌊(6 − 2)/2⌋ + 1 = 3",
        "⌊(4 − 2)/2⌋ + 1 = 2",
    ]


def test_no_layers_no_rows():
    rows = trace((8, 3), [])
    assert rows == ()
    assert total_parameters(rows) == total_multiply_accumulates(rows) == 0


def test_an_error_names_the_layer_that_does_not_fit_not_the_first():
    stack = [Conv2D(4, 3, name="conv1"), MaxPooling2D(2), Conv2D(4, 3, name="conv3")]
    with pytest.raises(GeometryError, match=r"'conv3'.*3 posições.*entrada tem 2"):
        trace((6, 6, 1), stack)


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("size", [0, -3, 1.5, True])
def test_an_impossible_input_is_refused_by_axis(axis, size):
    input_shape = [8, 8]
    input_shape[axis] = size
    with pytest.raises(GeometryError) as error:
        trace(tuple(input_shape), [Dense(1)])
    assert f"input_shape[{axis}]={size!r}" in str(error.value)


@pytest.mark.parametrize("input_shape", [784, (), [28, 28]], ids=repr)
def test_an_input_that_is_no_tuple_is_refused_with_an_example(input_shape):
    with pytest.raises(GeometryError, match=r"\(784,\)") as error:
        trace(input_shape, [Dense(1)])
    assert repr(input_shape) in str(error.value)


def test_a_layer_used_twice_counts_its_parameters_once():
    layer = Conv2D(4, 3, padding="same")
    nodes = [Node(layer, (0,)), Node(layer, (1,), reused=True), Node(layer, (2,))]
    rows = trace_graph((8, 8, 4), nodes)
    assert [row.reused for row in rows] == [False, True, False]
    assert total_parameters(rows) == 2 * 37 * 4
    assert total_multiply_accumulates(rows) == 3 * rows[0].multiply_accumulates


def test_a_description_that_stands_twice_in_a_list_describes_two_layers():
    assert total_parameters(trace((8, 8, 4), [Conv2D(4, 3)] * 3)) == 3 * 37 * 4


def test_paths_that_join_see_the_union_of_what_each_sees():
    rows = trace_graph(
        (32, 1),
        [
            Node(Conv1D(2, 3, padding="same"), (0,)),
            Node(Conv1D(2, 5, padding="same"), (0,)),
            Node(Add(), (1, 2)),
            Node(Conv1D(2, 3, padding="causal"), (3,)),  # sees only what came before
            Node(Concatenate(), (4, 2)),
        ],
    )
    assert [row.receptive_field for row in rows] == [(3,), (5,), (5,), (7,), (7,)]
    assert rows[-1].input_shapes == ((32, 2), (32, 2))
    assert rows[-1].output_shape == (32, 4)


def test_a_mean_of_everything_that_multiplies_a_map_makes_each_value_depend_on_everything():
    rows = trace_graph(
        (9, 9, 1),
        [
            Node(Conv2D(2, 3), (0,)),
            Node(GlobalAveragePooling2D(keepdims=True), (1,)),
            Node(Multiply(), (1, 2)),
        ],
    )
    assert [row.receptive_field for row in rows] == [(3, 3), (9, 9), (9, 9)]


def test_no_receptive_field_is_given_where_it_depends_on_the_place():
    stack = [Conv2D(2, 3), Conv2DTranspose(2, 3, strides=2), Conv2D(2, 3), Flatten()]
    rows = trace((9, 9, 1), stack)
    assert [row.receptive_field for row in rows] == [(3, 3), None, None, None]
    assert [row.receptive_field for row in trace((8, 6), [Reshape((4, 12))])] == [None]


def span(windows):
    """How far apart are the outermost input positions that one output depends on.

    Worked backwards over an endless input, from one output through the positions that each of
    its taps reads; ``windows`` are (kernel, stride, dilation) of one axis, from input to output.
    """
    positions = {0}
    for kernel_size, strides, dilation_rate in reversed(windows):
        positions = {
            position * strides + tap * dilation_rate
            for position in positions
            for tap in range(kernel_size)
        }
    return max(positions) - min(positions) + 1


STACKS = {
    "three plain": (
        (20, 1),
        [Conv1D(1, 3), Conv1D(1, 3), Conv1D(1, 3)],
        [[(3, 1, 1), (3, 1, 1), (3, 1, 1)]],
    ),
    "strides and pooling": (
        (64, 2),
        [Conv1D(4, 5, strides=2), MaxPooling1D(3), Conv1D(4, 4), AveragePooling1D(2, strides=1)],
        [[(5, 2, 1), (3, 3, 1), (4, 1, 1), (2, 1, 1)]],
    ),
    "dilations that double": (
        (32, 1),
        [Conv1D(1, 2, dilation_rate=rate) for rate in (1, 2, 4, 8)],
        [[(2, 1, 1), (2, 1, 2), (2, 1, 4), (2, 1, 8)]],
    ),
    "a stride that skips positions": (
        (32, 1),
        [Conv1D(1, 1, strides=3), Conv1D(1, 3, strides=2), Conv1D(1, 2)],
        [[(1, 3, 1), (3, 2, 1), (2, 1, 1)]],
    ),
    "rectangular": (
        (64, 64, 1),
        [
            Conv2D(2, 3, strides=2, padding="same"),
            Conv2D(2, (1, 3), strides=(1, 2), padding="same"),
            Conv2D(2, (3, 1), strides=(2, 1), padding="same"),
            Conv2D(2, 3, strides=3),
        ],
        [
            [(3, 2, 1), (1, 1, 1), (3, 2, 1), (3, 3, 1)],
            [(3, 2, 1), (3, 2, 1), (1, 1, 1), (3, 3, 1)],
        ],
    ),
    "global pooling takes all 5 by 3 positions": (
        (12, 8, 1),
        [Conv2D(2, 3, strides=2), GlobalAveragePooling2D(), Dense(4)],
        [[(3, 2, 1), (5, 1, 1)], [(3, 2, 1), (3, 1, 1)]],
    ),
    "so does global pooling in 1-D": (
        (9, 1),
        [Conv1D(2, 2), GlobalMaxPooling1D()],
        [[(2, 1, 1), (8, 1, 1)]],
    ),
    "so does flatten, and dense adds nothing": (
        (11, 2),
        [MaxPooling1D(2), Dense(3), Flatten(), Dense(4), Dense(5)],
        [[(2, 2, 1), (5, 1, 1)]],
    ),
    "padding counts, so it can exceed the input": (
        (3, 1),
        [Conv1D(1, 5, padding="same"), Conv1D(1, 5, padding="same")],
        [[(5, 1, 1), (5, 1, 1)]],
    ),
}


@pytest.mark.parametrize(("input_shape", "stack", "axes"), STACKS.values(), ids=STACKS.keys())
def test_receptive_field_of_a_stack_spans_the_positions_read(input_shape, stack, axes):
    fields = trace(input_shape, stack)[-1].receptive_field
    assert fields == tuple(span(windows) for windows in axes)


def test_receptive_field_grows_row_by_row():
    rows = trace((32, 1), [Conv1D(1, 3), MaxPooling1D(2), Conv1D(1, 3)])
    assert [row.receptive_field for row in rows] == [(3,), (4,), (8,)]


def test_a_flat_input_has_no_receptive_field():
    assert [row.receptive_field for row in trace((10,), [Dense(4), Dense(2)])] == [(), ()]
