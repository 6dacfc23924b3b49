"""Each kind of layer: shapes, parameters and costs worked by hand, and errors that name it."""

import json
import math
import re

import pytest

from cnnbook import layers
from cnnbook.geometry import GeometryError
from cnnbook.layers import (
    Activation,
    Add,
    Average,
    AveragePooling1D,
    AveragePooling2D,
    BatchNormalization,
    Concatenate,
    Conv1D,
    Conv2D,
    Conv2DTranspose,
    Dense,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GlobalAveragePooling1D,
    GlobalAveragePooling2D,
    GlobalMaxPooling1D,
    GlobalMaxPooling2D,
    InputLayer,
    LeakyReLU,
    Maximum,
    MaxPooling1D,
    MaxPooling2D,
    Multiply,
    ReLU,
    Rescaling,
    Reshape,
    SeparableConv2D,
    Softmax,
    SpatialDropout1D,
    SpatialDropout2D,
    ZeroPadding1D,
    ZeroPadding2D,
)

WORKED = [  # layer, input shape, output shape, parameters, multiply-accumulates
    # 3·3·3 weights and a bias for each of 8 filters; 27 products at each of 254·254·8 outputs.
    (Conv2D(8, 3), (256, 256, 3), (254, 254, 8), 28 * 8, 254 * 254 * 8 * 27),
    (Conv2D(16, 3, padding="same"), (254, 254, 8), (254, 254, 16), 73 * 16, 254 * 254 * 16 * 72),
    # Rectangular kernel and stride: only the columns shrink.
    (Conv2D(64, (1, 3), strides=(1, 2), padding="same"), (16, 16, 32), (16, 8, 64), 6208, 786432),
    (Conv2D(2, (5, 2)), (9, 7, 4), (5, 6, 2), 41 * 2, 5 * 6 * 2 * 40),
    # Without bias only the weights count; dilated by 2, a kernel of 3 covers 5 of 10 and of 8.
    (Conv2D(4, 3, dilation_rate=2, use_bias=False), (10, 8, 2), (6, 4, 4), 72, 6 * 4 * 4 * 18),
    (Conv2D(1, 2, dilation_rate=(3, 1)), (6, 6, 1), (3, 5, 1), 5, 3 * 5 * 4),
    (Conv1D(16, 8, padding="same"), (1024, 1), (1024, 16), 9 * 16, 1024 * 16 * 8),
    (Conv1D(32, 8, strides=4, padding="same"), (256, 16), (64, 32), 129 * 32, 64 * 32 * 128),
    (Conv1D(5, 3, dilation_rate=2, padding="SAME"), (11, 2), (11, 5), 7 * 5, 11 * 5 * 6),
    # All its zeros come before: as many outputs as `same`.
    (Conv1D(2, 3, strides=2, padding="causal"), (7, 1), (4, 2), 4 * 2, 4 * 2 * 3),
    # Two groups: each filter reads 8 of the 16 channels.
    (Conv2D(32, 3, groups=2), (10, 10, 16), (8, 8, 32), (72 + 1) * 32, 8 * 8 * 32 * 72),
    (DepthwiseConv2D(3), (10, 8, 32), (8, 6, 32), 10 * 32, 8 * 6 * 32 * 9),
    (DepthwiseConv2D((3, 1), depth_multiplier=2, use_bias=False, padding="same"),
     (5, 5, 4), (5, 5, 8), 3 * 8, 5 * 5 * 8 * 3),
    # 3·3 weights for each of 32 channels, then 32 weights and a bias for each of 64 filters.
    (SeparableConv2D(64, 3, strides=2, padding="same"), (9, 9, 32), (5, 5, 64),
     288 + 33 * 64, 25 * 32 * 9 + 25 * 64 * 32),
    (SeparableConv2D(8, 3, depth_multiplier=2, use_bias=False), (5, 5, 3), (3, 3, 8),
     9 * 6 + 6 * 8, 9 * 6 * 9 + 9 * 8 * 6),
    # 7 places, 2 apart, of windows of 3: (7 − 1)·2 + 3.
    (Conv2DTranspose(4, 3, strides=2), (7, 5, 2), (15, 11, 4), 19 * 4, 7 * 5 * 2 * 9 * 4),
    (Conv2DTranspose(1, 2, strides=3), (2, 2, 1), (6, 6, 1), 5, 2 * 2 * 4),  # gaps between windows
    (Conv2DTranspose(1, 3, dilation_rate=2), (4, 4, 1), (8, 8, 1), 10, 16 * 9),
    (Conv2DTranspose(8, 4, strides=2, padding="same", use_bias=False),
     (7, 7, 16), (14, 14, 8), 16 * 16 * 8, 7 * 7 * 16 * 16 * 8),
    (BatchNormalization(), (8, 8, 64), (8, 8, 64), 256, 0),
    (BatchNormalization(scale=False), (8, 8, 64), (8, 8, 64), 192, 0),
    (Activation("relu"), (8, 8, 3), (8, 8, 3), 0, 0),
    (ReLU(max_value=6.0), (8, 3), (8, 3), 0, 0),
    (LeakyReLU(), (8, 3), (8, 3), 0, 0),
    (Softmax(), (100,), (100,), 0, 0),
    (Dropout(0.5), (128,), (128,), 0, 0),
    (SpatialDropout1D(0.2), (9, 4), (9, 4), 0, 0),
    (SpatialDropout2D(0.2), (9, 9, 4), (9, 9, 4), 0, 0),
    (Rescaling(1 / 255), (32, 32, 3), (32, 32, 3), 0, 0),
    (InputLayer(), (32, 32, 3), (32, 32, 3), 0, 0),
    (ZeroPadding1D(2), (10, 3), (14, 3), 0, 0),
    (ZeroPadding1D((1, 2)), (10, 3), (13, 3), 0, 0),
    (ZeroPadding2D(((0, 1), (2, 3))), (8, 8, 3), (9, 13, 3), 0, 0),
    (ZeroPadding2D((1, 2)), (8, 8, 3), (10, 12, 3), 0, 0),
    (Reshape((4, 8, 2)), (64,), (4, 8, 2), 0, 0),
    (Reshape((-1, 2)), (4, 8, 2), (32, 2), 0, 0),
    (GlobalAveragePooling2D(keepdims=True), (7, 7, 64), (1, 1, 64), 0, 0),
    (MaxPooling1D(4), (1024, 16), (256, 16), 0, 0),
    (MaxPooling1D(), (7, 3), (3, 3), 0, 0),  # Keras' default: windows of 2, the 7th is left over
    (AveragePooling1D(3, padding="same"), (7, 3), (3, 3), 0, 0),  # ⌈7/3⌉
    (MaxPooling2D((2, 3)), (7, 7, 5), (3, 2, 5), 0, 0),  # without strides windows do not overlap
    (MaxPooling2D(3, strides=2), (7, 8, 5), (3, 3, 5), 0, 0),
    (AveragePooling2D(3, strides=(1, 2), padding="same"), (7, 8, 5), (7, 4, 5), 0, 0),
    (GlobalAveragePooling1D(), (64, 8), (8,), 0, 0),
    (GlobalMaxPooling1D(), (64, 8), (8,), 0, 0),
    (GlobalAveragePooling2D(), (85, 84, 128), (128,), 0, 0),
    (GlobalMaxPooling2D(), (85, 84, 128), (128,), 0, 0),
    (Flatten(), (64, 8), (512,), 0, 0),
    (Flatten(), (4, 3, 2), (24,), 0, 0),
    (Flatten(), (10,), (10,), 0, 0),
    (Dense(100), (128,), (100,), 129 * 100, 12800),
    (Dense(3, use_bias=False), (512,), (3,), 1536, 1536),
    (Dense(3), (4, 5, 2), (4, 5, 3), 3 * 3, 4 * 5 * 3 * 2),  # the same weights at each position
]
CASES = [pytest.param(*case, id=f"{type(case[0]).__name__} {case[1]}") for case in WORKED]


