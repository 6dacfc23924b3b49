"""The drawings that chapters open with: grids of numbers, and small curves.

What a window covers is blue; the value that comes of it is orange, as in all of the book's figures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.patches import Rectangle

from cnnbook.figures.colours import BLUE, GREY, ORANGE, PALE_BLUE, PALE_ORANGE
from cnnbook.figures.style import WIDTH, Drawing, decimal_ticks, drawing


@dataclass(frozen=True)
class Grid:
    """Numbers in cells.

    Attributes:
        title: above it.
        rows: what the cells show.
        covered: cells under a window, as (row, column) from 0.
        given: cells that hold what comes of it.
        sign: between this grid and the one before.
    """

    title: str
    rows: Sequence[Sequence[str]]
    covered: Collection[tuple[int, int]] = ()
    given: Collection[tuple[int, int]] = ()
    sign: str = ""


def block(rows: int, columns: int, row: int = 0, column: int = 0) -> list[tuple[int, int]]:
    """The cells of a rectangle."""
    return [(row + i, column + j) for i in range(rows) for j in range(columns)]


def grids(*shown: Grid) -> Drawing:
    """Grids beside one another, in units of a cell."""
    gap = 1.3
    widths = [len(grid.rows[0]) for grid in shown]
    tallest = max(len(grid.rows) for grid in shown)
    total = sum(widths) + gap * (len(shown) - 1)
    size = min(0.34, WIDTH / total)  # inches a cell
    with drawing(height=size * tallest + 0.45, width=size * total + 0.2) as ((axes,), finish):
        left = 0.0
        for grid, width in zip(shown, widths):
            top = (tallest - len(grid.rows)) / 2
            if grid.sign:
                axes.text(left - gap / 2, tallest / 2, grid.sign, ha="center", va="center")
            for i, row in enumerate(grid.rows):
                for j, text in enumerate(row):
                    colour = (
                        PALE_BLUE if (i, j) in grid.covered
                        else PALE_ORANGE if (i, j) in grid.given else "white"
                    )  # fmt: skip
                    axes.add_patch(
                        Rectangle((left + j, top + i), 1, 1, facecolor=colour, edgecolor=GREY)
                    )
                    axes.text(
                        left + j + 0.5, top + i + 0.53, text, ha="center", va="center", fontsize=8
                    )
            for cells, colour in ((grid.covered, BLUE), (grid.given, ORANGE)):
                if cells:
                    _frame(axes, left, top, cells, colour)
            axes.text(left + width / 2, top - 0.2, grid.title, ha="center", va="bottom", fontsize=8)
            left += width + gap
        axes.set(xlim=(-0.1, total + 0.1), ylim=(tallest + 0.1, -1), aspect="equal")
        axes.axis("off")
        return finish()


def parabola(start: float, end: float, lowest: float) -> Drawing:
    """A loss over one weight, (w − lowest)², and a step down it."""
    with drawing(height=2.0) as ((axes,), finish):
        weights = [lowest - 2.6 + 0.1 * at for at in range(53)]
        axes.plot(weights, [(one - lowest) ** 2 for one in weights], color=GREY)
        for weight, colour in ((start, BLUE), (end, ORANGE)):
            axes.plot(weight, (weight - lowest) ** 2, "o", color=colour, markersize=6)
        axes.annotate(
            "", (end, (end - lowest) ** 2), (start, (start - lowest) ** 2),
            arrowprops={"arrowstyle": "->", "color": ORANGE},
        )  # fmt: skip
        axes.xaxis.set_major_formatter(decimal_ticks(0))
        axes.yaxis.set_major_formatter(decimal_ticks(0))
        axes.set(xlabel="peso", ylabel="perda")
        return finish()


def losses(series: Mapping[str, Sequence[float]]) -> Drawing:
    """A few epochs of some curves, each named at its end."""
    with drawing(height=2.0) as ((axes,), finish):
        for (name, values), colour, mark in zip(series.items(), (BLUE, ORANGE), ("o-", "s--")):
            epochs = range(1, len(values) + 1)
            axes.plot(epochs, values, mark, color=colour)
            axes.annotate(
                name, (epochs[-1], values[-1]), (7, 0), textcoords="offset points", color=colour,
                va="center", fontsize=8,
            )  # fmt: skip
        axes.set_xticks(range(1, 1 + max(map(len, series.values()))))
        axes.margins(x=0.25)
        axes.yaxis.set_major_formatter(decimal_ticks(1))
        axes.set(xlabel="época", ylabel="custo")
        return finish()


def _frame(axes, left: float, top: float, cells: Collection[tuple[int, int]], colour: str) -> None:
    rows, columns = zip(*cells)
    axes.add_patch(
        Rectangle(
            (left + min(columns), top + min(rows)),
            max(columns) - min(columns) + 1, max(rows) - min(rows) + 1,
            fill=False, edgecolor=colour, linewidth=2.2, zorder=3,
        )
    )  # fmt: skip
