"""The figure's network is the chapter's: the same layers, and weights rounded without effect."""

from __future__ import annotations

import numpy as np
import pytest

from cnnbook import records, sample, stand_in, training
from cnnbook.configuration import EXERCISE_10
from cnnbook.inside import drawings, network
from cnnbook.keras_layers import checked_trace

LARGEST_CHANGE = 0.002
"""Of a probability, by the rounding of the weights; over the 10,000 test images it is 0.0010."""


@pytest.fixture(scope="module")
def both():
    """The network as it was recorded, and as the figure has it."""
    _, weights = network.recorded()
    networks = [training.build(EXERCISE_10) for _ in range(2)]
    for one, of in zip(networks, (weights, network.rounded(weights))):
        one.set_weights(of)
    return networks


def test_the_record_found_without_keras_is_the_chapter_s(both):
    found, weights = records.find(training.identity_of(EXERCISE_10, both[0]))
    record, same = network.recorded()
    assert found == record
    assert all(map(np.array_equal, weights, same))


def test_the_layers_are_the_chapter_s(both):
    record, _ = network.recorded()
    assert network.rows(record) == tuple(checked_trace(both[0]))
    assert network.NAMES == tuple(layer.name for layer in both[0].layers)


def test_rounding_hardly_changes_a_probability(both):
    few = sample.load()
    pictures = [one.pixels for one in drawings.pictures()]
    images = np.concatenate([pictures, few.x_train, few.x_test, stand_in.make(200, 1).x_train])
    exact, rounded = (np.asarray(one(images / np.float32(255))) for one in both)
    assert len(images) > 200 and exact.max() > 0.9
    assert abs(exact - rounded).max() < LARGEST_CHANGE


def test_the_maps_of_the_first_layer_are_keras_s(both):
    for one in drawings.pictures():
        expected = np.asarray(both[1].layers[0](one.pixels[None] / np.float32(255)))[0]
        assert np.allclose(network.first_maps(one.pixels), expected, atol=1e-5)
