"""Ways to build a stage of a network, compared by size and by cost: the figure of exercise 5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from cnnbook.figures.colours import BLUE, ORANGE
from cnnbook.figures.style import Drawing, drawing
from cnnbook.numbers import decimal
from cnnbook.trace import Row, total_multiply_accumulates


def strategies(traces: Mapping[str, Sequence[Row]]) -> Drawing:
    """Values in the final output, and multiplications in all layers, one bar per strategy."""
    thousands = [prod(rows[-1].output_shape) / 1e3 for rows in traces.values()]
    millions = [total_multiply_accumulates(rows) / 1e6 for rows in traces.values()]
    panels = (
        ("Valores na saída (milhares)", thousands, BLUE),
        ("Multiplicações (milhões)", millions, ORANGE),
    )
    with drawing(height=0.65 * (1 + len(traces)), rows=2) as (all_axes, finish):
        for axes, (title, values, colour) in zip(all_axes, panels):
            bars = axes.barh(list(traces), values, color=colour)
            axes.bar_label(bars, [decimal(value, 1) for value in values], padding=3)
            axes.set(title=title, xlim=(0, max(values) * 1.2))
            axes.invert_yaxis()
            axes.set_xticks([])
            axes.spines["bottom"].set_visible(False)
        return finish()
