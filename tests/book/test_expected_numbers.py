"""The numbers of the exercise sheet, typed here from it, in the pages that must show them."""

from __future__ import annotations

import re

import pytest

CONV1D_WITH_POOLING = """
conv1 1024×16 144
pool1 256×16 0
conv2 256×32 4128
pool2 64×32 0
conv3 64×8 264
flatten 512 0
output 3 1539
Total 6075"""
CONV1D_WITH_STRIDES = """
conv1 256×16 144
conv2 64×32 4128
conv3 64×8 264
flatten 512 0
output 3 1539
Total 6075"""
FACTORED = """
conv1 512×512×32 320
conv2 512×256×64 6208
conv3 256×256×64 12.352
conv4 85×85×128 73.856
pool 128 0
Total 92.736"""
CLASSIFIER = """
conv1 16×16×32 896
conv2 16×8×64 6208
conv3 8×8×64 12.352
conv4 2×2×128 73.856
pool 128 0
output 100 12.900
Total 106.212"""
DEEPER = """
conv1 16×16×32 896
conv2 16×8×64 6208
conv3 8×8×64 12.352
new1 8×4×64 12.352
new2 4×4×64 12.352
conv4 2×2×128 73.856
pool 128 0
output 100 12.900
Total 130.916"""

TABLES = {
    "06-conv1d": [CONV1D_WITH_POOLING, CONV1D_WITH_STRIDES],
    "07-filtros-fatorados": [FACTORED],
    "08-cifar-100": [CLASSIFIER],
    "10-rede-mais-profunda": [DEEPER],
}

KERAS_TOTALS = {
    "06-conv1d": ["6,075", "6,075"],
    "07-filtros-fatorados": ["92,736"],
    "08-cifar-100": ["106,212"],
    "10-rede-mais-profunda": ["130,916"],
}

ALTERNATIVES = {
    "02-tamanho-da-saida": ["10×10", "6×6", "8×8", "5×5"],
    "04-duas-convolucoes": [
        "16 mapas, saída de 254×254×16, p = 8",
        "24 mapas, saída de 254×254×8, p = 8",
        "16 mapas, saída de 252×252×8, p = 16",
        "24 mapas, saída de 256×256×16, p = 8",
    ],
    "06-conv1d": [
        "rede A: 256×32 e 64×8, 6075 parâmetros; rede B: 64×32 e 64×8, 4075 parâmetros",
        "rede A: 64×32 e 64×8, 6075 parâmetros; rede B: 64×32 e 64×8, 6075 parâmetros",
        "rede A: 64×32 e 1×8, 4128 parâmetros; rede B: 64×32 e 1×8, 1539 parâmetros",
        "rede A: 256×32 e 64×8, 6075 parâmetros; rede B: 64×32 e 64×8, 6075 parâmetros",
    ],
    "07-filtros-fatorados": [
        "conv2: 512×512×64; conv3: 256×256×64; conv4: 64×64×128; pooling: 128×128",
        "conv2: 512×256×64; conv3: 256×256×64; conv4: 85×85×128; pooling: 128",
        "conv2: 256×512×64; conv3: 256×256×64; conv4: 64×64×128; pooling: 128",
        "conv2: 512×256×32; conv3: 128×256×64; conv4: 85×85×128; pooling: 128×128",
    ],
    "08-cifar-100": [
        "saídas de 128 e 128 valores, 106.212 parâmetros",
        "saídas de 128 e 100 valores, 12.900 parâmetros",
        "saídas de 128 e 20 valores, 12.900 parâmetros",
        "saídas de 128 e 100 valores, 106.212 parâmetros",
    ],
    "09-treinamento": ["100 vezes", "um pouco maior", "20 vezes", "10 vezes"],
    "10-rede-mais-profunda": ["acima de 25 %", "acima de 25 %", "acima de 50 %", "perto de 10 %"],
}

