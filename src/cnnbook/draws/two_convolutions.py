"""Exercise 4: two convolutions in a row, with any mix of padding."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cnnbook.figures.small import blocks_template, blocks_values
from cnnbook.geometry import GeometryError, Padding
from cnnbook.layers import Arithmetic, Conv2D, Shape
from cnnbook.misconceptions import mistaken
from cnnbook.mistaken_network import mistaken_trace
from cnnbook.questions.draw import Claim, Draw, Network
from cnnbook.trace import Row, trace

DRAWINGS = {"blocks": blocks_template}

_SIDES = (
    16, 20, 24, 28, 30, 32, 36, 40, 48, 50, 56, 60, 64, 72, 80, 90, 96, 100, 112, 120, 128, 144,
    150, 160, 180, 192, 200, 220, 224, 240, 256, 300, 320, 384, 400, 480, 512,
)  # fmt: skip
_FILTERS = (4, 5, 6, 8, 10, 12, 16, 18, 20, 24, 30, 32, 40, 48, 64)
_PADDINGS: tuple[tuple[Padding, Padding], ...] = (
    ("valid", "same"), ("valid", "valid"), ("same", "same"), ("same", "valid"),
)  # fmt: skip
_ABOUT_SIZES = {
    "same": ("padding-forgotten", "padding-in-output"),
    "valid": (
        "border-ignored", "one-side-only", "one-forgotten", "one-too-many", "full-convolution",
        "kernel-each-side",
    ),
}  # fmt: skip
"""The mistakes about a size, by the padding of the layers in which they are made."""

Wrong = dict[str, Mapping[str, object]]


@dataclass(frozen=True)
class Convolution:
    """One of the two layers; its filters and what it reads and gives are square."""

    row: Row

    @property
    def filters(self) -> int:
        return self.row.layer.filters  # type: ignore[attr-defined]

    @property
    def kernel(self) -> int:
        """Rows of a filter, and columns."""
        return self.row.layer.kernel_size[0]  # type: ignore[attr-defined]

    @property
    def padding(self) -> Padding:
        return self.row.layer.padding  # type: ignore[attr-defined]

    @property
    def channels(self) -> int:
        """Which it receives, and so the depth of its filters."""
        return self.row.input_shape[-1]

    @property
    def input(self) -> int:
        """Rows that it receives, and columns."""
        return self.row.input_shape[0]

    @property
    def side(self) -> int:
        """Rows of its output, and columns."""
        return self.row.output_shape[0]

    @property
    def output(self) -> Shape:
        return self.row.output_shape

    @property
    def parameters(self) -> Arithmetic:
        return self.row.parameter_arithmetic

    @property
    def of_a_filter(self) -> int:
        """Parameters of one filter."""
        return self.row.parameters // self.filters


def draw(random: random.Random) -> Draw | None:
    paddings = random.choice((*_PADDINGS, None))
    side, channels = random.choice(_SIDES), random.choice((1, 3, 3, 4))
    if paddings is None:
        side = 8 * random.randint(1, 8)  # or the products with all the positions would be enormous
    filters = random.choice(_FILTERS), random.choice(_FILTERS)
    kernels = random.choice((3, 5, 7)), random.choice((3, 5, 7))
    return _question(side, channels, filters, kernels, paddings)


def chapter() -> Draw:
    return _question(256, 3, (8, 16), (3, 3), ("valid", "same"))


def _question(
    side: int,
    channels: int,
    filters: tuple[int, int],
    kernels: tuple[int, int],
    paddings: tuple[Padding, Padding] | None,
) -> Draw:
    """About shapes, or about parameters if nothing is said of the padding."""
    layers = tuple(
        Conv2D(maps, kernel, padding=padding)
        for maps, kernel, padding in zip(filters, kernels, paddings or ("valid", "same"))
    )
    network = Network((side, side, channels), layers)
    conv1, conv2 = map(Convolution, trace(*network))
    asked = (side, channels, *filters, *kernels)
    if paddings is None:
        return _parameters(network, conv1, conv2, asked)
    return _shapes(network, conv1, conv2, (*asked, *paddings))


def _shapes(
    network: Network, conv1: Convolution, conv2: Convolution, asked: Sequence[object]
) -> Draw:
    maps = {"previous_filters": conv1.filters, "filters": conv2.filters}
    depths = {"network_channels": conv1.channels, "previous_filters": conv1.filters}
    wrong: Wrong = {
        "filters-added": {"maps": mistaken("filters-added", **maps)},
        "previous-depth": {"maps": mistaken("previous-depth", **maps)},
        "own-filters-as-depth": {"depth": mistaken("own-filters-as-depth", **maps)},
        "input-depth": {"depth": mistaken("input-depth", **depths)},
    }
    for padding in {conv1.padding: None, conv2.padding: None}:
        for mistake in _ABOUT_SIZES[padding]:
            if size := _size(network, mistake):
                wrong[mistake] = size
    numbers = {
        "maps": conv2.filters,
        "side": conv2.side,
        "depth": conv2.channels,
        "paddings": f"{conv1.padding}-{conv2.padding}",
    }
    key = [
        Claim("maps", conv2.filters, 1),
        Claim("output", conv2.output, 1),
        Claim("depth", conv2.channels, 1),
    ]
    return _asked("shapes", network, conv1, conv2, asked, numbers, wrong, key)


def _size(network: Network, mistake: str) -> dict[str, object]:
    """What a mistake makes of the size where it can be made, if there is any size left."""
    try:
        rows = mistaken_trace(*network, mistake)
    except GeometryError:
        return {}
    erred = {str(number): row for number, row in enumerate(rows, start=1) if row.erred}
    return {
        "side": rows[-1].output_shape[0],
        "steps": [str(row.size_arithmetic[0]) for row in erred.values()],
        "layers": "-".join(erred),
    }


def _parameters(
    network: Network, conv1: Convolution, conv2: Convolution, asked: Sequence[object]
) -> Draw:
    def both(mistake: str) -> dict[str, object]:
        rows = mistaken_trace(*network, mistake)
        return dict(zip(("first", "second"), (row.parameter_arithmetic for row in rows)))

    def second(mistake: str) -> dict[str, object]:
        row = mistaken_trace(*network, mistake, [1])[1]
        return {"second": row.parameter_arithmetic, "filters": row.output_shape[-1]}

    wrong: Wrong = {
        "depth-forgotten": both("depth-forgotten"),
        "bias-forgotten": both("bias-forgotten"),
        "own-filters-as-depth": second("own-filters-as-depth"),
        "filters-added": second("filters-added"),
        "input-depth": second("input-depth"),
        "weights-per-position": {**both("weights-per-position"), "positions": conv2.side**2},
    }
    first_count, second_count = conv1.parameters.value, conv2.parameters.value
    key = [Claim("parameters", first_count, 0), Claim("parameters", second_count, 1)]
    numbers = {"first": conv1.parameters, "second": conv2.parameters}
    return _asked("parameters", network, conv1, conv2, asked, numbers, wrong, key)


def _asked(
    kind: str,
    network: Network,
    conv1: Convolution,
    conv2: Convolution,
    asked: Sequence[object],
    numbers: Mapping[str, object],
    wrong: Wrong,
    key: Sequence[Claim],
) -> Draw:
    image = network.input_shape
    return Draw(
        kind=kind,
        asked=asked,
        numbers={"image": image, "conv1": conv1, "conv2": conv2, **numbers},
        wrong=wrong,
        key=key,
        networks=[network],
        drawing=blocks_values((image, conv1.output, conv2.output)),
    )
