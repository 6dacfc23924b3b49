"""A picture and all the maps of a layer beside it, for where the network does not run."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

from cnnbook.figures.colours import BLUE, INK, PAPER

_PICTURE = 4  # pixels on a side for each of the picture's
_MAP = 3  # and for each of a map's
_COLUMNS = 8  # maps side by side
_GAP = 4


def draw(pixels: np.ndarray, maps: np.ndarray) -> str:
    """The drawing as SVG, with real pixels in it.

    Args:
        pixels: the picture, uint8 of shape ``(rows, columns, 3)``.
        maps: of shape ``(rows, columns, maps)``, none of them negative.
    """
    shades = _shades(maps)
    height, width = (_MAP * side + _GAP for side in maps.shape[:2])
    lines = -(-maps.shape[2] // _COLUMNS)
    whole = np.full((lines * height - _GAP, _COLUMNS * width - _GAP, 3), 255, np.uint8)
    for number in range(maps.shape[2]):
        top, left = number // _COLUMNS * height, number % _COLUMNS * width
        part = _enlarged(shades[:, :, number], _MAP)
        whole[top : top + height - _GAP, left : left + width - _GAP] = part
    picture = _enlarged(pixels, _PICTURE)
    start = picture.shape[1] + 4 * _GAP
    tall, wide = max(len(picture), len(whole)), start + whole.shape[1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" '
        f'width="{wide}" height="{tall}">'
        f"{_image(picture, 0, (tall - len(picture)) // 2)}"
        f"{_image(whole, start, (tall - len(whole)) // 2)}</svg>"
    )


def _shades(maps: np.ndarray) -> np.ndarray:
    """From paper (zero) over blue to ink (the largest number of all maps)."""
    stops = np.array([_rgb(PAPER), _rgb(BLUE), _rgb(INK)], float)
    places = maps / (maps.max() or 1.0)
    channels = [np.interp(places, [0, 0.5, 1], stops[:, channel]) for channel in range(3)]
    return np.round(np.stack(channels, axis=-1)).astype(np.uint8)


def _rgb(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _enlarged(image: np.ndarray, times: int) -> np.ndarray:
    return image.repeat(times, axis=0).repeat(times, axis=1)


def _image(pixels: np.ndarray, x: int, y: int) -> str:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "png", optimize=True)
    data = base64.b64encode(buffer.getvalue()).decode()
    height, width = pixels.shape[:2]
    return (
        f'<image x="{x}" y="{y}" width="{width}" height="{height}" '
        f'href="data:image/png;base64,{data}"/>'
    )
