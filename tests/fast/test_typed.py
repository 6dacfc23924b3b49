"""Which questions take a typed answer, and what it looks like."""

from __future__ import annotations

from filled_variants import GENERATORS, bank_of

from cnnbook import numbers
from cnnbook.questions.typed import form_of, typed_form


def test_what_answers_share_is_the_pattern():
    assert typed_form(["10×10", "6×6", "8×8"]) == "…×…"
    assert typed_form(["416", "1.245.184", "12.900"]) == "…"
    assert typed_form(["16 mapas, *p* = 8", "24 mapas, *p* = 106.212"]) == "… mapas, *p* = …"
    assert typed_form(["0,118 por época", "1,2 por época"]) == "… por época"


def test_names_with_numbers_are_words():
    assert typed_form(["conv2: 64×32; conv3: 8", "conv2: 1×32; conv3: 9"]) == "conv2: …×…; conv3: …"


def test_axes_that_differ_are_not_given_away():
    assert typed_form(["pooling: 128", "pooling: 128×128"]) == "pooling: …"


def test_what_differs_in_words_is_not_typed():
    assert typed_form(["10: de cada filtro", "16: os que chegam"]) == ""
    assert typed_form(["Usar filtros menores.", "Usar mais camadas."]) == ""
    assert typed_form(["O mesmo.", "O mesmo."]) == ""


def test_numbers_are_those_of_the_books_language():
    assert typed_form(["1,5", "2,25"]) == "…"
    try:
        numbers.use("en")
        assert typed_form(["1.5", "2.25"]) == "…"
    finally:
        numbers.use("pt_BR")


def test_kinds_about_numbers_are_typed_and_what_is_read_off_a_graph_is_not():
    found = {
        f"{exercise} {name}": form_of(kind, [one for one in bank.variants if one.kind == name])
        for exercise in GENERATORS
        for bank in [bank_of(exercise)]
        for name, kind in bank.kinds.items()
    }
    assert found["tamanho-da-saida square"] == found["tamanho-da-saida inverse"] == "…×…"
    assert found["duas-convolucoes shapes"] == "… mapas, saída de …×…×…, *p* = …"
    assert found["filtros-fatorados network"].endswith("pooling*: …")
    for name, form in found.items():
        assert bool(form) != name.startswith(("treinamento ", "rede-mais-profunda ")), name
