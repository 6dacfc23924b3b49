"""Whatever is right is said to be right, however it was written; what is odd breaks nothing."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from asked_networks import ALL, A, D
from ways_of_writing import WAYS, all_ways, loaded

from cnnbook import check, networks
from cnnbook.check.answer import Verdict

CASES = list(all_ways(ALL))


def test_there_are_enough_ways():
    assert len(WAYS) >= 35


@pytest.mark.parametrize("asked", ALL, ids=lambda one: one.name)
def test_as_the_statement_has_it(asked):
    assert asked.checked(lambda: asked.built()).verdict is Verdict.RIGHT


def test_the_statements_here_are_the_books():
    own = [networks.conv1d_with_pooling, networks.conv1d_with_strides, networks.factored_conv2d,
           networks.factored_classifier, networks.deeper_factored_classifier]  # fmt: skip
    for asked, builder in zip(ALL, own, strict=True):
        model = asked.built()
        assert model.output_shape == builder().output_shape
        assert model.count_params() == builder().count_params()


@pytest.mark.parametrize(("name", "asked"), CASES, ids=lambda one: getattr(one, "name", one))
def test_another_way_of_writing_it_is_right(name, asked):
    model = WAYS[name](asked)
    if model is None:
        return  # it fits other networks: see the next test
    part = asked.checked(model)
    assert part.verdict is Verdict.RIGHT, part
    assert part.score == 1 and not part.findings


def test_most_ways_fit_most_networks():
    assert sum(WAYS[name](asked) is not None for name, asked in CASES if asked in (A, D)) >= 75


def test_a_network_read_from_a_file(tmp_path):
    assert A.checked(loaded(A, tmp_path / "network.keras")).verdict is Verdict.RIGHT


def test_what_is_right_in_its_own_way_is_noted():
    def notes(name, asked):
        return " ".join(asked.checked(WAYS[name](asked)).notes)

    assert "não divida também os dados" in notes("scaled_inside", D)
    assert "imagem de uma linha" in notes("image_of_one_row", A)
    assert "aceita outros tamanhos" in notes("open_size", D)
    assert "escrita de outro modo" in notes("subclass", D)


def test_the_weights_of_what_is_checked_stay_as_they_were():
    model = WAYS["subclass"](A)
    before = [np.array(one) for one in model.get_weights()]
    assert A.checked(model).verdict is Verdict.RIGHT
    assert all(np.array_equal(one, two) for one, two in zip(before, model.get_weights()))


@pytest.mark.parametrize("name", ["MobileNet", "VGG16", "ResNet50"])
def test_a_published_network_is_no_answer_and_no_crash(name):
    model = getattr(keras.applications, name)(weights=None, input_shape=(32, 32, 3), classes=100)
    [part] = check.exercise_8(model).parts
    assert part.verdict in (Verdict.WRONG, Verdict.UNKNOWN) and str(part.message or part.findings)


def test_branches_and_several_inputs_are_told():
    entry = keras.Input((32, 32, 3))
    first, second = (keras.layers.Conv2D(8, 3)(entry) for _ in range(2))
    branched = keras.Model(entry, keras.layers.Add()([first, second]))
    [part] = check.exercise_8(branched).parts
    assert part.verdict is Verdict.UNKNOWN and "ramos" in part.message
    [part] = check.exercise_8(keras.Model(entry, [first, second])).parts
    assert part.verdict is Verdict.WRONG and "2 saídas" in part.message


def test_one_layer_used_twice_is_told():
    entry = keras.Input((1024, 1))
    first, second, *rest = (item.layer() for item in A.but("conv1", filters=1).items)
    value = second(first(first(entry)))
    for layer in rest:
        value = layer(value)
    part = A.checked(keras.Model(entry, value))
    assert "mesma camada aparece mais de uma vez" in str([one.question for one in part.findings])
