"""The book's two classifiers against the same ones written in PyTorch from the exercises' text."""

import os

import numpy as np
import pytest

if not os.environ.get("CI"):  # where it must not be missing
    pytest.importorskip("torch", reason="falta o PyTorch: pip install -e '.[independent]'")

import torch
import torch_networks

from cnnbook import stand_in
from cnnbook.configuration import EXERCISE_9, EXERCISE_10
from cnnbook.study import claims, plan, results

# From the source: name, output shape (channels last), parameters.
BEGINNING = [
    ("conv1", (16, 16, 32), 896),
    ("conv2", (16, 8, 64), 6208),
    ("conv3", (8, 8, 64), 12352),
]
END = [("conv4", (2, 2, 128), 73856), ("pool", (1, 1, 128), 0), ("output", (100,), 12900)]
TABLES = {
    "exercise_9": [*BEGINNING, *END],
    "exercise_10": [*BEGINNING, ("new1", (8, 4, 64), 12352), ("new2", (4, 4, 64), 12352), *END],
}
BUILDERS = {"exercise_9": EXERCISE_9.network, "exercise_10": EXERCISE_10.network}

each_network = pytest.mark.parametrize("name", TABLES)


@each_network
def test_shapes_and_parameters(name):
    network = torch_networks.NETWORKS[name]()
    found, x = [], torch.zeros(1, 3, 32, 32)
    for layer_name, layer in network.named_children():
        x = layer(x)
        if layer_name in {row[0] for row in TABLES[name]}:
            shape = tuple(x.shape[1:]) if x.ndim == 2 else (*x.shape[2:], x.shape[1])
            found.append((layer_name, shape, sum(p.numel() for p in layer.parameters())))
    assert found == TABLES[name]


@each_network
def test_the_book_s_weights_give_the_same_probabilities_in_both(name):
    """So padding, strides and the order of the layers are the same, not only the sizes."""
    import keras

    from cnnbook.networks import NETWORKS

    keras.utils.set_random_seed(3)
    ours, theirs = NETWORKS[BUILDERS[name]](), torch_networks.NETWORKS[name]()
    with torch.no_grad():
        for layer in ours.layers:
            if layer.weights:
                kernel, bias = (torch.from_numpy(array) for array in layer.get_weights())
                their_layer = getattr(theirs, layer.name)
                # Keras: (height, width, in, out) and (in, out).
                order = (3, 2, 0, 1) if kernel.ndim == 4 else (1, 0)
                their_layer.weight.copy_(kernel.permute(order))
                their_layer.bias.copy_(bias)
        images = stand_in.make(100, 100).x_test[:20]
        probabilities = torch.softmax(theirs(torch_networks.scaled(images)), dim=1).numpy()
    expected = ours.predict(images.astype("float32") / 255, verbose=0)
    np.testing.assert_allclose(probabilities, expected, rtol=1e-4, atol=1e-7)


@each_network
def test_it_learns(name):
    """Its training is a training: the loss falls on a few images, to be learned by heart."""
    data = stand_in.make(100, 100)
    data.y_train[:] %= 4
    torch.manual_seed(0)
    network = torch_networks.NETWORKS[name]()
    optimizer = torch.optim.SGD(network.parameters(), lr=torch_networks.LEARNING_RATE)
    y = torch.from_numpy(data.y_train.astype("int64"))
    losses = [
        torch_networks.train_epoch(network, optimizer, data.x_train, y, torch.randperm(100))
        for _ in range(30)
    ]
    assert losses[-1] < losses[0] - 1


RUNS = {
    name: [run for run in torch_networks.recorded() if run["network"] == name] for name in TABLES
}
GROUPS = {"exercise_9": plan.NINE, "exercise_10": plan.TEN}


@each_network
def test_recorded_accuracies_are_those_of_the_study(name):
    assert [run["seed"] for run in RUNS[name]][:3] == [1, 2, 3]
    study = [run.test["accuracy"] for run in results.of(GROUPS[name])]
    for run in RUNS[name]:
        assert min(study) <= run["test_accuracy"] <= max(study)


def test_recorded_losses_fall_as_the_exercise_says():
    last = EXERCISE_9.epochs - 1
    drops = {
        name: [run["loss"][0] - run["loss"][last] for run in runs] for name, runs in RUNS.items()
    }
    assert min(drops["exercise_10"]) > max(drops["exercise_9"])
    assert all(run["test_accuracy"] > 10 * claims.CHANCE for run in RUNS["exercise_9"])
