"""Random stacks of layers as plain data, some impossible, and what Python says of them.

What is said is texts alone, as readers see them, so that another arithmetic can be held against it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from cnnbook import layers
from cnnbook.geometry import GeometryError, output_size
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import integer, shape
from cnnbook.receptive_field import Region
from cnnbook.trace import Row, total_multiply_accumulates, total_parameters, trace

Description = dict[str, Any]
_BAD_SIZES = (0, -1, 2.5, True, None, "3")
_BAD_PADDINGS = ("full", "causal", "it's", None)
WITHOUT_PADDING = (
    "border-ignored", "one-side-only", "one-forgotten", "rounded-up", "one-too-many",
    "kernel-each-side", "full-convolution", "strides-forgotten", "strides-as-gap",
    "kernel-as-output", "strides-twice",
)  # fmt: skip
WITH_PADDING = (
    "padding-forgotten", "padding-in-output", "rounded-down", "strides-forgotten",
    "strides-as-gap", "kernel-as-output", "strides-twice",
)  # fmt: skip


def stack(draw: random.Random) -> tuple[Any, list[Description]]:
    """An input shape and the layers on it; about half of the stacks cannot exist."""
    rank = draw.choice([1, 1, 2, 2, 2, 0])
    channels = draw.choice([1, 2, 3, 4, 6, 12, 1024, 20000])
    input_shape: Any = [*(draw.randint(1, 40) for _ in range(rank)), channels]
    if draw.random() < 0.02:
        input_shape = draw.choice([[], None, [8, 0, 3], [8, 2.5], 12])
    described: list[Description] = []
    for _ in range(draw.randint(1, 6)):
        is_flat = not rank or any(one["layer"] in _FLATTENING for one in described)
        kinds = _FLAT if is_flat and draw.random() < 0.9 else _KINDS
        described.append(_layer(draw, kinds, rank or draw.choice([1, 2])))
    return input_shape, described


def _layer(draw: random.Random, kinds: Sequence[Any], rank: int) -> Description:
    made = draw.choice(kinds)(draw, 3 - rank if draw.random() < 0.02 else rank)
    if draw.random() < 0.5:
        made["name"] = draw.choice(["conv1", "saída", "d'água"])
    return made


def _size(draw: random.Random, rank: int, highest: int) -> Any:
    if draw.random() < 0.01:
        return draw.choice(_BAD_SIZES)
    if draw.random() < 0.6:
        return draw.randint(1, highest)
    axes = rank if draw.random() < 0.98 else 3 - rank
    return [draw.choice(_BAD_SIZES[:3]) if draw.random() < 0.01 else draw.randint(1, highest)
            for _ in range(axes)]  # fmt: skip


def _window(draw: random.Random, rank: int) -> Description:
    made: Description = {"kernel_size": _size(draw, rank, 5)}
    if draw.random() < 0.5:
        made["strides"] = _size(draw, rank, 3)
    if draw.random() < 0.2:
        made["dilation_rate"] = _size(draw, rank, 3)
    return made | _padding(draw, rank) | _bias(draw)


def _padding(draw: random.Random, rank: int) -> Description:
    if draw.random() < 0.03:
        return {"padding": draw.choice(_BAD_PADDINGS)}
    if rank == 1 and draw.random() < 0.1:
        return {"padding": "causal"}
    return {"padding": draw.choice(["valid", "same", "Same"])} if draw.random() < 0.6 else {}


def _bias(draw: random.Random) -> Description:
    return {"use_bias": False} if draw.random() < 0.3 else {}


def _convolution(draw: random.Random, rank: int) -> Description:
    made = {"layer": f"Conv{rank}D", "filters": _size(draw, 1, 12), **_window(draw, rank)}
    if isinstance(made["filters"], list):
        made["filters"] = made["filters"][0]
    if draw.random() < 0.15:
        made["groups"] = draw.choice([1, 2, 3, 0])
    return made


def _depthwise(draw: random.Random, rank: int) -> Description:
    made = {"layer": draw.choice(["DepthwiseConv2D", "SeparableConv2D"]), **_window(draw, 2)}
    if draw.random() < 0.8 and isinstance(made.get("strides"), list):
        made["strides"] = 2
    if made["layer"] == "SeparableConv2D":
        made["filters"] = draw.choice([1, 4, 1500, 0])
    if draw.random() < 0.3:
        made["depth_multiplier"] = draw.choice([1, 2, 3, -1])
    return made


def _transposed(draw: random.Random, rank: int) -> Description:
    made = {"layer": "Conv2DTranspose", "filters": draw.choice([1, 4, 16, 0])}
    return made | _window(draw, 2)


def _pooling(draw: random.Random, rank: int) -> Description:
    made: Description = {"layer": f"{draw.choice(['Max', 'Average'])}Pooling{rank}D"}
    if draw.random() < 0.6:
        made["pool_size"] = _size(draw, rank, 4)
    if draw.random() < 0.4:
        made["strides"] = _size(draw, rank, 3)
    return made | _padding(draw, rank)


def _global_pooling(draw: random.Random, rank: int) -> Description:
    made: Description = {"layer": f"Global{draw.choice(['Max', 'Average'])}Pooling{rank}D"}
    return made | ({"keepdims": True} if draw.random() < 0.3 else {})


def _dense(draw: random.Random, rank: int) -> Description:
    return {"layer": "Dense", "units": draw.choice([1, 10, 10, 100, 100, 4096, 4096, 0])} | _bias(
        draw
    )


def _reshape(draw: random.Random, rank: int) -> Description:
    targets = ([-1], [1, 1, -1], [4, -1], [8, 8, 2], [-1, -1], [0, 3])
    return {"layer": "Reshape", "target_shape": draw.choice(targets)}


def _zero_padding(draw: random.Random, rank: int) -> Description:
    pairs = [[draw.randint(0, 3), draw.randint(0, 3)] for _ in range(rank)]
    padding = draw.choice([0, 1, 3, -1, 1.5, pairs if rank > 1 else pairs[0], [1, [0, 2]], [1, 2]])
    given = {"padding": padding} if draw.random() < 0.9 else {}
    return {"layer": f"ZeroPadding{rank}D"} | given


def _elementwise(draw: random.Random, rank: int) -> Description:
    return dict(
        draw.choice([
            {"layer": "Activation", "activation": "relu"}, {"layer": "ReLU"}, {"layer": "Softmax"},
            {"layer": "LeakyReLU"}, {"layer": "Dropout", "rate": 0.25},
            {"layer": "Dropout", "rate": 1.5}, {"layer": "SpatialDropout2D", "rate": 0},
            {"layer": "BatchNormalization"}, {"layer": "BatchNormalization", "scale": False},
            {"layer": "Flatten"}, {"layer": "Flatten"},
        ])
    )  # fmt: skip


_KINDS = [
    _convolution, _convolution, _convolution, _convolution, _pooling, _pooling, _depthwise,
    _transposed, _global_pooling, _dense, _dense, _reshape, _zero_padding, _elementwise,
]  # fmt: skip
_FLAT = [_dense, _dense, _elementwise]
_FLATTENING = {
    "Flatten", "Reshape", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalAveragePooling1D",
    "GlobalAveragePooling2D",
}  # fmt: skip


def made(description: Description) -> layers.Layer:
    """The layer that plain data describe."""
    arguments = {key: _tuples(value) for key, value in description.items() if key != "layer"}
    return getattr(layers, description["layer"])(**arguments)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def told(input_shape: Any, descriptions: Sequence[Description]) -> dict[str, Any]:
    """What Python's arithmetic says of a stack, as far as its layers can exist."""
    rows: tuple[Row, ...] = ()
    error, at = "", -1
    sound: list[layers.Layer] = []
    try:
        trace(_tuples(input_shape), sound)
        for description in descriptions:
            at += 1
            sound.append(made(description))
            rows = trace(_tuples(input_shape), sound)
    except GeometryError as problem:
        error = str(problem)
    return {
        "rows": [
            [
                shape(row.output_shape),
                [str(one) for one in row.size_arithmetic],
                str(row.parameter_arithmetic),
                integer(row.multiply_accumulates),
                None if row.receptive_field is None else shape(row.receptive_field),
                _windows(row),
                bounds,
            ]
            for row, bounds in zip(rows, _bounds(rows))
        ],
        "totals": [integer(total_parameters(rows)), integer(total_multiply_accumulates(rows))],
        "error": error,
        "at": at if error else None,
    }


