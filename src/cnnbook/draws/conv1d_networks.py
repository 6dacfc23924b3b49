"""Exercise 6: 1-D networks that shorten a signal by pooling or by strides."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from cnnbook.figures.small import bars_template, bars_values
from cnnbook.geometry import GeometryError, Padding, output_size
from cnnbook.layers import Arithmetic, Conv1D, Dense, Flatten, Layer, MaxPooling1D
from cnnbook.misconceptions import mistaken
from cnnbook.mistaken_network import MistakenRow, mistaken_trace
from cnnbook.questions.draw import Claim, Draw, Network
from cnnbook.trace import Row, total_parameters, trace

DRAWINGS = {"bars": bars_template}

Rows = Sequence[Row] | Sequence[MistakenRow]
Parts = dict[str, object]
Wrong = dict[str, Parts]


@dataclass(frozen=True)
class Convolution:
    """One of the three; ``strides`` are its own, or those of the pooling after it."""

    filters: int
    kernel: int
    strides: int
    parameters: Arithmetic


@dataclass(frozen=True)
class _Sizes:
    """What all networks of one draw have in common."""

    channels: int
    classes: int
    filters: tuple[int, int, int]
    kernels: tuple[int, int, int]
    strides: tuple[int, int, int]

    def asked(self, length: int) -> tuple[int, ...]:
        """All that was drawn, for an input of this length."""
        drawn = (*self.filters, *self.kernels[:2], *self.strides[:2])
        return length, self.channels, self.classes, *drawn

    def convolutions(self, padding: Padding, strides: Sequence[int]) -> list[Conv1D]:
        each = zip(self.filters, self.kernels, strides)
        return [Conv1D(filters, kernel, step, padding) for filters, kernel, step in each]

    def network(self, length: int, layers: Sequence[Layer]) -> Network:
        return Network((length, self.channels), (*layers, Flatten(), Dense(self.classes)))

    def numbers(self, length: int, rows: Rows) -> Parts:
        """Of the statement, and the convolutions as they stand in one of the networks."""
        rows = [row for row in rows if isinstance(row.layer, Conv1D)]
        each = zip(self.filters, self.kernels, self.strides, rows)
        return {
            "input": f"({length}, {self.channels})",
            "length": length,
            "classes": self.classes,
            **{
                f"conv{number}": Convolution(*sizes, row.parameter_arithmetic)
                for number, (*sizes, row) in enumerate(each, start=1)
            },
        }


def draw(random: random.Random) -> Draw | None:
    kind = random.choices(("exact", "remainder", "unpadded"), (5, 2, 1))[0]
    classes, channels = random.randint(2, 10), random.choice((1, 1, 2, 3))
    sizes = _Sizes(
        channels,
        classes,
        (
            random.choice((4, 8, 12, 16, 24, 32)),
            random.choice((8, 12, 16, 20, 24, 32, 48, 64)),
            random.choice((4, 6, 8, 10, 12, 16)),
        ),
        (
            random.choice((3, 4, 5, 6, 7, 8, 9, 11)),
            random.choice((3, 4, 5, 6, 7, 8, 9)),
            1,
        ),
        (random.choice((2, 2, 3, 4, 4, 5)), random.choice((2, 2, 3, 4, 4, 5)), 1),
    )
    return _unpadded(random, sizes) if kind == "unpadded" else _two(random, sizes, kind)


# --- Two networks, with pooling and with strides ----------------------------------------------

_CONV2_A, _CONV3_A, _CONV2_B, _CONV3_B = 2, 4, 1, 2  # where they stand


def _two(random: random.Random, sizes: _Sizes, kind: str) -> Draw | None:
    p, q, _ = sizes.strides
    length = p * q * random.randint(6, 60)
    if kind == "remainder":
        length += random.randint(1, p * q - 1)
    return None if length > 2048 else _of_two(sizes, kind, length)


def chapter() -> Draw | None:
    sizes = _Sizes(1, 3, filters=(16, 32, 8), kernels=(8, 8, 1), strides=(4, 4, 1))
    return _of_two(sizes, "exact", 1024)


def _of_two(sizes: _Sizes, kind: str, length: int) -> Draw | None:
    p, q, _ = sizes.strides
    conv1, conv2, conv3 = sizes.convolutions("same", (1, 1, 1))
    a = sizes.network(length, (conv1, MaxPooling1D(p), conv2, MaxPooling1D(q), conv3))
    b = sizes.network(length, sizes.convolutions("same", sizes.strides))
    rows_a, rows_b = trace(*a), trace(*b)
    right = _of_a(rows_a) | _of_b(rows_b)
    if kind == "remainder" and right["conv3_a"] == right["conv3_b"]:
        return None
    if kind == "exact" and (rows_b[0].parameters % p or rows_b[1].parameters % q):
        return None  # half a weight would be no likely mistake
    try:
        more = _where_exact(a, b) if kind == "exact" else _with_remainder(a, b)
    except GeometryError:
        return None
    lengths_a, lengths_b = ([row.output_shape[0] for row in rows[:-2]] for rows in (rows_a, rows_b))
    return Draw(
        kind=kind,
        asked=sizes.asked(length),
        numbers={
            **sizes.numbers(length, rows_b),
            **right,
            "a": {
                "lengths": lengths_a,
                "pool1": lengths_a[1],
                "pool2": lengths_a[3],
                "values": rows_a[-1].input_shape[0],
                "dense": rows_a[-1].parameter_arithmetic,
            },
            "b": {
                "lengths": lengths_b,
                "conv1": lengths_b[0],
                "conv2": lengths_b[1],
                "values": rows_b[-1].input_shape[0],
                "dense": rows_b[-1].parameter_arithmetic,
            },
        },
        wrong=_in_both_kinds(a, b, rows_a) | more,
        key=[
            Claim("output", right["conv2_a"], _CONV2_A, 0),
            Claim("output", right["conv3_a"], _CONV3_A, 0),
            Claim("total", right["total_a"], network=0),
            Claim("output", right["conv2_b"], _CONV2_B, 1),
            Claim("output", right["conv3_b"], _CONV3_B, 1),
            Claim("total", right["total_b"], network=1),
        ],
        networks=[a, b],
        drawing=bars_values(lengths_a + lengths_b),
    )


def _of_a(rows: Rows) -> Parts:
    return {
        "conv2_a": rows[_CONV2_A].output_shape,
        "conv3_a": rows[_CONV3_A].output_shape,
        "total_a": total_parameters(rows),
    }


def _of_b(rows: Rows) -> Parts:
    return {
        "conv2_b": rows[_CONV2_B].output_shape,
        "conv3_b": rows[_CONV3_B].output_shape,
        "total_b": total_parameters(rows),
    }


def _in_both_kinds(a: Network, b: Network, rows_a: Sequence[Row]) -> Wrong:
    def conv3(mistake: str) -> Parts:
        row_a = mistaken_trace(*a, mistake, [_CONV3_A])[_CONV3_A]
        row_b = mistaken_trace(*b, mistake, [_CONV3_B])[_CONV3_B]
        return {"conv3_a": row_a.output_shape, "conv3_b": row_b.output_shape}

    own = mistaken_trace(*a, "own-filters-as-depth", [_CONV2_A, _CONV3_A])
    own_b = mistaken_trace(*b, "own-filters-as-depth", [_CONV2_B, _CONV3_B])
    counts = [row.parameters for row in rows_a if isinstance(row.layer, Conv1D | Dense)]
    one = mistaken("one-layer-as-total", parameters=counts, layer=1)
    size, maps = rows_a[_CONV2_A].output_shape
    pool_size = rows_a[_CONV2_A + 1].layer.pool_size[0]  # type: ignore[attr-defined]
    following = mistaken("next-layer", input_size=size, pool_size=pool_size).value
    return {
        "own-filters-as-depth": {
            "total_a": total_parameters(own),
            "total_b": total_parameters(own_b),
            "second": own[_CONV2_A].parameter_arithmetic,
            "third": own[_CONV3_A].parameter_arithmetic,
        },
        "strides-forgotten": _of_b(mistaken_trace(*b, "strides-forgotten", [_CONV2_B])),
        "next-layer": {"conv2_a": (following, maps)},
        "previous-depth": conv3("previous-depth"),
        "one-layer-as-total": {"total_a": one, "total_b": one},
        "kernel-as-output": conv3("kernel-as-output"),
    }


def _where_exact(a: Network, b: Network) -> Wrong:
    fewer = mistaken_trace(*b, "positions-and-weights")
    shallow = mistaken_trace(*b, "depth-forgotten")
    weights = total_parameters(mistaken_trace(*b, "bias-forgotten"))
    learnt = mistaken_trace(*a, "pooling-learns")
    return {
        "positions-and-weights": {
            "total_b": total_parameters(fewer),
            "first": fewer[0].parameter_arithmetic,
            "second": fewer[1].parameter_arithmetic,
        },
        "depth-forgotten": {
            "total_a": total_parameters(shallow),
            "total_b": total_parameters(shallow),
            "second": shallow[1].parameter_arithmetic,
            "third": shallow[2].parameter_arithmetic,
        },
        "bias-forgotten": {"total_a": weights, "total_b": weights},
        "pooling-learns": {
            "total_a": total_parameters(learnt),
            "first": learnt[1].parameter_arithmetic,
            "second": learnt[3].parameter_arithmetic,
        },
    }


def _with_remainder(a: Network, b: Network) -> Wrong:
    up = mistaken_trace(*a, "rounded-up")
    down = mistaken_trace(*b, "rounded-down")
    lost = mistaken_trace(*b, "padding-forgotten")
    return {
        "rounded-down": _of_b(down) | {"steps": _steps(down)},
        "rounded-up": _of_a(up)
        | {"pool1": up[1].output_shape[0], "pool2": up[3].output_shape[0]},
        "padding-forgotten": _of_b(lost) | {"steps": _steps(lost)},
    }


def _steps(rows: Sequence[MistakenRow]) -> list[str]:
    """The calculations of the first two convolutions, where they stand one after the other."""
    return [str(row.size_arithmetic[0]) for row in rows[:2]]


# --- One network, without padding -------------------------------------------------------------


def _unpadded(random: random.Random, sizes: _Sizes) -> Draw | None:
    length = random.randint(60, 1500)
    network = sizes.network(length, sizes.convolutions("valid", sizes.strides))
    middle = output_size(length, sizes.kernels[0], sizes.strides[0])
    if middle < 2 * sizes.kernels[1]:
        return None
    rows = trace(*network)
    right = _outputs(rows)
    lengths = [row.output_shape[0] for row in rows[:3]]
    key = [Claim("output", row.output_shape, index) for index, row in enumerate(rows[:3])]
    return Draw(
        kind="unpadded",
        asked=sizes.asked(length),
        numbers={
            **sizes.numbers(length, rows),
            **right,
            "lengths": lengths,
            "values": rows[-1].input_shape[0],
            "dense": rows[-1].parameter_arithmetic,
        },
        wrong=_of_one(network, rows),
        key=[*key, Claim("total", right["total"])],
        networks=[network],
        drawing=bars_values(lengths),
    )


def _outputs(rows: Rows) -> Parts:
    outputs = {f"output{number}": row.output_shape for number, row in enumerate(rows[:3], start=1)}
    return {**outputs, "total": total_parameters(rows)}


def _of_one(network: Network, rows: Sequence[Row]) -> Wrong:
    def followed(mistake: str) -> Parts:
        wrong = mistaken_trace(*network, mistake)
        return _outputs(wrong) | {"steps": _steps(wrong)}

    def counted(mistake: str, where: Sequence[int]) -> Parts:
        wrong = mistaken_trace(*network, mistake, where)
        second, third = (row.parameter_arithmetic for row in wrong[1:3])
        return {"total": total_parameters(wrong), "second": second, "third": third}

    def third(mistake: str) -> Parts:
        return {"output3": mistaken_trace(*network, mistake, [2])[2].output_shape}

    counts = [row.parameters for row in (*rows[:3], rows[-1])]
    weights = mistaken_trace(*network, "bias-forgotten")
    sizes = ["border-ignored", "one-forgotten", "strides-as-gap", "one-too-many"]
    if any(
        (row.input_shape[0] - row.layer.kernel_size[0]) % row.layer.strides[0]  # type: ignore[attr-defined]
        for row in rows[:2]
    ):
        sizes.append("rounded-up")
    return {
        **{mistake: followed(mistake) for mistake in sizes},
        "kernel-as-output": third("kernel-as-output"),
        "own-filters-as-depth": counted("own-filters-as-depth", [1, 2]),
        "depth-forgotten": counted("depth-forgotten", [0, 1, 2]),
        "previous-depth": third("previous-depth"),
        "bias-forgotten": {"total": total_parameters(weights)},
        "one-layer-as-total": {"total": mistaken("one-layer-as-total", parameters=counts, layer=1)},
    }
