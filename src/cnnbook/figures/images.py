"""Grids of small images, as real pixels with a text alternative and a caption each."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from html import escape

import matplotlib
import numpy as np
from PIL import Image

from cnnbook.numbers import decimal

# Even steps of brightness for even steps of value, and safe for colour-blind readers.
_COLOURS = matplotlib.colormaps["viridis"]


class ImageGrid:
    """Images side by side, filling the page's width; maps come with their scale of colours.

    Args:
        images: uint8 colour images ``(rows, columns, 3)``, or maps ``(rows, columns)`` of any
            numbers, which share one colour scale.
        captions: what stands under each.
        alternatives: what each shows, for readers who do not see it.
        columns: how many to a row; all in one row without it.
        title: what stands above them all.
        weights: what the ends of a colour stand for in pictures of filters, as `filter_pictures`
            makes them: the absolute value of the largest weight.
    """

    def __init__(
        self,
        images: Sequence[np.ndarray],
        captions: Sequence[str],
        alternatives: Sequence[str],
        columns: int | None = None,
        title: str = "",
        weights: float | None = None,
    ) -> None:
        if not all(alternatives):
            raise ValueError("toda imagem precisa de um texto alternativo")
        maps = [image for image in images if image.ndim == 2]
        self._has_maps = bool(maps)
        self._lowest = min((float(image.min()) for image in maps), default=0.0)
        self._highest = max((float(image.max()) for image in maps), default=1.0)
        self._columns = columns or len(images)
        self._title = title
        self._weights = weights
        self._items = list(zip(images, captions, alternatives, strict=True))

    def __repr__(self) -> str:
        return "\n".join(alternative for _, _, alternative in self._items)

    def _repr_html_(self) -> str:
        items = "".join(
            f'<figure style="margin:0"><img src="{self._data_url(image)}" '
            f'alt="{escape(alternative)}" width="{image.shape[1]}" height="{image.shape[0]}" '
            'style="width:100%;height:auto;image-rendering:pixelated">'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
            for image, caption, alternative in self._items
        )
        # The style is for notebooks, which have no style sheet of the book's.
        title = f'<p class="image-title">{escape(self._title)}</p>' if self._title else ""
        return (
            f'<div class="images">{title}'
            f'<div class="image-grid of-{self._columns}" style="display:grid;gap:12px;'
            f'grid-template-columns:repeat({self._columns},minmax(0,1fr))">{items}</div>'
            f"{self._scale() if self._has_maps else ''}"
            f"{self._scale_of_weights() if self._weights else ''}</div>"
        )

    def _scale(self) -> str:
        ramp = _png(_coloured(np.linspace(0, 1, 128)[None]))
        low, high = decimal(self._lowest, 2), decimal(self._highest, 2)
        return _scale(ramp, low, high, f"do roxo escuro ({low}) ao amarelo ({high})")

    def _scale_of_weights(self) -> str:
        """Of each of the three colours: absent, half, and whole."""
        ramp = _png(np.linspace(0, 255, 128).astype(np.uint8)[None, :, None].repeat(3, axis=2))
        low, high = decimal(-self._weights, 2), decimal(self._weights, 2)
        return _scale(
            ramp, low, high,
            f"de cada uma das três cores: ausente ({low}), pela metade (0) e inteira ({high})",
        )  # fmt: skip

    def _data_url(self, image: np.ndarray) -> str:
        if image.ndim == 2:
            image = _coloured((image - self._lowest) / (self._highest - self._lowest or 1.0))
        return _png(image)


def _scale(ramp: str, low: str, high: str, said: str) -> str:
    return (
        '<p class="image-scale" style="display:flex;gap:8px;align-items:center">'
        f'<span>{low}</span><img src="{ramp}" width="128" height="1" '
        f'alt="Escala de cores, {said}." '
        f'style="width:128px;height:12px"><span>{high}</span></p>'
    )


def filter_pictures(kernel: np.ndarray, largest: float | None = None) -> list[np.ndarray]:
    """Each filter over three colour channels as an image of its weights.

    A weight of zero is the middle of its colour's range, so that a filter of zeros is grey.

    Args:
        kernel: of shape ``(rows, columns, 3, filters)``.
        largest: the absolute value that takes a colour to its end; the kernel's own without it.

    Returns:
        For each filter a uint8 image of shape ``(rows, columns, 3)``.
    """
    largest = largest or float(np.abs(kernel).max()) or 1.0
    scaled = np.clip(kernel / largest, -1, 1)
    return list(np.round(127.5 + 127.5 * scaled).astype(np.uint8).transpose(3, 0, 1, 2))


def mosaic(images: Sequence[np.ndarray], columns: int, enlarged: int = 8) -> np.ndarray:
    """Small images of one size in rows, as a single uint8 image on white.

    Args:
        images: of shape ``(rows, columns, 3)`` each.
        columns: how many to a row.
        enlarged: pixels on a side for each pixel of theirs; half as many part two images.
    """
    gap = enlarged // 2
    height, width, _ = (side * enlarged + gap for side in images[0].shape)
    lines = -(-len(images) // columns)
    whole = np.full((lines * height - gap, columns * width - gap, 3), 255, np.uint8)
    for index, image in enumerate(images):
        row, column = index // columns * height, index % columns * width
        big = image.repeat(enlarged, axis=0).repeat(enlarged, axis=1)
        whole[row : row + height - gap, column : column + width - gap] = big
    return whole


def _coloured(values: np.ndarray) -> np.ndarray:
    return (_COLOURS(values)[..., :3] * 255).astype(np.uint8)


def _png(image: np.ndarray) -> str:
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "png")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
