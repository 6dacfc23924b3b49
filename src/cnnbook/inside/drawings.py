"""The figure's own pictures, drawn by code: objects of classes of CIFAR-100, and two of none.

They were chosen and drawn before the network was asked, and stay as they are whatever it answers.
What each shows, in words, and its source and licence are in ``pictures.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin
from pathlib import Path

import numpy as np

from cnnbook.inside.painting import Canvas

CATALOGUE = Path(__file__).parent / "pictures.toml"


@dataclass(frozen=True)
class Picture:
    """One picture of the figure.

    Args:
        name: what links and scripts call it.
        class_name: the class in CIFAR-100's own words; empty for a picture of none.
        alternative: what it shows, as a sentence.
        source, licence: where it comes from, and on what terms it can be used.
        pixels: uint8 of shape ``(32, 32, 3)``.
    """

    name: str
    class_name: str
    alternative: str
    source: str
    licence: str
    pixels: np.ndarray


def pictures() -> tuple[Picture, ...]:
    """All pictures, in the catalogue's order.

    Raises:
        KeyError: the catalogue names one that nobody draws.
    """
    catalogue = tomllib.loads(CATALOGUE.read_text("utf-8"))
    return tuple(
        Picture(name, **words, pixels=DRAWINGS[name]()) for name, words in catalogue.items()
    )


def _cup() -> np.ndarray:
    canvas = Canvas((214, 206, 192), (176, 150, 122))
    canvas.ellipse((0.46, 0.86), (0.42, 0.08), (150, 124, 98))
    canvas.ellipse((0.76, 0.52), (0.17, 0.19), (236, 238, 240), light=0.15)
    canvas.ellipse((0.76, 0.52), (0.10, 0.12), (204, 186, 164))
    canvas.polygon(
        [(0.14, 0.28), (0.76, 0.28), (0.68, 0.82), (0.22, 0.82)], (240, 242, 244), light=0.18
    )
    canvas.ellipse((0.45, 0.82), (0.23, 0.05), (216, 218, 222), light=0.18)
    canvas.ellipse((0.45, 0.28), (0.31, 0.08), (250, 250, 250))
    canvas.ellipse((0.45, 0.29), (0.27, 0.06), (78, 48, 28))
    return canvas.picture()


def _apple() -> np.ndarray:
    canvas = Canvas((245, 245, 245), (230, 230, 228))
    canvas.ellipse((0.52, 0.88), (0.36, 0.06), (190, 188, 186))
    canvas.ellipse((0.36, 0.55), (0.26, 0.34), (196, 28, 36), light=0.45)
    canvas.ellipse((0.62, 0.55), (0.28, 0.34), (190, 24, 32), light=0.45)
    canvas.ellipse((0.49, 0.24), (0.13, 0.05), (122, 14, 20))
    canvas.line((0.49, 0.26), (0.55, 0.08), 0.05, (96, 62, 32))
    canvas.ellipse((0.68, 0.13), (0.14, 0.06), (70, 140, 52), tilt=-0.4, light=0.3)
    canvas.ellipse((0.32, 0.42), (0.07, 0.10), (240, 130, 128), tilt=0.4)
    return canvas.picture()


def _orange() -> np.ndarray:
    canvas = Canvas((250, 250, 250), (236, 234, 230))
    canvas.ellipse((0.52, 0.88), (0.36, 0.07), (200, 194, 186))
    canvas.ellipse((0.50, 0.53), (0.38, 0.37), (240, 138, 20), light=0.32)
    canvas.ellipse((0.38, 0.38), (0.09, 0.07), (255, 196, 110), tilt=-0.5)
    canvas.ellipse((0.54, 0.20), (0.05, 0.03), (96, 110, 40))
    canvas.ellipse((0.68, 0.14), (0.16, 0.07), (64, 128, 44), tilt=-0.3, light=0.3)
    return canvas.picture()


def _bottle() -> np.ndarray:
    canvas = Canvas((238, 238, 240), (222, 220, 218))
    canvas.ellipse((0.54, 0.94), (0.26, 0.04), (176, 174, 172))
    canvas.rectangle((0.43, 0.06), (0.57, 0.34), (36, 96, 56), light=0.35)
    canvas.rectangle((0.42, 0.05), (0.58, 0.12), (180, 150, 60), light=0.3)
    canvas.ellipse((0.50, 0.42), (0.19, 0.14), (36, 96, 56), light=0.3)
    canvas.rectangle((0.31, 0.42), (0.69, 0.93), (34, 92, 54), light=0.4)
    canvas.rectangle((0.31, 0.52), (0.69, 0.78), (236, 228, 204), light=0.15)
    canvas.rectangle((0.38, 0.60), (0.62, 0.64), (150, 40, 44))
    canvas.rectangle((0.37, 0.44), (0.40, 0.50), (150, 200, 160))
    return canvas.picture()


def _sunflower() -> np.ndarray:
    canvas = Canvas((96, 160, 220), (150, 196, 230))
    canvas.line((0.50, 0.50), (0.54, 1.0), 0.07, (66, 124, 44))
    canvas.ellipse((0.72, 0.84), (0.18, 0.08), (76, 140, 50), tilt=-0.5, light=0.3)
    for ring, (colour, far) in enumerate([((226, 158, 16), 0.30), ((250, 200, 30), 0.26)]):
        for petal in range(16):
            turn = 2 * pi * (petal + ring / 2) / 16
            centre = (0.5 + far * cos(turn), 0.44 + far * sin(turn))
            canvas.ellipse(centre, (0.14, 0.05), colour, tilt=turn)
    canvas.ellipse((0.50, 0.44), (0.18, 0.18), (84, 50, 22), light=0.3)
    canvas.ellipse((0.50, 0.44), (0.09, 0.09), (54, 34, 18))
    return canvas.picture()


def _mushroom() -> np.ndarray:
    canvas = Canvas((70, 104, 52), (92, 72, 44))
    for column in range(9):
        canvas.line((0.06 + 0.11 * column, 1.0), (0.02 + 0.12 * column, 0.78), 0.04, (84, 132, 56))
    canvas.polygon(
        [(0.40, 0.46), (0.60, 0.46), (0.64, 0.92), (0.36, 0.92)], (232, 222, 202), light=0.2
    )
    canvas.ellipse((0.50, 0.50), (0.36, 0.07), (210, 190, 160))
    canvas.ellipse((0.50, 0.48), (0.40, 0.34), (176, 74, 40), light=0.35, above=0.49)
    for centre, radius in [((0.36, 0.30), 0.05), ((0.56, 0.24), 0.06), ((0.70, 0.38), 0.04)]:
        canvas.ellipse(centre, (radius, 0.75 * radius), (240, 226, 206))
    return canvas.picture()


def _clock() -> np.ndarray:
    canvas = Canvas((206, 196, 180), (196, 184, 166))
    canvas.ellipse((0.53, 0.54), (0.42, 0.42), (150, 138, 122))
    canvas.ellipse((0.50, 0.50), (0.42, 0.42), (60, 60, 66), light=0.4)
    canvas.ellipse((0.50, 0.50), (0.36, 0.36), (248, 248, 244))
    for hour in range(12):
        turn = 2 * pi * hour / 12
        start = (0.5 + 0.28 * cos(turn), 0.5 + 0.28 * sin(turn))
        end = (0.5 + 0.33 * cos(turn), 0.5 + 0.33 * sin(turn))
        canvas.line(start, end, 0.035, (40, 40, 44))
    canvas.line((0.50, 0.50), (0.36, 0.40), 0.05, (24, 24, 28))
    canvas.line((0.50, 0.50), (0.66, 0.28), 0.035, (24, 24, 28))
    canvas.ellipse((0.50, 0.50), (0.04, 0.04), (180, 40, 40))
    return canvas.picture()


def _bus() -> np.ndarray:
    canvas = Canvas((170, 204, 236), (200, 216, 230))
    canvas.rectangle((0.0, 0.74), (1.0, 1.0), (108, 108, 112))
    canvas.rectangle((0.06, 0.22), (0.94, 0.80), (222, 168, 30), light=0.12)
    canvas.rectangle((0.06, 0.62), (0.94, 0.67), (40, 40, 44))
    for window in range(4):
        start = 0.11 + 0.16 * window
        canvas.rectangle((start, 0.30), (start + 0.13, 0.50), (54, 74, 96), light=0.25)
    canvas.rectangle((0.77, 0.30), (0.91, 0.76), (64, 86, 108), light=0.2)
    for wheel in (0.24, 0.70):
        canvas.ellipse((wheel, 0.81), (0.10, 0.10), (28, 28, 30))
        canvas.ellipse((wheel, 0.81), (0.05, 0.05), (170, 170, 174))
    canvas.rectangle((0.90, 0.56), (0.94, 0.61), (255, 244, 200))
    return canvas.picture()


def _pear() -> np.ndarray:
    canvas = Canvas((248, 248, 246), (234, 232, 228))
    canvas.ellipse((0.52, 0.91), (0.34, 0.05), (196, 194, 186))
    canvas.polygon(
        [(0.38, 0.30), (0.62, 0.30), (0.76, 0.56), (0.24, 0.56)], (176, 188, 56), light=0.25
    )
    canvas.ellipse((0.50, 0.32), (0.15, 0.16), (182, 194, 62), light=0.3)
    canvas.ellipse((0.50, 0.66), (0.30, 0.25), (172, 184, 52), light=0.35)
    canvas.line((0.50, 0.20), (0.56, 0.05), 0.045, (98, 70, 38))
    canvas.ellipse((0.38, 0.56), (0.06, 0.10), (226, 232, 146), tilt=0.3)
    return canvas.picture()


def _rocket() -> np.ndarray:
    canvas = Canvas((40, 84, 160), (130, 176, 222))
    canvas.ellipse((0.50, 0.92), (0.14, 0.16), (250, 150, 40))
    canvas.ellipse((0.50, 0.88), (0.07, 0.12), (255, 236, 150))
    canvas.polygon([(0.38, 0.58), (0.22, 0.84), (0.38, 0.80)], (190, 40, 40))
    canvas.polygon([(0.62, 0.58), (0.78, 0.84), (0.62, 0.80)], (150, 28, 28))
    canvas.rectangle((0.38, 0.28), (0.62, 0.80), (236, 236, 240), light=0.25)
    canvas.polygon([(0.50, 0.04), (0.62, 0.28), (0.38, 0.28)], (200, 44, 44), light=0.25)
    canvas.ellipse((0.50, 0.42), (0.07, 0.07), (60, 100, 150))
    canvas.rectangle((0.38, 0.62), (0.62, 0.66), (60, 60, 70))
    return canvas.picture()


def _umbrella() -> np.ndarray:
    canvas = Canvas((188, 196, 206), (170, 176, 184))
    canvas.line((0.50, 0.16), (0.50, 0.82), 0.035, (70, 56, 44))
    canvas.ellipse((0.57, 0.82), (0.09, 0.09), (70, 56, 44), below=0.82)
    canvas.ellipse((0.57, 0.82), (0.05, 0.05), (172, 178, 186), below=0.82)
    canvas.ellipse((0.50, 0.54), (0.44, 0.40), (110, 40, 130), light=0.3, above=0.54)
    canvas.ellipse((0.50, 0.54), (0.15, 0.40), (142, 66, 160), light=0.3, above=0.54)
    for middle in (0.21, 0.50, 0.79):
        canvas.ellipse((middle, 0.55), (0.145, 0.06), (184, 191, 200), above=0.56)
    return canvas.picture()


def _chessboard() -> np.ndarray:
    canvas = Canvas((236, 222, 196), (236, 222, 196))
    for row in range(8):
        for column in range(8):
            if (row + column) % 2:
                start = (column / 8, row / 8)
                canvas.rectangle(start, (start[0] + 1 / 8, start[1] + 1 / 8), (60, 44, 32))
    return canvas.picture()


DRAWINGS: dict[str, Callable[[], np.ndarray]] = {
    "cup": _cup, "apple": _apple, "orange": _orange, "bottle": _bottle, "sunflower": _sunflower,
    "mushroom": _mushroom, "clock": _clock, "bus": _bus, "pear": _pear, "rocket": _rocket,
    "umbrella": _umbrella, "chessboard": _chessboard,
}  # fmt: skip
"""Each picture by its name, as what draws it."""
