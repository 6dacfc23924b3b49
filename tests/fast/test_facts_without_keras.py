"""Exercises 2, 4, 6, 7, 8 and 10 as the source states them: every size and every parameter."""

import pytest

from cnnbook.geometry import output_size
from cnnbook.layers import (
    Conv1D,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling1D,
)
from cnnbook.trace import total_parameters, trace


def test_exercise_2():
    assert output_size(10, 5) == 6


def test_exercise_4():
    rows = trace((256, 256, 3), [Conv2D(8, 3), Conv2D(16, 3, padding="same")])
    assert rows[1].output_shape == (254, 254, 16)
    assert rows[1].input_shape[-1] == 8  # p, the depth of the second layer's filters


FACTORED = [  # second and third layer of exercises 8 and 10
    (Conv2D(64, (1, 3), strides=(1, 2), padding="same"), (16, 8, 64), 6208),
    (Conv2D(64, (3, 1), strides=(2, 1), padding="same"), (8, 8, 64), 12352),
]
TABLES = {
    "6, with pooling": (
        (1024, 1),
        6075,
        [
            (Conv1D(16, 8, padding="same"), (1024, 16), 144),
            (MaxPooling1D(4), (256, 16), 0),
            (Conv1D(32, 8, padding="same"), (256, 32), 4128),
            (MaxPooling1D(4), (64, 32), 0),
            (Conv1D(8, 1, padding="same"), (64, 8), 264),
            (Flatten(), (512,), 0),
            (Dense(3), (3,), 1539),
        ],
    ),
    "6, with strides": (
        (1024, 1),
        6075,
        [
            (Conv1D(16, 8, strides=4, padding="same"), (256, 16), 144),
            (Conv1D(32, 8, strides=4, padding="same"), (64, 32), 4128),
            (Conv1D(8, 1, padding="same"), (64, 8), 264),
            (Flatten(), (512,), 0),
            (Dense(3), (3,), 1539),
        ],
    ),
    "7": (
        (1024, 1024, 1),
        92_736,
        [
            (Conv2D(32, 3, strides=2, padding="same"), (512, 512, 32), 320),
            (Conv2D(64, (1, 3), strides=(1, 2), padding="same"), (512, 256, 64), 6208),
            (Conv2D(64, (3, 1), strides=(2, 1), padding="same"), (256, 256, 64), 12352),
            (Conv2D(128, 3, strides=3), (85, 85, 128), 73856),
            (GlobalAveragePooling2D(), (128,), 0),
        ],
    ),
    "8": (
        (32, 32, 3),
        106_212,
        [
            (Conv2D(32, 3, strides=2, padding="same"), (16, 16, 32), 896),
            *FACTORED,
            (Conv2D(128, 3, strides=3), (2, 2, 128), 73856),
            (GlobalAveragePooling2D(), (128,), 0),
            (Dense(100), (100,), 12900),
        ],
    ),
    "10": (
        (32, 32, 3),
        130_916,
        [
            (Conv2D(32, 3, strides=2, padding="same"), (16, 16, 32), 896),
            *FACTORED,
            (Conv2D(64, (1, 3), strides=(1, 2), padding="same"), (8, 4, 64), 12352),
            (Conv2D(64, (3, 1), strides=(2, 1), padding="same"), (4, 4, 64), 12352),
            (Conv2D(128, 3, strides=1), (2, 2, 128), 73856),
            (GlobalAveragePooling2D(), (128,), 0),
            (Dense(100), (100,), 12900),
        ],
    ),
}


@pytest.mark.parametrize(("input_shape", "total", "table"), TABLES.values(), ids=TABLES.keys())
def test_table_of_exercise(input_shape, total, table):
    rows = trace(input_shape, [layer for layer, _, _ in table])
    assert [(row.output_shape, row.parameters) for row in rows] == [row[1:] for row in table]
    assert total_parameters(rows) == total
