"""The exercises' networks as Keras code, in the many ways in which readers write it: as text.

A way is a function of one network; one that does not fit it answers with None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from asked_networks import Asked, Item

Way = Callable[[Asked], str | None]
WAYS: dict[str, Way] = {}
IMPORTS = "import keras\nfrom keras import layers\n"
FUNCTIONS = {"A": "my_network_a", "B": "my_network_b"}
_IN_ORDER = {
    "Conv1D": ("filters", "kernel_size"), "Conv2D": ("filters", "kernel_size"),
    "MaxPooling1D": ("pool_size",), "Dense": ("units",),
}  # fmt: skip


def way(function: Way) -> Way:
    WAYS[function.__name__] = function
    return function


def name_of(asked: Asked) -> str:
    return FUNCTIONS.get(asked.name, "my_network")


def call(item: Item, prefix: str = "layers.", named: bool = False) -> str:
    """``layers.Conv1D(16, 8, padding="same")``: with ``named``, all arguments by their names."""
    first = () if named else _IN_ORDER.get(item.kind, ())
    given = [_text(item.arguments[one]) for one in first if one in item.arguments]
    given += [f"{one}={_text(v)}" for one, v in item.arguments.items() if one not in first]
    return f"{prefix}{item.kind}({', '.join(given)})"


def _text(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) and value[:1] != "=" else str(value).lstrip("=")


def raw(text: str) -> str:
    """An argument's value as code, and not as a text between quotation marks."""
    return f"={text}"


def function(asked: Asked, *lines: str, imports: str = IMPORTS) -> str:
    body = "".join(f"    {line}\n" for line in lines)
    return f"{imports}\ndef {name_of(asked)}():\n{body}"


def sequential(
    asked: Asked, made: Iterable[str], entry: str = "", imports: str = IMPORTS, model="keras."
) -> str:
    entry = entry or f"keras.Input({asked.shape})"
    inside = "".join(f"\n        {one}," for one in [entry, *made])
    return function(asked, f"return {model}Sequential([{inside}\n    ])", imports=imports)


def plain(asked: Asked, **options: Any) -> str:
    return sequential(asked, [call(one, **options) for one in asked.items])


def each(asked: Asked, change: Callable[[Item], list[str]]) -> str:
    return sequential(asked, [text for one in asked.items for text in change(one)])


def with_arguments(asked: Asked, **more: Any) -> str:
    items = [one.but(**more) if one.is_convolution else one for one in asked.items]
    return plain(replace(asked, items=tuple(items)))


WAYS["as the statement has it"] = plain
WAYS["arguments named"] = lambda asked: plain(asked, named=True)
WAYS["usual arguments said"] = lambda asked: with_arguments(
    asked, use_bias=True, dilation_rate=1, groups=1, data_format="channels_last"
)
WAYS["initial weights"] = lambda asked: with_arguments(
    asked, kernel_initializer="he_normal", bias_initializer="ones"
)
WAYS["regularized"] = lambda asked: with_arguments(
    asked, kernel_regularizer=raw("keras.regularizers.L2(1e-4)"), trainable=True
)


@way
def named_layers(asked: Asked) -> str:
    return each(asked, lambda one: [call(one.but(name=f"camada_{one.label}"))])


@way
def names_imported(asked: Asked) -> str:
    kinds = sorted({one.kind for one in asked.items})
    imports = f"from keras import Input, Sequential\nfrom keras.layers import {', '.join(kinds)}\n"
    made = [call(one, "") for one in asked.items]
    return sequential(asked, made, f"Input(shape={asked.shape})", imports, model="")


@way
def imported_otherwise(asked: Asked) -> str:
    imports = "import keras\nimport keras.layers as L\nfrom keras.layers import Conv2D as C2\n"
    made = [
        call(one, "").replace("Conv2D", "C2") if one.kind == "Conv2D" else call(one, "L.")
        for one in asked.items
    ]
    return sequential(asked, made, imports=imports)


@way
def of_tensorflow(asked: Asked) -> str:
    made = [call(one, "tf.keras.layers.") for one in asked.items]
    entry = f"tf.keras.Input({asked.shape})"
    return sequential(asked, made, entry, "import tensorflow as tf\n", model="tf.keras.")


