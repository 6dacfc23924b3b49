"""What a question asks about, its reader has seen: the runs of exercises 9 and 10."""

from __future__ import annotations

import json
import re

import pytest
from test_expected_numbers import text_of

from cnnbook.numbers import decimal, percent
from cnnbook.records import PACKAGED_RUNS


def run(network):
    [path] = PACKAGED_RUNS.glob(f"{network}-*.json")
    return json.loads(path.read_text("utf-8"))


SHOWN = {
    "book/09-treinamento": ["factored_classifier"],
    "book/10-rede-mais-profunda": ["factored_classifier", "deeper_factored_classifier"],
}
JUDGEMENTS = r"maior|menor|abaixo|acima|estabiliz|ainda|sempre|rápid|depressa|vezes o acaso"


@pytest.mark.parametrize("name", SHOWN)
def test_the_statement_has_the_curve_and_the_accuracy(pages, name):
    statement = pages[name].find(id="statement")
    [figure], [table] = statement.select("figure"), statement.select("table.book-table")
    rows = [[cell.get_text() for cell in row.select("td")] for row in table.select("tbody tr")]
    for column, network in enumerate(SHOWN[name]):
        record = run(network)
        losses = [decimal(loss, 2) for loss in record["history"]["loss"]]
        assert [row[column] for row in rows][: len(losses)] == losses
        assert percent(record["test"]["accuracy"], 2).replace("\u202f", " ") in text_of(statement)
    assert figure.img.get("alt")


@pytest.mark.parametrize("name", SHOWN)
def test_the_evidence_does_not_judge(pages, name):
    """The alternatives do: what stands before them gives none away."""
    statement = pages[name].find(id="statement")
    for shown in (statement.figure.img["alt"], text_of(statement.figcaption)):
        assert not re.search(JUDGEMENTS, shown)


@pytest.mark.parametrize("name", SHOWN)
def test_the_evidence_comes_before_the_alternatives(pages, name):
    article = pages[name].find("article")
    order = [element.name for element in article.find_all(["figure", "fieldset", "details"])]
    assert order.index("figure") < order.index("fieldset")


def test_a_training_curve_is_not_called_proof_of_what_validation_shows(pages):
    nine = text_of(pages["book/09-treinamento"].select_one("details.answer"))
    ten = text_of(pages["book/10-rede-mais-profunda"].select_one("details.answer"))
    for text in (nine, ten):
        assert "sobreajuste ( overfitting )" in text.replace("(overfitting)", "( overfitting )")
    assert "a rede acerta mais na validação do que no treino" in nine


def test_differences_are_those_of_the_numbers_beside_them(pages):
    text = text_of(pages["book/10-rede-mais-profunda"].select_one("details.answer"))
    assert "diferença de 0,0 " not in text
    said = "mediana das quedas é de N, contra N na outra: uma diferença de N"
    pattern = said.replace("N", r"([\d,]+)")
    first, second, difference = (
        float(value.replace(",", ".")) for value in re.search(pattern, text).groups()
    )
    assert first - second == pytest.approx(difference)
