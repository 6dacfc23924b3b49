"""The shapes of a network's feature maps, drawn as blocks side by side."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from matplotlib.patches import Polygon

from cnnbook.figures.colours import BLUE, GREY, PALE_BLUE, SOFT_BLUE
from cnnbook.figures.style import Drawing, drawing
from cnnbook.layers import Shape
from cnnbook.numbers import integer, shape

_DEPTH = (0.35, 0.25)  # how a unit of thickness runs off to the right and upwards


def volumes(shapes: Sequence[Shape], labels: Sequence[str]) -> Drawing:
    """One block per shape ``(rows, columns, channels)``, top to bottom.

    Heights and widths of the blocks are to scale with each other; the thickness grows with the
    logarithm of the number of channels, or it would hide the rest.
    """
    largest = max(max(rows, columns) for rows, columns, _ in shapes)
    with drawing(height=1.1 * len(shapes)) as ((axes,), finish):
        lowest = None  # of the block above
        for index, (sizes, label) in enumerate(zip(shapes, labels, strict=True)):
            rows, columns, channels = sizes
            height, width = rows / largest, columns / largest
            thickness = 0.25 * (1 + log2(channels))
            right, up = _DEPTH[0] * thickness, _DEPTH[1] * thickness
            bottom = -2.05 * index - height / 2
            top = bottom + height
            front = [(0, bottom), (width, bottom), (width, top), (0, top)]
            roof = [(0, top), (width, top), (width + right, top + up), (right, top + up)]
            far = width + right
            side = [(width, bottom), (far, bottom + up), (far, top + up), (width, top)]
            for corners, colour in ((front, PALE_BLUE), (roof, SOFT_BLUE), (side, SOFT_BLUE)):
                axes.add_patch(Polygon(corners, facecolor=colour, edgecolor=BLUE))
            axes.text(2.1, (bottom + top) / 2, f"{label}\n{shape(sizes)}", va="center")
            if lowest is not None:
                arrow = {"arrowstyle": "->", "color": GREY}
                axes.annotate("", (0.5, top + up + 0.08), (0.5, lowest - 0.05), arrowprops=arrow)
            lowest = bottom
        axes.set(xlim=(-0.1, 4.6), ylim=(-2.05 * (len(shapes) - 1) - 0.6, 1.0), aspect="equal")
        axes.axis("off")
        return finish()


def lengths(networks: dict[str, Sequence[tuple[str, int]]]) -> Drawing:
    """How the length of 1-D feature maps falls along networks of ``(layer name, length)``.

    All bars have one scale, or those of one network would look like those of another.
    """
    bars: list[tuple[str, int]] = []
    titles = []
    for name, layers in networks.items():
        titles.append((len(bars), name))
        bars += [("", 0), *layers]  # room for the title
    names, sizes = zip(*bars)
    with drawing(height=0.28 * len(bars)) as ((axes,), finish):
        drawn = axes.barh(range(len(bars)), sizes, color=BLUE)
        axes.bar_label(drawn, [integer(size) if size else "" for size in sizes], padding=3)
        axes.set_yticks(range(len(names)), names)
        axes.tick_params(axis="y", length=0)
        for row, name in titles:
            axes.text(0, row, name, va="center")
        axes.set(xlim=(0, max(sizes) * 1.15), ylim=(-0.6, len(bars) - 0.4))
        axes.invert_yaxis()
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        return finish()
