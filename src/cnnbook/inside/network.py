"""The network of exercise 10 for a script that runs it: its layers, weights and seeds.

The recorded weights are rounded to float16, which halves what a browser must fetch. How little
that changes is measured in ``tests/keras/test_rounded_network.py`` and, with the whole test set,
in ``tests/book/test_network_arithmetic.py``. The initial weights are not
sent: they come from the run's seed, as Keras draws them (`initial_seeds`).
"""

from __future__ import annotations

import base64
import random
from collections.abc import Sequence

import numpy as np

from cnnbook import layers, records, sample
from cnnbook.cifar100_names import PORTUGUESE
from cnnbook.configuration import EXERCISE_10, TrainingConfiguration
from cnnbook.dataset import IMAGE_SHAPE
from cnnbook.geometry import same_padding
from cnnbook.inside import drawings
from cnnbook.records import Record, RecordError
from cnnbook.trace import Row, trace

NAMES = ("conv1", "conv2", "conv3", "new1", "new2", "conv4", "pool", "output")
"""What the chapter calls the layers, which a record does not say."""

_LARGEST_SEED = int(1e9)  # of those that keras.backend.make_default_seed draws


def recorded(
    configuration: TrainingConfiguration = EXERCISE_10,
) -> tuple[Record, list[np.ndarray]]:
    """The recorded run and its weights, found without Keras.

    Raises:
        RecordError: there is none, or it is damaged.
    """
    wanted = configuration.asked()
    name = "{network}-epochs{epochs}-seed{seed}-*.json".format(**wanted)
    for directory in records.directories():
        for path in sorted(directory.glob(name)):
            found = records.read(path).configuration
            if wanted.items() <= found.items():
                return records.load(path, found)
    raise RecordError(f"não há um registro de {configuration}: rode make train")


def rounded(weights: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The weights as the figure has them: of float16's values, in float32 again."""
    return [one.astype(np.float16).astype(np.float32) for one in weights]


def initial_seeds(configuration: TrainingConfiguration, kernels: int) -> list[int]:
    """The seed of each kernel, as Keras draws them after ``set_random_seed``.

    An initializer without a seed of its own takes the next of Python's ``random``
    (``keras.backend.make_default_seed``).
    """
    drawn = random.Random(configuration.seed)
    return [drawn.randint(1, _LARGEST_SEED) for _ in range(kernels)]


def rows(record: Record) -> tuple[Row, ...]:
    """The network's arithmetic, layer by layer.

    Raises:
        RecordError: a layer is of a kind that the figure does not run.
    """
    described = record.configuration["architecture"]["layers"]  # type: ignore[index]
    return trace(IMAGE_SHAPE, [_layer(name, one) for name, one in zip(NAMES, described)])


def first_maps(pixels: np.ndarray) -> np.ndarray:
    """What conv1 makes of a picture, with the rounded weights: for a drawing of its maps.

    Args:
        pixels: uint8 of shape ``(32, 32, 3)``.

    Returns:
        Shape ``(16, 16, 32)``, after the ReLU.
    """
    record, weights = recorded()
    layer = rows(record)[0].layer
    assert isinstance(layer, layers.Conv2D)
    kernel, bias = rounded(weights)[:2]
    padding = [same_padding(*sizes) for sizes in zip(IMAGE_SHAPE, layer.kernel_size, layer.strides)]
    padded = np.pad(pixels / 255, [*padding, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, layer.kernel_size, axis=(0, 1))
    down, across = layer.strides
    # Windows are (rows, columns, channels, kernel rows, kernel columns).
    sums = np.einsum("rcdij,ijdf->rcf", windows[::down, ::across], kernel)
    return np.maximum(sums + bias, 0)


def packed(weights: np.ndarray) -> dict[str, object]:
    """Numbers in float16 as text that compresses well: the two bytes of each apart.

    The high bytes (sign, exponent, two bits more) are few and unequally frequent: each is a letter,
    so that a compressor sees them as they are. The low ones are like noise, and in base64.

    Returns:
        ``high``, a letter for each number; ``alphabet``, of each letter in turn the letter and its
        byte; ``low``.
    """
    pairs = weights.astype("<f2").view(np.uint8).reshape(-1, 2)
    values, counts = np.unique(pairs[:, 1], return_counts=True)
    letters = dict(zip(values[np.argsort(-counts, kind="stable")].tolist(), _letters()))
    return {
        "high": "".join(letters[byte] for byte in pairs[:, 1].tolist()),
        "alphabet": [[letter, byte] for byte, letter in letters.items()],
        "low": base64.b64encode(pairs[:, 0].tobytes()).decode(),
    }


def _letters() -> list[str]:
    """As many as a byte has values, those of one byte in UTF-8 first."""
    plain = [chr(code) for code in range(33, 127) if chr(code) not in '"\\']
    return [*plain, *(chr(code) for code in range(0xC0, 0xC0 + 256 - len(plain)))]


def content() -> dict[str, object]:
    """All that the figure needs once it is switched on, as plain data."""
    record, weights = recorded()
    described = record.configuration["architecture"]["layers"]  # type: ignore[index]
    kernels = sum("kernel_initializer" in one for one in described)
    return {
        "input": IMAGE_SHAPE,
        "layers": [_plain(row, one["activation"] if "activation" in one else "linear")
                   for row, one in zip(rows(record), described)],
        "seeds": initial_seeds(EXERCISE_10, kernels),
        "weights": packed(np.concatenate([one.ravel() for one in weights])),
        "classes": [PORTUGUESE[name] for name in sample.load().class_names],
        "accuracy": record.test["accuracy"],
        "pictures": [
            {
                "name": one.name,
                "class": PORTUGUESE.get(one.class_name, ""),
                "alternative": one.alternative,
                "pixels": base64.b64encode(one.pixels.tobytes()).decode(),
            }
            for one in drawings.pictures()
        ],
    }  # fmt: skip


def _layer(name: str, described: dict) -> layers.Layer:
    kind = described["class"].rpartition(".")[2]
    if kind == "Conv2D":
        sizes = {key: tuple(described[key]) for key in ("kernel_size", "strides")}
        filters, padding = described["filters"], described["padding"]
        return layers.Conv2D(filters, **sizes, padding=padding, name=name)
    if kind == "Dense":
        return layers.Dense(described["units"], name=name)
    if kind == "GlobalAveragePooling2D":
        return layers.GlobalAveragePooling2D(name=name)
    raise RecordError(f"a figura não conhece a camada {kind} do registro")


def _plain(row: Row, activation: str) -> dict[str, object]:
    """A layer for the script, with what it would otherwise have to calculate again."""
    layer, input_shape = row.layer, row.input_shape
    plain: dict[str, object] = {
        "kind": type(layer).__name__, "name": layer.name, "input": input_shape,
        "output": row.output_shape, "activation": activation, "field": row.receptive_field,
    }  # fmt: skip
    if isinstance(layer, layers.Conv2D):
        kernel, strides = layer.kernel_size, layer.strides
        before = [
            same_padding(*sizes)[0] if layer.padding == "same" else 0
            for sizes in zip(input_shape, kernel, strides)
        ]
        return plain | {"kernel": kernel, "strides": strides, "before": before}
    return plain
