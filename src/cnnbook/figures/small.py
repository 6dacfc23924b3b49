"""Small drawings for variants, as SVG templates that a few values fill.

Colours come from classes alone, so a drawing follows the page's light or dark colours. Each sets
``stroke`` and ``fill``, and no width or dashes, which belong to the drawing: ``draw-line`` (axes),
``draw-muted`` (grids and helping lines), ``draw-accent`` (blue: what covers or comes first) and
``draw-accent2`` (orange: what comes out or second) are lines without filling;
``draw-fill`` is a solid with an outline; ``draw-text`` is text.
Nothing has an id, so any number of drawings fit on a page.

Each ``*_template`` is called once for a kind; ``*_values`` gives a variant's values for it. They
are named by ``g``, ``h`` or ``x`` and one more character. A drawing is 320 units wide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2

from cnnbook.layers import Shape
from cnnbook.numbers import decimal, integer, percent, shape

WIDTH = 320


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace("-0.0", "0")


def svg(height: float, *content: str) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {number(height)}">{"".join(content)}</svg>'


def path(kind: str, data: str, more: str = "") -> str:
    return f'<path class="draw-{kind}" d="{data}"{more}/>'


def text(x: float | str, y: float, text: str, anchor: str = "") -> str:
    x = x if isinstance(x, str) else number(x)
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="draw-text" font-size="13" x="{x}" y="{number(y)}"{anchored}>{text}</text>'


# --- Places of a window ----------------------------------------------------------------------

_GRID_HEIGHT = 220


def grid_template(labels: Sequence[str] = ()) -> str:
    """A grid with the first place of a window, the last (dashed), and a dot per place's centre.

    It is drawn in units of one cell. A row's dots are the dashes, of no length, of one line.
    """
    frame = 'stroke-width="2.5" vector-effect="non-scaling-stroke"'
    dots = 'stroke-width=".3" stroke-linecap="round" stroke-dasharray="0 {gt}"'
    return svg(
        _GRID_HEIGHT + 4,
        '<g transform="translate({gx} 2) scale({gs})">',
        _cells("{gn}", "{gm}", "muted"),
        path("accent2", "{gc}", f" {dots}"),
        path("accent", "M0 0{gk}", f" {frame}"),
        path("accent", "M{gl}{gk}", f' {frame} stroke-dasharray="6 4"'),
        "</g>",
    )


def grid_values(
    input_size: Sequence[int],
    kernel_size: Sequence[int],
    strides: Sequence[int],
    output_size: Sequence[int],
) -> dict[str, str]:
    """Values for `grid_template`; all sizes are (rows, columns)."""
    rows, columns = input_size
    cell = min(_GRID_HEIGHT / rows, (WIDTH - 4) / columns, 24)
    last = [(places - 1) * step for places, step in zip(output_size, strides)]
    across = last[1] + 0.1  # a little past the last dot, or it would not be drawn
    row = f"h{number(across)}"
    return {
        "gn": str(rows),
        "gm": str(columns),
        "gs": number(cell),
        "gx": number((WIDTH - columns * cell) / 2),
        "gk": f"h{kernel_size[1]}v{kernel_size[0]}h-{kernel_size[1]}z",
        "gl": f"{last[1]} {last[0]}",
        "gc": f"M{number(kernel_size[1] / 2)} {number(kernel_size[0] / 2)}{row}"
        + f"m-{number(across)} {strides[0]}{row}" * (output_size[0] - 1),
        "gt": str(strides[1]),
    }


# --- Blocks and bars -------------------------------------------------------------------------

_ROW = 66


def blocks_template(labels: Sequence[str]) -> str:
    """Blocks from top to bottom, beside each its label and, under it, its shape."""
    rows = [
        path("fill", f"{{g{index}}}")
        + text(150, _ROW * index + 32, label)
        + text(150, _ROW * index + 51, f"{{s{index}}}")
        for index, label in enumerate(labels)
    ]
    return svg(_ROW * len(labels) + 4, *rows)


def blocks_values(shapes: Sequence[Shape]) -> dict[str, str]:
    """Paths ``g0``… for shapes (rows, columns, channels), and ``s0``…, how they are read.

    The thickness grows logarithmically.
    """
    largest = max(max(rows, columns) for rows, columns, _ in shapes)
    values = {f"s{index}": shape(sizes) for index, sizes in enumerate(shapes)}
    for index, (rows, columns, channels) in enumerate(shapes):
        height, width = max(2.0, 42 * rows / largest), max(2.0, 42 * columns / largest)
        right = 4 * (1 + log2(channels))
        w, h, r, u = (max(1, round(value)) for value in (width, height, right, right / 2.5))
        values[f"g{index}"] = (
            f"M14 {_ROW * index + 62 - h}h{w}v{h}h-{w}z"
            f"l{r}-{u}h{w}l-{r} {u}zm{w} 0l{r}-{u}v{h}l-{r} {u}z"
        )
    return values


def bars_template(labels: Sequence[str]) -> str:
    """Horizontal bars in groups, each with its size ``{n0}``, ``{n1}`` … at the right.

    A label is that of a group and of its bars: ``Rede B: conv1, conv2``.
    """
    content, y, index = [], 0, 0
    for label in labels:
        title, _, names = label.partition(": ")
        content.append(text(0, y + 15, title))
        y += 22
        for name in names.split(", "):
            content.append(
                text(70, y + 13, name, "end")
                + f'<g transform="translate(78 {y + 2}) scale({{gs}} 1)">'
                + f'<rect class="draw-fill" width="{{n{index}}}" height="14"'
                + ' vector-effect="non-scaling-stroke"/></g>'
                + text(WIDTH - 2, y + 13, f"{{n{index}}}", "end")
            )
            y += 20
            index += 1
        y += 6
    return svg(y, *content)


def bars_values(sizes: Sequence[int]) -> dict[str, str]:
    """The sizes ``n0``…, below ten thousand, and their scale."""
    return {"gs": f"{195 / max(sizes):.4f}"} | {
        f"n{index}": integer(size) for index, size in enumerate(sizes)
    }


def kernels_template(labels: Sequence[str] = ()) -> str:
    """A row of cells followed by a column of them, beside the square that the two cover."""
    content = []
    for x, rows, columns, label in (
        (4, "1", "{gk}", "1×{gk}"),
        (128, "{gk}", "1", "{gk}×1"),
        (190, "{gk}", "{gk}", "{gk}×{gk}"),
    ):
        content.append(f'<g transform="translate({x} 30) scale(15)">{_cells(rows, columns)}</g>')
        content.append(text(x, 18, label))
    return svg(142, *content)


def kernels_values(side: int) -> dict[str, str]:
    """Values for `kernels_template`: how many cells are on the square's side."""
    return {"gk": str(side)}