@way
def functional(asked: Asked) -> str:
    lines = [f"inputs = keras.Input({asked.shape})", "x = inputs"]
    lines += [f"x = {call(one)}(x)" for one in asked.items]
    return function(asked, *lines, "return keras.Model(inputs, x)")


@way
def functional_with_names(asked: Asked) -> str:
    lines, before = [f"entrada = keras.Input(shape={asked.shape}, name='entrada')"], "entrada"
    for item in asked.items:
        lines.append(f"h_{item.label} = {call(item)}({before})")
        before = f"h_{item.label}"
    return function(
        asked, *lines, f"model = keras.models.Model(inputs=entrada, outputs={before})",
        "return model",
    )  # fmt: skip


@way
def added(asked: Asked) -> str:
    lines = ["model = keras.Sequential()", f"model.add(keras.Input({asked.shape}))"]
    lines += [f"model.add({call(one)})" for one in asked.items]
    return function(asked, *lines, "return model")


@way
def compiled_and_shown(asked: Asked) -> str:
    lines = [f"model = keras.Sequential([keras.Input({asked.shape})])"]
    lines += [f"model.add({call(one)})" for one in asked.items]
    return function(
        asked, *lines, "model.compile(optimizer='sgd', loss='categorical_crossentropy')",
        "print(model.count_params())", "return model",
    )  # fmt: skip


@way
def under_its_own_name(asked: Asked) -> str:
    made = "".join(f"\n    {call(one)}," for one in asked.items)
    model = f"keras.Sequential([\n    keras.Input({asked.shape}),{made}\n])"
    return f"{IMPORTS}\n{name_of(asked)} = {model}\n"


@way
def input_layer(asked: Asked) -> str:
    entry = f"layers.InputLayer(shape={asked.shape})"
    return sequential(asked, map(call, asked.items), entry)


@way
def input_with_batch(asked: Asked) -> str:
    entry = f"keras.Input(batch_shape=(None, *{asked.shape}))"
    return sequential(asked, map(call, asked.items), entry)


@way
def input_shape_in_the_first(asked: Asked) -> str:
    first, *rest = asked.items
    made = [call(one) for one in [first.but(input_shape=asked.shape), *rest]]
    return function(asked, f"return keras.Sequential([{', '.join(made)}])")


@way
def built_later(asked: Asked) -> str:
    lines = [f"model = keras.Sequential([{', '.join(map(call, asked.items))}])"]
    return function(asked, *lines, f"model.build((None, *{asked.shape}))", "return model")


@way
def networks_in_a_network(asked: Asked) -> str:
    first, rest = map(call, asked.items[:2]), map(call, asked.items[2:])
    return function(
        asked, f"base = keras.Sequential([{', '.join(first)}])",
        f"return keras.Sequential([keras.Input({asked.shape}), base, {', '.join(rest)}])",
    )  # fmt: skip


@way
def a_network_called(asked: Asked) -> str:
    first = ", ".join(map(call, asked.items[:2]))
    lines = [f"base = keras.Sequential([{first}])", f"entry = keras.Input({asked.shape})",
             "x = base(entry)"]  # fmt: skip
    lines += [f"x = {call(one)}(x)" for one in asked.items[2:]]
    return function(asked, *lines, "return keras.Model(entry, x)")


@way
def a_list_that_grows(asked: Asked) -> str:
    lines = [f"parts = [keras.Input({asked.shape})]"]
    for number, item in enumerate(asked.items):
        forms = ("parts.append({})", "parts += [{}]", "parts.extend([{}])", "parts = parts + [{}]")
        lines.append(forms[number % len(forms)].format(call(item)))
    return function(asked, *lines, "return keras.Sequential(parts)")


@way
def lists_spread(asked: Asked) -> str:
    first, rest = (", ".join(map(call, some)) for some in (asked.items[:3], asked.items[3:]))
    return function(
        asked, f"first = [{first}]", f"rest = ({rest},)",
        f"return keras.Sequential([keras.Input({asked.shape}), *first, *rest])",
    )  # fmt: skip