@pytest.mark.parametrize(("layer", "input_shape", "output_shape", "parameters", "cost"), CASES)
def test_by_hand(layer, input_shape, output_shape, parameters, cost):
    assert layer.output_shape(input_shape) == output_shape
    assert layer.parameter_arithmetic(input_shape).value == parameters
    assert layer.multiply_accumulates(input_shape) == cost


JOINED = [  # layer, input shapes, output shape
    (Add(), [(8, 8, 3), (8, 8, 3)], (8, 8, 3)),
    (Add(), [(8, 8, 3), (8, 8, 3), (8, 8, 3)], (8, 8, 3)),
    (Average(), [(8, 3), (8, 3)], (8, 3)),
    (Maximum(), [(10,), (10,)], (10,)),
    (Multiply(), [(8, 8, 3), (1, 1, 3)], (8, 8, 3)),  # the same factor at every place of a map
    (Concatenate(), [(8, 8, 3), (8, 8, 5)], (8, 8, 8)),
    (Concatenate(axis=1), [(8, 3), (9, 3)], (17, 3)),
]


@pytest.mark.parametrize(("layer", "input_shapes", "output_shape"), JOINED)
def test_layers_that_join_inputs_by_hand(layer, input_shapes, output_shape):
    assert layer.output_shape(*input_shapes) == output_shape
    assert layer.parameter_arithmetic(*input_shapes).value == 0
    assert layer.multiply_accumulates(*input_shapes) == 0


