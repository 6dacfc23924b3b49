"""The search, as readers use it: in the browser, from files."""

from __future__ import annotations

import json
import random
import re
from urllib.parse import quote

import pytest

from cnnbook_sphinx.portuguese_search import FoldedPortuguese, stem

FOUND = {
    "convolucoes": "02-tamanho-da-saida",
    "convolução": "02-tamanho-da-saida",
    "CONVOLUÇÕES": "04-duas-convolucoes",
    "convolucional": "01-densa-e-convolucional",
    "saida": "02-tamanho-da-saida",
    "saídas": "02-tamanho-da-saida",
    "ativacao": "03-mapas-de-ativacao",
    "mapas de ativação": "03-mapas-de-ativacao",
    "mapa ativacao": "03-mapas-de-ativacao",
    "camada densa": "01-densa-e-convolucional",
    "camadas densas": "01-densa-e-convolucional",
    "parametros": "06-conv1d",
    "parâmetro": "06-conv1d",
    "imagem": "08-cifar-100",
    "imagens": "08-cifar-100",
    "treinar": "09-treinamento",
    "treinamentos": "09-treinamento",
    "epocas": "09-treinamento",
    "época": "09-treinamento",
    "filtros fatorados": "07-filtros-fatorados",
    "filtro fatorado": "07-filtros-fatorados",
    "conv1d": "06-conv1d",
    "stride": "02-tamanho-da-saida",
    "licenca": "como-usar",
    "glossario": "glossario",
    "referência": "referencias",
    "versão": "sobre-esta-edicao",
    "3×3": "04-duas-convolucoes",
    "3x3": "07-filtros-fatorados",
    "3 X 3": "07-filtros-fatorados",
    "6208": "07-filtros-fatorados",
    "6.208": "07-filtros-fatorados",
    "106212": "08-cifar-100",
    "106.212": "08-cifar-100",
}


def search(look_at, query):
    page = look_at("search", f"?q={quote(query)}")
    page.locator("#search-results .search-summary", has_text="encontrad").wait_for()
    assert page.errors == []
    return page


@pytest.mark.parametrize("query", FOUND)
def test_query_finds_its_page(look_at, query):
    page = search(look_at, query)
    links = page.locator("#search-results li a").evaluate_all("all => all.map(a => a.href)")
    assert any(f"book/{FOUND[query]}.html" in link for link in links)


def test_nothing_is_found_where_nothing_is(look_at):
    page = search(look_at, "xilofone")
    assert page.locator("#search-results li").count() == 0
    assert "Nada foi encontrado" in page.locator("#search-results").inner_text()


def test_results_say_what_pages_are_about_in_portuguese(look_at):
    page = search(look_at, "fatorados")
    text = page.locator("#search-results").inner_text()
    assert len(text) > 150 and "(Calcular" not in text
    assert not re.search(r"\b(Search|search|found|results)\b", text)


def test_field_on_any_page_leads_to_results(look_at):
    page = look_at("book/como-usar")
    page.keyboard.press("Control+k")
    page.keyboard.type("convolucoes")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")
    page.locator("#search-results li a").first.click()
    page.wait_for_selector("article h1")
    assert page.errors == []


def test_page_stems_as_the_index_does(look_at, html):
    text = (html / "searchindex.js").read_text("utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    words = sorted({*index["terms"], *index["titleterms"], *re.findall(r"\w+", " ".join(FOUND))})
    words += ["Convoluções", "fáceis", "possíveis", "órgãos", "PÃES", "lápis", "ônibus", "ss", "é"]
    page = look_at("search")
    in_page = page.evaluate("words => words.map(word => new Stemmer().stemWord(word))", words)
    assert in_page == [stem(word) for word in words]


@pytest.mark.parametrize(
    "query", ["constructor", "__proto__", "hasOwnProperty", "toString", "<qq>", "("]
)
def test_any_word_can_be_looked_for(look_at, query):
    page = search(look_at, query)
    assert "Nada foi encontrado" in page.locator("#search-results").inner_text()


def test_a_size_is_not_looked_for_as_its_numbers(look_at):
    page = search(look_at, "3×3")
    assert page.locator("#search-results li > a").count() > 3
    assert page.locator("#search-results li > a .highlighted").count() == 0  # "Exercício 3"


def test_size_is_found_inside_a_longer_one(look_at):
    page = search(look_at, "254×254")  # of 254×254×16
    link = page.locator("#search-results li a").first
    assert "book/04-duas-convolucoes.html" in link.get_attribute("href")


def texts() -> list[str]:
    """Pieces of what readers and authors write, put together at random."""
    pieces = [
        "3", "28", "6.208", "6,208", "106.212", "0,05", "2.21.0", "1.234.567,89", "×", "x", "X",
        " × ", " x ", "\u00a0×\u00a0", "\\times", "conv2d", "Conv1D", "não", "NÃO", "convoluções",
        "convolucões", "a", "de", "é", "_", "-", ".", ",", " ", "  ", "\n", "%", "²", "½", "Ω", "ß",
        "İ", "ﬁ", "日本", "🙂", "__proto__", "constructor", "16x", "x16", "3kg", "(", ")", "1/2",
    ]  # fmt: skip
    source = random.Random(1)
    return ["".join(source.choices(pieces, k=source.randint(1, 8))) for _ in range(5000)]


def test_page_finds_the_words_that_the_index_does(look_at, pages):
    written = texts() + [page.find("article").get_text() for page in pages.values()]
    language = FoldedPortuguese({})
    page = look_at("search")
    for some in (written[start : start + 1000] for start in range(0, len(written), 1000)):
        split = page.evaluate(
            """texts => texts.map(text =>
                 splitQuery(text).map(word => [word, new Stemmer().stemWord(word)]))""",
            some,
        )
        expected = [[[word, stem(word)] for word in language.split(text)] for text in some]
        for text, ours, theirs in zip(some, expected, split, strict=True):
            assert theirs == ours, text
