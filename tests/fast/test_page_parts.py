"""Pure parts of the pages' making: links, sizes, descriptions, icons."""

from io import BytesIO
from pathlib import Path

import pytest
from docutils.core import publish_doctree
from PIL import Image

from cnnbook.figures import card
from cnnbook_sphinx import icons
from cnnbook_sphinx.entry_pages import anchored
from cnnbook_sphinx.picture_sizes import size, sized
from cnnbook_sphinx.sharing import description


def test_links_begin_at_the_root():
    html = (
        '<html data-content_root="./"><a href="book/a.html#b">a</a><a href="#c">b</a>'
        '<a href="https://x.org/">c</a><link href="_static/p.css?v=1"/><img src="data:image/png,x">'
    )
    assert anchored(html, "https://nome.org/livro/") == (
        '<html data-content_root="/livro/"><a href="/livro/book/a.html#b">a</a><a href="#c">b</a>'
        '<a href="https://x.org/">c</a><link href="/livro/_static/p.css?v=1"/>'
        '<img src="data:image/png,x">'
    )
    assert anchored(anchored(html, "https://nome.org/"), "https://nome.org/") == anchored(
        html, "https://nome.org/"
    )


def test_pictures_get_their_size(tmp_path):
    drawing, photo = tmp_path / "a.svg", tmp_path / "b.png"
    drawing.write_text('<svg width="2in" viewBox="0 0 259.2 110.4" version="1.1"></svg>')
    Image.new("RGB", (7, 5)).save(photo)
    html = '<p><img alt="a > b" src="../_images/a.svg" /><img src="b.png"><img src="c.png"></p>'
    assert sized(html, {"a.svg": drawing, "b.png": photo}) == (
        '<p><img width="259" height="110" alt="a > b" src="../_images/a.svg" />'
        '<img width="7" height="5" src="b.png"><img src="c.png"></p>'
    )
    drawing.write_text("<svg></svg>")
    with pytest.raises(ValueError, match="viewBox"):
        size(drawing)


def test_description_is_whole_sentences():
    document = publish_doctree(
        "Título\n======\n\nUma frase. Outra\nfrase.\n\n=====  =====\nlinha  de\n=====  =====\n\n"
        "- Um item longo.\n"
    )
    assert description(document, 100) == "Uma frase. Outra frase. Um item longo."
    assert description(document, 30) == "Uma frase. Outra frase."
    assert description(document, 8) == "Uma…"


def test_icons_come_from_the_theme():
    css = icons.stylesheet(["fa-rocket", "fa-solid", "btn"])
    assert ".fa-rocket{--icon:url(" in css and ".fa-btn" not in css
    with pytest.raises(KeyError, match="fa-nada"):
        icons.stylesheet(["fa-nada"])


def test_card_is_the_same_each_time(tmp_path: Path):
    drawn = [card.draw("Um Livro — para testar", 1200, 630) for _ in range(2)]
    assert drawn[0] == drawn[1]
    with Image.open(BytesIO(drawn[0])) as image:
        assert image.size == (1200, 630)
