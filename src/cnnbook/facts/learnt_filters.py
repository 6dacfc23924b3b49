"""Exercise 3: the filters of a first layer while it learns, and what they answer to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from cnnbook import layers, provenance, sample
from cnnbook.cifar100_names import PORTUGUESE
from cnnbook.dataset import CLASSES, IMAGE_SHAPE
from cnnbook.layers import Arithmetic
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import Rounded, rounded
from cnnbook.snapshots import Snapshots

GIVEN = {
    "few_classes",
    "few_loss",
    "first_filters",
    "many_loss",
    "second_filters",
    "superclass_count",
    "swap",
}
"""Numbers that a question chooses."""

Responses = Callable[[int, int], Mapping[str, float]]
"""Of a filter, by its index, at an epoch: the mean answer in each part of the photograph."""

_FEW_CLASSES, _SUPERCLASS_COUNT = 10, 20
_FEW_LOSS, _MANY_LOSS = 2.28, 3.20
_FIRST_FILTERS, _SECOND_FILTERS = 6, 10


def facts(
    taken: Snapshots,
    image: np.ndarray,
    maps: Callable[[np.ndarray, int], np.ndarray],
    change: Callable[[int], float],
    chosen: Sequence[int],
    parts: Mapping[str, np.ndarray],
    responses: Responses,
) -> dict[str, object]:
    """Of the recorded layer, the photograph, and the four filters that are shown."""
    images = sample.load()
    output_shape = maps(image, 16).shape
    filters = output_shape[-1]
    assert (IMAGE_SHAPE, output_shape, filters) == (image.shape, (16, 16, 32), 32)
    before, *epochs = taken.kernels
    assert (before, epochs) == (0, [1, 4, 16]) and taken.kernels[0].shape == (3, 3, 3, filters)
    silent = int((maps(image, 16).max(axis=(0, 1)) == 0).sum())
    assert silent > 0
    _colours(taken)
    return {
        "shown": len(chosen), "filters": filters, "input_shape": IMAGE_SHAPE,
        "output_shape": output_shape, "map_shape": output_shape[:2],
        "window": taken.kernels[0].shape[:2], "classes": CLASSES, "silent": silent,
        "chance_loss": _losses(taken, change), "epochs": epochs,
        "image_number": sample.TEST_INDICES[0] + 1,
        "image_class": PORTUGUESE[images.class_names[images.y_test[0]]],
        "run": provenance.of_run(taken),
        **_specialities(taken, image, maps, chosen, parts, responses),
    }  # fmt: skip


def of_other_questions() -> dict[str, object]:
    """Of the further questions."""
    drawn = np.random.default_rng(1)
    _swapped_filters(drawn)
    _frozen_filters(drawn)
    _dense_grid(drawn)
    return {**_two_losses(), **_maps_of_the_second()}


def _losses(taken: Snapshots, change: Callable[[int], float]) -> Rounded:
    """The first epoch hardly changes filters and loss; the later ones do."""
    chance = float(np.log(CLASSES))
    loss = {epoch: test["loss"] for epoch, test in taken.test.items()}
    assert abs(loss[0] - chance) < 0.05
    assert change(1) < 0.1 and loss[0] - loss[1] < 0.05
    assert change(16) > 2 * change(4) > 10 * change(1) and loss[16] < loss[4] - 0.5 < loss[1] - 1
    return Rounded(chance)


def _colours(taken: Snapshots) -> None:
    """How far the most vivid filter is from grey, from 0 to 1, and how many are vivid."""
    largest = max(abs(kernel).max() for kernel in taken.kernels.values())

    def vividness(epoch: int) -> np.ndarray:
        means = taken.kernels[epoch].mean(axis=(0, 1)) / largest
        return means.max(axis=0) - means.min(axis=0)

    assert vividness(0).max() < 0.15 and vividness(1).max() < 0.15
    assert 0.25 < vividness(4).max() < vividness(16).max()
    assert (vividness(4) > 0.2).sum() >= 3 and (vividness(16) > 0.4).sum() >= 5
    assert (vividness(16) < 0.15).sum() >= 5


def _specialities(
    taken: Snapshots,
    image: np.ndarray,
    maps: Callable[[np.ndarray, int], np.ndarray],
    chosen: Sequence[int],
    parts: Mapping[str, np.ndarray],
    responses: Responses,
) -> dict[str, object]:
    """What each of the four filters detects, and the colour that it has."""
    green_apple, reddish, cloth = parts
    assert all(5 < where.sum() < 200 for where in parts.values())

    def most(part: str) -> int:
        """Of the filters shown, the one that most prefers a part to the two others."""

        def preference(index: int) -> float:
            means = responses(index, 16)
            return means[part] - max(mean for other, mean in means.items() if other != part)

        best = max(chosen, key=preference)
        assert preference(best) > 0.3
        return best

    red, green, of_cloth = most(reddish), most(green_apple), most(cloth)
    [of_all] = set(chosen) - {red, green, of_cloth}
    answers = responses(of_all, 16)
    assert min(answers[green_apple], answers[reddish]) > 10 * answers[cloth]
    answers = responses(of_cloth, 16)
    assert answers[cloth] > 10 * max(answers[green_apple], answers[reddish])
    channel = {index: taken.kernels[16][:, :, :, index].sum(axis=(0, 1)) for index in chosen}
    assert channel[red].argmax() == 0 and channel[red][1:].max() < 0
    assert channel[green].argmax() == 1 and (channel[green][[0, 2]] < 0).all()
    # The channels from the least to the most: orange, and purple.
    assert channel[of_all].argsort().tolist() == [2, 1, 0] and channel[of_all][1] > 0
    assert channel[of_cloth].argsort().tolist() == [1, 0, 2] and channel[of_cloth][0] > 0
    for index in chosen:  # before, answers are weak and much alike
        assert maps(image, 0)[:, :, index].max() < maps(image, 16)[:, :, index].max() / 2
        assert max(responses(index, 0).values()) - min(responses(index, 0).values()) < 0.3
    names = ("red_filter", "green_filter", "all_filter", "cloth_filter")
    return {name: int(index) + 1 for name, index in zip(names, (red, green, of_all, of_cloth))}


def _two_losses() -> dict[str, object]:
    """Losses of two networks, each beside its own starting point."""
    import keras

    few, many, groups = (
        float(np.log(count)) for count in (_FEW_CLASSES, CLASSES, _SUPERCLASS_COUNT)
    )
    # Drops between numbers as readers see them.
    few_drop, many_drop = rounded(few, 2) - _FEW_LOSS, rounded(many, 2) - _MANY_LOSS
    assert _FEW_LOSS < _MANY_LOSS  # comparing them directly misleads
    assert 0 < few_drop < 0.05 and many_drop > 1
    assert groups < _MANY_LOSS  # the mistake of the superclasses
    uniform = np.full((1, _FEW_CLASSES), 1 / _FEW_CLASSES, "float32")
    [loss] = np.asarray(keras.losses.sparse_categorical_crossentropy(np.array([0]), uniform))
    assert abs(loss - few) < 1e-5
    return {
        "few_classes": _FEW_CLASSES, "superclass_count": _SUPERCLASS_COUNT,
        "few_loss": Rounded(_FEW_LOSS), "many_loss": Rounded(_MANY_LOSS),
        "few_chance": Rounded(few), "many_chance": Rounded(many),
        "superclass_chance": Rounded(groups),
        "few_drop": Rounded(few_drop), "many_drop": Rounded(many_drop),
    }  # fmt: skip


def _swapped_filters(drawn: np.random.Generator) -> None:
    """Filters that change places, with the weights of the next layer, change no answer."""
    import keras

    pixels = drawn.random((1, 8, 8, 3), "float32")
    network = keras.Sequential(
        [keras.Input((8, 8, 3)), keras.layers.Conv2D(6, 3), keras.layers.Conv2D(2, 3)]
    )
    answer = np.asarray(network(pixels))
    kernel_1, bias_1, kernel_2, bias_2 = network.get_weights()
    swap = [4, 1, 2, 3, 0, 5]
    network.set_weights([kernel_1[..., swap], bias_1[swap], kernel_2[:, :, swap], bias_2])
    assert np.allclose(network(pixels), answer, atol=1e-5)


def _frozen_filters(drawn: np.random.Generator) -> None:
    """Filters that are frozen and filters that are free: what one correction changes."""
    import keras

    labels, batch = np.arange(4), drawn.random((4, 8, 8, 3), "float32")
    for frozen in (True, False):
        network = keras.Sequential(
            [
                keras.Input((8, 8, 3)),
                keras.layers.Conv2D(5, 3, trainable=not frozen),
                keras.layers.MaxPooling2D(2),
                keras.layers.Flatten(),
                keras.layers.Dense(4, activation="softmax"),
            ]
        )
        network.compile(
            keras.optimizers.SGD(0.1), loss="sparse_categorical_crossentropy", run_eagerly=True
        )
        old = [layer.get_weights() for layer in network.layers]
        network.train_on_batch(batch, labels)
        changed = [
            any((was != now).any() for was, now in zip(weights, layer.get_weights()))
            for weights, layer in zip(old, network.layers)
        ]
        assert changed == [not frozen, False, False, True]
        assert network.layers[0].output.shape[1:] == (6, 6, 5)  # still rows and columns
        assert network.layers[1].get_weights() == []  # pooling has no weights


def _maps_of_the_second() -> dict[str, object]:
    """The maps of the second of two layers, and the wrong calculations."""
    filters = {"previous_filters": _FIRST_FILTERS, "filters": _SECOND_FILTERS}
    added = mistaken("filters-added", **filters)
    product = Arithmetic(f"{_FIRST_FILTERS}·{_SECOND_FILTERS}", _FIRST_FILTERS * _SECOND_FILTERS)
    first, second = layers.Conv2D(_FIRST_FILTERS, 3), layers.Conv2D(_SECOND_FILTERS, 3)
    assert second.output_shape(first.output_shape((32, 32, 3)))[-1] == _SECOND_FILTERS
    assert len({_FIRST_FILTERS, _SECOND_FILTERS, added.value, product.value}) == 4
    return {
        "first_filters": _FIRST_FILTERS, "second_filters": _SECOND_FILTERS,
        "sum_of_filters": added.value, "sum_arithmetic": str(added),
        "product_of_filters": product.value, "product_arithmetic": str(product),
    }  # fmt: skip


def _dense_grid(drawn: np.random.Generator) -> None:
    """A dense layer laid out as a grid: one pixel changes all its outputs."""
    import keras

    dense = keras.layers.Dense(64)
    pixels = drawn.random((1, 64), "float32")
    one_pixel = pixels.copy()
    one_pixel[0, 0] += 1
    assert (np.asarray(dense(pixels)) != np.asarray(dense(one_pixel))).all()
