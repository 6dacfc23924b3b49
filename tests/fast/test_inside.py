"""The network and the pictures of *A rede por dentro*, as they are handed to its script."""

from __future__ import annotations

import base64
import gzip
import json
import tomllib

import numpy as np
import pytest

from cnnbook import sample
from cnnbook.cifar100_names import PORTUGUESE
from cnnbook.inside import drawings, network
from cnnbook.inside.painting import Canvas
from cnnbook.records import RecordError


@pytest.fixture(scope="module")
def content():
    return network.content()


def test_every_picture_is_drawn_and_described():
    catalogue = tomllib.loads(drawings.CATALOGUE.read_text("utf-8"))
    assert set(catalogue) == set(drawings.DRAWINGS)
    for one in drawings.pictures():
        assert one.alternative.endswith(".") and one.source and one.licence == "CC0"
        assert one.pixels.shape == (32, 32, 3) and one.pixels.dtype == np.uint8


def test_at_least_eight_classes_are_drawn_and_something_of_none():
    named = [one.class_name for one in drawings.pictures()]
    assert len(set(named) - {""}) >= 8 and "" in named
    assert set(named) - {""} <= set(sample.load().class_names)


def test_pictures_are_distinct_and_the_same_each_time():
    first, second = drawings.pictures(), drawings.pictures()
    assert len({one.pixels.tobytes() for one in first}) == len(first)
    for one, other in zip(first, second):
        assert (one.pixels == other.pixels).all()


def test_shapes_are_where_they_are_said_to_be():
    canvas = Canvas((0, 0, 0), (0, 0, 0))
    canvas.rectangle((0.25, 0.5), (0.75, 1.0), (255, 255, 255))
    white = canvas.picture()[..., 0] == 255
    assert white[16:, 8:24].all() and white.sum() == 16 * 16
    canvas = Canvas((0, 0, 0), (0, 0, 0))
    canvas.ellipse((0.5, 0.5), (0.5, 0.25), (255, 255, 255))
    area = canvas.picture()[..., 0].sum() / 255 / 32**2
    assert area == pytest.approx(np.pi * 0.5 * 0.25, rel=0.01)


def test_the_script_s_weights_are_the_recorded_ones_to_three_digits(content):
    _, weights = network.recorded()
    packed = content["weights"]
    bytes_of = dict(packed["alphabet"])
    pairs = [
        [low, bytes_of[letter]]
        for low, letter in zip(base64.b64decode(packed["low"]), packed["high"], strict=True)
    ]
    sent = np.array(pairs, np.uint8).view("<f2").ravel().astype(np.float32)
    recorded = np.concatenate([one.ravel() for one in weights])
    # Half a unit in the last of eleven bits; below 2**-14, of the smallest number.
    assert (abs(sent - recorded) <= np.maximum(abs(recorded) * 2**-11, 2**-25)).all()
    assert (sent == np.concatenate([one.ravel() for one in network.rounded(weights)])).all()


def test_the_network_s_shapes_join(content):
    layers = content["layers"]
    assert layers[0]["input"] == content["input"] == (32, 32, 3)
    assert all(one["output"] == two["input"] for one, two in zip(layers, layers[1:]))
    assert layers[-1]["output"] == (len(content["classes"]),) == (100,)
    assert {one["class"] for one in content["pictures"]} <= {*PORTUGUESE.values(), ""}


def test_what_is_fetched_when_it_is_switched_on_is_small(content):
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    assert len(gzip.compress(text.encode(), 6)) < 250_000


def test_without_a_record_it_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr("cnnbook.records.PACKAGED_RUNS", tmp_path)
    monkeypatch.setenv("CNNBOOK_RUNS", str(tmp_path))
    with pytest.raises(RecordError, match="make train"):
        network.recorded()
