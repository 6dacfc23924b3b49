"""The values of the stepped window are those that Keras gives, in every setting that it lets one
choose, and in many with rows unlike columns, one dimension and several channels."""

from __future__ import annotations

import random

import numpy as np
import pytest

from cnnbook_laboratory.scripts import needed_by, script
from cnnbook_laboratory.stepper import LIMITS

TOLERANCE = 1e-6  # single precision: sums of small whole numbers are exact, means are not
START = {"shape": "square", "dilation": 1, "channels": 1, "seed": 7}

VALUES = """
asked => asked.map(given => {
  const { state, window } = laboratory.stepper;
  let axes;
  try {
    axes = state.axes(given);
  } catch (error) {
    return null;
  }
  const numbers = state.numbers(given, axes);
  const [rows, columns] = axes.map(axis => axis.places);
  const values = Array.from({ length: rows }, (_row, row) =>
    Array.from({ length: columns }, (_column, column) =>
      window.place(numbers, axes, given.operation, row, column).value));
  return { ...numbers, values };
})
"""


def squares():
    """Every setting of a square input with one channel that the controls let a reader choose."""
    sizes, windows, strides, dilations = (
        range(LIMITS[name][0], LIMITS[name][1] + 1)
        for name in ("input", "window", "strides", "dilation")
    )
    for n in sizes:
        for k in windows:
            for padding in ("valid", "same"):
                one = START | {"input": [n, n], "window": [k, k], "padding": padding}
                for s in strides:
                    for operation in ("convolution", "maximum", "average"):
                        yield one | {"strides": [s, s], "operation": operation}
                for d in dilations[1:]:
                    yield one | {"strides": [1, 1], "dilation": d, "operation": "convolution"}


def others(count):
    """Rows unlike columns, one dimension, and several channels."""
    draw = random.Random(7)

    def pair(name):
        return [draw.randint(*LIMITS[name]), draw.randint(*LIMITS[name])]

    for _ in range(count):
        operation = draw.choice(["convolution", "convolution", "maximum", "average"])
        is_convolution = operation == "convolution"
        yield {
            "shape": draw.choice(["line", "rectangle"]), "input": pair("input"),
            "window": pair("window"), "strides": pair("strides"), "dilation": 1,
            "channels": draw.randint(1, 3) if is_convolution else 1,
            "padding": draw.choice(["valid", "same"]), "operation": operation,
            "seed": draw.randint(1, 9999),
        }  # fmt: skip
        size, window = draw.randint(*LIMITS["input"]), draw.randint(*LIMITS["window"])
        yield {
            "shape": draw.choice(["line", "square"]), "input": [size, size],
            "window": [window, window], "strides": [1, 1], "dilation": draw.randint(2, 3),
            "channels": draw.randint(1, 3), "padding": draw.choice(["valid", "same"]),
            "operation": "convolution", "seed": draw.randint(1, 9999),
        }  # fmt: skip


def keras_values(given, found):
    """What Keras makes of the same numbers: (rows, columns)."""
    ops = pytest.importorskip("keras").ops
    # (channels, rows, columns) → (batch, rows, columns, channels); a line has no rows.
    x = np.array(found["input"], "float32").transpose(1, 2, 0)[None]
    weights = np.array(found["weights"], "float32").transpose(1, 2, 0)[..., None]
    axes = slice(1, None) if given["shape"] == "line" else slice(None)
    if given["shape"] == "line":
        x, weights = x[:, 0], weights[0]
    window, strides = tuple(given["window"][axes]), tuple(given["strides"][axes])
    if given["operation"] == "convolution":
        made = ops.conv(
            x, weights, strides=strides, padding=given["padding"], dilation_rate=given["dilation"]
        )
    else:
        pool = ops.max_pool if given["operation"] == "maximum" else ops.average_pool
        made = pool(x, window, strides=strides, padding=given["padding"])
    return np.asarray(made)[0, ..., 0].reshape(np.array(found["values"]).shape)


@pytest.fixture(scope="module")
def computed(browser):
    """All settings, and what the browser makes of them; None where there is no such layer."""
    settings = [*squares(), *others(300)]
    context = browser.new_context()
    page = context.new_page()
    page.set_content('<!DOCTYPE html><html lang="pt-BR"><title>.</title></html>')
    for bundle in needed_by(["stepper"]):
        page.add_script_tag(content=script(bundle))
    found = page.evaluate(VALUES, settings)
    context.close()
    return list(zip(settings, found, strict=True))


def test_every_square_setting_is_there(computed):
    found = [one for given, one in computed if given["shape"] == "square" and given["seed"] == 7]
    assert sum(one is not None for one in found) == 1221
    assert sum(np.size(one["values"]) for one in found if one) > 30_000


def test_all_values_are_those_of_keras(computed):
    worst = 0.0
    for given, one in computed:
        if one is None:
            continue
        difference = np.abs(keras_values(given, one) - np.array(one["values"])).max()
        assert difference < TOLERANCE, given
        worst = max(worst, float(difference))
    assert worst > 0  # the means differ in their last digit, so something was compared


def test_what_the_browser_refuses_keras_refuses(computed):
    keras = pytest.importorskip("keras")
    refused = [given for given, one in computed if one is None]
    assert len(refused) > 30
    for given in refused[::5]:
        rank = 1 if given["shape"] == "line" else 2
        axes = slice(2 - rank, None)
        shared = {"strides": given["strides"][axes], "padding": given["padding"]}
        layer = (
            getattr(keras.layers, f"Conv{rank}D")(
                1, given["window"][axes], dilation_rate=given["dilation"], **shared
            )
            if given["operation"] == "convolution"
            else getattr(keras.layers, f"MaxPooling{rank}D")(given["window"][axes], **shared)
        )
        with pytest.raises(ValueError):
            layer.compute_output_shape((None, *given["input"][axes], 1))
