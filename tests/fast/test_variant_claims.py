"""Comparisons that the variants make: of recorded curves, for any epochs drawn; of networks."""

import math
import random

import pytest
from filled_variants import GENERATORS

from cnnbook.dataset import CLASSES
from cnnbook.draws.recorded_curves import CHANCE, curves, deep, shallow
from cnnbook.draws.recorded_curves import START as SHOWN_START
from cnnbook.questions.kind import fill

BOTH = pytest.mark.parametrize("history", [shallow(), deep()], ids=["shallow", "deep"])
START = math.log(CLASSES)


def values(history, measure):
    """Of the training and of the validation curve."""
    return [curve.values for curve in curves(history, measure)]


def drops(losses):
    return [before - after for before, after in zip(losses, losses[1:])]


@BOTH
def test_losses_start_near_chance_and_fall(history):
    training, validation = values(history, "loss")
    assert abs(training[0] - START) < 0.05 and abs(validation[0] - START) < 0.05
    assert min(drops(training)) > 0.05  # "ainda caiu", in every epoch: it never levels off
    assert abs(training[0] - SHOWN_START.value) < 0.05  # "começam perto de 4,6"
    rises = sum(drop < 0 for drop in drops(validation))
    assert rises <= len(validation) / 5  # "quase sempre"


@BOTH
def test_training_losses_fell_more_in_some_epoch_before(history):
    """From the fourth epoch on, where a variant may interrupt."""
    falls = drops(values(history, "loss")[0])
    for last in range(4, len(falls) + 2):
        assert falls[last - 2] < max(falls[: last - 2])


@BOTH
def test_losses_are_nearer_to_chance_than_to_zero(history):
    assert min(values(history, "loss")[0]) > START / 2


@BOTH
def test_accuracies_start_near_chance(history):
    for curve in values(history, "accuracy"):
        assert abs(curve[0] - CHANCE.value) < 0.01 and curve[-1] > 10 * CHANCE.value


@pytest.mark.parametrize("asked", [0, 1], ids=["training", "validation"])
def test_the_deeper_network_is_ahead_after_the_first_epochs(asked):
    for measure, sign in (("loss", -1), ("accuracy", 1)):
        deeper, other = (values(history, measure)[asked] for history in (deep(), shallow()))
        ahead = [sign * (one - two) > 0 for one, two in zip(deeper, other)]
        assert all(ahead[2:])


@pytest.mark.parametrize("asked", [0, 1], ids=["training", "validation"])
def test_the_deeper_networks_loss_goes_on_falling_after_the_other_stops(asked):
    """What a variant answers to who saw it level off, in an epoch that both have."""
    deeper = values(deep(), "loss")[asked]
    last = len(values(shallow(), "loss")[0])
    assert all(deeper[-1] < loss - 0.2 for loss in deeper[:last])


def test_factored_filters_are_told_when_they_save_and_when_not():
    """The rule M·(E + S) < k·E·S, from the numbers of the question alone."""
    generator, source, said = GENERATORS["filtros-fatorados"], random.Random(0), set()
    for draw in filter(None, (generator.numbers(source) for _ in range(1500))):
        if draw.kind != "parameters":
            continue
        _, kernel, channels, between, maps = draw.asked
        factored, single = between * (channels + maps), kernel * channels * maps
        word = "iguais" if factored == single else "menos" if factored < single else "mais"
        kind = generator.kinds[draw.kind]
        assert word in fill(kind.solution, kind.values(draw)).rpartition("aqui,")[2]
        said.add(word)
    assert said >= {"menos", "mais"}
