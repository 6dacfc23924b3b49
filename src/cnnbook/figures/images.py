"""Grids of small images, as real pixels with a text alternative and a caption each."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from html import escape

import matplotlib
import numpy as np
from PIL import Image

# Even steps of brightness for even steps of value, and safe for colour-blind readers.
_COLOURS = matplotlib.colormaps["viridis"]


class ImageGrid:
    """Images side by side; as many to a row as the page's width allows.

    Args:
        images: uint8 colour images ``(rows, columns, 3)``, or maps ``(rows, columns)`` of any
            numbers, which share one colour scale.
        captions: what stands under each.
        alternatives: what each shows, for readers who do not see it.
    """

    def __init__(
        self, images: Sequence[np.ndarray], captions: Sequence[str], alternatives: Sequence[str]
    ) -> None:
        if not all(alternatives):
            raise ValueError("toda imagem precisa de um texto alternativo")
        maps = [image for image in images if image.ndim == 2]
        self._lowest = min((float(image.min()) for image in maps), default=0.0)
        self._highest = max((float(image.max()) for image in maps), default=1.0)
        self._items = list(zip(images, captions, alternatives, strict=True))

    def __repr__(self) -> str:
        return "\n".join(alternative for _, _, alternative in self._items)

    def _repr_html_(self) -> str:
        items = "".join(
            f'<figure><img src="{self._data_url(image)}" alt="{escape(alternative)}" '
            f'width="{image.shape[1]}" height="{image.shape[0]}" '
            'style="width:96px;height:auto;image-rendering:pixelated">'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
            for image, caption, alternative in self._items
        )
        return f'<div class="image-grid">{items}</div>'

    def _data_url(self, image: np.ndarray) -> str:
        if image.ndim == 2:
            spread = self._highest - self._lowest or 1.0
            image = (_COLOURS((image - self._lowest) / spread)[..., :3] * 255).astype(np.uint8)
        buffer = io.BytesIO()
        Image.fromarray(image).save(buffer, "png")
        return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
