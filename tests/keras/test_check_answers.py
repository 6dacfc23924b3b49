"""What a reader is told: blank, wrong in a place, right; never a fault of their own for ours."""

from __future__ import annotations

import keras
import pytest
from keras import layers

from cnnbook import check, networks
from cnnbook.check.answer import Verdict

CHECKS = {
    6: (networks.conv1d_with_pooling, networks.conv1d_with_strides),
    7: (networks.factored_conv2d,),
    8: (networks.factored_classifier,),
    10: (networks.deeper_factored_classifier,),
}


def answer(exercise, *given):
    return getattr(check, f"exercise_{exercise}")(*given)


def without_padding():
    """Exercise 6, network A, whose second convolution has no padding."""
    return keras.Sequential(
        [
            keras.Input((1024, 1)),
            layers.Conv1D(16, 8, padding="same", activation="relu"),
            layers.MaxPooling1D(4),
            layers.Conv1D(32, 8, activation="relu"),
            layers.MaxPooling1D(4),
            layers.Conv1D(8, 1, activation="relu"),
            layers.Flatten(),
            layers.Dense(3, activation="softmax"),
        ]
    )


@pytest.mark.parametrize("exercise", CHECKS)
def test_nothing_written_is_blank(exercise):
    for given in ((), (lambda: None,), (None,), (lambda: ...,)):
        found = answer(exercise, *given)
        assert {part.verdict for part in found.parts} == {Verdict.BLANK}
        assert "em branco" in str(found).lower() and "em branco" in found._repr_html_().lower()
        assert not found.passed and found.score == 0


@pytest.mark.parametrize("exercise", CHECKS)
@pytest.mark.parametrize("built", [False, True])
def test_the_books_own_networks_are_right(exercise, built):
    given = [builder() if built else builder for builder in CHECKS[exercise]]
    found = answer(exercise, *given)
    assert found.passed and found.score == 1
    found.require()
    assert "certo" in str(found).lower() and "✓" in found._repr_html_()


def test_a_forgotten_padding_is_told_with_its_layer_and_its_arithmetic():
    found = answer(6, without_padding, networks.conv1d_with_strides)
    [finding] = found.parts[0].findings
    assert (finding.places, finding.mistake) == (("conv2",), "padding-forgotten")
    first = str(found)
    assert "256 − 8 + 1 = 249" in first and "esquecer o preenchimento com zeros" in first
    assert [part.verdict for part in found.parts] == [Verdict.WRONG, Verdict.RIGHT]
    assert 0.5 < found.score < 1 and not found.passed


def test_the_first_hint_does_not_tell_what_the_question_asks():
    """The shape after conv2 is in an alternative of the book's."""
    found = answer(6, without_padding)
    assert "(256, 32)" not in str(found)
    assert "(256, 32)" in str(found.hint())
    assert 'padding="same"' not in str(found.hint(2))
    assert 'use padding="same"' in str(found.hint(3))
    assert str(found.hint(9)) == str(found.hint(3)) and str(found.hint(0)) == str(found)


def test_a_teachers_test_fails_with_the_text():
    with pytest.raises(AssertionError, match="Confira o preenchimento"):
        answer(6, without_padding, networks.conv1d_with_strides).require()


def test_html_escapes_what_comes_from_the_reader():
    model = keras.Sequential([keras.Input((1024, 1)), layers.Dense(3, activation="softmax")])
    model.layers[0].name = "<script>"
    html = answer(6, model)._repr_html_()
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (keras.Sequential, "é a classe Sequential"),
        ([layers.Flatten()], "lista de camadas"),
        (layers.Flatten(), "única camada"),
        (keras.Input((1024, 1)), "saída da última camada"),
        (keras.Sequential(), "sem nenhuma camada"),
        (networks.conv1d_with_pooling().summary, "algo que se chama"),
        (lambda size: size, "espera argumentos"),
        ("Conv1D", "é um str"),
        (3, "é um int"),
        ({}, "é um dict"),
    ],
)
def test_what_is_no_network_is_told_so(given, said, capsys):
    found = answer(6, given)
    assert found.parts[0].verdict is Verdict.WRONG and said in found.parts[0].message
    assert capsys.readouterr().out == ""


def raising(build):
    return answer(8, build).parts[0].message


def test_keras_own_errors_are_explained():
    def too_small():
        return keras.Sequential([keras.Input((2, 2, 3)), layers.Conv2D(8, 3)])

    def misspelt():
        return layers.Conv3d(8, 3)

    def unknown():
        return layers.Conv2D(8, 3, pading="same")

    def missing():
        return layers.Conv2D(8)

    def flat():
        return keras.Sequential([keras.Input((32,)), layers.Conv2D(8, 3)])

    def padding():
        return layers.Conv2D(8, 3, padding="com")

    def activation():
        return layers.Dense(8, activation="relux")

    def undefined():
        return Conv2D(8, 3)  # noqa: F821

    told = {
        too_small: "não cabe no que recebe", misspelt: "Conv3d", unknown: "pading",
        missing: "kernel_size", flat: "espera 4 dimensões", padding: '"same" ou "valid"',
        activation: "relux", undefined: "Conv2D",
    }  # fmt: skip
    for build, said in told.items():
        assert said in raising(build), raising(build)


def test_a_fault_of_the_check_is_not_the_readers(monkeypatch):
    from cnnbook.check import of_networks

    def fails(*arguments):
        raise RuntimeError("de propósito")

    monkeypatch.setattr(of_networks, "read", fails)
    [part] = answer(8, networks.factored_classifier().__class__.from_config(
        networks.factored_classifier().get_config()
    )).parts  # fmt: skip
    assert part.verdict is Verdict.UNKNOWN and "não soube ler" in part.message


def test_another_network_is_told_as_one_thing():
    def message(exercise, *given):
        return answer(exercise, *given).parts[0].message

    assert message(6, networks.conv1d_with_strides) == "Você entregou a rede B."
    assert message(8, networks.deeper_factored_classifier).endswith("do exercício 10.")
    assert "passo 3" in message(10, networks.deeper_factored_classifier_stride3)


def test_keras_history_is_as_the_reading_needs_it():
    """It is not documented: what follows a graph from its output leans on exactly this."""
    entry = keras.Input((4, 1))
    layer = layers.Conv1D(2, 3)
    output = layer(entry)
    operation, node, index = output._keras_history
    assert operation is layer and index == 0
    assert operation._inbound_nodes[node].arguments.keras_tensors == [entry]
    assert operation._inbound_nodes[node].output_tensors[0] is output
