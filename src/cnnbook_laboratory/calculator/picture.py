"""What the calculator shows on paper and without a script: what each layer sees of the input."""

from __future__ import annotations

from xml.sax.saxutils import escape

from cnnbook.figures.colours import BLUE, GREY, INK, PALE_BLUE
from cnnbook.numbers import integer, listed, shape
from cnnbook.trace import Row, total_multiply_accumulates, total_parameters
from cnnbook_laboratory.calculator.stacks import Stack
from cnnbook_sphinx.words import _

_WIDTH, _SIDE, _LINE, _MARGIN = 440, 180, 24, 10
_TOP = 30  # for what the drawing is of
_CROPPED = 4  # the input is cut off where it is that many times as long as the largest field
_BAR = 10


def picture(stack: Stack) -> tuple[str, str]:
    """An SVG of the receptive fields, and a sentence with what it shows."""
    seeing = [
        row
        for row in stack.rows
        if len(row.output_shape) > 1 and row.receptive_field and any(row.receptive_field)
    ]
    drawn = _squares if len(stack.input_shape) == 3 else _bars
    height, parts = drawn(stack, seeing)
    sizes = shape(stack.input_shape[:-1])
    title = _("Receptive field of each layer, on the input of {input}").format(input=sizes)
    return _svg(height, title, parts), _alternative(stack, seeing)


def _alternative(stack: Stack, seeing: list[Row]) -> str:
    fields = [
        _("{field} in {layer}").format(
            field=shape(row.receptive_field or ()), layer=row.layer.label
        )
        for row in seeing
    ]
    return _(
        "Receptive fields on the input of {input}: {fields}. The network has {parameters} "
        "parameters and makes {products} multiplications for each input."
    ).format(
        input=shape(stack.input_shape),
        fields=listed(fields),
        parameters=integer(total_parameters(stack.rows)),
        products=integer(total_multiply_accumulates(stack.rows)),
    )


def _squares(stack: Stack, seeing: list[Row]) -> tuple[float, list[str]]:
    largest = max(max(row.receptive_field or (1,)) for row in seeing)
    whole = max(stack.input_shape[:-1])
    shown = largest * 1.15 if largest * _CROPPED < whole else max(largest, whole)
    scale = _SIDE / shown
    middle = _MARGIN + _SIDE / 2
    parts = []
    if shown >= whole:
        parts.append(_square(middle, whole * scale, whole * scale, f'fill="none" stroke="{INK}"'))
    for row in reversed(seeing):
        rows, columns = row.receptive_field or (1, 1)
        style = f'fill="{PALE_BLUE}" fill-opacity=".45" stroke="{BLUE}"'
        parts.append(_square(middle, columns * scale, rows * scale, style))
    height = max(_SIDE + 2 * _MARGIN, _LINE * len(seeing) + 2 * _MARGIN)
    for number, row in enumerate(seeing):
        parts.append(_label(_SIDE + 3 * _MARGIN, _MARGIN + _LINE * number + 16, row))
    return height, parts


def _bars(stack: Stack, seeing: list[Row]) -> tuple[float, list[str]]:
    """Of a signal: one bar for each layer, all to one scale."""
    largest = max(max(row.receptive_field or (1,)) for row in seeing)
    scale = (_SIDE + 60) / largest
    parts = []
    for number, row in enumerate(seeing):
        [field] = row.receptive_field or (1,)
        y = _MARGIN + _LINE * number
        parts.append(_label(_MARGIN, y + 16, row))
        parts.append(
            f'<rect x="{190 - _MARGIN}" y="{y + 6}" width="{field * scale:.1f}" height="{_BAR}" '
            f'fill="{PALE_BLUE}" stroke="{BLUE}"/>'
        )
    return _LINE * len(seeing) + 2 * _MARGIN, parts


def _square(middle: float, width: float, height: float, style: str) -> str:
    return (
        f'<rect x="{middle - width / 2:.1f}" y="{middle - height / 2:.1f}" '
        f'width="{width:.1f}" height="{height:.1f}" {style}/>'
    )


def _label(x: float, y: float, row: Row) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="sans-serif" font-size="14" fill="{INK}">'
        f'{escape(row.layer.label)}<tspan fill="{GREY}"> {shape(row.receptive_field or ())}</tspan>'
        "</text>"
    )


def _svg(height: float, title: str, parts: list[str]) -> str:
    height += _TOP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}">'
        f'<text x="{_MARGIN}" y="20" font-family="sans-serif" font-size="14" fill="{INK}">'
        f'{escape(title)}</text><g transform="translate(0 {_TOP})">{"".join(parts)}</g></svg>'
    )
