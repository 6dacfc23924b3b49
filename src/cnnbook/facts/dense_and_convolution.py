"""Exercise 1: what a dense layer and a convolution see, and with which weights."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np

from cnnbook import layers
from cnnbook.geometry import output_size
from cnnbook.layers import Arithmetic
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import Rounded
from cnnbook.trace import trace

GIVEN = {
    "doubled_strides",
    "impulse",
    "photo_filters",
    "photo_kernel",
    "photo_shape",
    "plain_filters",
    "plain_shape",
    "plain_units",
}
"""Numbers that a question chooses."""

Through = Callable[[np.ndarray], np.ndarray]

_PHOTO_SHAPE, _PHOTO_FILTERS, _PHOTO_KERNEL = (32, 32, 3), 16, 5
_PLAIN_SHAPE, _PLAIN_FILTERS, _PLAIN_UNITS, _DOUBLED_STRIDES = (48, 48, 1), 8, 10, 2


def facts(
    image: np.ndarray,
    shifted: np.ndarray,
    shift: int,
    kernel_size: int,
    convolution: tuple[Any, Through],
    dense: tuple[Any, Through],
    shift_error: Callable[[Through], float],
    is_linear: Callable[[Through], bool],
) -> dict[str, object]:
    """Of the letter, here and shifted, and of both layers, each with how it is applied."""
    size = len(image)
    in_book = layers.Conv2D(1, kernel_size).parameter_arithmetic((size, size, 1))
    in_book_dense = layers.Dense(size * size).parameter_arithmetic((size * size,))
    assert in_book.value == convolution[0].count_params()
    assert in_book_dense.value == dense[0].count_params() > in_book.value
    assert shift_error(convolution[1]) < 1e-6
    error = shift_error(dense[1])
    largest = float(max(np.abs(dense[1](one)).max() for one in (image, shifted)))
    assert error > 0.1 and 0.5 < error / largest < 2  # as large as the answers themselves
    for layer, through in (convolution, dense):
        assert is_linear(through)
        drawn = layer.get_weights()
        layer.set_weights([drawn[0], drawn[1] + 1])  # a bias makes either affine
        assert not is_linear(through)
        layer.set_weights(drawn)
    return {
        "size": size, "kernel_size": kernel_size, "pixels": size * size, "shift": shift,
        "convolution_arithmetic": str(in_book), "dense_arithmetic": str(in_book_dense),
        "dense_error": Rounded(error), "dense_largest": Rounded(largest),
    }  # fmt: skip


def of_other_questions(
    image: np.ndarray,
    shifted: np.ndarray,
    kernel_size: int,
    through_convolution: Through,
    dense: tuple[Any, Through],
) -> dict[str, object]:
    """Of the further questions: the letter and the layers are the chapter's own."""
    _wider_image(image, shifted, through_convolution, dense[0])
    _pixels_in_another_order(image, dense[0])
    _half_of_the_images(len(image), kernel_size)
    return {
        **_photo(),
        **_two_layers_as_one(len(image), kernel_size),
        **_one_pixel(image, kernel_size, through_convolution, dense[1]),
        **_strides_before_a_dense_layer(kernel_size),
    }


def _photo() -> dict[str, object]:
    """The parameters for a colour image, and the wrong calculations."""
    import keras

    *sides, channels = _PHOTO_SHAPE
    photo = layers.Conv2D(_PHOTO_FILTERS, _PHOTO_KERNEL, padding="same")
    arithmetic = photo.parameter_arithmetic(_PHOTO_SHAPE)
    weights = Arithmetic(f"{_PHOTO_KERNEL}·{_PHOTO_KERNEL}·{channels}", _PHOTO_KERNEL**2 * channels)
    kernel = {
        "kernel_size": (_PHOTO_KERNEL, _PHOTO_KERNEL),
        "channels": channels,
        "filters": _PHOTO_FILTERS,
    }
    flat, unbiased = (mistaken(name, **kernel) for name in ("depth-forgotten", "bias-forgotten"))
    repeated = mistaken("weights-per-position", parameters=arithmetic.value, positions=prod(sides))
    outputs = prod(photo.output_shape(_PHOTO_SHAPE))
    dense = layers.Dense(outputs).parameter_arithmetic((prod(_PHOTO_SHAPE),))
    in_keras = keras.layers.Conv2D(_PHOTO_FILTERS, _PHOTO_KERNEL, padding="same")
    in_keras.build((None, *_PHOTO_SHAPE))
    assert in_keras.count_params() == arithmetic.value
    assert weights.value * _PHOTO_FILTERS == unbiased.value
    assert flat.value < unbiased.value < arithmetic.value < repeated.value
    return {
        "photo_shape": _PHOTO_SHAPE, "photo_channels": channels,
        "photo_filters": _PHOTO_FILTERS, "photo_kernel": _PHOTO_KERNEL,
        "photo_dense": dense.value, "photo_dense_arithmetic": str(dense),
        "photo_flat": flat.value, "photo_flat_arithmetic": str(flat),
        "photo_unbiased": unbiased.value, "photo_unbiased_arithmetic": str(unbiased),
        "photo_parameters": arithmetic.value, "photo_arithmetic": str(arithmetic),
        "photo_repeated": repeated.value, "photo_repeated_arithmetic": str(repeated),
        "photo_weights_arithmetic": str(weights),
    }  # fmt: skip


