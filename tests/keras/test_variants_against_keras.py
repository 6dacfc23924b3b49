"""Every variant about networks, built in Keras: its key and what its right alternative says."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import keras
import numpy as np
import pytest

from cnnbook.questions.bank import Bank, make
from cnnbook.questions.draw import Claim, Network
from cnnbook.questions.generator import generators
from cnnbook.questions.kind import RIGHT
from cnnbook.questions.version import Variant, texts_of_choices

GENERATORS = generators(Path(__file__).parents[2] / "book/versoes")


def in_keras(network: Network) -> keras.Sequential:
    model = keras.Sequential([keras.Input(network.input_shape)])
    for layer in network.layers:
        arguments = layer.describe()
        kind = getattr(keras.layers, str(arguments.pop("layer")))
        model.add(kind(**{key: _plain(value) for key, value in arguments.items()}))
    return model


def _plain(value):
    return tuple(value) if isinstance(value, list) else value


def keras_says(claim: Claim, models: list[keras.Sequential]) -> object:
    """What Keras answers to the part of the question that the claim is about."""
    model = models[claim.network]
    if claim.what == "total":
        return model.count_params()
    layer = model.layers[claim.layer]
    shape = layer.output.shape[1:]
    return {
        "output": lambda: shape[0] if len(shape) == 1 else shape,
        "size": lambda: shape[:-1],
        "maps": lambda: shape[-1],
        "depth": lambda: layer.kernel.shape[-2],
        "kernel_size": lambda: tuple(layer.kernel.shape[:-2]),
        "parameters": lambda: layer.count_params(),
    }[claim.what]()


def numbers_in(text: str) -> list[int]:
    """The numbers that a text shows, in order; not those in names such as conv2."""
    found = re.findall(r"(?<![\w.])\d{1,3}(?:\.\d{3})+|(?<![\w.])\d+", text)
    return [int(number.replace(".", "")) for number in found]


EXERCISES = pytest.mark.parametrize("exercise", GENERATORS)
SAMPLE = 10


@cache
def about_networks(exercise: str) -> tuple[Bank, list[Variant]]:
    """The bank, and those of its variants that ask something of a network.

    What others ask, such as readings of a record, is recomputed in the fast tests.
    """
    bank = make(GENERATORS[exercise])
    return bank, [variant for variant in bank.variants if variant.networks]


def test_most_exercises_ask_something_of_a_network():
    assert sum(bool(about_networks(exercise)[1]) for exercise in GENERATORS) > len(GENERATORS) / 2


@EXERCISES
def test_keras_confirms_every_variant(exercise):
    bank, variants = about_networks(exercise)
    for variant in variants:
        # Shapes and counts need no values in the weights, and to draw these takes most of the time.
        with keras.StatelessScope(initialize_variables=False):
            models = [in_keras(network) for network in variant.networks]
            answers = {claim: keras_says(claim, models) for claim in variant.key}
        for claim, answer in answers.items():
            assert answer == claim.value, (variant.kind, variant.id, claim)
        shown = [
            number
            for claim, answer in answers.items()
            if claim.shown
            for number in (answer if isinstance(answer, tuple) else (answer,))
        ]
        text = texts_of_choices(bank.kinds[variant.kind], variant)[RIGHT]
        assert numbers_in(text) == shown, (variant.kind, variant.id, text)


@EXERCISES
def test_an_image_really_comes_out_like_that(exercise):
    _, variants = about_networks(exercise)
    for variant in variants[:: max(1, len(variants) // SAMPLE)]:
        models = []
        for network in variant.networks:
            model = in_keras(network)
            values = np.zeros((1, *network.input_shape), "float32")
            for layer in model.layers:
                values = layer(values)
                assert values.shape == (1, *layer.output.shape[1:])
            assert model.count_params() == sum(weight.size for weight in model.get_weights())
            models.append(model)
        for claim in variant.key:
            assert keras_says(claim, models) == claim.value


def test_numbers_are_read_from_a_text():
    assert numbers_in("conv2: 512×256×64; *pooling*: 128; 106.212 parâmetros") == [
        512,
        256,
        64,
        128,
        106212,
    ]
