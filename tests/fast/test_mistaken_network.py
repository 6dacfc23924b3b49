"""Networks followed by someone who errs: against calculations by hand and the formulas."""

import random

import pytest

from cnnbook.geometry import GeometryError
from cnnbook.layers import Conv1D, Conv2D, Dense, Flatten, GlobalAveragePooling2D, MaxPooling1D
from cnnbook.misconceptions import MISCONCEPTIONS, mistaken
from cnnbook.mistaken_network import mistaken_trace
from cnnbook.trace import total_parameters, trace

SQUARE = (32, 32, 3)
MIXED = (Conv2D(16, 5), Conv2D(8, 3, padding="same"))


def shapes(*arguments, **options):
    return [row.output_shape for row in mistaken_trace(*arguments, **options)]


def parameters(*arguments, **options):
    return [row.parameters for row in mistaken_trace(*arguments, **options)]


# Each worked out on paper, with the calculation that a reader who errs would write.
@pytest.mark.parametrize(
    "mistake, sizes, written",
    [
        ("border-ignored", (32, 32), ["32"]),
        ("one-side-only", (30, 30), ["32 − 2 = 30"]),
        ("one-forgotten", (27, 27), ["32 − 5 = 27"]),
        ("one-too-many", (29, 29), ["32 − 5 + 2 = 29"]),
        ("full-convolution", (36, 36), ["32 + 5 − 1 = 36"]),
        ("kernel-each-side", (22, 22), ["32 − 2·5 = 22"]),
        ("padding-forgotten", (28, 26), ["28 − 2 = 26"]),
        ("padding-in-output", (28, 30), ["28 + 2 = 30"]),
    ],
)
def test_a_mistake_of_one_padding_is_made_where_layers_have_it(mistake, sizes, written):
    rows = mistaken_trace(SQUARE, MIXED, mistake)
    assert [row.output_shape for row in rows] == [(sizes[0],) * 2 + (16,), (sizes[1],) * 2 + (8,)]
    assert [str(row.size_arithmetic[1]) for row in rows if row.erred] == written


def test_a_mistake_in_each_layer_goes_on_from_the_size_it_led_to():
    layers = (Conv1D(4, 5, strides=2), Conv1D(6, 3, strides=3), Conv1D(2, 1))
    rows = mistaken_trace((100, 1), layers, "one-forgotten")
    # ⌊(100 − 5)/2⌋ = 47, ⌊(47 − 3)/3⌋ = 14, and a filter of 1 has nothing to mistake
    assert [row.output_shape for row in rows] == [(47, 4), (14, 6), (14, 2)]
    assert str(rows[1].size_arithmetic[0]) == "⌊(47 − 3)/3⌋ = 14"


def test_only_chosen_layers_and_axes():
    layers = [
        Conv2D(8, 3, strides=2, padding="same"),
        Conv2D(8, (1, 3), strides=(1, 4), padding="same"),
    ]
    shape = (64, 96, 1)
    assert shapes(shape, layers, "strides-forgotten") == [(64, 96, 8), (64, 96, 8)]
    assert shapes(shape, layers, "strides-forgotten", [-1]) == [(32, 48, 8), (32, 48, 8)]
    assert shapes(shape, layers, "axes-swapped", [1])[1] == (8, 48, 8)
    assert shapes(shape, layers, "axis-repeated", [1], axis=0)[1] == (8, 12, 8)
    # rows do not change in the second layer, and no one would think so
    assert shapes(shape, layers, "padding-in-output", [1])[1] == (32, 13, 8)  # ⌈(48 + 2)/4⌉


def test_poolings_err_by_their_own_padding():
    layers = (Conv1D(4, 3, padding="same"), MaxPooling1D(3), Conv1D(4, 3, padding="same"))
    assert shapes((100, 1), layers, "rounded-up") == [(100, 4), (34, 4), (34, 4)]
    assert parameters((100, 1), layers, "pooling-learns") == [16, 3 * 4, 52]


def test_a_filter_of_one_can_be_taken_for_the_size():
    layers = (Conv1D(4, 3, padding="same"), Conv1D(2, 1, padding="same"))
    assert shapes((100, 1), layers, "kernel-as-output", [1]) == [(100, 4), (1, 2)]


def test_numbers_of_maps_reach_the_layers_that_follow():
    rows = mistaken_trace(SQUARE, (*MIXED, Conv2D(4, 1)), "filters-added", [1])
    assert [row.output_shape[-1] for row in rows] == [16, 16 + 8, 4]
    assert [row.parameters for row in rows] == [1216, (9 * 16 + 1) * 24, (24 + 1) * 4]
    assert rows[1].layer.filters == 24
    dense = mistaken_trace((10, 4), (Flatten(), Dense(3)), "previous-depth")[-1]
    assert (dense.output_shape, dense.parameters) == ((40,), 41 * 40)


