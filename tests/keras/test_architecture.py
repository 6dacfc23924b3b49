"""The identity of a network: all that changes a result, no names, nothing that only seems so."""

import json
from functools import partial

import keras
import pytest
from keras import layers

from cnnbook import records, training
from cnnbook.architecture import architecture_of
from cnnbook.configuration import TrainingConfiguration
from cnnbook.networks import NETWORKS


def network(first=None, **dense):
    first = first or layers.Conv2D(4, 3, activation="relu")
    return keras.Sequential(
        [keras.Input((8, 8, 3)), first, layers.Flatten(), layers.Dense(5, **dense)]
    )


def frozen():
    made = network()
    made.layers[-1].trainable = False
    return made


CHANGES = {
    "initializer": lambda: network(kernel_initializer="he_normal"),
    "an initializer's argument": lambda: network(bias_initializer=keras.initializers.Constant(1)),
    "regularizer": lambda: network(kernel_regularizer=keras.regularizers.L2(1e-3)),
    "another regularizer": lambda: network(kernel_regularizer=keras.regularizers.L2(1e-2)),
    "activity regularizer": lambda: network(activity_regularizer="l2"),
    "constraint": lambda: network(kernel_constraint="non_neg"),
    "trainable": frozen,
    "mixed precision": lambda: network(dtype="mixed_float16"),
    "double precision": lambda: network(dtype="float64"),
    "activation": lambda: network(activation="softmax"),
    "an activation's parameter": lambda: network(activation=layers.LeakyReLU(negative_slope=0.1)),
    "another parameter of it": lambda: network(activation=layers.LeakyReLU(negative_slope=0.2)),
    "bias": lambda: network(use_bias=False),
    "groups": lambda: network(layers.Conv2D(3, 3, groups=3, activation="relu")),
    "no groups": lambda: network(layers.Conv2D(3, 3, activation="relu")),
    "dilation": lambda: network(layers.Conv2D(4, 3, dilation_rate=2, activation="relu")),
    "data format": lambda: network(
        layers.Conv2D(4, 3, data_format="channels_first", padding="same", activation="relu")
    ),
    "the other data format": lambda: network(
        layers.Conv2D(4, 3, padding="same", activation="relu")
    ),
    "another kind": lambda: network(layers.MaxPooling2D(2)),
    "a rate of dropout": lambda: network(layers.Dropout(0.5)),
    "another rate": lambda: network(layers.Dropout(0.25)),
}


def digest(made):
    return json.dumps(architecture_of(made), sort_keys=True)


def test_each_of_these_is_another_network():
    digests = {"none": digest(network())} | {name: digest(make()) for name, make in CHANGES.items()}
    assert len(set(digests.values())) == len(digests)


def test_the_input_and_keras_own_settings_count(monkeypatch):
    plain = digest(network())
    wider = keras.Sequential([keras.Input((9, 9, 3)), layers.Conv2D(4, 3, activation="relu")])
    same = keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(4, 3, activation="relu")])
    assert digest(wider) != digest(same)
    before = keras.config.epsilon()
    try:
        keras.config.set_epsilon(1e-3)
        assert digest(network()) != plain
    finally:
        keras.config.set_epsilon(before)
    assert digest(network()) == plain


def test_names_do_not_count_even_inside_other_layers():
    def made(name):
        inner = keras.Sequential(
            [keras.Input((6, 4)), layers.TimeDistributed(layers.Dense(3, name=name))],
            name=f"{name}_inner",
        )
        return keras.Sequential([keras.Input((6, 4)), inner], name=f"{name}_outer")

    assert digest(made("one")) == digest(made("another"))
    assert digest(network()) == digest(network())  # whose layers Keras numbers on


class Scaled(layers.Layer):
    def __init__(self, factor, **options):
        super().__init__(**options)
        self.factor = factor

    def call(self, inputs):
        return inputs * self.factor


class OwnDense(layers.Dense):
    def call(self, inputs, training=None):
        return super().call(inputs) * 2


class OwnSequential(keras.Sequential):
    pass


def doubled(inputs):
    return inputs * 2


@pytest.mark.parametrize(
    "layer",
    [
        pytest.param(lambda: layers.Lambda(lambda inputs: inputs * 2), id="lambda layer"),
        pytest.param(lambda: Scaled(2), id="own layer"),
        pytest.param(lambda: OwnDense(4), id="own kind of a layer"),
        pytest.param(lambda: layers.Dense(4, activation=doubled), id="own activation"),
        pytest.param(lambda: layers.Dense(4, activation=lambda x: x), id="lambda activation"),
        pytest.param(
            lambda: layers.Dense(4, kernel_regularizer=lambda weights: 0.0), id="own regularizer"
        ),
    ],
)
def test_what_does_more_than_its_configuration_says_is_refused_by_name(layer):
    made = keras.Sequential([keras.Input((4,)), layer()])
    made.layers[0].name = "middle"
    with pytest.raises(TypeError, match="'middle'.*não pode ser registrado"):
        architecture_of(made)


def test_networks_that_are_not_a_plain_sequence_are_refused():
    inputs = keras.Input((4,))
    functional = keras.Model(inputs, layers.Add()([inputs, layers.Dense(4)(inputs)]), name="sum")
    for made in (functional, OwnSequential([keras.Input((4,)), layers.Dense(2)], name="sum")):
        with pytest.raises(TypeError, match=r"'sum'.*keras\.Sequential"):
            architecture_of(made)


@pytest.mark.parametrize("builder", NETWORKS)
def test_the_book_s_networks_are_described_the_same_each_time_and_as_json(builder):
    first, again = (architecture_of(NETWORKS[builder]()) for _ in range(2))
    assert first == again == json.loads(json.dumps(first))


def test_the_record_of_another_initializer_is_not_found(monkeypatch):
    """As when somebody changes a builder: the old record must not pass for the new network's."""
    configuration = TrainingConfiguration("changed", epochs=1)
    names = []
    for initializer in ("glorot_uniform", "he_uniform"):
        monkeypatch.setitem(NETWORKS, "changed", partial(network, kernel_initializer=initializer))
        identity = training.identity_of(configuration, training.build(configuration))
        names.append(records.name_of(identity))
    assert len(set(names)) == 2
