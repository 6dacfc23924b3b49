"""The opening picture: a window over an image, and the maps that three filters make of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from cnnbook.figures.colours import BLUE, INK, LINE, ORANGE, PAPER

ALTERNATIVE = (
    "Uma janela azul de 3 por 3 sobre a imagem de uma xícara. Dela saem linhas até um só "
    "quadradinho do primeiro de três mapas, em laranja: o que três filtros destacam na xícara."
)

_CUP = """
............
...-..-.....
..-..-......
...-..-.....
............
.#######....
.#########..
.#######.#..
.#######.#..
.#########..
..#####.....
+++++++++++.
"""
_TONES = {".": 0.0, "-": 0.35, "+": 0.6, "#": 1.0}
_OUTLINE = [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]
_LEFT_EDGES = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
_LOWER_EDGES = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]
FILTERS = (_OUTLINE, _LEFT_EDGES, _LOWER_EDGES)

_CELL = 20  # units of the drawing, for a side
_LEVELS = 5  # tones that are told apart
_WINDOW = (6, 8)  # row and column where it rests


def image() -> np.ndarray:
    """The cup: rows by columns, from 0 (background) to 1."""
    return np.array([[_TONES[sign] for sign in row] for row in _CUP.split()])


def maps() -> list[np.ndarray]:
    """What each filter makes of the cup, with stride 1, no padding and ReLU, from 0 to 1."""
    windows = np.lib.stride_tricks.sliding_window_view(image(), (3, 3))
    found = [np.maximum((windows * np.array(one)).sum((2, 3)), 0) for one in FILTERS]
    return [one / one.max() for one in found]


def draw() -> str:
    """The picture as SVG.

    Its colours are attributes, for where no style reaches it; a page may set them by class: ``ink``
    (image), ``map``, ``paper``, ``grid``, ``window`` (it and its output's place). What moves
    together is ``sweep``: by a side of a cell at each step, as the window does.
    """
    cup, (first, *others) = image(), maps()
    side, small = len(cup) * _CELL, len(first) * _CELL
    left, top, step = side + 100, 60, (46, -27)  # of the first map, and from each to the next
    width, height = left + small + 2 * step[0] + 3, max(side, top + small) + 9
    row, column = _WINDOW
    window = 3 + column * _CELL, 6 + row * _CELL
    cell = left + column * _CELL, top + row * _CELL
    parts = [
        *(
            part
            for depth, one in reversed(list(enumerate(others, start=1)))
            for part in _map(one, left + depth * step[0], top + depth * step[1])
        ),
        *_map(first, left, top),
        _grid(3, 6, len(cup), "grid"),
        *_cells(cup, 3, 6, "ink", INK),
        '<g class="sweep">',
        *_lines(window, cell),
        _square(window, 3 * _CELL, f'class="window" fill="{BLUE}" fill-opacity="0.22" '
                f'stroke="{BLUE}" stroke-width="4"'),
        _square(cell, _CELL, f'class="window" fill="none" stroke="{BLUE}" stroke-width="4"'),
        "</g>",
    ]  # fmt: skip
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{"".join(parts)}</svg>'
    )


def _map(values: np.ndarray, left: int, top: int) -> Iterator[str]:
    side = len(values) * _CELL
    yield _square((left, top), side, f'class="paper" fill="{PAPER}"')
    yield _grid(left, top, len(values), "grid")
    yield from _cells(values, left, top, "map", ORANGE)


def _cells(values: np.ndarray, left: int, top: int, name: str, colour: str) -> Iterator[str]:
    """One path for all cells of a tone."""
    tones = np.ceil(values * _LEVELS).astype(int)
    for tone in range(1, _LEVELS + 1):
        places = np.argwhere(tones == tone)
        if len(places):
            path = "".join(
                f"M{left + column * _CELL} {top + row * _CELL}h{_CELL}v{_CELL}h-{_CELL}z"
                for row, column in places
            )
            opacity = round(0.12 + 0.73 * tone / _LEVELS, 2)
            yield f'<path class="{name}" fill="{colour}" fill-opacity="{opacity}" d="{path}"/>'


def _grid(left: int, top: int, count: int, name: str) -> str:
    side = count * _CELL
    places = [index * _CELL for index in range(count + 1)]
    path = "".join(f"M{left + place} {top}v{side}M{left} {top + place}h{side}" for place in places)
    return f'<path class="{name}" fill="none" stroke="{LINE}" d="{path}"/>'


def _lines(window: tuple[int, int], cell: tuple[int, int]) -> Iterable[str]:
    """From the window's corners on the right to the cell's on the left."""
    for below in (0, 1):
        begin = window[0] + 3 * _CELL, window[1] + below * 3 * _CELL
        end = cell[0], cell[1] + below * _CELL
        yield (
            f'<path class="window" stroke="{BLUE}" stroke-width="2" stroke-dasharray="5 5" '
            f'd="M{begin[0]} {begin[1]}L{end[0]} {end[1]}"/>'
        )


def _square(place: tuple[int, int], side: int, attributes: str) -> str:
    return f'<rect x="{place[0]}" y="{place[1]}" width="{side}" height="{side}" {attributes}/>'
