"""What numbers do to the words around them, in every text of every variant."""

from __future__ import annotations

import re

import pytest
from filled_variants import GENERATORS, entries

EXERCISES = pytest.mark.parametrize("exercise", GENERATORS)

# A one that ends a calculation counts too: "6 − 5 = 1 deslocamentos".
PLURAL_OF_ONE = re.compile(
    r"(?:^|(?<=[^\d.,/·×+−(⌊⌈ ] )|(?<= = )|(?<=\())"
    r"1 (?!mais\b|menos\b|[nd][ao]s\b)(\w+s)\b|\b[oa]s 1\b"
)
SINGULAR_OF_MANY = re.compile(
    r"(?<![\d.,/·×])(?:[2-9]|\d\d+) (canal|mapa|época|filtro|linha|coluna|posição|valor|peso|viés"
    r"|parâmetro|classe|superclasse|deslocamento|vez|ponto)\b"
)
NOTHING = re.compile(r"(?<![\d,.])−?0,0+(?![\d])|−0(?![\d,])")


@EXERCISES
def test_nouns_agree_with_their_numbers(exercise):
    for entry in entries(exercise):
        for text in entry.texts:
            for rule in (PLURAL_OF_ONE, SINGULAR_OF_MANY):
                assert not rule.search(" ".join(text.split())), text


@EXERCISES
def test_no_difference_is_nothing(exercise):
    """A drop of 0,0 or −0,0 would answer no question."""
    for entry in entries(exercise):
        for text in entry.texts:
            assert not NOTHING.search(text), text


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        (PLURAL_OF_ONE, "atravessa os 1 canais", "atravessa o único canal"),
        (PLURAL_OF_ONE, "avança 3 menos 1 épocas", "da época 1 à época 3"),
        (PLURAL_OF_ONE, "São 6 − 5 = 1 deslocamentos", "São 16 − 5 = 11 deslocamentos"),
        (PLURAL_OF_ONE, "restaram 1 linhas", "com passo 1, as linhas"),
        (PLURAL_OF_ONE, "os 1 deslocamentos", "São 3 − 1 deslocamentos"),
        (SINGULAR_OF_MANY, "com 3 canal", "com 3 canais"),
        (NOTHING, "uma diferença de 0,0 pontos", "uma queda de 0,02"),
        (NOTHING, "caiu −0,00", "caiu 10,0"),
    ],
)
def test_the_rules_find_what_they_should(rule, wrong, right):
    assert rule.search(wrong) and not rule.search(right)