def _wider_image(
    image: np.ndarray, shifted: np.ndarray, through_convolution: Through, dense: Any
) -> None:
    """The convolution takes an image of twice the columns, and the dense layer does not."""
    wide = np.concatenate([image, shifted], axis=1)
    assert through_convolution(wide).shape == wide.shape == (len(image), 2 * len(image))
    try:
        dense(wide.reshape(1, -1))
    except ValueError:
        return
    raise AssertionError("a camada densa aceitou uma entrada maior")


def _pixels_in_another_order(image: np.ndarray, dense: Any) -> None:
    """With the weights in the same order, the dense layer answers the same."""
    order = np.random.default_rng(1).permutation(image.size)
    weights, biases = dense.get_weights()
    pixels = image.reshape(-1)
    assert np.allclose(
        pixels[order] @ weights[order] + biases, pixels @ weights + biases, atol=1e-5
    )


def _two_layers_as_one(size: int, kernel_size: int) -> dict[str, object]:
    """Without an activation between them: the answer to an impulse gives the one's weights."""
    import keras

    merged_kernel = 2 * kernel_size - 1
    twice = output_size(output_size(size, kernel_size), kernel_size)
    assert twice == output_size(size, merged_kernel)
    pair = keras.Sequential(
        [keras.Input((None, None, 1))]
        + [
            keras.layers.Conv2D(filters, kernel_size, bias_initializer="random_normal")
            for filters in (4, 1)
        ]
    )
    centre = merged_kernel - 1
    impulse = np.zeros((1, 2 * merged_kernel - 1, 2 * merged_kernel - 1, 1), "float32")
    impulse[0, centre, centre] = 1
    constant = np.asarray(pair(0 * impulse))[0, 0, 0, 0]
    merged = keras.layers.Conv2D(1, merged_kernel)
    merged.build((None, None, None, 1))
    response = np.asarray(pair(impulse))[0, ::-1, ::-1, :, None] - constant
    merged.set_weights([response, constant[None]])
    noise = np.random.default_rng(2).random((1, size, size, 1), "float32")
    assert np.allclose(pair(noise), merged(noise), atol=1e-4)
    return {"merged_kernel": merged_kernel}


def _one_pixel(
    image: np.ndarray, kernel_size: int, through_convolution: Through, through_dense: Through
) -> dict[str, object]:
    """When it changes, few of the convolution's outputs do, and all of the dense layer's."""
    touched = kernel_size**2
    dotted = image.copy()
    dotted[image.shape[0] // 2, image.shape[1] // 2] += 1
    moved = np.abs(through_convolution(dotted) - through_convolution(image)) > 1e-6
    assert moved.sum() == touched
    assert (through_dense(dotted) != through_dense(image)).all()
    return {"touched": touched}


def _strides_before_a_dense_layer(kernel_size: int) -> dict[str, object]:
    """The strides of a convolution, and the parameters of the dense layer after it."""
    plain, strided = (
        trace(
            _PLAIN_SHAPE,
            [
                layers.Conv2D(_PLAIN_FILTERS, kernel_size, strides=strides, padding="same"),
                layers.Flatten(),
                layers.Dense(_PLAIN_UNITS),
            ],
        )
        for strides in (1, _DOUBLED_STRIDES)
    )
    assert plain[0].parameters == strided[0].parameters
    assert plain[1].output_shape[0] == 4 * strided[1].output_shape[0]
    assert abs(strided[2].parameters / plain[2].parameters - 1 / 4) < 0.001
    return {
        "plain_shape": _PLAIN_SHAPE, "plain_filters": _PLAIN_FILTERS,
        "plain_units": _PLAIN_UNITS, "doubled_strides": _DOUBLED_STRIDES,
        "plain_maps": plain[0].output_shape, "strided_maps": strided[0].output_shape,
        "plain_arithmetic": str(plain[0].parameter_arithmetic),
        "plain_dense_arithmetic": str(plain[2].parameter_arithmetic),
        "strided_dense_arithmetic": str(strided[2].parameter_arithmetic),
    }  # fmt: skip


def _half_of_the_images(size: int, kernel_size: int) -> None:
    """Where images are all zero, a dense layer's weights do not learn; a filter's all do."""
    import keras

    half = size // 2
    letters = np.zeros((8, size, size, 1), "float32")
    letters[:, :, :half] = np.random.default_rng(3).random((8, size, half, 1))
    shape = keras.Input((size, size, 1))
    networks = (
        keras.Sequential([shape, keras.layers.Conv2D(1, kernel_size, padding="same")]),
        keras.Sequential([shape, keras.layers.Flatten(), keras.layers.Dense(3)]),
    )
    changed = []
    for network in networks:
        drawn = network.get_weights()[0]
        network.compile(keras.optimizers.SGD(0.1), loss="mse", run_eagerly=True)
        network.train_on_batch(letters, np.ones((8, *network.output_shape[1:]), "float32"))
        changed.append(drawn != network.get_weights()[0])
    of_filter, of_dense = changed[0], changed[1].reshape(size, size, 3)
    assert not of_dense[:, half:].any() and of_dense[:, :half].any()
    assert of_filter.all()
