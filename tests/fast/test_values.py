"""Published values and the prose that asks for them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cnnbook.numbers import Rounded
from cnnbook.prose import MIME_TYPE, _format
from cnnbook_sphinx.values import PublishedValueError, fill, prose_of, published, without_holes

VALUES = {"n": "10", "shape": "6×6"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("São {{ n }}.", "São 10."),
        ("# Em {{shape}}", "# Em 6×6"),
        ("São {{ n | 1: um | 10: dez de {{ shape }} }}.", "São dez de 6×6."),
        ("- **a.** {{ n }}×{{ n }}", "- **a.** 10×10"),
        ("| {{ n }} |", "| 10 |"),
        (":::{note}\n{{ n }} casas\n:::", ":::{note}\n10 casas\n:::"),
        ("```{code-cell}\n---\nalt: São {{ n }}.\n---\nx = '{{ n }}'\n```",
         "```{code-cell}\n---\nalt: São 10.\n---\nx = '{{ n }}'\n```"),
    ],
)  # fmt: skip
def test_prose_is_filled(text, filled):
    assert fill(text, VALUES) == filled


@pytest.mark.parametrize(
    "code",
    [
        "```{code-cell}\nx = '{{ n }}'\n```",
        "```python\n{{ n }}\n```",
        "~~~\n{{ n }}\n```\n{{ n }}\n~~~",
        "````\n```\n{{ n }}\n```\n{{ n }}\n````",
        "```{code-cell}\nx = 1\n---\n{{ n }}\n---\n```",  # not right after the fence: no options
    ],
)
def test_code_is_left_alone(code):
    assert fill(code, VALUES) == code
    assert fill(f"{code}\n{{{{ n }}}}", VALUES) == f"{code}\n10"


def test_unknown_value_says_where():
    with pytest.raises(PublishedValueError, match="missing") as caught:
        fill("um\n\n{{ n }} e {{ missing }}", VALUES)
    assert [line for line, _ in caught.value.problems] == [3]


def test_value_must_not_begin_a_numbered_list():
    with pytest.raises(PublishedValueError, match="item de lista") as caught:
        fill("passo igual a\n{{ n }}. Treine", VALUES)
    assert [line for line, _ in caught.value.problems] == [2]
    assert fill("{{ shape }}. Treine\n1. {{ n }}", VALUES) == "6×6. Treine\n1. 10"


def test_prose_of_leaves_code_out():
    assert prose_of("a\n```\ncode\n```\nb") == "a\n```\nb"


def notebook(*outputs):
    cells = [
        {"cell_type": "code", "outputs": [{"data": {MIME_TYPE: values}}]} for values in outputs
    ]
    return SimpleNamespace(cells=[{"cell_type": "markdown", "source": "texto"}, *cells])


def test_values_of_all_cells_are_gathered():
    assert published(notebook({"a": "1"}, {"b": "2"})) == {"a": "1", "b": "2"}


def test_one_name_cannot_have_two_values():
    assert published(notebook({"a": "1"}, {"a": "1"})) == {"a": "1"}
    with pytest.raises(PublishedValueError, match="'a'"):
        published(notebook({"a": "1"}, {"a": "2"}))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (6208, "6208"), (106212, "106.212"), ((254, 254, 16), "254×254×16"), ("d", "d"),
        ({"maps": 16, "side": {"rows": 6}}, {"maps": "16", "side": {"rows": "6"}}),
        (True, "true"), ([1, 3, 5], "1, 3 e 5"), (Rounded(0.1386, 3), "0,139"),
    ],
)
def test_values_are_written_as_readers_write_them(value, text):
    assert _format("x", value) == text


@pytest.mark.parametrize("value", [0.5, None, (1, 0.5)])
def test_other_values_must_say_how_they_are_read(value):
    with pytest.raises(TypeError, match="x="):
        _format("x", value)


def test_every_line_at_fault_is_told():
    with pytest.raises(PublishedValueError) as caught:
        fill("{{ missing }}\n{{ n }}\n{{ other\n{{ n }}. item", VALUES)
    assert [line for line, _ in caught.value.problems] == [1, 3, 4]
    assert "publicam" not in caught.value.problems[1][1]


def test_holes_without_values_are_their_names():
    text = "{{ n }} e {{ a.b | 1: um | muitos {{ c }} }}\n```\n{{ code }}\n```"
    assert without_holes(text) == "n e a.b\n```\n{{ code }}\n```"
