"""The snapshots' beginning is what the seed gives, and a layer put back gives its maps."""

import numpy as np

from cnnbook import sample, snapshots, training
from cnnbook.configuration import EXERCISE_10


def test_before_training_the_layer_is_what_the_seed_gives():
    kernel, bias = training.build(EXERCISE_10).get_layer(snapshots.LAYER).get_weights()
    taken = snapshots.load()
    np.testing.assert_array_equal(taken.kernels[0], kernel)
    np.testing.assert_array_equal(taken.biases[0], bias)


def test_after_training_the_maps_are_the_recorded_network_s():
    image = sample.load().x_test[:1] / 255
    _, network = training.load_or_train(EXERCISE_10)
    layer = network.get_layer(snapshots.LAYER)
    expected = np.asarray(layer(image))
    taken = snapshots.load()
    layer.set_weights([taken.kernels[16], taken.biases[16]])
    np.testing.assert_array_equal(np.asarray(layer(image)), expected)
