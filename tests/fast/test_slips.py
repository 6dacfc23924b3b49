"""What an author may let slip, told from what is as it should be."""

from __future__ import annotations

import pytest

from cnnbook_sphinx.slips import code_in, lists_by_chance, typed_in_versions, typed_numbers


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("São 4.075 pesos.", ["4.075"]),
        ("A saída tem 30×30 posições, 2,28 vezes mais.", ["30×30", "2,28"]),
        ("Cerca de 50% de $3^2$.", ["50%", "3", "2"]),
        ("O CIFAR-100, com `pool1`, no Keras 3.", ["3"]),  # named and in backticks; the third not
        ("São {{ total }} pesos, como em {doc}`02-tamanho-da-saida`.", []),
        ("São {{ total }} pesos, como no {exercise}`02-tamanho-da-saida`.", []),
        ("1. Primeiro, conte.", []),
        ("::::{alternatives} cifar-100", []),
        ("::::::{question} two-3x3-filters", []),
    ],
)
def test_typed_numbers(line, found):
    text = f"---\nversion: 1\n---\n\n# Título\n\n{line}\n\n```{{code-cell}}\nx = 7\n```\n"
    assert [*typed_numbers(text, ["CIFAR-100"])] == [(7, number) for number in found]


def test_without_front_matter_too():
    assert [*typed_numbers("# Um\n\nSão 7.\n")] == [(3, "7")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Com passo\n1. Nada se perde.", [2]),
        ("Com passo\n1) e sem zeros.", [2]),
        ("Com passo\n\n1. Nada se perde.", []),
        ("Com passo\n2. Nada se perde.", []),  # which Markdown leaves in the paragraph
        ("::::{hints}\n1. Conte.\n2. Some.\n::::", []),
        ("Um:\n\n3. Conte.\n1. Some.", []),
        ("```\nx\n1. y\n```", []),
    ],
)
def test_a_paragraph_that_becomes_a_list(text, lines):
    assert [*lists_by_chance(text)] == lines


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>alert(1)</script>", ["<script>"]),
        ('<SCRIPT src="x.js"></SCRIPT>', ["<SCRIPT>"]),
        ('<a href="#" onclick = "go()">x</a>', ["onclick="]),
        ('<a href="javascript:go()">x</a>', ["javascript:"]),
        ('<iframe src="https://example.org/"></iframe>', ["<iframe>", "https://example.org/"]),
        ('<img alt="x" src="//example.org/x.png">', ["//example.org/x.png"]),
        ('<details class="answer"><summary>Um</summary></details>', []),
        ('<a href="https://example.org/">fora</a>', []),
        ('<p title="one = two">x</p>', []),
    ],
)
def test_code_in_html(html, found):
    assert [*code_in(html)] == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("{{ points | none: menos de 0,1 ponto | many: {{ points.number }} pontos }}", ["0,1"]),
        ("{{ rows | 3: as três linhas | as # linhas }}", []),
    ],
)
def test_words_of_a_hole_are_text(line, found):
    assert [number for _, number in typed_numbers(line)] == found


def test_what_formulas_add_is_no_number_of_a_version():
    text = "⌊({{ n }} − 2·{{ k }})/1⌋ + 1 = {{ wrong.side }}, de 2 em 2\n:changes: output3\nSão 12."
    assert [*typed_in_versions(text)] == [(3, "12")]
