"""The PDF: what is on its pages, and nothing beyond their edges."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader
from table_of_contents import documents, exercises
from test_pages import exercise_pages, key_of


@pytest.fixture(scope="module")
def book(pdf) -> PdfReader:
    return PdfReader(pdf)


@pytest.fixture(scope="module")
def texts(book) -> list[str]:
    return [page.extract_text() for page in book.pages]


@pytest.fixture(scope="module")
def outline(book) -> list[tuple[int, str, int]]:
    """Level, title and page (from one) of each bookmark."""

    def walk(items, level):
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
            else:
                yield level, item.title, book.get_destination_page_number(item) + 1

    return list(walk(book.outline, 1))


def test_says_what_it_is(book):
    assert "Redes Neurais Convolucionais" in book.metadata.title
    assert book.trailer["/Root"]["/Lang"] == "pt-BR"
    assert book.trailer["/Root"]["/MarkInfo"]["/Marked"]  # readable aloud


def test_outline_has_every_chapter_and_then_the_answers(outline):
    titles = [title for level, title, _ in outline if level <= 2]
    matches = (re.match(r"Exercício (\d+): ", title) for title in titles)
    numbers = [int(found[1]) for found in matches if found]
    assert numbers == [number + 1 for number in range(len(exercises()))]
    begin = titles.index("Respostas")
    answers = [f"Resposta do exercício {number}" for number in numbers]
    assert titles[begin + 1 : begin + 1 + len(answers)] == answers
    beginning = f"Exercício {numbers[-1]}"
    last = next(place for place, title in enumerate(titles) if title.startswith(beginning))
    assert titles[last + 1 : begin + 1] == ["Pistas", "Respostas"]
    assert titles[-1] == "Para quem contribui"
    assert len(titles) >= len(documents()) + len(exercises()) + 1


def test_contents_have_the_pages_of_the_outline(texts, outline):
    begin, after = (
        next(page for _, title, page in outline if title == name)
        for name in ("Sumário", "Redes Neurais Convolucionais")
    )
    contents = "\n".join(texts[begin - 1 : after - 1])
    entries = dict(re.findall(r"^(.+?)[ .]+(\d+)$", contents, re.MULTILINE))
    pages = {title: page for level, title, page in outline if level <= 2}
    assert {title: int(page) for title, page in entries.items()}.items() <= pages.items()
    assert len(entries) >= len(documents()) + len(exercises())


def test_pages_have_their_numbers_and_headers(texts, outline):
    begins = re.compile(r"Exercício \d|Resposta do")
    starts = [page for _, title, page in outline if begins.match(title)]
    for page in starts:
        assert re.search(rf"^{page}$", texts[page - 1], re.MULTILINE)
    assert any("Redes Neurais Convolucionais\n" in text for text in texts[2:])


def test_answers_are_only_after_the_exercises(texts, outline, pages):
    begin = next(page for _, title, page in outline if title == "Respostas")
    key = r"Alternativa correta:\s+([a-d])\."
    assert not re.search(key, "".join(texts[: begin - 1]))
    keys = [key_of(page) for page in exercise_pages(pages)]
    assert re.findall(key, "".join(texts[begin - 1 :])) == keys


def test_answers_and_statements_say_each_others_page(texts, outline):
    pages = {title: page for _, title, page in outline}
    for number in range(1, len(exercises()) + 1):
        beginning = f"Exercício {number}: "
        [chapter] = [page for title, page in pages.items() if title.startswith(beginning)]
        answer = pages[f"Resposta do exercício {number}"]
        following = min(page for level, _, page in outline if level <= 2 and page > chapter)
        statement = "".join(texts[chapter - 1 : following])
        assert f"Resposta do exercício {number}, página {answer}" in statement
        assert re.search(rf"Voltar ao enunciado, página {chapter}\b", texts[answer - 1])


def test_no_page_is_empty(texts):
    for number, text in enumerate(texts, start=1):
        assert len(text) > 60 or number == 1, number


def test_nothing_is_printed_beyond_the_margins(book):
    """Every piece of text begins and ends inside its page."""
    for number, page in enumerate(book.pages, start=1):
        width = float(page.mediabox.width)

        def check(text, matrix, text_matrix, font, size, number=number, width=width):
            if text.strip():
                x = matrix[0] * text_matrix[4] + matrix[4]
                assert 0 <= x < width, (number, text)

        page.extract_text(visitor_text=check)


def test_every_line_of_code_is_printed_in_one_line(texts, pages):
    """In its own order, too: a line that is broken, or code after its figure, would not run."""
    printed = [re.sub(r"\s", "", line) for text in texts for line in text.splitlines()]
    for name in exercises():
        for block in pages[name].select(".cell_input pre, div.highlight-python pre"):
            if block.find_parent("details", class_="hide"):
                continue
            lines = [re.sub(r"\s", "", line) for line in block.get_text().splitlines()]
            lines = [line for line in lines if line]
            assert not set(lines) - set(printed), name


def test_code_that_pages_hide_is_not_printed(texts, pages):
    printed = re.sub(r"\s", "", "".join(texts))
    shown = "".join(pages[name].get_text() for name in exercises())
    hidden = {
        line.strip()
        for name in exercises()
        for block in pages[name].select("details.hide pre")
        for line in block.get_text().splitlines()
        if len(line) > 50 and shown.count(line) == 1
    }
    assert len(hidden) > 20
    assert not [line for line in hidden if re.sub(r"\s", "", line) in printed]


def test_words_are_divided(texts):
    assert sum(len(re.findall(r"\w[‐-]\n", text)) for text in texts) > 30


def test_drawings_are_not_pixels(book, html):
    """All pages share one list of images: the small ones of the grids, photographs, the cover.

    One that several drawings have is kept once.
    """
    images = html.parent / "epub" / "_images"
    drawings = [path.read_text("utf-8") for path in images.glob("*.svg")]
    assert len(drawings) > 5
    inside = {one for drawing in drawings for one in re.findall(r"data:image/png[^\"]+", drawing)}
    pixels = len(list(images.glob("*.png"))) + len(inside) + len(["the cover"])
    assert len(book.pages[0].images) == pixels


def test_typefaces_are_embedded(book):
    for page in book.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"].get_object()


def test_formulas_are_drawn():
    from lxml import etree

    from cnnbook_sphinx.editions.paper import draw_formulas
    from cnnbook_sphinx.maths import mathml

    tex = r"\left\lfloor\frac{n-k}{s}\right\rfloor+1"
    body = etree.fromstring(f"<p>São {mathml(tex, displayed=False)} posições.</p>")
    for element in body.iter():
        element.tag = etree.QName(element).localname
    draw_formulas(body)
    [image] = body.findall("img")
    assert image.get("alt") == "⌊n−ks⌋+1" and image.tail == " posições."
    assert image.get("src").startswith("data:image/svg+xml")
    assert not body.findall("math")