def _cells(rows: str, columns: str, kind: str = "accent") -> str:
    """A grid, in units of one cell: its lines are the dashes of one line as broad as the grid."""
    lines = 'stroke-width="1" stroke-dasharray=".06 .94"'
    return path(kind, f"M-.03 .5h{columns}.06", f' transform="scale(1 {rows})" {lines}') + path(
        kind, f"M.5 -.03v{rows}.06", f' transform="scale({columns} 1)" {lines}'
    )


# --- Curves ----------------------------------------------------------------------------------

_PLOT = (42, 312, 30, 168)  # left, right, top and bottom of the plotted area


@dataclass(frozen=True)
class Scale:
    """A vertical axis: where its numbers stand, how they are written, and where it ends."""

    ticks: Sequence[float]
    write: Callable[[float], str]
    highest: float

    def height(self, value: float) -> float:
        *_, top, bottom = _PLOT
        lowest = self.ticks[0]
        return bottom - (value - lowest) / (self.highest - lowest) * (bottom - top)


LOSS = Scale((2.5, 3.0, 3.5, 4.0, 4.5, 5.0), lambda value: decimal(value, 1), 5.0)
ACCURACY = Scale((0.0, 0.1, 0.2, 0.3), lambda value: percent(value, 0), 0.35)


def curves_template(scale: Scale, marks: int, labels: Sequence[str]) -> str:
    """Two curves by epoch, the second dashed, with upright marks at epochs to look at.

    Args:
        marks: how many; under each stands its epoch, ``{h0}``, ``{h1}`` ….
        labels: names of the two curves, for the legend, and that of the horizontal axis.
    """
    first, second, epoch = labels
    left, right, top, bottom = _PLOT
    dashes = ' stroke-width="2" stroke-dasharray="5 3"'
    content = [
        path("accent", "M42 12h24", ' stroke-width="2"'),
        text(71, 16, first),
        path("accent2", "M182 12h24", dashes),
        text(211, 16, second),
    ]
    for value in scale.ticks:
        y = scale.height(value)
        content.append(path("muted", f"M{left} {number(y)}H{right}"))
        content.append(text(left - 5, y + 4, scale.write(value), "end"))
    for index in range(marks):
        mark = f"M{{x{index}}} {top}V{bottom}"
        content.append(path("line", mark, ' stroke-dasharray="2 3"'))
        content.append(text(f"{{x{index}}}", bottom + 18, f"{{h{index}}}", "middle"))
    content.append(path("line", f"M{left} {top}V{bottom}H{right}"))
    # A tick per epoch: the dashes of one broad line.
    ticks = ' stroke-width="6" stroke-dasharray="1 {gd}"'
    content.append(path("line", f"M{left + 9.5} {bottom + 3}H{right}", ticks))
    content.append(text((left + right) / 2, bottom + 36, epoch, "middle"))
    content.append(path("accent", "{g0}", ' stroke-width="2"'))
    content.append(path("accent2", "{g1}", dashes))
    return svg(bottom + 42, *content)


def curves_values(
    curves: Sequence[Sequence[float]], scale: Scale, marks: Sequence[int]
) -> dict[str, str]:
    """Values for `curves_template`; the longer of the two curves fills the width."""
    epochs = max(map(len, curves))
    left, right, *_ = _PLOT
    step = (right - left - 14) / (epochs - 1)

    def across(epoch: int) -> str:
        return number(left + 10 + (epoch - 1) * step)

    values = {f"x{index}": across(epoch) for index, epoch in enumerate(marks)}
    values |= {f"h{index}": integer(epoch) for index, epoch in enumerate(marks)}
    for index, curve in enumerate(curves):
        points = [
            f"{across(epoch)} {number(scale.height(value))}"
            for epoch, value in enumerate(curve, start=1)
        ]
        values[f"g{index}"] = "M" + "L".join(points)
    return values | {"gd": f"{step - 1:.2f}"}
