"""The book's arithmetic and Keras agree on hundreds of random networks."""

from collections import Counter

import keras
import numpy as np
import pytest

from cnnbook import layers
from cnnbook.geometry import GeometryError, same_padding
from cnnbook.keras_layers import layers_of
from cnnbook.trace import trace

NETWORKS = 500


def draw_window(generator, kind, rank):
    """Random arguments of a convolution or pooling."""

    def draw_per_axis(highest):
        if generator.random() < 0.5:  # one number for all axes
            return int(generator.integers(1, highest + 1))
        return tuple(generator.integers(1, highest + 1, rank).tolist())

    padding = str(generator.choice(["valid", "same"]))
    if not kind.startswith("Conv"):
        strides = draw_per_axis(3) if generator.random() < 0.5 else None
        return {"pool_size": draw_per_axis(4), "strides": strides, "padding": padding}
    return {
        "filters": int(generator.integers(1, 9)),
        "kernel_size": draw_per_axis(5),
        str(generator.choice(["strides", "dilation_rate"])): draw_per_axis(3),
        "padding": padding,
        "use_bias": bool(generator.random() < 0.7),
    }


def draw_network(generator):
    """A random network as plain data, and the layers that Keras refused where they were drawn.

    Only Keras says which size a layer leaves for the next one and whether it fits, so that the
    book's arithmetic has no part in choosing what it is tested on.

    Returns:
        The input shape, the network as (kind, arguments) of each layer, and the refused layers
        as (their input shape, kind, arguments).
    """
    rank = int(generator.integers(1, 3))
    sliding = [f"Conv{rank}D", f"Conv{rank}D", f"MaxPooling{rank}D", f"AveragePooling{rank}D"]
    ends = ["Flatten", f"GlobalMaxPooling{rank}D", f"GlobalAveragePooling{rank}D"]
    drawn = [
        (kind, draw_window(generator, kind, rank))
        for kind in generator.choice(sliding, generator.integers(1, 6)).tolist()
    ]
    if generator.random() < 0.2:  # a dense layer at every position
        drawn.append(("Dense", {"units": int(generator.integers(1, 9))}))
    drawn.append((str(generator.choice(ends)), {}))
    drawn.append(("Dense", {"units": 10, "use_bias": bool(generator.random() < 0.7)}))

    input_shape = (*generator.integers(5, 40, rank).tolist(), int(generator.integers(1, 5)))
    network, refused, shape = [], [], input_shape
    for kind, arguments in drawn:
        layer = getattr(keras.layers, kind)(**arguments)
        try:
            shape = layer.compute_output_shape((None, *shape))[1:]
        except ValueError:
            refused.append((shape, kind, arguments))
        else:
            network.append((kind, arguments))
    return input_shape, network, refused


@pytest.fixture(scope="module")
def drawn():
    generator = np.random.default_rng(20261124)
    return [draw_network(generator) for _ in range(NETWORKS)]


def test_shapes_and_parameters_agree_on_every_layer(drawn):
    for input_shape, network, _ in drawn:
        model = keras.Sequential(
            [keras.Input(input_shape)]
            + [getattr(keras.layers, kind)(**arguments) for kind, arguments in network]
        )
        described = [
            getattr(layers, kind)(**arguments, name=layer.name)
            for (kind, arguments), layer in zip(network, model.layers, strict=True)
        ]
        lines = "\n".join(f"{kind} {arguments}" for kind, arguments in network)
        problem = f"input {input_shape}\n{lines}"
        assert layers_of(model) == described, problem
        book = [(row.output_shape, row.parameters) for row in trace(input_shape, described)]
        assert book == [
            (tuple(layer.output.shape[1:]), layer.count_params()) for layer in model.layers
        ], problem


def test_what_keras_refuses_the_book_refuses(drawn):
    refused = [layer for _, _, layers_refused in drawn for layer in layers_refused]
    assert len(refused) >= 50
    assert [layer for layer in refused if not book_refuses(*layer)] == []


def book_refuses(input_shape, kind, arguments):
    try:
        getattr(layers, kind)(**arguments).output_shape(input_shape)
    except GeometryError:
        return True
    return False


