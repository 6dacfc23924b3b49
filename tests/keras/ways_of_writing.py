"""Ways in which the networks of the exercises may rightly be written: each a function of one.

A way that does not fit a network answers with None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from asked_networks import Asked, Item
from keras import layers, ops

Way = Callable[[Asked], keras.Model | None]
WAYS: dict[str, Way] = {}


def way(function: Way) -> Way:
    WAYS[function.__name__] = function
    return function


def sequential(asked: Asked, make: Callable[[Item], Any]) -> keras.Sequential:
    """Each item as the layer, or the layers, that ``make`` gives for it."""
    made = [keras.Input(asked.shape)]
    for item in asked.items:
        found = make(item)
        made += found if isinstance(found, list) else [found]
    return keras.Sequential(made)


def each(**changes: Any) -> Way:
    """Arguments that change nothing, in every convolution."""
    return lambda asked: sequential(
        asked, lambda one: one.but(**changes).layer() if one.is_convolution else one.layer()
    )


WAYS["bias_said"] = each(use_bias=True)
WAYS["dilation_said"] = each(dilation_rate=1)
WAYS["groups_said"] = each(groups=1)
WAYS["order_said"] = each(data_format="channels_last")
WAYS["initial_weights"] = each(kernel_initializer="he_normal", bias_initializer="ones")
WAYS["regularized"] = each(kernel_regularizer=keras.regularizers.L2(1e-4))
WAYS["constrained"] = each(kernel_constraint=keras.constraints.MaxNorm(3))
WAYS["named_otherwise"] = lambda asked: sequential(
    asked, lambda one: one.but(name=f"camada_{asked.index(one.label)}_minha").layer()
)


@way
def functional(asked: Asked) -> keras.Model:
    entry = value = keras.Input(asked.shape)
    for item in asked.items:
        value = item.layer()(value)
    return keras.Model(entry, value)


@way
def added(asked: Asked) -> keras.Model:
    model = keras.Sequential()
    model.add(keras.Input(asked.shape))
    for item in asked.items:
        model.add(item.layer())
    return model


@way
def input_layer(asked: Asked) -> keras.Model:
    first = layers.InputLayer(shape=asked.shape)
    return keras.Sequential([first, *(item.layer() for item in asked.items)])


@way
def input_with_batch(asked: Asked) -> keras.Model:
    entry = keras.Input(batch_shape=(None, *asked.shape))
    return keras.Sequential([entry, *(item.layer() for item in asked.items)])


@way
def fixed_batch(asked: Asked) -> keras.Model:
    entry = keras.Input(batch_shape=(8, *asked.shape))
    return keras.Sequential([entry, *(item.layer() for item in asked.items)])


@way
def input_shape_in_the_first(asked: Asked) -> keras.Model:
    first, *rest = asked.items
    return keras.Sequential(
        [first.but(input_shape=asked.shape).layer(), *(one.layer() for one in rest)]
    )


@way
def built_later(asked: Asked) -> keras.Model:
    model = keras.Sequential([item.layer() for item in asked.items])
    model.build((None, *asked.shape))
    return model


@way
def nested(asked: Asked) -> keras.Model:
    first = [item.layer() for item in asked.items[:3]]
    return keras.Sequential(
        [keras.Input(asked.shape), keras.Sequential(first),
         *(item.layer() for item in asked.items[3:])]
    )  # fmt: skip


@way
def nested_twice(asked: Asked) -> keras.Model:
    inner = keras.Sequential([item.layer() for item in asked.items[1:3]])
    outer = keras.Sequential([asked.items[0].layer(), inner])
    rest = [item.layer() for item in asked.items[3:]]
    return keras.Sequential([keras.Input(asked.shape), outer, keras.Sequential(rest)])


@way
def functional_inside(asked: Asked) -> keras.Model:
    entry = value = keras.Input(asked.shape)
    for item in asked.items[:2]:
        value = item.layer()(value)
    base = keras.Model(entry, value)
    again = keras.Input(asked.shape)
    value = base(again)
    for item in asked.items[2:]:
        value = item.layer()(value)
    return keras.Model(again, value)


def activated(layer: Callable[[str], Any]) -> Way:
    """Each activation as what ``layer`` makes of its name, after its layer."""

    def write(asked: Asked) -> keras.Model:
        def make(item: Item) -> list:
            name = item.arguments.get("activation")
            return [item.but(activation=None).layer(), layer(name)] if name else [item.layer()]

        return sequential(asked, make)

    return write


def given(function: Callable[[str], Any]) -> Way:
    """Each activation as what ``function`` makes of its name, in its layer."""

    def write(asked: Asked) -> keras.Model:
        def make(item: Item) -> Any:
            name = item.arguments.get("activation")
            return item.but(activation=function(name)).layer() if name else item.layer()

        return sequential(asked, make)

    return write


def _relu_by_hand(values):
    return ops.maximum(values, 0)


WAYS["activation_layers"] = activated(layers.Activation)
WAYS["layers_of_each_kind"] = activated(
    lambda name: {"relu": layers.ReLU, "softmax": layers.Softmax}[name]()
)
WAYS["activation_objects"] = given(lambda name: getattr(keras.activations, name))
WAYS["tensorflow_functions"] = given(lambda name: getattr(tf.nn, name))
WAYS["keras_operations"] = given(lambda name: getattr(ops, name))
WAYS["layers_as_functions"] = given(
    lambda name: {"relu": layers.ReLU, "softmax": layers.Softmax}[name]()
)
WAYS["lambdas"] = given(
    lambda name: (lambda x: tf.maximum(x, 0.0)) if name == "relu" else (lambda x: ops.softmax(x))
)
WAYS["by_hand"] = given(lambda name: _relu_by_hand if name == "relu" else name)


@way
def operations_on_tensors(asked: Asked) -> keras.Model:
    entry = value = keras.Input(asked.shape)
    for item in asked.items:
        name = item.arguments.get("activation")
        value = (item.but(activation=None) if name else item).layer()(value)
        value = getattr(ops, name)(value) if name else value
    return keras.Model(entry, value)


@way
def relu_after_the_pooling(asked: Asked) -> keras.Model | None:
    if asked.name != "A":
        return None

    def make(item: Item) -> list:
        if item.label in ("conv1", "conv2"):
            return [item.but(activation=None).layer()]
        return [item.layer(), layers.ReLU()] if item.kind == "MaxPooling1D" else [item.layer()]

    return sequential(asked, make)


@way
def tuples(asked: Asked) -> keras.Model:
    rank = len(asked.shape) - 1

    def make(item: Item) -> Any:
        names = [n for n in ("kernel_size", "strides", "pool_size") if n in item.arguments]
        values = {n: item.arguments[n] for n in names}
        changed = {n: v if isinstance(v, tuple) else (v,) * rank for n, v in values.items()}
        return item.but(**changed).layer()

    return sequential(asked, make)


@way
def lists(asked: Asked) -> keras.Model:
    rank = len(asked.shape) - 1

    def make(item: Item) -> Any:
        if not item.is_convolution:
            return item.layer()
        size = item.arguments["kernel_size"]
        return item.but(
            kernel_size=list(size) if isinstance(size, tuple) else [size] * rank
        ).layer()

    return sequential(asked, make)


@way
def capitals(asked: Asked) -> keras.Model:
    return sequential(
        asked,
        lambda one: (
            one.but(padding=one.arguments["padding"].upper()).layer()
            if one.is_convolution
            else one.layer()
        ),
    )


@way
def no_padding_for_one(asked: Asked) -> keras.Model | None:
    """A filter of 1 needs no zeros, whatever is asked."""
    return asked.but("conv3", padding="valid").built() if "1d" in asked.exercise else None


@way
def pooling_strides_said(asked: Asked) -> keras.Model | None:
    return asked.but("pool1", strides=4).built() if asked.name == "A" else None


@way
def pooling_padded(asked: Asked) -> keras.Model | None:
    """What it pools is a whole number of times its size."""
    return asked.but("pool1", padding="same").built() if asked.name == "A" else None


@way
def zeros_by_hand(asked: Asked) -> keras.Model:
    """The zeros of ``same``, put where Keras would put them."""
    from keras.src.ops.operation_utils import compute_conv_output_shape

    sizes: list[int] = list(asked.shape[:-1])
    made: list[Any] = [keras.Input(asked.shape)]
    for item in asked.items:
        if item.is_convolution and item.arguments["padding"] == "same":
            rank = len(sizes)
            window, step = (
                value if isinstance(value, tuple) else (value,) * rank
                for value in (item.arguments["kernel_size"], item.arguments["strides"])
            )
            pads = []
            for size, width, stride in zip(sizes, window, step):
                total = max((-(-size // stride) - 1) * stride + width - size, 0)
                pads.append((total // 2, total - total // 2))
            zeros = layers.ZeroPadding1D(pads[0]) if rank == 1 else layers.ZeroPadding2D(pads)
            made += [zeros, item.but(padding="valid").layer()]
            shape = (None, *sizes, 1)
            sizes = list(
                compute_conv_output_shape(shape, 1, window, strides=step, padding="same")[1:-1]
            )
        else:
            made.append(item.layer())
            if item.kind.startswith("MaxPooling"):
                sizes = [sizes[0] // 4]
    return keras.Sequential(made)


@way
def reshaped(asked: Asked) -> keras.Model | None:
    if asked.name not in "AB":
        return None
    return sequential(
        asked, lambda one: layers.Reshape((-1,)) if one.kind == "Flatten" else one.layer()
    )


@way
def flattened_twice(asked: Asked) -> keras.Model:
    *most, last = asked.items
    more = [layers.Flatten(), layers.Flatten()] if asked.name != "C" else []
    return keras.Sequential(
        [keras.Input(asked.shape), *(one.layer() for one in most), *more, last.layer()]
    )


def global_as(make: Callable[[Item], list]) -> Way:
    return lambda asked: (
        sequential(asked, lambda one: make(one) if one.kind.startswith("Global") else one.layer())
        if asked.name in "CDE"
        else None
    )


WAYS["kept_and_flattened"] = global_as(lambda one: [one.but(keepdims=True).layer(),
                                                    layers.Flatten()])  # fmt: skip
WAYS["kept_and_reshaped"] = global_as(lambda one: [one.but(keepdims=True).layer(),
                                                   layers.Reshape((128,))])  # fmt: skip
WAYS["another_name_of_it"] = global_as(lambda one: [layers.GlobalAvgPool2D()])
WAYS["mean_in_a_lambda"] = global_as(
    lambda one: [layers.Lambda(lambda x: ops.mean(x, axis=(1, 2)), output_shape=(128,))]
)


@way
def averaged_over_all(asked: Asked) -> keras.Model | None:
    sizes = {"C": 85, "D": 2, "E": 2}
    if asked.name not in sizes:
        return None
    return sequential(
        asked,
        lambda one: (
            [layers.AveragePooling2D(sizes[asked.name]), layers.Flatten()]
            if one.kind.startswith("Global")
            else one.layer()
        ),
    )


@way
def mean_of_a_tensor(asked: Asked) -> keras.Model | None:
    if asked.name not in "CDE":
        return None
    entry = value = keras.Input(asked.shape)
    for item in asked.items:
        is_global = item.kind.startswith("Global")
        value = ops.mean(value, axis=[1, 2]) if is_global else item.layer()(value)
    return keras.Model(entry, value)


@way
def older_names(asked: Asked) -> keras.Model:
    kinds = {"Conv1D": "Convolution1D", "Conv2D": "Convolution2D", "MaxPooling1D": "MaxPool1D"}
    return sequential(
        asked, lambda one: Item(one.label, kinds.get(one.kind, one.kind), one.arguments).layer()
    )


@way
def image_of_one_row(asked: Asked) -> keras.Model | None:
    if asked.name not in "AB":
        return None
    made: list[Any] = [keras.Input((1, *asked.shape))]
    for item in asked.items:
        given = item.arguments
        if item.is_convolution:
            wide = {n: (1, given[n]) for n in ("kernel_size", "strides")}
            made.append(Item("", "Conv2D", {**given, **wide}).layer())
        elif item.kind == "MaxPooling1D":
            made.append(layers.MaxPooling2D((1, 4)))
        else:
            made.append(item.layer())
    return keras.Sequential(made)


@way
def vector_made_a_signal(asked: Asked) -> keras.Model | None:
    if asked.name not in "AB":
        return None
    entry = [keras.Input((1024,)), layers.Reshape((1024, 1))]
    return keras.Sequential([*entry, *(item.layer() for item in asked.items)])


@way
def scaled_inside(asked: Asked) -> keras.Model:
    entry = [keras.Input(asked.shape), layers.Rescaling(1 / 255)]
    return keras.Sequential([*entry, *(item.layer() for item in asked.items)])


@way
def open_size(asked: Asked) -> keras.Model | None:
    if asked.name not in "CDE":
        return None
    entry = keras.Input((None, None, asked.shape[-1]))
    return keras.Sequential([entry, *(item.layer() for item in asked.items)])


@way
def what_does_nothing(asked: Asked) -> keras.Model:
    return sequential(asked, lambda one: [one.layer(), layers.Identity(), layers.Dropout(0)]
                      if one.label == "conv1" else one.layer())  # fmt: skip


@way
def linear_said(asked: Asked) -> keras.Model:
    return sequential(asked, lambda one: [one.layer(), layers.Activation("linear")]
                      if one.label == "conv1" else one.layer())  # fmt: skip


@way
def frozen(asked: Asked) -> keras.Model:
    model = asked.built()
    model.layers[0].trainable = False
    return model


@way
def compiled(asked: Asked) -> keras.Model:
    model = asked.built()
    model.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
    return model


@way
def trained(asked: Asked) -> keras.Model | None:
    if asked.name == "C":  # too large to train in a test
        return None
    model = compiled(asked)
    count = model.output_shape[-1]
    labels = keras.utils.to_categorical(np.arange(4) % count, count)
    model.fit(np.random.default_rng(0).random((4, *asked.shape)), labels, verbose=0)
    return model


@way
def cloned(asked: Asked) -> keras.Model:
    return keras.models.clone_model(asked.built())


@way
def from_its_configuration(asked: Asked) -> keras.Model:
    return keras.Sequential.from_config(asked.built().get_config())


@way
def from_json(asked: Asked) -> keras.Model:
    return keras.models.model_from_json(functional(asked).to_json())


@way
def mixed_precision(asked: Asked) -> keras.Model:
    return each(dtype="mixed_float16")(asked)


@way
def double_precision(asked: Asked) -> keras.Model:
    return each(dtype="float64")(asked)


@way
def subclass(asked: Asked) -> keras.Model:
    """Its layers do not say in which order they are used: only what it computes tells."""

    class Network(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.own = [item.layer() for item in asked.items]

        def call(self, value):
            for layer in self.own:
                value = layer(value)
            return value

    model = Network()
    model(np.zeros((1, *asked.shape), "float32"))
    return model


@way
def class_of_ones_own(asked: Asked) -> keras.Model:
    """A block of two layers in a layer of one's own."""

    class Block(keras.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.second = (item.layer() for item in asked.items[:2])

        def build(self, shape):
            self.first.build(shape)
            self.second.build(self.first.compute_output_shape(shape))

        def call(self, value):
            return self.second(self.first(value))

        def compute_output_shape(self, shape):
            return self.second.compute_output_shape(self.first.compute_output_shape(shape))

    rest = [item.layer() for item in asked.items[2:]]
    return keras.Sequential([keras.Input(asked.shape), Block(), *rest])


def loaded(asked: Asked, path: Any) -> keras.Model:
    """Saved to a file and read again."""
    asked.built().save(path)
    return keras.models.load_model(path)


def all_ways(networks: tuple[Asked, ...]) -> Iterator[tuple[str, Asked]]:
    """Names of ways, and networks."""
    return ((name, asked) for name in WAYS for asked in networks)
