"""Holes in a text, and what numbers make of them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cnnbook.numbers import Percentage, Rounded
from cnnbook.questions.holes import HoleError, fill, paths

NAMES = {
    "side": SimpleNamespace(input=10, kernel=5),
    "output": (254, 254, 16),
    "parameters": 106212,
    "starts": [1, 3, 5],
    "rows": [{"loss": Rounded(0.1386, 3)}],
    "accuracy": Percentage(0.1386),
    "padding": "same",
    "strided": False,
    "channels": 1,
    "filters": 16,
}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{ side.input }} − {{side.kernel}}", "10 − 5"),
        ("{{ output }}", "254×254×16"),
        ("{{ parameters }} parâmetros", "106.212 parâmetros"),
        ("linhas {{ starts }}", "linhas 1, 3 e 5"),
        ("{{ rows.0.loss }}", "0,139"),
        ("{{ accuracy }}", "13,9\u202f%"),
        ("{{ accuracy.points }} contra {{ accuracy.fraction }}", "13,9 contra 0,139"),
        ("{{ channels | 1: o único canal | os # canais }}", "o único canal"),
        ("{{ filters | 1: o único canal | os # canais }}", "os 16 canais"),
        ("{{ padding | same: com zeros | valid: sem zeros }}", "com zeros"),
        ("{{ strided | true: anda | false: não anda }}", "não anda"),
        (
            "{{ padding | same: {{ channels | 1: um | # }} de {{ filters }} | valid: - }}!",
            "um de 16!",
        ),
        ("sem lacuna, {com} chaves", "sem lacuna, {com} chaves"),
    ],
)
def test_what_fills_a_hole(text, filled):
    assert fill(text, NAMES) == filled


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ side.depth }}", "nada preenche {{ side.depth }}: não há 'depth'"),
        ("{{ rows.1 }}", "nada preenche {{ rows.1 }}"),
        ("{{ padding | valid: sem }}", "vale same, e não há palavras para esse valor"),
        ("a {{ side.input }", "falta “}}” depois de “{{ side.input }”"),
        ("a side.input }}", "há “}}” sem o “{{” que o abre"),
        ("{{ 10 − 5 }}", "'10 − 5' não é o nome de um número"),
    ],
)
def test_what_cannot_be_filled_says_why(text, message):
    with pytest.raises(HoleError) as raised:
        fill(text, NAMES)
    assert message in str(raised.value)


def test_all_that_a_text_names():
    text = "{{ a.b }} {{ c | 1: {{ d }} | {{ e | x: {{ f }} }} }}"
    assert list(paths(text)) == ["a.b", "c", "d", "e", "f"]