def features(kind, arguments):
    """What about a layer could be got wrong."""
    values = {name: value for name, value in arguments.items() if name != "filters"}
    yield kind
    for name in ("strides", "dilation_rate"):
        if name in values and values[name] not in (1, (1,), (1, 1), None):
            yield f"{name} above 1"
    for name in ("kernel_size", "pool_size", "strides", "dilation_rate"):
        value = values.get(name)
        if isinstance(value, tuple) and len(set(value)) > 1:
            yield f"rectangular {name}"
    if "padding" in values:
        yield f"{kind} {values['padding']}"
    if "pool_size" in values:
        yield f"pooling {'without' if values['strides'] is None else 'with'} strides"
    if values.get("use_bias") is False:
        yield f"{kind} without bias"


EXPECTED = [
    "Flatten", "Dense", "Dense without bias",
    "strides above 1", "dilation_rate above 1", "pooling with strides", "pooling without strides",
    "rectangular kernel_size", "rectangular pool_size", "rectangular strides",
    "rectangular dilation_rate",
    *(f"Conv{rank}D without bias" for rank in (1, 2)),
    *(f"Global{kind}Pooling{rank}D" for kind in ("Max", "Average") for rank in (1, 2)),
    *(
        f"{kind}{rank}D {padding}"
        for kind in ("Conv", "MaxPooling", "AveragePooling")
        for rank in (1, 2)
        for padding in ("valid", "same")
    ),
]  # fmt: skip


def test_the_networks_drawn_cover_every_feature_often(drawn):
    counts = Counter(
        feature
        for _, network, _ in drawn
        for kind, arguments in network
        for feature in features(kind, arguments)
    )
    rare = {feature: counts[feature] for feature in EXPECTED if counts[feature] < 40}
    assert not rare


def at_each_place(padded, kernel_size, strides, dilation_rate, compute):
    """Slide a window, in plain loops, over a map that has its padding already."""
    (height, width), (k0, k1), (s0, s1), (d0, d1) = (
        padded.shape, kernel_size, strides, dilation_rate,
    )  # fmt: skip
    return np.array(
        [
            [
                compute(padded[row : row + k0 * d0 : d0, column : column + k1 * d1 : d1])
                for column in range(0, width - (k1 - 1) * d1, s1)
            ]
            for row in range(0, height - (k0 - 1) * d0, s0)
        ]
    )


def draw_same(generator):
    """Size, window, strides and dilation of two axes, for padding ``same``."""
    size, kernel_size = generator.integers((5, 5), 13), generator.integers((1, 1), 6)
    ones = np.ones(2, int)
    if generator.random() < 0.7:
        return size, kernel_size, generator.integers((1, 1), 4), ones
    return size, kernel_size, ones, generator.integers((1, 1), 4)


def pad_same(image, kernel_size, strides, dilation_rate, value):
    """Pad both axes by as much as the book says, on the sides it says."""
    axes = zip(image.shape, *(sizes.tolist() for sizes in (kernel_size, strides, dilation_rate)))
    return np.pad(image, [same_padding(*axis) for axis in axes], constant_values=value)


@pytest.mark.parametrize("seed", range(15))
def test_a_convolution_sees_the_zeros_that_same_padding_counts(seed):
    generator = np.random.default_rng(seed)
    size, *window = draw_same(generator)
    image = generator.integers(-9, 10, size).astype("float32")
    weights = generator.integers(-9, 10, window[0]).astype("float32")
    convolved = keras.ops.conv(
        image[None, :, :, None], weights[:, :, None, None],
        strides=window[1].tolist(), padding="same", dilation_rate=window[2].tolist(),
    )  # fmt: skip
    by_hand = at_each_place(
        pad_same(image, *window, value=0), *window, lambda part: (part * weights).sum()
    )
    np.testing.assert_array_equal(convolved[0, :, :, 0], by_hand)


@pytest.mark.parametrize("seed", range(15))
def test_pooling_takes_its_windows_where_same_padding_puts_them(seed):
    generator = np.random.default_rng(seed)
    size, pool_size, strides, _ = draw_same(generator)
    window = pool_size, strides, np.ones(2, int)
    image = generator.integers(-9, 10, size).astype("float32")
    pooled = keras.ops.max_pool(
        image[None, :, :, None], pool_size.tolist(), strides.tolist(), padding="same"
    )
    by_hand = at_each_place(pad_same(image, *window, value=-np.inf), *window, np.max)
    np.testing.assert_array_equal(pooled[0, :, :, 0], by_hand)
