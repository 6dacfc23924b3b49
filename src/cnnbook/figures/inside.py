"""A picture and all the maps of a layer beside it, for where the network does not run."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

from cnnbook.figures.colours import BLUE, INK, PAPER
from cnnbook.numbers import decimal, shape

_PICTURE = 4  # on a side, for each of the picture's pixels
_MAP = 3  # and for each of a map's
_COLUMNS = 8  # maps side by side
_GAP = 16  # between the picture and its maps
_SHADES = 48
_BELOW = 26  # for the sizes, and the scale of the maps' colours
_SCALE = 96  # its width


def draw(pixels: np.ndarray, maps: np.ndarray) -> str:
    """The drawing as SVG, with real pixels in it.

    Args:
        pixels: the picture, uint8 of shape ``(rows, columns, 3)``.
        maps: of shape ``(rows, columns, maps)``, none of them negative.
    """
    shades = _shades(maps)
    height, width = (side + 1 for side in maps.shape[:2])
    lines = -(-maps.shape[2] // _COLUMNS)
    whole = np.full((lines * height - 1, _COLUMNS * width - 1, 3), 255, np.uint8)
    for number in range(maps.shape[2]):
        top, left = number // _COLUMNS * height, number % _COLUMNS * width
        whole[top : top + height - 1, left : left + width - 1] = shades[:, :, number]
    side, (tall, wide) = _PICTURE * len(pixels), (_MAP * size for size in whole.shape[:2])
    start = side + _GAP
    palette = Image.fromarray(whole).quantize(_SHADES)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {start + wide} {tall + _BELOW}" '
        f'width="{start + wide}" height="{tall + _BELOW}">'
        f'<rect width="{start + wide}" height="{tall + _BELOW}" fill="{PAPER}"/>'
        f"{_image(Image.fromarray(pixels), 0, (tall - side) // 2, _PICTURE)}"
        f"{_image(palette, start, 0, _MAP)}"
        f"{_text(side / 2, tall + 18, shape(pixels.shape), 'middle')}"
        f"{_text(start, tall + 18, shape(maps.shape))}"
        f"{_scale(float(maps.max()), start + wide, tall + 6)}</svg>"
    )


def _scale(most: float, right: int, y: int) -> str:
    """From zero to the largest number of all maps, in their colours."""
    ramp = Image.fromarray(_shades(np.linspace(0, 1, _SCALE)[None, :]))
    written = decimal(most, 2)
    left = right - _SCALE - 34
    return (
        f"{_text(left - 4, y + 12, '0', 'end')}{_image(ramp, left, y, 1, 14)}"
        f"{_text(right, y + 12, written, 'end')}"
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-family="sans-serif" '
        f'font-size="14" fill="{INK}">{text}</text>'
    )


def _shades(maps: np.ndarray) -> np.ndarray:
    """From paper (zero) over blue to ink (the largest number of all maps)."""
    stops = np.array([_rgb(PAPER), _rgb(BLUE), _rgb(INK)], float)
    places = maps / (maps.max() or 1.0)
    channels = [np.interp(places, [0, 0.5, 1], stops[:, channel]) for channel in range(3)]
    return np.round(np.stack(channels, axis=-1)).astype(np.uint8)


def _rgb(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _image(image: Image.Image, x: int, y: int, times: int, tall: int = 0) -> str:
    """An image so many times as large, or so tall, its pixels as they are."""
    buffer = io.BytesIO()
    image.save(buffer, "png", optimize=True)
    data = base64.b64encode(buffer.getvalue()).decode()
    height = tall or times * image.height
    return (
        f'<image x="{x}" y="{y}" width="{times * image.width}" height="{height}" '
        f'preserveAspectRatio="none" style="image-rendering:pixelated" '
        f'href="data:image/png;base64,{data}"/>'
    )
