"""Layers that published networks use, in random graphs and in those networks themselves."""

from __future__ import annotations

import random
from collections import Counter

import keras
import numpy as np
import pytest

from cnnbook import layers
from cnnbook.geometry import GeometryError
from cnnbook.keras_layers import checked_trace, graph_of, layers_of
from cnnbook.trace import total_multiply_accumulates, total_parameters, trace_graph

GRAPHS = 150


def draw_layer(source):
    """A random layer as plain data, with arguments that Keras may well refuse."""

    def per_axis(highest):
        return source.choice(
            [source.randint(1, highest), tuple(source.randint(1, highest) for _ in range(2))]
        )

    window = {
        "kernel_size": per_axis(4),
        source.choice(["strides", "dilation_rate"]): source.randint(1, 3),
        "padding": source.choice(["valid", "same", "SAME"]),
        "use_bias": source.random() < 0.7,
    }
    if source.random() < 0.1:
        window |= {"strides": source.randint(1, 2), "dilation_rate": source.randint(1, 2)}
    kinds = {
        "Conv2D": window | {"filters": source.randint(1, 8), "groups": source.choice([1, 1, 2, 4])},
        "DepthwiseConv2D": window | {"depth_multiplier": source.randint(1, 3)},
        "SeparableConv2D": window
        | {"filters": source.randint(1, 8), "depth_multiplier": source.randint(1, 2)},
        "Conv2DTranspose": window | {"filters": source.randint(1, 8)},
        "MaxPooling2D": {"pool_size": per_axis(3), "padding": source.choice(["valid", "same"])},
        "AveragePooling2D": {"pool_size": 2, "strides": source.randint(1, 2)},
        "ZeroPadding2D": {
            "padding": source.choice(
                [source.randint(0, 2), (1, 2), ((source.randint(0, 2), 1), (0, 2))]
            )
        },
        "BatchNormalization": {
            "center": source.random() < 0.7, "scale": source.random() < 0.7,
        },
        "Activation": {"activation": source.choice(["relu", "tanh", "softmax"])},
        "ReLU": {"max_value": source.choice([None, 6.0])},
        "LeakyReLU": {"negative_slope": 0.1},
        "Softmax": {},
        "Dropout": {"rate": 0.25},
        "SpatialDropout2D": {"rate": 0.25},
        "Rescaling": {"scale": 1 / 255, "offset": source.choice([0.0, -1.0])},
        "GlobalAveragePooling2D": {"keepdims": True},
        "GlobalMaxPooling2D": {"keepdims": True},
        "Reshape": {"target_shape": source.choice([(-1, 2), (4, -1, 2)])},
        "Add": {}, "Multiply": {}, "Average": {}, "Maximum": {},
        "Concatenate": {"axis": source.choice([-1, 3, 1])},
    }  # fmt: skip
    return source.choice(list(kinds.items()))


def draw_graph(source):
    """A random functional model, and what Keras refused on the way: (shapes, kind, arguments)."""
    inputs = keras.Input((source.randint(6, 20), source.randint(6, 20), source.choice([1, 2, 4])))
    tensors, refused = [inputs], []
    while len(tensors) < source.randint(6, 14):
        kind, arguments = draw_layer(source)
        read = [source.choice(tensors[-3:]) for _ in range(2)]
        read = read if issubclass(getattr(layers, kind), layers.merging.Merging) else read[:1]
        shapes = [tuple(tensor.shape[1:]) for tensor in read]
        if len({len(shape) for shape in shapes}) > 1:
            continue  # Keras has a rule for these too; the book does not describe it
        try:
            layer = getattr(keras.layers, kind)(**arguments)
            tensors.append(layer(read if len(read) > 1 else read[0]))
        except Exception:
            refused.append((shapes, kind, arguments))
    # Every path ends in the output.
    ends = [keras.layers.Flatten()(tensor) for tensor in tensors[1:]]
    output = keras.layers.Dense(3)(keras.layers.Concatenate()(ends))
    return keras.Model(inputs, output), refused


@pytest.fixture(scope="module")
def drawn():
    source = random.Random(20261125)
    return [draw_graph(source) for _ in range(GRAPHS)]


def test_random_graphs_agree_layer_by_layer(drawn):
    used = Counter()
    for model, _ in drawn:
        rows = checked_trace(model)  # insists on shapes and parameters of every layer
        used.update(type(row.layer).__name__ for row in rows)
        assert total_parameters(rows) == model.count_params()
    kinds = {kind for kind, _ in (draw_layer(random.Random(seed)) for seed in range(2000))}
    assert {kind: used[kind] for kind in kinds if used[kind] < 10} == {}


def test_what_keras_refuses_the_book_refuses(drawn):
    refused = [layer for _, layers_refused in drawn for layer in layers_refused]
    assert len(refused) >= 100
    assert [layer for layer in refused if not book_refuses(*layer)] == []


def book_refuses(shapes, kind, arguments):
    try:
        getattr(layers, kind)(**arguments).output_shape(*shapes)
    except GeometryError:
        return True
    return False


