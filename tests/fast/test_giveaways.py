"""What around a question gives its right alternative away, and what does not."""

from __future__ import annotations

import pytest

from cnnbook_sphinx.editions.giveaways import Around, find

STATEMENT = "As saídas são grandes. Queremos reduzir os mapas. Qual estratégia é a mais adequada?"
CHOICES = {
    "a": "Usar filtros menores.",
    "b": "Pôr mais camadas.",
    "c": "Usar pooling, ou passo maior que 1, com 6075 pesos.",
    "d": "Trocar tudo por pooling, com 4075 pesos.",
}


def problems(told="", hints="", statement=STATEMENT):
    return find(Around(told, statement, hints), CHOICES, "c")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("Explicar por que o pooling sozinho não basta.", "afirma o que o enunciado não diz"),
        ("Contar os pesos e explicar por que o tamanho do passo não os muda.", "afirma"),
        ("Ver que as duas têm o mesmo número de pesos.", "já compara ('mesmo')"),
        ("Comparar quanto custam redes de 6075 pesos.", "valor 6075"),
    ],
)
def test_objectives_that_rule_alternatives_out(told, said):
    assert any(said in problem for problem in problems(told))


@pytest.mark.parametrize(
    "told",
    [
        "Explicar por que as saídas são grandes.",  # the statement says that they are
        "Decidir se vale usar mais filtros.\nMedir quanto cada uma reduz os mapas.",
        "Comparar filtros, camadas, pooling e passo.",  # each alternative has its word
    ],
)
def test_objectives_that_only_ask(told):
    assert problems(told) == []


def test_word_of_the_right_alternative_alone():
    [problem] = problems(hints="Pense no passo.")
    assert "as pistas que ficam" in problem and "pass" in problem
    assert problems(hints="Pense no passo, nos filtros e nas camadas.") == []
    [problem] = problems(statement="Qual passo é o mais adequado?")
    assert "o enunciado" in problem


def test_numbers_inside_names_are_no_values():
    assert problems("Comparar filtros de redes Conv1D.") == []