@way
def numbers_with_names(asked: Asked) -> str:
    lines = ["n = 2", "n *= 4", f"shape = {asked.shape}", "same: str = 'same'"]
    made = []
    for item in asked.items:
        filters = item.arguments.get("filters")
        changes: dict[str, Any] = {"filters": raw(f"n * {filters // 8}")} if filters else {}
        if item.arguments.get("padding") == "same":
            changes["padding"] = raw("same")
        made.append(call(item.but(**changes)))
    return function(
        asked, *lines, f"return keras.Sequential([keras.Input(shape), {', '.join(made)}])"
    )


@way
def parameters_with_defaults(asked: Asked) -> str:
    text = plain(asked.but("output", units=raw("classes")) if asked.name != "C" else asked)
    units = asked.items[-1].arguments.get("units", 10)
    return text.replace("():", f"(classes={units}, *, seed: int = 0):")


@way
def with_comments(asked: Asked) -> str:
    made = [f"# {one.label}: Conv2D(1, 1)\n        {call(one)}" for one in asked.items]
    text = sequential(asked, made)
    return text.replace(":\n    return", ':\n    """Conv2D(1, 1) sem Dense."""\n\n    return')


@way
def in_several_lines(asked: Asked) -> str:
    return plain(asked).replace("(", "(\n            ").replace(", ", ",\n            ")


@way
def tuples(asked: Asked) -> str:
    rank = len(asked.shape) - 1

    def wide(item: Item) -> list[str]:
        names = [n for n in ("kernel_size", "strides", "pool_size") if n in item.arguments]
        values = {n: item.arguments[n] for n in names}
        return [
            call(item.but(**{n: v if isinstance(v, tuple) else (v,) * rank
                             for n, v in values.items()}))
        ]  # fmt: skip

    return each(asked, wide)


@way
def lists(asked: Asked) -> str:
    def wide(item: Item) -> list[str]:
        size = item.arguments.get("kernel_size")
        return [call(item.but(kernel_size=[*size]) if isinstance(size, tuple) else item)]

    return each(asked, wide)


@way
def capitals(asked: Asked) -> str:
    return plain(asked).replace('"same"', '"SAME"').replace('"valid"', '"Valid"')


def activated(layer: Callable[[str], str]) -> Way:
    """Each activation as a layer of its own."""

    def write(asked: Asked) -> str:
        def split(item: Item) -> list[str]:
            arguments = dict(item.arguments)
            name = arguments.pop("activation", None)
            return [call(replace(item, arguments=arguments)), *([layer(name)] if name else [])]

        return each(asked, split)

    return write


def given(activation: Callable[[str], str]) -> Way:
    """Each activation as an object, in its layer."""

    def write(asked: Asked) -> str:
        return each(
            asked,
            lambda one: [
                call(one.but(activation=raw(activation(one.arguments["activation"]))))
                if "activation" in one.arguments
                else call(one)
            ],
        )

    return write


_KIND = {"relu": "ReLU", "softmax": "Softmax"}
WAYS["activation layers"] = activated('layers.Activation("{}")'.format)
WAYS["layers of each activation"] = activated(lambda name: f"layers.{_KIND[name]}()")
WAYS["activation objects"] = given("keras.activations.{}".format)
WAYS["activations of keras.ops"] = given("keras.ops.{}".format)
WAYS["layers as activations"] = given(lambda name: f"layers.{_KIND[name]}()")


@way
def activations_imported(asked: Asked) -> str:
    text = given("{}".format)(asked)
    return "from keras.activations import relu, softmax\n" + (text or "")


@way
def activations_of_tensors(asked: Asked) -> str:
    lines = [f"x = entry = keras.Input({asked.shape})"]
    for item in asked.items:
        arguments = dict(item.arguments)
        name = arguments.pop("activation", None)
        lines.append(f"x = {call(replace(item, arguments=arguments))}(x)")
        lines += [f"x = keras.ops.{name}(x)"] if name else []
    return function(asked, *lines, "return keras.Model(entry, x)")


@way
def relu_twice(asked: Asked) -> str:
    return each(
        asked, lambda one: [call(one)] + (["layers.ReLU()"] if one.label == "conv2" else [])
    )


@way
def relu_after_the_pooling(asked: Asked) -> str | None:
    if asked.name != "A":
        return None

    def move(item: Item) -> list[str]:
        if item.label in ("conv1", "conv2"):
            return [call(item.but(activation=None))]
        return [call(item)] + (["layers.ReLU()"] if item.kind == "MaxPooling1D" else [])

    return each(asked, move)