STATEMENTS = {
    "02-tamanho-da-saida": ["10×10", "5×5", "passo 1"],
    "04-duas-convolucoes": ["256×256×3", "8 filtros de 3×3×3", "16 filtros de 3×3×p"],
    "06-conv1d": ["1024 valores", "16 filtros de tamanho 8", "32 filtros de tamanho 8",
                  "8 filtros de tamanho 1", "max pooling de 4", "com passo 4", "3 classes"],
    "07-filtros-fatorados": ["1024×1024", "32 filtros de 3×3, com preenchimento, passo 2",
                             "64 filtros de 1×3, com preenchimento, passo (1, 2)",
                             "64 filtros de 3×1, com preenchimento, passo (2, 1)",
                             "128 filtros de 3×3, sem preenchimento, passo 3"],
    "08-cifar-100": ["50.000 imagens de treino", "10.000 de teste", "32×32×3", "100 classes"],
    "09-treinamento": ["8 épocas", "0,05", "lotes de 100", "500 atualizações", "é de 1 %"],
    "10-rede-mais-profunda": ["64 filtros de 1×3, com passo (1, 2)",
                              "64 filtros de 3×1, com passo (2, 1)", "passo 1", "16 épocas"],
}  # fmt: skip


def text_of(element) -> str:
    return re.sub(r"\s+", " ", element.get_text())  # narrow spaces too


@pytest.mark.parametrize(
    ("name", "expected"), [(name, table) for name, tables in TABLES.items() for table in tables]
)
def test_table_of_layers(pages, name, expected):
    shown = [
        [
            " ".join(cell.get_text() for cell in row.find_all(["th", "td"])[:3])
            for row in table.select("tbody tr, tfoot tr")
        ]
        for table in pages[f"book/{name}"].select("table.book-table")
    ]
    rows = expected.strip().splitlines()
    rows[-1] = rows[-1].replace(" ", "  ")  # the total has no shape
    assert rows in shown


@pytest.mark.parametrize("name", KERAS_TOTALS)
def test_keras_shows_the_same_totals(pages, name):
    text = text_of(pages[f"book/{name}"].find("article"))
    assert re.findall(r"Total params: ([\d,]+)", text) == KERAS_TOTALS[name]


@pytest.mark.parametrize("name", ALTERNATIVES)
def test_alternatives(pages, name):
    items = pages[f"book/{name}"].select("fieldset[data-question=main] .alternative")
    for item, expected in zip(items, ALTERNATIVES[name], strict=True):
        assert expected in text_of(item)


@pytest.mark.parametrize("name", STATEMENTS)
def test_statement(pages, name):
    text = text_of(pages[f"book/{name}"].find(id="statement"))
    assert [part for part in STATEMENTS[name] if part not in text] == []


def test_the_stride_that_the_sheet_does_not_mention(pages):
    text = text_of(pages["book/10-rede-mais-profunda"].select_one("details.answer"))
    assert "isso exige passo 1" in text
    assert "Com passo 3, como nos exercícios anteriores, a saída seria 1×1×128" in text


def test_the_sheets_own_results_are_told_from_ours(pages):
    nine = text_of(pages["book/09-treinamento"].find("article"))
    assert "relatada lá é de 13,57 %; a nossa" in nine
    assert "4,5997" in nine and "3,6734" in nine
    ten = text_of(pages["book/10-rede-mais-profunda"].find("article"))
    assert "relata uma acurácia de 28,01 %" in ten and "queda de 1,21 aqui e de 0,93" in ten


def test_factored_filters_are_not_said_to_save_what_they_do_not(pages):
    text = text_of(pages["book/07-filtros-fatorados"].select_one("details.answer"))
    assert 3 * 32 * 64 + 3 * 64 * 64 == 3 * 3 * 32 * 64 == 18_432
    assert "os pesos são 18.432 dos dois modos" in text
    assert "de 18.496 a 18.560" in text
    assert "de 1.207.959.552 a 1.610.612.736" in text
    assert "com menos pesos" not in text
