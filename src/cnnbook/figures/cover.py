"""The cover: a filter that slides over an image, and the map that it makes."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import ConnectionPatch, Rectangle

from cnnbook.figures.colours import COVER_ACCENT as _ACCENT
from cnnbook.figures.colours import COVER_GROUND as _GROUND
from cnnbook.figures.colours import COVER_LINE as _LIGHT
from cnnbook.figures.colours import COVER_TEXT as _INK

WIDTH, HEIGHT = 1600, 2560
"""Pixels: the shape that e-book shops ask for."""

ALTERNATIVE = "Um filtro de 3 por 3 percorre uma imagem e produz um mapa menor."


def draw(title: str, subtitle: str) -> bytes:
    """The cover as PNG."""
    figure = Figure(figsize=(WIDTH / 200, HEIGHT / 200), dpi=200, facecolor=_GROUND)
    words = title.split()
    figure.text(0.09, 0.90, "\n".join(words), color=_INK, fontsize=44, weight="bold", va="top",
                linespacing=1.15)  # fmt: skip
    figure.text(0.09, 0.665, subtitle, color=_ACCENT, fontsize=22, va="top")
    axes = figure.add_axes((0.06, 0.07, 0.88, 0.55))
    axes.set_aspect("equal")
    axes.set_axis_off()
    image = np.zeros((8, 8))
    image[1:7, 2] = image[6, 2:6] = 1  # a letter L, as in the first exercise
    kernel = np.array([[-1, 2, -1]] * 3) / 6
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    response = np.abs((windows * kernel).sum((2, 3)))
    _grid(axes, image, left=0, top=12.5, size=1)
    _grid(axes, response / response.max(), left=6.2, top=5.4, size=0.9)
    window = Rectangle((1, 12.5 - 5), 3, 3, fill=False, edgecolor=_ACCENT, linewidth=5)
    target = Rectangle((6.2 + 0.9, 5.4 - 3 * 0.9), 0.9, 0.9, fill=False, edgecolor=_ACCENT,
                       linewidth=5)  # fmt: skip
    axes.add_patch(window)
    axes.add_patch(target)
    for start, end in (((1, 7.5), (7.1, 2.7)), ((4, 10.5), (8.0, 3.6))):
        axes.add_patch(
            ConnectionPatch(start, end, "data", "data", color=_ACCENT, linewidth=2, alpha=0.8)
        )
    axes.set_xlim(-0.3, 11.8)
    axes.set_ylim(-0.3, 12.8)
    FigureCanvasAgg(figure)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=200, facecolor=_GROUND, metadata={"Software": None})
    return buffer.getvalue()


def _grid(axes, values: np.ndarray, left: float, top: float, size: float) -> None:
    for (row, column), value in np.ndenumerate(values):
        axes.add_patch(
            Rectangle(
                (left + column * size, top - (row + 1) * size), size, size,
                facecolor=_LIGHT, alpha=0.12 + 0.88 * float(value), edgecolor=_GROUND, linewidth=2,
            )
        )  # fmt: skip
