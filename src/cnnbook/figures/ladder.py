"""All places of a window along an axis, one under the other, as an SVG without a style."""

from __future__ import annotations

from collections.abc import Sequence

from cnnbook.figures.colours import BLUE, GREY, INK, LINE, PALE_BLUE, PAPER
from cnnbook.geometry import Padding, effective_kernel_size, output_size, same_padding

Axis = tuple[int, int, int, Padding, int]
"""Size of the input, kernel, stride, padding, dilation."""

_CELL, _ROW, _LEFT, _GAP = 26, 17, 28, 14  # units of the drawing
_HEAD = 20  # of the cells of the input


def ladder(axes: Sequence[Axis], names: Sequence[str]) -> tuple[str, list[int]]:
    """The drawing, one axis below another under its name, and how many places each has.

    Raises:
        GeometryError: the window does not fit.
    """
    content, places, top, width = [], [], 0, 0
    for axis, name in zip(axes, names):
        if name:
            content.append(_text(_LEFT, top + 12, name, "start"))
            top += 18
        drawn, height, columns, count = _axis(axis, top)
        content += drawn
        places.append(count)
        top += height + _GAP
        width = max(width, _LEFT + columns * _CELL + 4)
    return _svg(width, top - _GAP, content), places


def _axis(axis: Axis, top: int) -> tuple[list[str], int, int, int]:
    size, kernel_size, strides, padding, dilation = axis
    places = output_size(size, kernel_size, strides, padding, dilation)
    before, after = (
        same_padding(size, kernel_size, strides, dilation) if padding == "same" else (0, 0)
    )
    span = effective_kernel_size(kernel_size, dilation)
    content = []
    for place in range(-before, size + after):
        inside = 0 <= place < size
        x = _LEFT + (place + before) * _CELL
        dashes = "" if inside else ' stroke-dasharray="3 2"'
        content.append(
            f'<rect x="{x}" y="{top + 2}" width="{_CELL}" height="{_HEAD}" fill="{PAPER}" '
            f'stroke="{LINE if inside else GREY}"{dashes}/>'
        )
        content.append(_text(x + _CELL / 2, top + 16, str(place + 1) if inside else "0"))
    for row in range(places):
        x, y = _LEFT + row * strides * _CELL, top + _HEAD + 6 + row * _ROW
        content.append(_text(_LEFT - 8, y + 11, str(row + 1), "end"))
        content.append(
            f'<rect x="{x + 1.5}" y="{y + 1}" width="{span * _CELL - 3}" height="{_ROW - 4}" '
            f'rx="4" fill="{PALE_BLUE}" stroke="{BLUE}" stroke-width="1.5"/>'
        )
        if dilation > 1:
            content += [
                f'<circle cx="{x + (index * dilation + 0.5) * _CELL}" cy="{y + _ROW / 2 - 1}" '
                f'r="4" fill="{BLUE}"/>'
                for index in range(kernel_size)
            ]
    columns = max(before + size + after, (places - 1) * strides + span)
    return content, _HEAD + 8 + places * _ROW, columns, places


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{INK}" font-size="12" font-family="sans-serif" '
        f'text-anchor="{anchor}">{text}</text>'
    )


def _svg(width: float, height: float, content: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{"".join(content)}</svg>'
    )
