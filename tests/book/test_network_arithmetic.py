"""The script that runs the network, in the real browser, against Keras: every number of it."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import pytest

import cnnbook
from cnnbook import cifar100, sample, stand_in
from cnnbook.configuration import EXERCISE_10
from cnnbook.inside import drawings, network

SCRIPTS = Path(cnnbook.__file__).parents[1] / "cnnbook_laboratory" / "browser" / "network"
OF_A_MAP, OF_A_PROBABILITY = 2e-6, 2e-6
"""Largest differences: of a layer's numbers, in parts of its largest, and of a probability."""

BEGIN = """
content => {
  const { cnn, initial } = laboratory;
  const { layers, count } = cnn.placed(content.layers);
  const weights = { trained: cnn.weightsOf(content.weights),
                    initial: initial.weights({ layers, count }, content.seeds) };
  window.there = {
    layers, weights,
    picture: base64 => Float32Array.from(cnn.bytesOf(base64), value => value / 255),
    sent: numbers => {
      const bytes = new Uint8Array(Float32Array.from(numbers).buffer);
      const parts = [];
      for (let at = 0; at < bytes.length; at += 4096) {
        parts.push(String.fromCharCode(...bytes.subarray(at, at + 4096)));
      }
      return btoa(parts.join(""));
    },
  };
  return count;
}
"""


@pytest.fixture(scope="module")
def content():
    return network.content()


@pytest.fixture
def page(browser, content):
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(content="window.laboratory = {};")
    for name in ("cnn.js", "initial.js"):
        page.add_script_tag(path=SCRIPTS / name)
    assert page.evaluate(BEGIN, content) == 130_916
    yield page
    context.close()


@pytest.fixture(scope="module")
def images():
    """The figure's pictures, real photographs, gratings, noise, and what is all one colour."""
    few = sample.load()
    drawn = np.random.default_rng(0).integers(0, 256, (40, 32, 32, 3), np.uint8)
    plain = np.stack([np.full((32, 32, 3), value, np.uint8) for value in (0, 128, 255)])
    pictures = np.stack([one.pixels for one in drawings.pictures()])
    gratings = stand_in.make(100, 1).x_train
    return np.concatenate([pictures, few.x_train, few.x_test, gratings, drawn, plain])


def floats(text):
    return np.frombuffer(base64.b64decode(text), "<f4")


def coded(images):
    return [base64.b64encode(image.tobytes()).decode() for image in images]


@pytest.mark.parametrize("which", ["trained", "initial"])
def test_every_map_of_every_layer_is_keras_s(page, images, which):
    keras = pytest.importorskip("keras")
    from cnnbook import training

    model = training.build(EXERCISE_10)
    if which == "trained":
        model.set_weights(network.rounded(network.recorded()[1]))
    whole = keras.Model(model.inputs, [layer.output for layer in model.layers])
    expected = [np.asarray(one) for one in whole([images / np.float32(255)])]
    found = page.evaluate(
        """
        ([which, images]) => images.map(image =>
          laboratory.cnn.run(there.layers, there.weights[which], there.picture(image))
            .outputs.map(there.sent))
        """,
        [which, coded(images)],
    )
    assert len(images) > 150
    for index, of_keras in enumerate(expected):
        ours = np.stack([floats(one[index]) for one in found]).reshape(of_keras.shape)
        assert abs(ours - of_keras).max() <= OF_A_MAP * abs(of_keras).max(), model.layers[index]
    assert abs(ours - expected[-1]).max() <= OF_A_PROBABILITY


def test_the_initial_weights_are_keras_s_bit_by_bit(page):
    pytest.importorskip("keras")
    from cnnbook import training

    expected = np.concatenate([one.ravel() for one in training.build(EXERCISE_10).get_weights()])
    found = floats(page.evaluate("there.sent(there.weights.initial)"))
    assert expected.size == 130_916
    assert found.tobytes() == expected.tobytes()


