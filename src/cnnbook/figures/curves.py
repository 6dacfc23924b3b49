"""Training curves of recorded runs: the figures of exercises 9 and 10."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from cnnbook.figures.colours import BLUE, GREEN, GREY, ORANGE
from cnnbook.figures.style import Drawing, decimal_ticks, drawing, percent_ticks
from cnnbook.records import Record

_LINES = ((BLUE, "o", "-"), (ORANGE, "s", "--"), (GREEN, "^", "-."))


def loss(curves: Mapping[str, list[float]], ylabel: str = "custo de treino") -> Drawing:
    """Loss per epoch, one line per named curve."""
    with drawing(height=2.6) as ((axes,), finish):
        _lines(axes, curves)
        axes.set(ylabel=ylabel)
        axes.yaxis.set_major_formatter(decimal_ticks(1))
        return finish()


def accuracy(record: Record, chance: float) -> Drawing:
    """Training and validation accuracy per epoch, against a random classifier's."""
    with drawing(height=2.6) as ((axes,), finish):
        _lines(
            axes,
            {"treino": record.history["accuracy"], "validação": record.history["val_accuracy"]},
        )
        axes.axhline(chance, color=GREY, linestyle=":", label="acaso")
        axes.set(ylabel="acurácia", ylim=(0, None))
        axes.yaxis.set_major_formatter(percent_ticks())
        axes.legend()
        return finish()


def _lines(axes: Axes, curves: Mapping[str, list[float]]) -> None:
    for (name, values), (colour, marker, style) in zip(curves.items(), _LINES):
        axes.plot(
            range(1, len(values) + 1),
            values,
            label=name,
            color=colour,
            marker=marker,
            linestyle=style,
        )
    axes.set(xlabel="época")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if len(curves) > 1:
        axes.legend()
