"""Plain shapes on a canvas that becomes a picture of 32×32 pixels: no file, the same every time.

Coordinates go from 0 to 1, columns before rows; a colour is three numbers from 0 to 255.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SIDE = 32
"""Rows and columns of a picture, those that the network takes."""

_FINER = 8  # places on a side of each pixel: a pixel is their mean, so that edges are smooth
_Colour = tuple[float, float, float]
_Point = tuple[float, float]


class Canvas:
    """A picture while it is painted, each shape over those before.

    Args:
        top, bottom: colours of the ground, which goes from one to the other.
    """

    def __init__(self, top: _Colour, bottom: _Colour) -> None:
        places = (np.arange(SIDE * _FINER) + 0.5) / (SIDE * _FINER)
        self._x, self._y = np.meshgrid(places, places)
        share = self._y[..., None]
        self._colours = (1 - share) * np.asarray(top, float) + share * np.asarray(bottom, float)

    def ellipse(
        self,
        centre: _Point,
        radii: _Point,
        colour: _Colour,
        *,
        tilt: float = 0.0,
        light: float = 0.0,
        above: float = 2.0,
        below: float = -1.0,
    ) -> None:
        """An ellipse, or the part of it between two heights.

        Args:
            tilt: by how much it is turned, in radians.
            light: how much lighter its upper left is, and darker its lower right, from 0 to 1.
            above, below: it is painted only above the first height and below the second.
        """
        dx, dy = self._x - centre[0], self._y - centre[1]
        u = (dx * np.cos(tilt) + dy * np.sin(tilt)) / radii[0]
        v = (dy * np.cos(tilt) - dx * np.sin(tilt)) / radii[1]
        where = (u * u + v * v <= 1) & (self._y < above) & (self._y > below)
        self._paint(where, colour, -light * (dx / radii[0] + dy / radii[1]) / 2)

    def polygon(self, points: Sequence[_Point], colour: _Colour, *, light: float = 0.0) -> None:
        """A polygon without crossings; ``light`` makes its left lighter and its right darker."""
        inside = np.zeros(self._x.shape, bool)
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]]):
            if y0 == y1:
                continue
            crosses = (self._y >= min(y0, y1)) & (self._y < max(y0, y1))
            inside ^= crosses & (self._x < x0 + (self._y - y0) * (x1 - x0) / (y1 - y0))
        columns = [x for x, _ in points]
        middle, half = (max(columns) + min(columns)) / 2, (max(columns) - min(columns)) / 2
        self._paint(inside, colour, -light * (self._x - middle) / half)

    def rectangle(self, start: _Point, end: _Point, colour: _Colour, *, light: float = 0.0) -> None:
        """A rectangle from its upper left to its lower right corner."""
        (x0, y0), (x1, y1) = start, end
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour, light=light)

    def line(self, start: _Point, end: _Point, width: float, colour: _Colour) -> None:
        """A straight line with round ends."""
        start_, along = np.array(start), np.array(end) - np.array(start)
        from_start = np.stack([self._x - start_[0], self._y - start_[1]], axis=-1)
        share = np.clip(from_start @ along / (along @ along), 0, 1)[..., None]
        distance = np.linalg.norm(from_start - share * along, axis=-1)
        self._paint(distance <= width / 2, colour, np.zeros_like(distance))

    def picture(self) -> np.ndarray:
        """What was painted, as uint8 of shape ``(32, 32, 3)``."""
        blocks = self._colours.reshape(SIDE, _FINER, SIDE, _FINER, 3).mean(axis=(1, 3))
        return np.round(blocks).astype(np.uint8)

    def _paint(self, where: np.ndarray, colour: _Colour, light: np.ndarray) -> None:
        shade = np.asarray(colour, float) * (1 + light[where][:, None])
        self._colours[where] = np.clip(shade, 0, 255)