def test_the_sums_behind_a_number_give_it(page, images):
    worst = page.evaluate(
        """
        images => Math.max(...images.flatMap(image => {
          const { layers, weights } = there;
          const input = there.picture(image);
          const { outputs } = laboratory.cnn.run(layers, weights.trained, input);
          return layers.slice(0, 6).map((layer, at) => {
            const [rows, columns, filters] = layer.output;
            const before = at ? outputs[at - 1] : input;
            let off = 0;
            for (const place of [[0, 0], [rows - 1, columns - 1], [rows >> 1, columns >> 1]]) {
              for (let filter = 0; filter < filters; filter += 1) {
                const { of, terms, bias, total } =
                  laboratory.cnn.sums(layer, weights.trained, before, place, filter);
                const number = outputs[at][(place[0] * columns + place[1]) * filters + filter];
                const products = terms.flat().reduce((sum, [a, b]) => sum + a * b, bias);
                off = Math.max(off, Math.abs(Math.max(total, 0) - number),
                  Math.abs(products - total), of.length === layer.input[2] ? 0 : 1);
              }
            }
            return off;
          });
        }))
        """,
        coded(images[:20]),
    )
    assert 0 < worst < 1e-5


def test_what_each_place_adds_makes_the_logit(page, images):
    found = page.evaluate(
        """
        images => images.map(image => {
          const { layers, weights } = there;
          const result = laboratory.cnn.run(layers, weights.trained, there.picture(image));
          return result.probabilities.reduce((worst, _, unit) => {
            const { places, bias, total } =
              laboratory.cnn.split(layers, weights.trained, result, unit);
            const sum = places.reduce((a, place) => a + place.sum, bias);
            return Math.max(worst, Math.abs(sum - total), places.length === 4 ? 0 : 1);
          }, 0);
        })
        """,
        coded(images[:20]),
    )
    assert 0 < max(found) < 2e-5


# With weights of one nothing cancels: a number changes with a pixel where it depends on it at all.
DEPENDS = """
() => {
  const { layers } = there;
  const ones = new Float32Array(there.weights.trained.length).fill(1e-3);
  layers.filter(layer => layer.bias).forEach(layer =>
    ones.fill(0, layer.bias, layer.bias + layer.output[layer.output.length - 1]));
  const wrong = [];
  for (const axis of [0, 1]) {
    const seen = layers.slice(0, 6).map(layer =>
      Array.from({ length: layer.output[axis] }, () => []));
    for (let line = 0; line < 32; line += 1) {
      const input = Float32Array.from({ length: 32 * 32 * 3 }, (_, i) =>
        Number(line === (axis ? Math.floor(i / 3) % 32 : Math.floor(i / 96))));
      laboratory.cnn.run(layers, ones, input).outputs.slice(0, 6).forEach((values, at) => {
        const [, columns, filters] = layers[at].output;
        seen[at].forEach((lines, place) => {
          if (values[(axis ? place : place * columns) * filters] > 0) lines.push(line);
        });
      });
    }
    seen.forEach((of, at) => of.forEach((lines, place) => {
      const [first, last] = laboratory.cnn.region(layers, at, axis ? [0, place] : [place, 0])[axis];
      const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      if (String(all) !== String(lines)) wrong.push([layers[at].name, axis, place, lines]);
    }));
  }
  return wrong;
}
"""


def test_the_region_of_a_number_is_what_it_depends_on(page):
    assert page.evaluate(DEPENDS) == []


@pytest.mark.skipif(not cifar100.find(), reason="CIFAR-100 is not here")
def test_rounding_changes_no_accuracy_that_readers_see():
    """Measured: no probability by more than 0.0010, and 5 answers of 10,000."""
    pytest.importorskip("keras")
    from cnnbook import training

    data = cifar100.load()
    record, weights = network.recorded()
    answers = []
    for one in (weights, network.rounded(weights)):
        model = training.build(EXERCISE_10)
        model.set_weights(one)
        answers.append(model.predict(data.x_test / np.float32(255), batch_size=500, verbose=0))
    assert 0 < abs(answers[0] - answers[1]).max() < 0.002
    right = [(one.argmax(axis=1) == data.y_test).mean() for one in answers]
    assert abs(right[0] - right[1]) < 0.001
    assert abs(right[0] - record.test["accuracy"]) < 0.0005