def test_every_kind_of_layer_is_worked_by_hand():
    kinds = {
        kind
        for name, kind in vars(layers).items()
        if isinstance(kind, type) and issubclass(kind, layers.Layer) and not name.startswith("_")
    }
    assert kinds - {layers.Layer} == {type(layer) for layer, *_ in [*WORKED, *JOINED]}


@pytest.mark.parametrize(
    ("arithmetic", "text"),
    [
        (Conv2D(64, (1, 3)).parameter_arithmetic((16, 16, 32)), "(1·3·32 + 1)·64 = 6208"),
        (Conv1D(32, 8).parameter_arithmetic((256, 16)), "(8·16 + 1)·32 = 4128"),
        (Conv2D(4, 3, use_bias=False).parameter_arithmetic((9, 9, 2)), "3·3·2·4 = 72"),
        (Dense(100).parameter_arithmetic((128,)), "(128 + 1)·100 = 12.900"),
        (Dense(3, use_bias=False).parameter_arithmetic((10000,)), "10.000·3 = 30.000"),
        (Conv1D(1, 5).size_arithmetic((10, 1))[0], "⌊(10 − 5)/1⌋ + 1 = 6"),
        (
            Conv1D(1, 3, dilation_rate=2).size_arithmetic((7, 1))[0],
            "⌊(7 − ((3 − 1)·2 + 1))/1⌋ + 1 = 3",
        ),
        (MaxPooling1D(4, padding="same").size_arithmetic((10001, 1))[0], "⌈10.001/4⌉ = 2501"),
        (Flatten().size_arithmetic((2, 2, 128))[0], "2·2·128 = 512"),
        (Flatten().size_arithmetic((10,))[0], "10"),  # not "10 = 10"
        (Conv2D(32, 3, groups=2).parameter_arithmetic((9, 9, 16)), "(3·3·(16/2) + 1)·32 = 2336"),
        (Conv1D(1, 3, padding="causal").size_arithmetic((7, 1))[0], "⌈7/1⌉ = 7"),
        (DepthwiseConv2D(3).parameter_arithmetic((9, 9, 32)), "(3·3 + 1)·32 = 320"),
        (
            DepthwiseConv2D(3, depth_multiplier=2).parameter_arithmetic((9, 9, 32)),
            "(3·3 + 1)·32·2 = 640",
        ),
        (SeparableConv2D(64, 3).parameter_arithmetic((9, 9, 32)), "3·3·32 + (32 + 1)·64 = 2400"),
        (
            Conv2DTranspose(4, 3, strides=2).size_arithmetic((7, 7, 2))[0],
            "(7 − 1)·2 + máx(3, 2) = 15",
        ),
        (Conv2DTranspose(4, 3, 2, "same").size_arithmetic((7, 7, 2))[0], "7·2 = 14"),
        (Conv2DTranspose(4, 3).parameter_arithmetic((7, 7, 2)), "(3·3·2 + 1)·4 = 76"),
        (BatchNormalization().parameter_arithmetic((8, 8, 64)), "4·64 = 256"),
        (ZeroPadding2D(((0, 1), (2, 3))).size_arithmetic((8, 8, 3))[1], "2 + 8 + 3 = 13"),
        (Concatenate().size_arithmetic((8, 64), (8, 1000))[0], "64 + 1000 = 1064"),
    ],
    ids=str,
)  # fmt: skip
def test_arithmetic_reads_like_this(arithmetic, text):
    assert str(arithmetic) == text


