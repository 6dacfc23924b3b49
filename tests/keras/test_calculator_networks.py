"""The networks that the calculator begins with are those that the book builds."""

from __future__ import annotations

import pytest

from cnnbook.keras_layers import layers_of
from cnnbook.networks import NETWORKS
from cnnbook_laboratory.calculator.stacks import stacks


@pytest.mark.parametrize("name", NETWORKS)
def test_what_is_read_in_a_builder_is_what_it_builds(name):
    model = NETWORKS[name]()
    stack = stacks()[name]
    assert list(stack.layers) == layers_of(model)
    assert stack.input_shape == model.input_shape[1:]
    activations = [layer.get_config().get("activation", "linear") for layer in model.layers]
    assert [one or "linear" for one in stack.activations] == activations


def test_no_other_network_is_there():
    assert {*stacks()} == {*NETWORKS, "two_convolutions"}
