"""What a picture's alternative text says of colours, and of how many things are drawn, is there."""

from __future__ import annotations

import base64
import colorsys
import io
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from lxml import etree
from PIL import Image

HUES = {  # degrees, from and to
    "vermelh|avermelhad": (330, 30), "laranja|alaranjad": (5, 50), "amarel": (40, 80),
    "verd": (60, 170), "azu": (180, 270), "rox": (230, 330), "rosa": (290, 360),
}  # fmt: skip
GREY = 0.25
"""Of a colour's strongest part, by how much the weakest may be less."""
OF_ANOTHER = re.compile("na maçã verde|nas avermelhadas")
"""Places in a photograph that a map of it is described by."""
NUMBERS = {"um": 1, "uma": 1, "dois": 2, "duas": 2, "três": 3, "quatro": 4}
COUNTED = re.compile(
    rf"\b({'|'.join(NUMBERS)}) (gráficos?|blocos?|linhas?|faixas?)\b", re.IGNORECASE
)


def is_seen(word: str, pixels: np.ndarray) -> bool:
    """Whether a colour's name is that of some of the pixels, of shape ``(n, 3)``, in uint8."""
    tones = np.array([colorsys.rgb_to_hsv(*pixel) for pixel in np.unique(pixels, axis=0) / 255])
    if word == "cinza|acinzentad":
        return bool((tones[:, 1] < GREY).any())
    first, last = HUES[word]
    degrees = tones[tones[:, 1] >= GREY, 0] * 360
    return bool(
        ((degrees >= first) & (degrees <= last)).any()
        if first <= last
        else ((degrees >= first) | (degrees <= last)).any()
    )


def wrong_tones(text: str, pixels: np.ndarray) -> list[str]:
    """What a text says of dark and light that a picture has not."""
    luminance = pixels @ [0.2126, 0.7152, 0.0722] / 255
    colours, counts = np.unique(pixels, axis=0, return_counts=True)
    background = colours[counts.argmax()] @ [0.2126, 0.7152, 0.0722] / 255
    said = {
        "fundo escuro": background < 0.2,
        "fundo claro": background > 0.8,
        "mais clara que o fundo": luminance.max() > background + 0.2,
        "mais escura que o fundo": luminance.min() < background - 0.2,
    }
    return [words for words, holds in said.items() if words in text and not holds]


def wrong_colours(text: str, pixels: np.ndarray) -> list[str]:
    text = OF_ANOTHER.sub("", text)
    words = [word for word in [*HUES, "cinza|acinzentad"] if re.search(rf"\b({word})", text)]
    return wrong_tones(text, pixels) + [word for word in words if not is_seen(word, pixels)]


def pictures(pages):
    """Each picture of the chapters: its page, its text, and where it is."""
    for name, page in pages.items():
        for picture in page.select("article img"):
            yield name, picture.get("alt", ""), picture["src"]


def pixels_of(address: str) -> np.ndarray:
    content = base64.b64decode(address.partition(",")[2])
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).reshape(-1, 3)


def test_colours_that_are_named_are_seen(pages):
    found = [picture for picture in pictures(pages) if picture[2].startswith("data:image/png")]
    assert len(found) > 40
    wrong = {text: wrong_colours(text, pixels_of(address)) for _, text, address in found}
    assert {text: words for text, words in wrong.items() if words} == {}


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("Uma letra clara, em um fundo escuro.", False),  # said of this teal once
        ("Uma letra mais clara que o fundo.", True),
        ("Uma letra amarela.", True), ("Uma letra vermelha.", False), ("Tudo cinza.", False),
    ],
)  # fmt: skip
def test_colours_are_judged(text, is_right):
    teal, yellow = (38, 130, 142), (253, 231, 37)
    pixels = np.array([teal] * 90 + [yellow] * 10, np.uint8)
    assert (wrong_colours(text, pixels) == []) is is_right


def drawn(file: Path) -> Counter:
    """What a drawing has: Matplotlib names its groups; flat and unjoined lines apart."""
    count: Counter = Counter()
    for axes in etree.parse(file).getroot().iter("{*}g"):
        if not re.fullmatch(r"axes_\d+", axes.get("id", "")):
            continue
        count["gráfico"] += 1
        for part in axes:
            name = part.get("id", "").rpartition("_")[0]
            if name == "FillBetweenPolyCollection":
                count["faixa"] += 1
            elif name == "text":
                count["bloco"] += 1  # its shape, beside it
            elif name == "line2d":
                heights = re.findall(r"[ML] [\d.-]+ ([\d.-]+)", " ".join(part.xpath(".//@d")))
                style = " ".join(part.xpath("./*/@style"))
                count["linha"] += len(set(heights)) > 1 and "stroke: #" in style
    return count


def test_as_many_things_are_drawn_as_are_said(pages, html):
    checked = 0
    for name, text, address in pictures(pages):
        if not address.endswith(".svg"):
            continue
        there = drawn((html / name).parent / address)
        if not there:  # of a live figure, which Matplotlib has not drawn
            continue
        for number, thing in COUNTED.findall(text.partition(".")[0]):
            thing = thing.rstrip("s").lower()
            per_line = there["linha"] if "cada uma com faixas" in text else 1
            expected = NUMBERS[number.lower()] * (per_line if thing == "faixa" else 1)
            assert there[thing] == expected, (name, text, there)
            checked += 1
    assert checked >= 10
