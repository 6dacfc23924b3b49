"""Plots that a question is answered from: one curve to three by epoch, or a band of many runs.

Templates and values as in `cnnbook.figures.small`. Each is 320 units wide, and a unit is about a
pixel on a phone: what is to be told apart stands at least `APART` units apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, takewhile

from cnnbook.figures.small import WIDTH, number, path, svg, text
from cnnbook.numbers import decimal, integer, percent

APART = 8
"""Units between two values of which a reader must see which is the higher one."""

_LEFT, _RIGHT, _TOP, _HEIGHT = 42, WIDTH - 8, 34, 190
BOTTOM = _TOP + _HEIGHT
_FIRST, _LAST = _LEFT + 8, _RIGHT - 6
"""Where the first epoch is and the last."""
_STYLES = (
    ("accent", ' stroke-width="2.2"'),
    ("accent2", ' stroke-width="2.2" stroke-dasharray="7 4"'),
    ("line", ' stroke-width="2.6" stroke-dasharray="1 4" stroke-linecap="round"'),
)


@dataclass(frozen=True)
class Scale:
    """A vertical axis.

    Args:
        lowest, highest: where it ends.
        step: between its numbers, of which the first is a multiple of it.
        fine: between its lines.
        write: how a number is written.
    """

    lowest: float
    highest: float
    step: float
    fine: float
    write: Callable[[float], str]

    @property
    def unit(self) -> float:
        """How much one unit of a drawing is."""
        return (self.highest - self.lowest) / _HEIGHT

    def height(self, value: float) -> float:
        return BOTTOM - (value - self.lowest) / self.unit

    def apart(self, one: float, other: float) -> float:
        """By how many units of a drawing."""
        return abs(one - other) / self.unit

    def multiples(self, step: float) -> list[float]:
        """Those of a step that are on the axis."""
        first = -int(-self.lowest / step // 1)
        values = (round(n * step, 6) for n in count(first))
        return list(takewhile(lambda value: value <= self.highest, values))


def _loss(value: float) -> str:
    return decimal(value, 1)


def _percent(value: float) -> str:
    return percent(value, 0)


LOSS = Scale(2.5, 4.7, 0.5, 0.1, _loss)
"""Of any run of the study."""
EARLY_LOSS = Scale(3.15, 4.65, 0.2, 0.1, _loss)
"""Of eight epochs of any."""
ACCURACY = Scale(0.0, 0.36, 0.05, 0.01, _percent)


def curves_template(scale: Scale, curves: int, marks: int, labels: Sequence[str]) -> str:
    """Curves ``{g0}`` … by epoch, with upright marks at epochs ``{h0}`` … to look at.

    Args:
        curves: how many, up to three; each in a line of its own kind.
        labels: names of the curves, for the legend, and that of the horizontal axis.
    """
    *names, epoch = labels
    content = axes(scale, marks, epoch)
    for index, (name, (kind, look)) in enumerate(zip(names, _STYLES, strict=False)):
        x = _LEFT + index * (_RIGHT - _LEFT) / max(curves, 2)
        content.append(path(kind, f"M{number(x)} 14h24", look))
        content.append(text(x + 30, 18, name))
    for index, (kind, look) in enumerate(_STYLES[:curves]):
        content.append(path(kind, f"{{g{index}}}", look))
    return svg(BOTTOM + 42, *content)


def band_template(scale: Scale, labels: Sequence[str]) -> str:
    """A band ``{g0}`` with the line in its middle, ``{g1}``, another run, ``{g2}``, and a mark.

    Args:
        labels: names of the band, of the other run, and that of the horizontal axis.
    """
    band, other, epoch = labels
    _, dashed = _STYLES[1]
    middle = ' stroke-width="1.5"'
    content = [
        *axes(scale, 1, epoch),
        path("fill", f"M{_LEFT} 7h24v14h-24z"),
        path("accent", f"M{_LEFT} 14h24", middle),
        text(_LEFT + 30, 18, band),
        path("accent2", f"M{_LEFT + 160} 14h24", dashed),
        text(_LEFT + 190, 18, other),
        path("fill", "{g0}", ' fill-opacity=".7"'),
        path("accent", "{g1}", middle),
        path("accent2", "{g2}", dashed),
    ]
    return svg(BOTTOM + 42, *content)


def axes(scale: Scale, marks: int, epoch: str) -> list[str]:
    content = []
    fine = "".join(
        f"M{_LEFT} {number(scale.height(value))}H{_RIGHT}" for value in scale.multiples(scale.fine)
    )
    content.append(path("muted", fine, ' stroke-opacity=".45" stroke-width=".6"'))
    for value in scale.multiples(scale.step):
        y = scale.height(value)
        content.append(path("muted", f"M{_LEFT} {number(y)}H{_RIGHT}"))
        content.append(text(_LEFT - 5, y + 4, scale.write(value), "end"))
    content.append(path("line", f"M{_LEFT} {_TOP - 4}V{BOTTOM}H{_RIGHT}"))
    # A tick per epoch: the dashes of one broad line.
    ticks = f"M{number(_FIRST - 0.5)} {BOTTOM + 3}H{_RIGHT}"
    content.append(path("line", ticks, ' stroke-width="6" stroke-dasharray="1 {gd}"'))
    content.append(text((_LEFT + _RIGHT) / 2, BOTTOM + 36, epoch, "middle"))
    for index in range(marks):
        upright = f"M{{x{index}}} {_TOP - 4}V{BOTTOM}"
        content.append(path("line", upright, ' stroke-dasharray="2 3"'))
        content.append(text(f"{{x{index}}}", BOTTOM + 18, f"{{h{index}}}", "middle"))
    return content


def curves_values(
    curves: Sequence[Sequence[float]], scale: Scale, marks: Sequence[int]
) -> dict[str, str]:
    """Values for `curves_template`; the longest of the curves fills the width."""
    epochs = max(map(len, curves))
    lines = {
        f"g{index}": "M" + "L".join(_points(curve, scale, epochs))
        for index, curve in enumerate(curves)
    }
    return _marked(marks, epochs) | lines


def band_values(
    lowest: Sequence[float],
    middle: Sequence[float],
    highest: Sequence[float],
    other: Sequence[float],
    scale: Scale,
    marks: Sequence[int],
    epochs: int = 0,
) -> dict[str, str]:
    """Values for `band_template`, all by epoch; the axis may have more ``epochs`` than they."""
    epochs = max(len(lowest), len(other), epochs)
    there, back = (_points(one, scale, epochs) for one in (highest, lowest))
    lines = [_points(one, scale, epochs) for one in (middle, other)]
    return _marked(marks, epochs) | {
        "g0": f"M{'L'.join([*there, *reversed(back)])}z",
        "g1": "M" + "L".join(lines[0]),
        "g2": "M" + "L".join(lines[1]),
    }


def _points(curve: Sequence[float], scale: Scale, epochs: int) -> list[str]:
    return [
        f"{_across(epoch, epochs)} {number(scale.height(value))}"
        for epoch, value in enumerate(curve, start=1)
    ]


def _across(epoch: int, epochs: int) -> str:
    return number(_FIRST + (epoch - 1) * (_LAST - _FIRST) / (epochs - 1))


def _marked(marks: Sequence[int], epochs: int) -> dict[str, str]:
    step = (_LAST - _FIRST) / (epochs - 1)
    values = {f"x{index}": _across(epoch, epochs) for index, epoch in enumerate(marks)}
    values |= {f"h{index}": integer(epoch) for index, epoch in enumerate(marks)}
    return values | {"gd": f"{step - 1:.2f}"}