@pytest.mark.parametrize(
    "mistake, where, counts",
    [
        ("depth-forgotten", None, [(25 + 1) * 16, (9 + 1) * 8]),
        ("bias-forgotten", None, [25 * 3 * 16, 9 * 16 * 8]),
        ("own-filters-as-depth", [1], [76 * 16, (9 * 8 + 1) * 8]),
        ("own-filters-as-depth", None, [(25 * 16 + 1) * 16, (9 * 8 + 1) * 8]),
        ("input-depth", None, [76 * 16, (9 * 3 + 1) * 8]),
        ("weights-per-position", None, [76 * 16 * 28 * 28, 145 * 8 * 28 * 28]),
    ],
)
def test_mistakes_about_parameters_leave_shapes_alone(mistake, where, counts):
    rows = mistaken_trace(SQUARE, MIXED, mistake, where)
    assert [row.parameters for row in rows] == counts
    assert [row.output_shape for row in rows] == [(28, 28, 16), (28, 28, 8)]


def test_strides_share_the_parameters_out():
    layers = (Conv1D(4, 3, strides=2, padding="same"), Conv1D(2, 1))
    assert parameters((100, 1), layers, "positions-and-weights") == [16 // 2, 10]


def test_dense_layers_err_too():
    layers = (*MIXED, GlobalAveragePooling2D(), Dense(5))
    assert parameters(SQUARE, layers, "bias-forgotten")[-1] == 8 * 5
    assert parameters(SQUARE, layers, "weights-per-position", [-1])[-1] == 9 * 5 * 28 * 28
    kept = mistaken_trace(SQUARE, layers, "pooling-keeps-size")
    assert kept[2].output_shape == (28 * 28 * 8,)
    assert kept[3].parameters == (28 * 28 * 8 + 1) * 5


def test_all_is_right_but_for_the_mistake():
    random_ = random.Random("mistaken networks")
    for _ in range(500):
        layers = [
            Conv1D(
                random_.randint(1, 9), random_.randint(1, 5), random_.randint(1, 3),
                random_.choice(("valid", "same")),
            )
            for _ in range(3)
        ]  # fmt: skip
        shape = (random_.randint(150, 300), random_.randint(1, 4))
        right = trace(shape, layers)
        rows = mistaken_trace(shape, layers, "strides-as-gap", [1])
        size = right[0].output_shape[0]
        layer = layers[1]
        one = {"kernel_size": layer.kernel_size[0], "strides": layer.strides[0]}
        if set(one.values()) != {1}:
            size = mistaken("strides-as-gap", input_size=size, **one, padding=layer.padding).value
        assert rows[0].output_shape == right[0].output_shape
        assert rows[1].output_shape == (size, layer.filters)
        assert rows[2].output_shape == layers[2].output_shape(rows[1].output_shape)
        assert [row.erred for row in rows] == [False, set(one.values()) != {1}, False]
        assert total_parameters(rows) == total_parameters(right)


def test_where_the_mistake_has_no_place():
    with pytest.raises(ValueError, match="nas camadas"):
        mistaken_trace(SQUARE, [MIXED[0]], "padding-forgotten")
    with pytest.raises(ValueError, match="nas camadas"):
        mistaken_trace(SQUARE, MIXED, "padding-forgotten", [0, 1])
    with pytest.raises(ValueError, match="não é sobre uma camada"):
        mistaken_trace(SQUARE, MIXED, "next-layer")


def test_a_mistake_that_leaves_nothing_is_refused():
    with pytest.raises(GeometryError, match="valor algum"):
        mistaken_trace((12, 12, 1), [Conv2D(2, 7)], "kernel-each-side")
    with pytest.raises(GeometryError):  # the second filter no longer fits
        mistaken_trace((12, 12, 1), [Conv2D(2, 5), Conv2D(2, 3)], "kernel-each-side", [0])


@pytest.mark.parametrize("mistake", MISCONCEPTIONS)
def test_formulas_about_a_layer_are_all_known(mistake):
    formula = MISCONCEPTIONS[mistake].formula
    if formula is None:
        return
    told = {*MISCONCEPTIONS[mistake].example}
    said_of_a_layer = {
        "channels", "filters", "kernel_size", "positions", "previous_filters", "strides",
    }  # fmt: skip
    layers = Conv2D(4, (3, 2), (2, 1), "same"), Conv2D(4, 2, 2)
    network = (*layers, GlobalAveragePooling2D(), Dense(2))
    if mistake == "pooling-learns":
        network = (Conv1D(2, 3), MaxPooling1D(2))
    shape = (30,) * (1 if mistake == "pooling-learns" else 2) + (3,)
    if told & said_of_a_layer:
        try:
            rows = mistaken_trace(shape, network, mistake)
        except ValueError as error:
            pytest.fail(
                f"o exemplo de “{mistake}” fala de uma camada: diga em "
                "src/cnnbook/mistaken_network.py (_ERRING) como erra uma rede, ou dê outros "
                f"nomes aos números do exemplo ({error})"
            )
        assert any(row.erred for row in rows)
    else:
        with pytest.raises(ValueError):
            mistaken_trace(shape, network, mistake)
