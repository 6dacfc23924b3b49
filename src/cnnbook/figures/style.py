"""How every line drawing of the book looks, and how it reaches a page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from cnnbook.numbers import decimal, percent

WIDTH = 3.6
"""Inches: about a phone's width, so that text keeps its size there; wide pages enlarge it."""

_STYLE = {
    "font.size": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9.5,
    "axes.grid": False,
    "lines.linewidth": 1.6,
    "lines.markersize": 4,
    "legend.frameon": False,
    "svg.hashsalt": "cnnbook",  # the same figure is the same file, build after build
}


class Drawing:
    """A finished figure that displays as SVG."""

    def __init__(self, figure: Figure) -> None:
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None})
        self.svg = buffer.getvalue()

    def __repr__(self) -> str:
        return "<figura>"

    def _repr_svg_(self) -> str:
        return self.svg


@contextmanager
def drawing(
    height: float, columns: int = 1, rows: int = 1, width: float = WIDTH
) -> Iterator[tuple[list[Axes], Callable[[], Drawing]]]:
    """Axes in the book's style and a function that finishes them; sizes in inches."""
    with matplotlib.rc_context(_STYLE):  # type: ignore[arg-type]
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = list(figure.subplots(rows, columns, squeeze=False).flat)
        yield axes, lambda: Drawing(figure)


def decimal_ticks(places: int) -> FuncFormatter:
    return FuncFormatter(lambda value, _: decimal(value, places))


def percent_ticks() -> FuncFormatter:
    return FuncFormatter(lambda value, _: percent(value, 0))
