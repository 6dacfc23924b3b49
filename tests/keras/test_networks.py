"""The networks, layer by layer, against the tables of the exercises' source."""

import warnings

import keras
import pytest

from cnnbook import layers
from cnnbook.keras_layers import DisagreementError, checked_trace, layers_of
from cnnbook.networks import NETWORKS

# Each row: name, output shape, parameters.
TABLES = {
    "conv1d_with_pooling": [
        ("conv1", (1024, 16), 144),
        ("pool1", (256, 16), 0),
        ("conv2", (256, 32), 4128),
        ("pool2", (64, 32), 0),
        ("conv3", (64, 8), 264),
        ("flatten", (512,), 0),
        ("output", (3,), 1539),
    ],
    "conv1d_with_strides": [
        ("conv1", (256, 16), 144),
        ("conv2", (64, 32), 4128),
        ("conv3", (64, 8), 264),
        ("flatten", (512,), 0),
        ("output", (3,), 1539),
    ],
    "factored_conv2d": [
        ("conv1", (512, 512, 32), 320),
        ("conv2", (512, 256, 64), 6208),
        ("conv3", (256, 256, 64), 12352),
        ("conv4", (85, 85, 128), 73856),
        ("pool", (128,), 0),
    ],
    "factored_classifier": [
        ("conv1", (16, 16, 32), 896),
        ("conv2", (16, 8, 64), 6208),
        ("conv3", (8, 8, 64), 12352),
        ("conv4", (2, 2, 128), 73856),
        ("pool", (128,), 0),
        ("output", (100,), 12900),
    ],
    "deeper_factored_classifier": [
        ("conv1", (16, 16, 32), 896),
        ("conv2", (16, 8, 64), 6208),
        ("conv3", (8, 8, 64), 12352),
        ("new1", (8, 4, 64), 12352),
        ("new2", (4, 4, 64), 12352),
        ("conv4", (2, 2, 128), 73856),
        ("pool", (128,), 0),
        ("output", (100,), 12900),
    ],
    # Not a network of the source, but its own table with the conv4 of exercise 8.
    "deeper_factored_classifier_stride3": [
        ("conv1", (16, 16, 32), 896),
        ("conv2", (16, 8, 64), 6208),
        ("conv3", (8, 8, 64), 12352),
        ("new1", (8, 4, 64), 12352),
        ("new2", (4, 4, 64), 12352),
        ("conv4", (1, 1, 128), 73856),
        ("pool", (128,), 0),
        ("output", (100,), 12900),
    ],
}
TOTALS = {
    "conv1d_with_pooling": 6075,
    "conv1d_with_strides": 6075,
    "factored_conv2d": 92_736,
    "factored_classifier": 106_212,
    "deeper_factored_classifier": 130_916,
    "deeper_factored_classifier_stride3": 130_916,
}


def build(name):
    """Build a network, and let any deprecation be an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return NETWORKS[name]()


def test_each_network_goes_by_the_name_of_its_builder():
    assert NETWORKS.keys() == TABLES.keys()
    assert [build(name).name for name in NETWORKS] == list(NETWORKS)


@pytest.mark.parametrize("name", TABLES)
def test_network_is_the_source_s_by_keras_and_by_the_book(name):
    model = build(name)
    by_keras = [
        (layer.name, tuple(layer.output.shape[1:]), layer.count_params()) for layer in model.layers
    ]
    by_the_book = [
        (row.layer.name, row.output_shape, row.parameters) for row in checked_trace(model)
    ]
    assert by_keras == by_the_book == TABLES[name]
    assert model.count_params() == TOTALS[name]


@pytest.mark.parametrize("name", TABLES)
def test_hidden_layers_are_relu_and_the_classifier_is_softmax(name):
    activations = {
        layer.name: layer.activation.__name__
        for layer in build(name).layers
        if hasattr(layer, "activation")
    }
    classifier = {"output": "softmax"} if "output" in activations else {}
    hidden = {layer for layer, _, _ in TABLES[name] if layer.startswith(("conv", "new"))}
    assert activations == dict.fromkeys(hidden, "relu") | classifier


@pytest.mark.parametrize(
    ("name", "strides"),
    [
        ("factored_conv2d", (3, 3)),
        ("factored_classifier", (3, 3)),
        ("deeper_factored_classifier_stride3", (3, 3)),
        ("deeper_factored_classifier", (1, 1)),  # with 3 the map would be 1×1, not 2×2
    ],
)
def test_strides_of_the_last_convolution(name, strides):
    assert build(name).get_layer("conv4").strides == strides


def test_the_pooling_of_exercise_6_takes_the_largest():
    kinds = {type(build("conv1d_with_pooling").get_layer(f"pool{n}")) for n in (1, 2)}
    assert kinds == {keras.layers.MaxPooling1D}


@pytest.mark.parametrize(
    ("target", "attribute", "wrong", "layer"),
    [
        (layers.sliding, "output_size", lambda size, *_: size, "conv1"),
        (layers.Dense, "output_shape", lambda self, shape: (99,), "output"),
        (
            layers.Dense,
            "parameter_arithmetic",
            lambda self, shape: layers.Arithmetic("128·100", 12800),  # the forgotten biases
            "output",
        ),
    ],
    ids=["size", "shape", "parameters"],
)
def test_wrong_arithmetic_is_noticed_where_it_is_wrong(
    monkeypatch, target, attribute, wrong, layer
):
    model = build("factored_classifier")
    monkeypatch.setattr(target, attribute, wrong)
    with pytest.raises(DisagreementError, match=f"'{layer}'"):
        checked_trace(model)


@pytest.mark.parametrize("kind", ["LayerNormalization", "LSTM"])
def test_a_kind_that_the_book_does_not_describe_is_refused_by_name(kind):
    arguments = {"units": 2} if kind == "LSTM" else {}
    layer = getattr(keras.layers, kind)(**arguments, name="middle")
    with pytest.raises(TypeError, match=f"'middle'.*{kind}"):
        layers_of(keras.Sequential([keras.Input((8, 1)), layer]))