def _windows(row: Row) -> list[list[int]] | None:
    """What one output of a layer reads along each axis."""
    windows = row.layer.windows(row.input_shape)
    return None if windows is None else [list(window) for window in windows]


def _bounds(rows: Sequence[Row]) -> list[list[list[int]] | None]:
    """After each layer, what its second output depends on, along each axis of the input."""
    regions = [Region() for _ in rows[0].input_shape[:-1]] if rows else []
    found: list[list[list[int]] | None] = []
    for row in rows:
        windows = row.layer.windows(row.input_shape)
        if windows is None or (found and found[-1] is None):
            found.append(None)
            continue
        for axis, region in enumerate(regions):
            sizes = (row.input_shape[:-1], row.output_shape[:-1])
            before, after = (one[axis] if axis < len(one) else 1 for one in sizes)
            if before == 1 < after:  # the one place, whichever the output
                region = region.of_first()
            regions[axis] = region.through(windows[axis]) if axis < len(windows) else region
        found.append([list(region.bounds(1)) for region in regions])
    return found


def size_question(draw: random.Random) -> dict[str, Any]:
    """The size of an output, asked with numbers of which some have no answer."""
    return {
        "inputSize": draw.randint(1, 40) if draw.random() < 0.99 else 12345,
        "kernelSize": draw.randint(1, 9),
        "strides": draw.randint(1, 5),
        "padding": draw.choice(["valid", "same"]),
        "dilationRate": draw.choice([1, 1, 1, 2, 3]),
    }


def told_of_size(asked: dict[str, Any]) -> dict[str, Any]:
    """The right size, each mistake's arithmetic, and which mistakes lead to each wrong size."""
    window = (asked["kernelSize"] - 1) * asked["dilationRate"] + 1
    arguments = {"input_size": asked["inputSize"], "kernel_size": window,
                 "strides": asked["strides"]}  # fmt: skip
    padding = asked["padding"]
    wrong = {}
    for name in WITH_PADDING if padding == "same" else WITHOUT_PADDING:
        more = {"padding": padding} if name.startswith(("strides", "kernel-as")) else {}
        try:
            wrong[name] = mistaken(name, **arguments, **more)
        except GeometryError:
            continue
    try:
        right = output_size(asked["inputSize"], window, asked["strides"], padding)
    except GeometryError as problem:
        return {"error": str(problem)}
    reached: dict[int, list[str]] = {}
    for name, arithmetic in wrong.items():
        if arithmetic.value != right:
            reached.setdefault(arithmetic.value, []).append(f"{name}: {arithmetic}")
    return {"right": right, "mistakes": [[size, reached[size]] for size in sorted(reached)]}
