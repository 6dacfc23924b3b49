"""The picture that goes with a link to the book."""

from __future__ import annotations

import io

from cnnbook.figures.colours import BLUE, INK, ORANGE, PAPER

ALTERNATIVE = (
    "O título do livro ao lado de uma janela de 3×3 que percorre uma grade de 6×6 e produz "
    "um valor da saída de 4×4."
)


def draw(title: str, width: int, height: int) -> bytes:
    """The card as PNG: the title's two halves, and a window over a grid with its output.

    Args:
        title: of the book.
        width, height: in pixels.
    """
    import matplotlib  # here, for its words are on every page, and it is drawn in few builds
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    name, _, subject = title.partition(" — ")
    with matplotlib.rc_context({"font.size": 20}):
        figure = Figure(figsize=(width / 100, height / 100), dpi=100, facecolor=PAPER)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, width), ylim=(0, height))
        axes.axis("off")
        axes.add_patch(Rectangle((0, 0), 24, height, color=BLUE))
        axes.text(80, 470, name.replace(" ", "\n", 1), fontsize=44, fontweight="bold",
                  color=INK, va="top", linespacing=1.15)  # fmt: skip
        axes.text(80, 230, subject, fontsize=25, color=INK, va="top")
        axes.text(80, 110, "Executados e conferidos com o Keras", fontsize=16,
                  color=INK, va="top")  # fmt: skip
        _grid(axes, 770, 330, 6, 36, filled=[(1, 1, 3)], colour=BLUE)
        _grid(axes, 842, 110, 4, 36, filled=[(1, 1, 1)], colour=ORANGE)
    buffer = io.BytesIO()
    # Without the program's version, the same card is the same file.
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def _grid(
    axes, left: int, bottom: int, size: int, side: int, filled: list[tuple[int, int, int]],
    colour: str,
) -> None:  # fmt: skip
    from matplotlib.patches import Rectangle

    for column, row, width in filled:
        place = left + column * side, bottom + row * side
        axes.add_patch(Rectangle(place, width * side, width * side, color=colour, alpha=0.85))
    for column in range(size):
        for row in range(size):
            place = left + column * side, bottom + row * side
            axes.add_patch(Rectangle(place, side, side, fill=False, edgecolor=INK, linewidth=1.5))
