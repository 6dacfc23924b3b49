"""The page of mistakes: each calculation beside the right one, and nothing readers cannot run."""

from __future__ import annotations

from test_expected_numbers import text_of

from cnnbook.misconceptions import MISCONCEPTIONS
from cnnbook.questions.mistakes import read


def test_each_calculation_stands_beside_the_right_one(pages):
    page = pages["book/enganos"]
    for name, one in MISCONCEPTIONS.items():
        text = text_of(page.find(id=name))
        assert f"Com o engano: {one.formula(**one.example)}" in text
        assert f"O certo: {one.right(**one.example)}" in text


def test_mistakes_stand_in_the_order_of_the_file_each_with_its_text(pages, root):
    known = read(root / "book/enganos.md")
    sections = pages["book/enganos"].select("article section section")
    assert [section["id"] for section in sections] == [*known]
    for section, one in zip(sections, known.values(), strict=True):
        text = text_of(section)
        assert one.name.replace("*", "") in text and one.wrong.replace("*", "") in text


def test_no_internal_function_is_shown(pages):
    assert not pages["book/enganos"].select("article pre")


def test_nothing_is_said_of_how_many_people_err(pages):
    """There are no data on it."""
    article = text_of(pages["book/enganos"].find("article"))
    assert "muita gente" not in article and "não mediu" in article
