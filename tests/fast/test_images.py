"""Grids of images: real pixels, a text for each, and a scale where colours stand for numbers."""

import base64
import io

import numpy as np
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from cnnbook.figures.images import ImageGrid, filter_pictures, mosaic

PHOTO = np.arange(27, dtype=np.uint8).reshape(3, 3, 3)
MAP = np.array([[-1.0, 0.0], [0.5, 3.25]])


def parsed(grid):
    return BeautifulSoup(grid._repr_html_(), "html.parser")


def pixels(picture):
    data = base64.b64decode(picture["src"].removeprefix("data:image/png;base64,"))
    return np.asarray(Image.open(io.BytesIO(data)))


def test_each_image_has_its_pixels_its_caption_and_its_text():
    page = parsed(ImageGrid([PHOTO, 2 * PHOTO], ["one", "<two>"], ["First.", 'Second "x".']))
    pictures = page.select("figure img")
    assert np.array_equal(pixels(pictures[0]), PHOTO)
    assert np.array_equal(pixels(pictures[1]), 2 * PHOTO)
    assert [picture["alt"] for picture in pictures] == ["First.", 'Second "x".']
    assert [caption.get_text() for caption in page.select("figcaption")] == ["one", "<two>"]
    assert not page.select(".image-scale, .image-title")


def test_maps_share_a_scale_that_says_what_its_ends_mean():
    page = parsed(ImageGrid([MAP, MAP + 1], ["a", "b"], ["A.", "B."], title="Both"))
    [scale] = page.select(".image-scale")
    assert [end.get_text() for end in scale.select("span")] == ["−1,00", "4,25"]
    ramp = pixels(scale.img)
    first, second = map(pixels, page.select("figure img"))
    assert np.array_equal(ramp[0, 0], first[0, 0])  # the lowest of both
    assert np.array_equal(ramp[0, -1], second[1, 1])  # the highest
    assert "−1,00" in scale.img["alt"] and "4,25" in scale.img["alt"]
    assert page.select_one(".image-title").get_text() == "Both"


def test_columns_are_as_asked_or_all():
    assert parsed(ImageGrid([PHOTO] * 3, "abc", "ABC")).select(".image-grid.of-3")
    assert parsed(ImageGrid([PHOTO] * 3, "abc", "ABC", columns=2)).select(".image-grid.of-2")


def test_an_image_without_a_text_is_refused():
    with pytest.raises(ValueError, match="texto alternativo"):
        ImageGrid([PHOTO], ["a"], [""])


def test_a_filter_s_picture_is_grey_at_zero_and_full_at_the_largest_weight():
    kernel = np.zeros((3, 3, 3, 2), np.float32)
    kernel[0, 1, 2, 1], kernel[2, 2, 0, 1] = 0.5, -0.5
    plain, coloured = filter_pictures(kernel)
    assert set(plain.ravel()) == {128}
    assert coloured[0, 1].tolist() == [128, 128, 255]
    assert coloured[2, 2].tolist() == [0, 128, 128]
    halved = filter_pictures(kernel, largest=1.0)[1]
    assert halved[0, 1, 2] == 191 and halved[2, 2, 0] == 64


def test_a_mosaic_has_each_image_in_its_place_on_white():
    whole = mosaic([np.full((3, 3, 3), value, np.uint8) for value in (10, 20, 30)], 2, enlarged=4)
    assert whole.shape == (26, 26, 3)
    assert (whole[:12, :12] == 10).all() and (whole[:12, 14:] == 20).all()
    assert (whole[14:, :12] == 30).all()
    assert (whole[12:14] == 255).all() and (whole[14:, 12:] == 255).all()


def test_a_grid_of_filters_says_what_the_ends_of_a_colour_mean():
    kernel = np.zeros((3, 3, 3, 1), np.float32)
    kernel[0, 0, 0, 0] = 0.875
    [scale] = parsed(
        ImageGrid(filter_pictures(kernel), ["f"], ["F."], weights=0.875)
    ).select(".image-scale")  # fmt: skip
    assert [end.get_text() for end in scale.select("span")] == ["−0,88", "0,88"]
    ramp = pixels(scale.img)
    assert ramp[0, 0].tolist() == [0, 0, 0] and ramp[0, -1].tolist() == [255, 255, 255]
    assert "−0,88" in scale.img["alt"] and "0,88" in scale.img["alt"]
