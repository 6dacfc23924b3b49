"""The study's results are of the networks and the data that the book has today."""

import keras
import pytest

from cnnbook import named_data, training
from cnnbook.networks import NETWORKS
from cnnbook.study import results, today
from cnnbook.study.plan import ALL_GROUPS, NINE, NINE_SUBSET


@pytest.mark.parametrize("group", ALL_GROUPS, ids=lambda group: group.name)
def test_each_run_has_the_name_of_its_configuration_layers_and_data(group):
    found = results.of(group)
    assert found and today.stale(found) == []


def test_results_of_another_initializer_are_of_another_network(monkeypatch):
    builder = NETWORKS[NINE.configuration.network]

    def changed():
        config = builder().get_config()
        for layer in config["layers"][1:]:
            if "kernel_initializer" in layer["config"]:
                layer["config"]["kernel_initializer"] = "he_uniform"
        return keras.Sequential.from_config(config)

    monkeypatch.setitem(training.NETWORKS, NINE.configuration.network, changed)
    found = results.of(NINE)
    assert today.stale(found) == found


def test_results_of_other_images_are_of_other_data(monkeypatch):
    """As they would be if the part of CIFAR-100 were chosen in another way."""
    found = results.of(NINE_SUBSET)
    changed = {**named_data.SHA256["subset"], "x_train": "0" * 64}
    monkeypatch.setitem(named_data.SHA256, "subset", changed)
    assert today.stale(found) == found
