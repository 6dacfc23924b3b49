"""A sheet to draw a prediction on: what is known of a curve, and an axis for the rest of it."""

from __future__ import annotations

import re

from cnnbook.figures.colours import BLUE, GREY, INK, LINE, PALE_BLUE, PAPER
from cnnbook.figures.plots import BOTTOM, Scale, axes, band_values
from cnnbook.figures.small import WIDTH, path, svg, text
from cnnbook.questions.kind import fill
from cnnbook.study.statistics import Band

_COLOURS = {
    "line": f'fill="none" stroke="{GREY}"',
    "muted": f'fill="none" stroke="{LINE}"',
    "fill": f'fill="{PALE_BLUE}" stroke="none"',
    "accent": f'fill="none" stroke="{BLUE}"',
    "text": f'fill="{INK}" font-family="sans-serif"',
}
_HEIGHT = BOTTOM + 42


def sheet(known: Band, scale: Scale, epochs: int, measure: str) -> str:
    """An SVG with its colours in attributes: the band that is known, on an axis of all epochs.

    Args:
        known: what is drawn.
        scale: of the measure.
        epochs: of the horizontal axis.
        measure: its name, above its axis.
    """
    template = svg(
        _HEIGHT,
        f'<rect width="{WIDTH}" height="{_HEIGHT}" fill="{PAPER}"/>',
        path("fill", "{g0}"),
        *axes(scale, 2, "época"),
        text(4, 18, measure),
        path("accent", "{g1}", ' stroke-width="2"'),
    )
    bands = ([*one] for one in (known.lowest, known.median, known.highest))
    values = band_values(*bands, (), scale, (1, epochs), epochs)
    drawn = re.sub(r'class="draw-(\w+)"', lambda found: _COLOURS[found[1]], fill(template, values))
    size = f' xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{_HEIGHT}"'
    return drawn.replace("<svg", f"<svg{size}", 1)
