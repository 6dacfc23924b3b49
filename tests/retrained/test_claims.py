"""The claims of exercises 9 and 10, on runs trained afresh: inequalities, not digits.

Run after ``python -m cnnbook --into FOLDER``, with that folder in ``CNNBOOK_RUNS``.
"""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest

from cnnbook import cifar100, records, training
from cnnbook.configuration import EXERCISE_9, EXERCISE_10
from cnnbook.dataset import CLASSES

CHANCE = 1 / CLASSES

pytestmark = pytest.mark.skipif(
    not os.environ.get("CNNBOOK_RUNS"), reason="CNNBOOK_RUNS does not say where the fresh runs are"
)


def fresh(configuration):
    identity = training.identity_of(configuration, training.build(configuration))
    found = records.find(identity, [Path(os.environ["CNNBOOK_RUNS"])])
    assert found, f"no fresh run of {configuration}"
    return found[0]


@pytest.fixture(scope="module")
def nine():
    return fresh(EXERCISE_9)


@pytest.fixture(scope="module")
def ten():
    return fresh(EXERCISE_10)


def drop(record):
    return record.history["loss"][0] - record.history["loss"][EXERCISE_9.epochs - 1]


def test_both_start_from_chance(nine, ten):
    for record in (nine, ten):
        assert abs(record.history["loss"][0] - math.log(CLASSES)) < 0.1


def test_loss_of_9_leaves_room_for_more_epochs(nine):
    loss = nine.history["loss"]
    assert all(after < before for before, after in zip(loss, loss[1:]))
    assert loss[-2] - loss[-1] > 0.02


def test_accuracy_of_9_against_chance(nine):
    assert 10 * CHANCE < nine.test["accuracy"] < 20 * CHANCE


def test_validation_of_9_still_improves_and_is_mostly_ahead_of_training(nine):
    """Training measures are means over an epoch, validation's are of its end."""
    history = nine.history
    assert min(history["val_loss"]) == history["val_loss"][-1]
    assert max(history["val_accuracy"]) == history["val_accuracy"][-1]
    ahead = [one > two for one, two in zip(history["val_accuracy"], history["accuracy"])]
    assert sum(ahead) > len(ahead) / 2
    between = [
        before > mean > after
        for before, mean, after in zip(
            history["val_loss"], history["loss"][1:], history["val_loss"][1:]
        )
    ]
    assert sum(between) > len(between) / 2


def test_training_of_10_leaves_validation_behind_in_the_end(ten):
    gaps = [one - two for one, two in zip(ten.history["accuracy"], ten.history["val_accuracy"])]
    assert gaps[-1] > 0.02 and all(gap > 0 for gap in gaps[-4:])


def test_drop_of_10_is_larger(nine, ten):
    assert drop(ten) > drop(nine) + 0.1


def test_accuracy_of_10(ten):
    assert 0.25 < ten.test["accuracy"] < 0.50


@pytest.mark.parametrize("configuration", [EXERCISE_9, EXERCISE_10], ids=lambda c: c.network)
def test_weights_give_the_recorded_accuracy(configuration):
    record, network = training.load_or_train(configuration)
    test = training.evaluate(network, cifar100.load())
    assert test["accuracy"] == pytest.approx(record.test["accuracy"], abs=0.002)
