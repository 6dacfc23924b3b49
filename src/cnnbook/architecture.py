"""A network as plain data, for the identity of its records: all that may change a result.

That is Keras' own description of each layer, but for the names: sizes, activations with their
parameters, initializers, regularizers, constraints, whether it is trained, the type it computes
in. What is left at None is left out, so that an option that a later Keras adds changes nothing.
A layer that runs code of one's own cannot be described: its configuration does not say what it
does.
"""

from __future__ import annotations

from typing import Any

import keras


def architecture_of(network: keras.Model) -> dict[str, object]:
    """Describe a sequential network, and the settings of Keras that a training depends on.

    Equal descriptions mean equal networks. All of it can be written as JSON.

    Raises:
        TypeError: the network is not sequential, or does what its configuration does not say.
    """
    if type(network) is not keras.Sequential:
        raise TypeError(
            f"rede {network.name!r}: só se registram treinamentos de redes keras.Sequential; "
            f"esta é {type(network).__name__}"
        )
    return {
        "input": {"shape": list(network.input_shape), "dtype": str(network.inputs[0].dtype)},
        "layers": [_layer(layer) for layer in network.layers],
        "settings": {
            "dtype_policy": _plain(
                keras.saving.serialize_keras_object(keras.config.dtype_policy()), "dtype_policy"
            ),
            "epsilon": keras.config.epsilon(),
        },
    }


def _layer(layer: keras.Layer) -> object:
    try:
        return _plain(keras.saving.serialize_keras_object(layer), layer.name)
    except (TypeError, ValueError, NotImplementedError) as error:
        raise TypeError(
            f"camada {layer.name!r}: este treinamento não pode ser registrado, porque a "
            f"configuração dela não diz tudo o que ela faz ({error})"
        ) from None


def _plain(value: Any, where: str) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item, where) for item in value]
    if not isinstance(value, dict) or "class_name" not in value:
        raise TypeError(f"{where} é {value!r}")
    module, kind = str(value.get("module")), value["class_name"]
    if module.split(".")[0] != "keras" or value.get("registered_name"):
        raise TypeError(f"{where} é código de fora do Keras, {kind}")
    config = {
        key: _plain(item, key)
        for key, item in value["config"].items()
        if item is not None and (key != "name" or _names_what_it_is(kind))
    }
    return {"class": f"{module}.{kind}", **config}


def _names_what_it_is(kind: str) -> bool:
    """Whether an object's name says what it does: a dtype policy's does, a layer's does not."""
    return hasattr(keras.dtype_policies, kind)
