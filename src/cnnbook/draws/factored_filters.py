"""Exercise 7: rectangular filters and strides, and what factoring them saves."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import NamedTuple

from cnnbook.figures.small import (
    blocks_template,
    blocks_values,
    kernels_template,
    kernels_values,
)  # fmt: skip
from cnnbook.geometry import GeometryError
from cnnbook.layers import Conv2D, GlobalAveragePooling2D
from cnnbook.misconceptions import mistaken
from cnnbook.mistaken_network import mistaken_trace
from cnnbook.questions.draw import Claim, Draw, Network
from cnnbook.trace import Row, total_parameters, trace

DRAWINGS = {"blocks": blocks_template, "kernels": kernels_template}

AXES = ("rows", "columns")

Wrong = dict[str, Mapping[str, object]]


class Shortened(NamedTuple):
    """What a layer with padding does to ``rows`` or ``columns``, the one axis that it shortens."""

    axis: str
    before: int
    kernel: int
    strides: int
    after: int

    @property
    def zeros(self) -> int:
        """That the padding adds, at the two ends together, where the strides are 1."""
        return self.kernel - 1


def draw(random: random.Random) -> Draw | None:
    kind = random.choice(("columns", "columns", "rows", "rows", "parameters"))
    if kind == "parameters":
        return _parameters(random)
    try:
        return _network(random, AXES.index(kind))
    except GeometryError:  # conv4 does not fit, at least after one of the mistakes
        return None


def _network(random: random.Random, first: int) -> Draw | None:
    """Four convolutions; conv2 shortens only the axis ``first``, conv3 only the other."""
    rows = random.choice((64, 96, 100, 128, 150, 192, 200, 256, 300, 320, 400, 512, 640, 1024))
    columns = random.choice((rows, rows, 96, 128, 160, 200, 256, 300, 480, 512, 768))
    s, t, u = random.choice((1, 2, 2, 3)), random.choice((2, 2, 3, 4)), random.choice((2, 2, 3, 4))
    k, l, o = random.choice((3, 3, 5)), random.choice((2, 3, 3, 4, 5)), random.choice((2, 3, 4))  # noqa: E741
    f, g, h, w = (random.choice((8, 16, 24, 32, 48, 64, 96, 128)) for _ in range(4))
    return _of_network((rows, columns), (f, g, h, w), (k, l), (s, t, u, o), first)


def chapter() -> Draw | None:
    return _of_network((1024, 1024), (32, 64, 64, 128), (3, 3), (2, 2, 2, 3), first=1)


def _of_network(
    size: tuple[int, int],
    filters: tuple[int, int, int, int],
    kernels: tuple[int, int],
    strides: tuple[int, int, int, int],
    first: int,
) -> Draw | None:
    """Of ``kernels``, the first is that of conv1 to conv3, and the last that of conv4."""
    (rows, columns), (f, g, h, w), (k, l), (s, t, u, o) = size, filters, kernels, strides  # noqa: E741
    turn = 1 if first else -1  # pairs are written as (the other axis, the first)
    convolutions = (
        Conv2D(f, k, strides=s, padding="same"),
        Conv2D(g, (1, k)[::turn], strides=(1, t)[::turn], padding="same"),
        Conv2D(h, (k, 1)[::turn], strides=(u, 1)[::turn], padding="same"),
        Conv2D(w, l, strides=o),
    )
    network = Network((rows, columns, 1), (*convolutions, GlobalAveragePooling2D()))
    conv1, conv2, conv3, conv4, pooling = trace(*network)
    shapes = [row.output_shape for row in (conv1, conv2, conv3, conv4)]
    if min(shapes[3][:2]) < 3 or f == g:
        return None

    def by(mistake: str, *where: int, **along: int) -> dict[str, object]:
        """Shapes, from the first of the layers ``where`` the mistake is made on."""
        sizes = [row.output_shape for row in mistaken_trace(*network, mistake, where, **along)]
        return {
            **{f"conv{n + 1}_output": sizes[n] for n in range(min(where), 4)},
            "first": sizes[1][first],
            "second": sizes[2][1 - first],
        }

    def maps(mistake: str) -> dict[str, object]:
        return {"conv2_output": by(mistake, 1)["conv2_output"]}

    (kept,) = mistaken_trace(*network, "pooling-keeps-size")[-1].output_shape
    wrong: Wrong = {
        "axes-swapped": by("axes-swapped", 1, 2),
        "axis-repeated": by("axis-repeated", 1, axis=1 - first),
        "strides-forgotten": by("strides-forgotten", 1),
        "strides-twice": by("strides-twice", 2) | {"strides": u * u},
        "padding-forgotten": by("padding-forgotten", 1, 2),
        "padding-in-output": by("padding-in-output", 1, 2),
        "previous-depth": maps("previous-depth"),
        "filters-added": maps("filters-added"),
        "next-layer": {"conv2_output": shapes[2], "conv3_output": shapes[2]},
        "pooling-keeps-size": {"pooling_output": (w, w)},
        "pooling-keeps-size/positions": {"pooling_output": kept},
        "strides-as-gap": by("strides-as-gap", 3) | {"strides": o + 1},
        "one-forgotten": by("one-forgotten", 3),
        "border-ignored": by("border-ignored", 3),
        "kernel-as-output": by("kernel-as-output", 3),
    }
    if conv2.input_shape[first] % t or conv3.input_shape[1 - first] % u:
        wrong["rounded-down"] = by("rounded-down", 1, 2)
    if any((size - l) % o for size in shapes[2][:2]):
        wrong["rounded-up"] = by("rounded-up", 3)
    outputs = {f"conv{n + 1}_output": shapes[n] for n in (1, 2, 3)} | {"pooling_output": w}
    return Draw(
        kind="network",
        asked=(rows, columns, f, g, h, w, k, l, s, t, u, o, first),
        numbers={
            "input": (rows, columns),
            "conv1": conv1,
            "conv2": conv2,
            "conv3": conv3,
            "conv4": conv4,
            "first": _shortened(conv2, first),
            "second": _shortened(conv3, 1 - first),
            **outputs,
        },
        wrong=wrong,
        key=[Claim("output", size, layer) for layer, size in enumerate(outputs.values(), start=1)],
        networks=[network],
        drawing=blocks_values(shapes),
    )


def _shortened(row: Row, axis: int) -> Shortened:
    kernel, strides = row.layer.kernel_size[axis], row.layer.strides[axis]  # type: ignore
    before, after = row.input_shape[axis], row.output_shape[axis]
    return Shortened(AXES[axis], before, kernel, strides, after)


def _parameters(random: random.Random) -> Draw | None:
    n, k = random.choice((8, 16, 28, 32, 56, 64)), random.choice((3, 5, 7))
    c, f, g = (random.choice((8, 12, 16, 24, 32, 48, 64, 96, 128)) for _ in range(3))
    networks = [
        Network((n, n, c), (Conv2D(f, (1, k), padding="same"), Conv2D(g, (k, 1), padding="same"))),
        Network((n, n, c), (Conv2D(g, k, padding="same"),)),
    ]
    row, column = trace(*networks[0])
    (square,) = trace(*networks[1])
    factored, single = row.parameters + column.parameters, square.parameters
    weights = {"factored": factored - f - g, "single": single - g}
    saved = weights["single"] - weights["factored"]
    if saved * (single - factored) < 0:  # the biases would turn the tables
        return None

    def counted(mistake: str) -> dict[str, object]:
        """Parameters, if all layers are counted by a mistake."""
        traces = (mistaken_trace(*network, mistake) for network in networks)
        return dict(zip(("factored", "single"), map(total_parameters, traces)))

    def in_column(mistake: str) -> dict[str, object]:
        """The same, if only the second layer of the factored network is."""
        rows = mistaken_trace(*networks[0], mistake, [1])
        return {
            "factored": total_parameters(rows),
            "column": rows[1].parameters,
            "filters": rows[1].output_shape[-1],
        }

    one_layer = mistaken("one-layer-as-total", parameters=(row.parameters, column.parameters))
    return Draw(
        kind="parameters",
        asked=(n, k, c, f, g),
        numbers={
            "channels": c,
            "size": (n, n),
            "length": k,
            "row": row,
            "column": column,
            "square": square,
            "factored": factored,
            "single": single,
            "per_filter": single // g,
            "weights": weights,
            "saving": "fewer" if saved > 0 else "more" if saved else "equal",
        },
        wrong={
            "depth-forgotten": counted("depth-forgotten"),
            "bias-forgotten": counted("bias-forgotten"),
            "own-filters-as-depth": in_column("own-filters-as-depth"),
            "one-layer-as-total": {"factored": one_layer.value},
            "filters-added": in_column("filters-added"),
            "input-depth": in_column("input-depth"),
            "weights-per-position": counted("weights-per-position") | {"positions": n * n},
        },
        key=[Claim("total", factored, network=0), Claim("total", single, network=1)],
        networks=networks,
        drawing=kernels_values(k),
    )
