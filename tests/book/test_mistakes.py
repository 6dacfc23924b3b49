"""The page of mistakes: each calculation beside the right one, and nothing readers cannot run."""

from __future__ import annotations

from test_expected_numbers import text_of

from cnnbook.misconceptions import MISCONCEPTIONS


def test_each_calculation_stands_beside_the_right_one(pages):
    page = pages["book/erros-comuns"]
    for one in MISCONCEPTIONS.values():
        if one.formula:
            text = text_of(page.find(id=one.id))
            assert f"Com o engano: {one.formula(**one.example)}" in text
            assert f"O certo: {one.right(**one.example)}" in text


def test_no_internal_function_is_shown(pages):
    assert not pages["book/erros-comuns"].select("article pre")


def test_nothing_is_said_of_how_many_people_err(pages):
    """There are no data on it."""
    article = text_of(pages["book/erros-comuns"].find("article"))
    assert "muita gente" not in article and "não mediu" in article
