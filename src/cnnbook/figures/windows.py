"""Where a convolution's window fits: the figure of exercise 2."""

from __future__ import annotations

from matplotlib.patches import Rectangle

from cnnbook.figures.colours import BLUE, GREY, ORANGE, PALE_ORANGE, PAPER
from cnnbook.figures.style import Drawing, drawing
from cnnbook.geometry import output_size


def window_places(input_size: int, kernel_size: int) -> Drawing:
    """A square grid, every centre that the window can take (orange), and two windows (blue).

    They are the first and, dashed, the last.

    Both sizes are in grid cells; the stride is 1 and nothing is padded.
    """
    places = output_size(input_size, kernel_size)
    margin = kernel_size // 2
    with drawing(height=3.5) as ((axes,), finish):
        for row in range(input_size):
            for column in range(input_size):
                fits = margin <= row < margin + places and margin <= column < margin + places
                axes.add_patch(
                    Rectangle(
                        (column, row),
                        1,
                        1,
                        facecolor=PALE_ORANGE if fits else PAPER,
                        edgecolor=GREY,
                    )
                )
                if fits:
                    axes.plot(column + 0.5, row + 0.5, "o", color=ORANGE, markersize=3)
        for start, style in ((0, "-"), (places - 1, "--")):
            axes.add_patch(
                Rectangle(
                    (start, start), kernel_size, kernel_size,
                    fill=False, edgecolor=BLUE, linestyle=style, linewidth=2.4, zorder=3,
                )
            )  # fmt: skip
        ticks = range(input_size)
        axes.set_xticks([tick + 0.5 for tick in ticks], [str(tick + 1) for tick in ticks])
        axes.set_yticks([tick + 0.5 for tick in ticks], [str(tick + 1) for tick in ticks])
        axes.set(xlim=(-0.1, input_size + 0.1), ylim=(input_size + 0.1, -0.1), aspect="equal")
        axes.set(xlabel="coluna", ylabel="linha")
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        return finish()