# Parameters: the table of keras.applications in Keras' documentation; and the products of one
# forward pass, in billions, that the papers give. Receptive fields: A. Araujo, W. Norris and
# J. Sim, Distill (2019), doi:10.23915/distill.00021, table of the networks' last feature maps.
PUBLISHED = {
    "VGG16": (138_357_544, 15.5, 212),
    "ResNet50": (25_636_712, 3.8, 483),
    "MobileNet": (4_253_864, 0.569, 315),
    "MobileNetV2": (3_538_984, 0.300, None),
    "InceptionV3": (23_851_784, 5.7, 1311),
    "DenseNet121": (8_062_504, None, None),
    "Xception": (22_910_480, None, None),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_networks(name):
    parameters, billions, field = PUBLISHED[name]
    model = getattr(keras.applications, name)(weights=None)
    rows = checked_trace(model)
    assert total_parameters(rows) == parameters == model.count_params()
    if billions:
        assert total_multiply_accumulates(rows) / 1e9 == pytest.approx(billions, rel=0.02)
    last_map = [row for row in rows if len(row.output_shape) == 3 and row.output_shape[0] > 1][-1]
    if field:
        assert last_map.receptive_field == (field, field)


def test_one_pixel_changes_just_the_outputs_whose_region_has_it():
    """In Keras itself, on a residual network with a path that sees more than the other."""
    inputs = keras.Input((31, 1))
    layer = keras.layers.Conv1D
    wide = layer(1, 5, padding="same")(layer(1, 3, strides=2, padding="same")(inputs))
    narrow = layer(1, 1, strides=2)(inputs)
    model = keras.Model(inputs, layer(1, 3)(keras.layers.Add()([wide, narrow])))
    model.set_weights([np.ones_like(weight) for weight in model.get_weights()])
    [field] = checked_trace(model)[-1].receptive_field
    lit = np.eye(31, dtype="float32")[:, :, None]  # one image for each lit pixel
    changed = np.asarray(model(lit) - model(np.zeros_like(lit)))[:, :, 0] != 0
    middle = changed.shape[1] // 2
    seen = np.flatnonzero(changed[:, middle])
    assert seen[-1] - seen[0] + 1 == field == 15


def test_a_model_inside_a_model_counts_as_its_layers():
    block = keras.Sequential(
        [keras.Input((8, 8, 4)), keras.layers.Conv2D(4, 3, padding="same"), keras.layers.ReLU()]
    )
    inputs = keras.Input((8, 8, 4))
    twice = block(block(inputs))
    model = keras.Model(inputs, keras.layers.Add()([twice, inputs]))
    rows = checked_trace(model)
    assert [type(row.layer).__name__ for row in rows] == ["Conv2D", "ReLU", "Conv2D", "ReLU", "Add"]
    assert total_parameters(rows) == model.count_params()  # the block's, once


def test_layers_in_one_row_are_listed_and_others_are_not():
    inputs = keras.Input((8, 8, 1))
    first = keras.layers.Conv2D(2, 3, padding="same", name="conv1")(inputs)
    chain = keras.Model(inputs, keras.layers.Flatten()(first))
    assert [layer.name for layer in layers_of(chain)] == ["conv1", chain.layers[-1].name]
    branched = keras.Model(inputs, keras.layers.Add(name="soma")([first, first]))
    with pytest.raises(TypeError, match="'soma'.*uma só fila"):
        layers_of(branched)


class Conv2D(keras.layers.Conv2D):
    """A layer of one's own under a name that is taken."""


INPUT = keras.Input((8, 8, 4))


@pytest.mark.parametrize(
    ("layer", "problem"),
    [
        (keras.layers.UpSampling2D(name="aumenta"), "'aumenta'.*UpSampling2D"),
        (keras.layers.Conv2D(4, 3, data_format="channels_first"), "channels_first"),
        (keras.layers.Conv2DTranspose(4, 3, strides=2, output_padding=1), "output_padding"),
        (keras.layers.BatchNormalization(axis=1), "axis=1"),
        (Conv2D(4, 3, name="minha"), "'minha'"),
        (lambda tensor: tensor + 1, "operação"),
    ],
)
def test_what_the_book_does_not_describe_it_refuses_by_name(layer, problem):
    model = keras.Model(INPUT, layer(INPUT))
    with pytest.raises(TypeError, match=problem):
        graph_of(model)


def test_models_that_have_no_shape_yet_or_more_than_one_input_are_refused():
    with pytest.raises(TypeError, match="keras.Input"):
        graph_of(keras.Sequential([keras.layers.Dense(3)]))
    two = keras.Model([INPUT, other := keras.Input((8, 8, 4))], keras.layers.Add()([INPUT, other]))
    with pytest.raises(TypeError, match="uma entrada"):
        graph_of(two)


def test_a_graph_traced_from_its_description_is_the_same():
    model = keras.applications.MobileNet(weights=None)
    assert trace_graph((224, 224, 3), graph_of(model)) == checked_trace(model)