def evaluate(text):
    """Compute an expression as a reader would: Brazilian thousands, signs and brackets."""
    text = re.sub(r"(?<=\d)\.(?=\d{3})", "", text)
    for sign, python in {"·": "*", "−": "-", "⌊": "floor(", "⌈": "ceil(", "máx": "max"}.items():
        text = text.replace(sign, python)
    text = re.sub("[⌋⌉]", ")", text)
    return eval(text, {"floor": math.floor, "ceil": math.ceil, "max": max})


@pytest.mark.parametrize(("layer", "input_shape", "output_shape", "parameters", "cost"), CASES)
def test_the_written_arithmetic_gives_the_result(
    layer, input_shape, output_shape, parameters, cost
):
    sizes = layer.size_arithmetic(input_shape)
    assert [evaluate(size.expression) for size in sizes] == list(output_shape[: len(sizes)])
    assert evaluate(layer.parameter_arithmetic(input_shape).expression) == parameters
    for arithmetic in (*sizes, layer.parameter_arithmetic(input_shape)):
        assert evaluate(str(arithmetic).split(" = ")[-1]) == arithmetic.value


def test_the_written_arithmetic_gives_the_result_over_a_grid_of_sizes():
    for size in (30, 1023, 10_000, 1_234_567):
        for kernel_size, strides, dilation_rate in [(1, 1, 1), (5, 3, 1), (4, 1, 3), (7, 1, 4)]:
            for padding in ("valid", "same", "causal"):
                layer = Conv1D(1500, kernel_size, strides, padding, dilation_rate)
                for arithmetic in (
                    *layer.size_arithmetic((size, 2048)),
                    layer.parameter_arithmetic((size, 2048)),
                ):
                    assert evaluate(arithmetic.expression) == arithmetic.value, arithmetic


@pytest.mark.parametrize(
    ("kind", "arguments", "problem"),
    [
        (Conv2D, {"filters": 0, "kernel_size": 3}, "filters=0"),
        (Conv2D, {"filters": 8, "kernel_size": (3, 0)}, "kernel_size=0"),
        (Conv2D, {"filters": 8, "kernel_size": (3, 3, 3)}, "kernel_size=(3, 3, 3)"),
        (Conv1D, {"filters": 8, "kernel_size": 3, "strides": -1}, "strides=-1"),
        (Conv1D, {"filters": 8, "kernel_size": 3, "dilation_rate": 0}, "dilation_rate=0"),
        (Conv1D, {"filters": 8, "kernel_size": 2.0}, "kernel_size=2.0"),
        (Conv1D, {"filters": 8, "kernel_size": 2, "padding": "full"}, "padding='full'"),
        (Conv2D, {"filters": 8, "kernel_size": 2, "padding": "causal"}, "padding='causal'"),
        (Conv2D, {"filters": 8, "kernel_size": 3, "groups": 3}, "8 filtros"),
        (Conv2D, {"filters": 8, "kernel_size": 3, "groups": 0}, "groups=0"),
        (
            Conv2D,
            {"filters": 8, "kernel_size": 3, "strides": (1, 2), "dilation_rate": (2, 1)},
            "passo e dilatação",
        ),
        (Conv2DTranspose, {"filters": 8, "kernel_size": 3, "strides": 2, "dilation_rate": 2},
         "passo e dilatação"),
        (DepthwiseConv2D, {"kernel_size": 3, "depth_multiplier": 0}, "depth_multiplier=0"),
        (DepthwiseConv2D, {"kernel_size": 3, "strides": (1, 2)}, "1×2"),
        (SeparableConv2D, {"filters": 8, "kernel_size": 3, "strides": (2, 1)}, "2×1"),
        (Dropout, {"rate": 1.5}, "rate=1.5"),
        (Reshape, {"target_shape": (-1, -1)}, "(-1, -1)"),
        (Reshape, {"target_shape": (0, 2)}, "(0, 2)"),
        (ZeroPadding2D, {"padding": -1}, "padding=-1"),
        (ZeroPadding2D, {"padding": (1, 2, 3)}, "padding=(1, 2, 3)"),
        (MaxPooling2D, {"pool_size": 0}, "pool_size=0"),
        (AveragePooling1D, {"pool_size": 2, "strides": 0}, "strides=0"),
        (MaxPooling1D, {"pool_size": 2, "padding": None}, "padding=None"),
        (Dense, {"units": True}, "units=True"),
    ],
)
@pytest.mark.parametrize("name", ["", "bloco 2"])
def test_a_layer_that_cannot_exist_is_refused_by_name_when_made(kind, arguments, problem, name):
    with pytest.raises(GeometryError) as error:
        kind(**arguments, name=name)
    assert repr(name or kind.__name__) in str(error.value)
    assert problem in str(error.value)