@way
def no_padding_for_one(asked: Asked) -> str | None:
    return plain(asked.but("conv3", padding="valid")) if asked.name in "AB" else None


@way
def a_dense_layer_for_a_filter_of_one(asked: Asked) -> str | None:
    if asked.name not in "AB":
        return None
    dense = Item("conv3", "Dense", {"units": 8, "activation": "relu"})
    return plain(asked.instead("conv3", dense))


@way
def pooling_strides_said(asked: Asked) -> str | None:
    return plain(asked.but("pool1", strides=4)) if asked.name == "A" else None


@way
def pooling_padded(asked: Asked) -> str | None:
    return plain(asked.but("pool1", padding="same")) if asked.name == "A" else None


@way
def zeros_by_hand(asked: Asked) -> str | None:
    """Around the first convolution, where Keras would put them."""
    pads = {"A": "(3, 4)", "B": "(2, 2)"}.get(asked.name, "((0, 1), (0, 1))")
    rank = len(asked.shape) - 1
    return each(
        asked,
        lambda one: (
            [f"layers.ZeroPadding{rank}D({pads})", call(one.but(padding="valid"))]
            if one.label == "conv1"
            else [call(one)]
        ),
    )


@way
def zeros_on_another_side(asked: Asked) -> str | None:
    """The sizes are right, and so it is: what is read of the border is noted."""
    if asked.name in "AB":
        return None
    return zeros_by_hand(asked).replace("((0, 1), (0, 1))", "((1, 0), (1, 0))")  # type: ignore


@way
def reshaped(asked: Asked) -> str | None:
    if asked.name not in "AB":
        return None
    return plain(asked).replace("Flatten()", "Reshape((-1,))")


@way
def flattened_twice(asked: Asked) -> str | None:
    *most, last = asked.items
    more = ["layers.Flatten()"] * 2 if asked.name != "C" else []
    return sequential(asked, [*map(call, most), *more, call(last)])


@way
def kept_and_flattened(asked: Asked) -> str | None:
    kept = ["layers.GlobalAveragePooling2D(keepdims=True)", "layers.Flatten()"]
    return each(asked, lambda one: kept if one.label == "pool" else [call(one)]) if (
        asked.name in "CDE"
    ) else None  # fmt: skip


@way
def averaged_over_all(asked: Asked) -> str | None:
    size = {"C": 85, "D": 2, "E": 2}.get(asked.name)
    whole = [f"layers.AveragePooling2D({size})", "layers.Flatten()"]
    return each(asked, lambda one: whole if one.label == "pool" else [call(one)]) if size else None


@way
def older_names(asked: Asked) -> str:
    text = plain(asked).replace("layers.Conv", "layers.Convolution")
    return text.replace("MaxPooling1D", "MaxPool1D").replace("GlobalAveragePool", "GlobalAvgPool") \
        .replace("GlobalAvgPooling", "GlobalAvgPool")  # fmt: skip


@way
def image_of_one_row(asked: Asked) -> str | None:
    if asked.name not in "AB":
        return None
    made = []
    for item in asked.items:
        if item.is_convolution:
            sizes = {n: (1, item.arguments[n]) for n in ("kernel_size", "strides")}
            made.append(call(replace(item.but(**sizes), kind="Conv2D")))
        elif item.kind == "MaxPooling1D":
            made.append("layers.MaxPooling2D((1, 4))")
        else:
            made.append(call(item))
    return sequential(asked, made, f"keras.Input({(1, *asked.shape)})")


@way
def vector_made_a_signal(asked: Asked) -> str | None:
    if asked.name not in "AB":
        return None
    made = ["layers.Reshape((1024, 1))", *map(call, asked.items)]
    return sequential(asked, made, "keras.Input((1024,))")


@way
def scaled_inside(asked: Asked) -> str:
    return sequential(asked, ["layers.Rescaling(1 / 255)", *map(call, asked.items)])


@way
def what_does_nothing(asked: Asked) -> str:
    nothing = ["layers.Dropout(0)", 'layers.Activation("linear")']
    return each(asked, lambda one: [call(one), *(nothing if one.label == "conv1" else [])])
