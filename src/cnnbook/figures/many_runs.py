"""Figures of many runs of the same training: bands over seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.ticker import MaxNLocator

from cnnbook.figures.colours import BLUE, GREEN, GREY, ORANGE
from cnnbook.figures.style import Drawing, decimal_ticks, drawing, percent_ticks
from cnnbook.study.statistics import Band

_COLOURS = ((BLUE, "-"), (ORANGE, "--"), (GREEN, "-."))


def bands(
    histories: Mapping[str, Sequence[Sequence[float]]],
    ylabel: str,
    recorded: Mapping[str, Sequence[float]] | None = None,
    limits: Mapping[str, float] | None = None,
    in_percent: bool = False,
    own: Sequence[float] = (),
    own_name: str = "a sua",
) -> Drawing:
    """A measure per epoch: the median over runs, the middle half, and all from end to end.

    Args:
        histories: for each named group, its runs' histories, all of one length.
        ylabel: what is measured.
        recorded: one run of some of the groups, drawn as dots in the group's colour.
        limits: named values that the text speaks of, drawn as horizontal lines.
        in_percent: whether the axis shows fractions as percentages.
        own: the reader's own run, as far as it has come.
        own_name: what it is called.
    """
    ends = []
    with drawing(height=3.0) as ((axes,), finish):
        for (name, runs), (colour, style) in zip(histories.items(), _COLOURS):
            band = Band.of(runs)
            epochs = range(1, len(band.median) + 1)
            ends.append((band.median[0], band.median[-1]))
            axes.fill_between(epochs, band.lowest, band.highest, color=colour, alpha=0.15, lw=0)
            axes.fill_between(
                epochs, band.lower_quartile, band.upper_quartile, color=colour, alpha=0.3, lw=0
            )
            axes.plot(epochs, band.median, color=colour, linestyle=style, label=name)
            if recorded and name in recorded:
                axes.plot(
                    epochs, recorded[name], color=colour, linestyle="", marker=".",
                    label=f"{name}: a registrada",
                )  # fmt: skip
        if own:
            axes.plot(range(1, len(own) + 1), own, color=ORANGE, marker="o", label=own_name)
            ends.append((own[0], own[-1]))
        for name, value in (limits or {}).items():
            axes.axhline(value, color=GREY, linestyle=":", linewidth=1)
            axes.annotate(
                name, (0.02, value), xycoords=("axes fraction", "data"), color=GREY, fontsize=8,
                ha="left", va="bottom",
            )  # fmt: skip
        axes.set(xlabel="época", ylabel=ylabel)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.set_major_locator(MaxNLocator(steps=[1, 2, 5, 10]))
        axes.yaxis.set_major_formatter(percent_ticks() if in_percent else decimal_ticks(1))
        if ends:
            axes.legend(fontsize=8, loc=_free_corner(ends, axes.get_ylim()))
        return finish()


def _free_corner(ends: Sequence[tuple[float, float]], limits: tuple[float, float]) -> str:
    """Where no curve goes, from where each begins and ends."""
    first, last = zip(*ends)
    low, high = limits
    if max(last) < max(first):
        return "upper right"
    return "lower right" if min(last) > low + 0.4 * (high - low) else "upper left"
