import pytest

from cnnbook_sphinx.portuguese_search import FoldedPortuguese, fold_accents, stem, words_of

FAMILIES = [
    "convolução convoluções convolucao CONVOLUCOES convolucional convolucionais",
    "treino treinar treinamento treinamentos treinada treinando",
    "camada camadas",
    "saída saídas saida",
    "imagem imagens",
    "ativação ativações ativar",
    "função funções funcional",
    "dimensão dimensional dimensões",
    "fácil fáceis facil",
    "possível possíveis possiveis",
    "vetor vetores",
    "classe classes",
    "máquina maquinas",
    "padrão padrões",
    "canal canais",
    "densa denso densas",
    "papel papéis",
]


@pytest.mark.parametrize("family", FAMILIES)
def test_words_of_a_family_meet(family):
    assert len(set(map(stem, family.split()))) == 1


def test_families_do_not_meet_one_another():
    stems = [stem(family.split()[0]) for family in FAMILIES]
    assert len(set(stems)) == len(stems)


def test_short_words_keep_something():
    assert all(stem(word) for word in ("é", "as", "s", "os", "mais", "ss", "a"))


def test_accents_are_folded():
    assert fold_accents("AÇÃO É À ü") == "acao e a u"


def test_stop_words_count_without_accents():
    language = FoldedPortuguese({})
    assert language.split("Não há nao redes") == ["redes"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3×3", "3x3 3 3"), ("3 x 3", "3x3 3 3"), (r"3 \times 3", "3x3 3 3"), ("6.208", "6208"),
        ("6,208", "6208"), ("106.212 pesos", "106212 pesos"), ("0,05 ou 0.05", "0,05 ou 0,05"),
        ("28×28×3", "28x28x3 28 28 3"), ("Conv2D 16x", "Conv2D 16x"), ("3×3kg", "3 3kg"),
        ("1.024 × 3", "1024x3 1024 3"),
    ],
)  # fmt: skip
def test_numbers_and_sizes_are_words(text, words):
    assert list(words_of(text)) == words.split()