@pytest.mark.parametrize(
    ("layer", "input_shape", "problem"),
    [
        (Conv2D(8, 5), (7, 4, 3), "a entrada tem 4"),
        (MaxPooling2D(4), (3, 9, 1), "a entrada tem 3"),
        (Conv2D(8, 3), (28, 28), "28×28"),  # the usual slip: no channel axis
        (Conv1D(8, 3), (28, 28, 1), "28×28×1"),
        (MaxPooling1D(2, name="p1"), (8,), "entrada é 8"),
        (AveragePooling2D(2, name="p2"), (8, 8), "8×8"),
        (GlobalAveragePooling2D(name="g2"), (8, 3), "8×3"),
        (GlobalMaxPooling1D(), (8, 8, 3), "8×8×3"),
        (Conv2D(8, 3, groups=2), (9, 9, 3), "3 canais"),
        (DepthwiseConv2D(3), (2, 9, 3), "a entrada tem 2"),
        (Conv2DTranspose(8, 3), (9, 3), "9×3"),
        (ZeroPadding2D(), (9, 3), "9×3"),
        (Reshape((5, -1)), (12,), "12 valores"),
        (Reshape((5, 2)), (12,), "12 valores"),
    ],
)
def test_a_layer_that_does_not_fit_its_input_is_refused_by_name(layer, input_shape, problem):
    with pytest.raises(GeometryError) as error:
        layer.output_shape(input_shape)
    assert repr(layer.name or type(layer).__name__) in str(error.value)
    assert problem in str(error.value)


@pytest.mark.parametrize(
    ("layer", "input_shapes", "problem"),
    [
        (Add(name="soma"), [(8, 8, 3), (8, 8, 4)], "8×8×3 e 8×8×4"),
        (Add(), [(8, 3)], "duas entradas"),
        (Multiply(), [(8, 8, 3), (3,)], "8×8×3 e 3"),
        (Concatenate(), [(8, 8, 3), (9, 8, 3)], "8×8×3 e 9×8×3"),
        (Concatenate(axis=4), [(8, 3), (8, 3)], "axis=4"),
    ],
)
def test_inputs_that_do_not_go_together_are_refused_by_name(layer, input_shapes, problem):
    with pytest.raises(GeometryError) as error:
        layer.output_shape(*input_shapes)
    assert repr(layer.name or type(layer).__name__) in str(error.value)
    assert problem in str(error.value)


def test_describe_leaves_the_name_out_and_survives_json():
    layer = Conv2D(8, 3, name="conv1")
    assert layer.describe() == Conv2D(8, 3, name="outra").describe()
    assert json.loads(json.dumps(layer.describe())) == {
        "layer": "Conv2D",
        "filters": 8,
        "kernel_size": [3, 3],
        "strides": [1, 1],
        "padding": "valid",
        "dilation_rate": [1, 1],
        "groups": 1,
        "use_bias": True,
    }


def test_describe_tells_all_layers_apart_that_differ_in_more_than_the_name():
    different = [
        Conv2D(8, 3), Conv2D(9, 3), Conv2D(8, (3, 2)), Conv2D(8, 3, strides=2),
        Conv2D(8, 3, padding="same"), Conv2D(8, 3, dilation_rate=2), Conv2D(8, 3, use_bias=False),
        MaxPooling2D(2), MaxPooling2D(3), MaxPooling2D(2, strides=1), AveragePooling2D(2),
        Conv2D(8, 3, groups=2),
        Dense(8), Dense(8, use_bias=False), Flatten(), GlobalMaxPooling2D(),
    ]  # fmt: skip
    assert len({json.dumps(layer.describe()) for layer in different}) == len(different)


def test_pooling_without_strides_is_pooling_with_its_own_size_as_strides():
    assert MaxPooling2D((2, 3)) == MaxPooling2D((2, 3), strides=(2, 3))
