"""Tables: columns of numbers are told from the others."""

from bs4 import BeautifulSoup

from cnnbook.numbers import decimal, integer, percent
from cnnbook.tables import Table


def classes(column: list[str], footer: str = "") -> set[str]:
    rows = [["camada", cell] for cell in column]
    html = Table("uma tabela", ["Camada", "Valor"], rows, ["Total", footer])._repr_html_()
    cells = BeautifulSoup(html, "html.parser").select("thead th:nth-child(2), td")
    return {" ".join(cell.get("class", [])) for cell in cells}


def test_a_column_of_numbers_is_one_whatever_way_they_are_written():
    assert classes([integer(1539), decimal(-0.25, 2), percent(0.1386), ""], "7") == {"number"}


def test_other_columns_are_not():
    assert classes(["16×16×32", "32"]) == {""}
    assert classes(["12 de 20"]) == {""}
    assert classes(["7"], "ao todo") == {""}
    assert classes(["", ""]) == {""}
