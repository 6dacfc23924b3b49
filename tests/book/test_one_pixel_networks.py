"""Receptive fields in the browser against Keras itself: in random networks each pixel is lit alone.

What changes with a pixel depends on it. Weights are ones, and biases zeros, so nothing cancels.
"""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from random_stacks import made

from cnnbook.geometry import GeometryError
from cnnbook.trace import trace
from cnnbook_laboratory.scripts import BROWSER, script

NETWORKS = 400
AT_LEAST = 250  # so many of them must have an output that reads no zero of any padding
Description = dict[str, Any]

SAYS = """
networks => networks.map(({ input, layers }) => {
  const { rows, error } = laboratory.trace.trace(input, layers);
  if (error) throw new Error(error);
  const { outputShape, receptiveField, regions } = rows.at(-1);
  const placed = rows.map(({ layer, inputShape }) => {
    const windows = layer.windows(inputShape);
    return {
      input: inputShape,
      kernel: windows.map(({ kernelSize, dilationRate }) => (kernelSize - 1) * dilationRate + 1),
      strides: windows.map(({ strides }) => strides),
      before: windows.map(({ paddingBefore }) => paddingBefore),
    };
  });
  const sizes = outputShape.slice(0, -1);
  const along = (of) => sizes.map((size, axis) =>
    Array.from({ length: size }, (_, at) => of(axis, at)));
  return {
    output: outputShape,
    field: receptiveField,
    bounds: along((axis, at) => laboratory.trace.bounds(regions[axis], at)),
    regions: along((axis, at) =>
      laboratory.cnn.region(placed, placed.length - 1, sizes.map(() => at))[axis]),
    isInside: along((axis, at) => {
      let span = [at, at];
      return [...placed].reverse().every(({ input, kernel, strides, before }) => {
        const [first, last] = span.map((one) => one * strides[axis] - before[axis]);
        span = [first, last + kernel[axis] - 1];
        return span[0] >= 0 && span[1] < input[axis];
      });
    }),
  };
})
"""


def draw_layer(draw: random.Random, rank: int) -> Description:
    def sizes(highest: int) -> list[int]:
        return [draw.randint(1, highest) for _ in range(rank)]

    padding = draw.choice(["valid", "same"])
    if draw.random() < 0.3:
        return {
            "layer": f"{draw.choice(['Max', 'Average'])}Pooling{rank}D",
            "pool_size": sizes(3), "strides": sizes(3), "padding": padding,
        }  # fmt: skip
    layer = {"layer": f"Conv{rank}D", "filters": 1, "kernel_size": sizes(4), "padding": padding}
    if draw.random() < 0.25:
        return layer | {"dilation_rate": [draw.randint(2, 3)] * rank}
    strides = [draw.randint(1, 3)] * rank if rank == 1 or draw.random() < 0.6 else sizes(3)
    if rank == 1 and draw.random() < 0.2:
        layer["padding"] = "causal"
    return layer | {"strides": strides}


def draw_network(draw: random.Random) -> dict[str, Any]:
    """One whose windows fit; the others are drawn again."""
    rank = draw.choice([1, 2])
    sizes = [draw.randint(9, 26 if rank == 1 else 14) for _ in range(rank)]
    described = [draw_layer(draw, rank) for _ in range(draw.randint(1, 4))]
    try:
        trace((*sizes, 1), [made(one) for one in described])
    except GeometryError:
        return draw_network(draw)
    return {"input": [*sizes, 1], "layers": described}


def pixels_behind(keras, np, network):
    """For each output the pixels that it changes with: an array of outputs, then of pixels.

    By what Keras computes alone: one image for each pixel, lit in the dark.
    """
    sizes = network["input"][:-1]
    count = np.prod(sizes)
    values = np.eye(count, dtype="float32").reshape(count, *sizes, 1)
    for described in network["layers"]:
        given = {key: value for key, value in described.items() if key != "layer"}
        if "filters" in given:
            given |= {"kernel_initializer": "ones"}
        values = np.asarray(getattr(keras.layers, described["layer"])(**given)(values))
        values = np.minimum(values, 1)  # what is lit stays so, and no number grows
    return np.moveaxis(values[..., 0] > 0, 0, -1).reshape(*values.shape[1:-1], *sizes)


def spans(lit, rank):
    """Along each axis, by place of an output there, the first and the last pixel behind it."""
    found = []
    for axis in range(rank):
        others = tuple(one for one in range(2 * rank) if one not in (axis, rank + axis))
        found.append([
            [int(row.nonzero()[0][0]), int(row.nonzero()[0][-1])] if row.any() else None
            for row in lit.any(axis=others)
        ])  # fmt: skip
    return found


@pytest.fixture(scope="module")
def seen():
    """Random networks, and of each the pixels that Keras' outputs depend on."""
    keras = pytest.importorskip("keras")
    import numpy as np

    draw = random.Random(15)
    networks = [draw_network(draw) for _ in range(NETWORKS)]
    return [(one, spans(pixels_behind(keras, np, one), len(one["input"]) - 1)) for one in networks]


def test_what_the_browser_says_of_a_region_is_what_keras_depends_on(browser, seen):
    page = browser.new_page()
    page.set_content('<!DOCTYPE html><html lang="pt-BR"><title>.</title></html>')
    for bundle in ("figure", "arithmetic"):
        page.add_script_tag(content=script(bundle))
    page.add_script_tag(path=BROWSER / "network" / "cnn.js")
    said = page.evaluate(SAYS, [network for network, _ in seen])
    page.close()
    reached = exact = 0
    for (network, of_keras), told in zip(seen, said, strict=True):
        is_plain = all(max(one.get("dilation_rate", [1])) == 1 for one in network["layers"])
        is_reached = True
        for axis, places in enumerate(of_keras):
            assert told["output"][axis] == len(places), network
            size = network["input"][axis]
            columns = (places, told["bounds"][axis], told["regions"][axis], told["isInside"][axis])
            for span, bounds, region, is_inside in zip(*columns, strict=True):
                if is_inside:
                    assert bounds == span, network
                    assert span[1] - span[0] + 1 == told["field"][axis], network
                elif span:
                    assert bounds[0] <= span[0] and span[1] <= bounds[1], network
                if is_plain and span:  # at an edge too, where the zeros are left out
                    assert region == span, network
                    exact += region != [max(bounds[0], 0), min(bounds[1], size - 1)]
            is_reached &= any(told["isInside"][axis])
        reached += is_reached
    assert reached >= AT_LEAST
    assert exact > 20  # so many would be overstated if only the whole were clipped
    kinds = {one["layer"] for network, _ in seen for one in network["layers"]}
    assert len(kinds) == len([*itertools.product(("Conv", "Max", "Average"), (1, 2))])
