"""Wrong sizes of an output: borders, strides, padding, directions."""

from __future__ import annotations

from collections.abc import Sequence

from cnnbook import layers
from cnnbook.geometry import Padding, output_size
from cnnbook.layers import Arithmetic
from cnnbook.misconceptions.mistake import Misconception
from cnnbook.numbers import integer


def _size(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "valid"
) -> Arithmetic:
    layer = layers.Conv1D(1, kernel_size, strides=strides, padding=padding)
    return layer.size_arithmetic((input_size, 1))[0]


def _border_ignored(input_size: int, kernel_size: int = 1, strides: int = 1) -> Arithmetic:
    if strides == 1:
        return Arithmetic(integer(input_size), input_size)
    return _size(input_size, kernel_size, strides, "same")


def _one_side_only(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    lost = kernel_size // 2
    expression = f"{integer(input_size)} − {lost}"
    if strides > 1:
        expression = f"⌈({expression})/{strides}⌉"
    return Arithmetic(expression, -(-(input_size - lost) // strides))


def _kernel_as_output(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "valid"
) -> Arithmetic:
    return Arithmetic(integer(kernel_size), kernel_size)


def _kernel_each_side(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    expression, value = f"{integer(input_size)} − 2·{kernel_size}", input_size - 2 * kernel_size
    if strides > 1:
        expression, value = f"⌈({expression})/{strides}⌉", -(-value // strides)
    return Arithmetic(expression, value)


def _full_convolution(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    if strides == 1:
        value = input_size + kernel_size - 1
        return Arithmetic(f"{integer(input_size)} + {kernel_size} − 1", value)
    value = (input_size + kernel_size - 2) // strides + 1
    return Arithmetic(f"⌊({integer(input_size)} + {kernel_size} − 2)/{strides}⌋ + 1", value)


def _padding_in_output(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    expression = f"{integer(input_size)} + {kernel_size - 1}"
    if strides > 1:
        expression = f"⌈({expression})/{strides}⌉"
    return Arithmetic(expression, -(-(input_size + kernel_size - 1) // strides))


def _padding_forgotten(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    if strides == 1:
        lost = kernel_size - 1
        return Arithmetic(f"{integer(input_size)} − {lost}", input_size - lost)
    return _size(input_size, kernel_size, strides)


def _one_forgotten(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    value = (input_size - kernel_size) // strides
    difference = f"{integer(input_size)} − {kernel_size}"
    return Arithmetic(difference if strides == 1 else f"⌊({difference})/{strides}⌋", value)


def _one_too_many(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    value = (input_size - kernel_size) // strides + 2
    difference = f"{integer(input_size)} − {kernel_size}"
    return Arithmetic(f"{difference if strides == 1 else f'⌊({difference})/{strides}⌋'} + 2", value)


def _rounded_up(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    value = -(-(input_size - kernel_size) // strides) + 1
    return Arithmetic(f"⌈({integer(input_size)} − {kernel_size})/{strides}⌉ + 1", value)


def _rounded_down(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    return Arithmetic(f"⌊{integer(input_size)}/{strides}⌋", input_size // strides)


def _strides_forgotten(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "valid"
) -> Arithmetic:
    value = output_size(input_size, kernel_size, 1, padding)
    if padding == "same":
        return Arithmetic(integer(input_size), value)
    return Arithmetic(f"{integer(input_size)} − {kernel_size} + 1", value)


def _strides_as_gap(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "valid"
) -> Arithmetic:
    return _size(input_size, kernel_size, strides + 1, padding)


def _strides_twice(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "same"
) -> Arithmetic:
    return _size(input_size, kernel_size, strides**2, padding)


def _size_same(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "same"
) -> Arithmetic:
    return _size(input_size, kernel_size, strides, padding)


def _along_axis(
    input_size: Sequence[int],
    kernel_size: Sequence[int],
    strides: Sequence[int] = (1, 1),
    padding: Padding = "same",
    axis: int = 0,
) -> Arithmetic:
    return _size(input_size[axis], kernel_size[axis], strides[axis], padding)


def _axes_swapped(
    input_size: Sequence[int],
    kernel_size: Sequence[int],
    strides: Sequence[int] = (1, 1),
    padding: Padding = "same",
    axis: int = 0,
) -> Arithmetic:
    return _along_axis(input_size, kernel_size[::-1], strides[::-1], padding, axis)


def _next_layer(input_size: int, pool_size: int) -> Arithmetic:
    value = output_size(input_size, pool_size, pool_size)
    return Arithmetic(f"{integer(input_size)}/{pool_size}", value)


def _this_layer(input_size: int, pool_size: int) -> Arithmetic:
    return Arithmetic(integer(input_size), input_size)


_TEN_BY_FIVE = {"input_size": 10, "kernel_size": 5}
_TWELVE_BY_THREE = {"input_size": 12, "kernel_size": 3, "strides": 2}
_PADDED = {"input_size": 254, "kernel_size": 3}
_ROWS = {"input_size": (512, 512), "kernel_size": (1, 3), "strides": (1, 2)}

SIZES = {
    "border-ignored": Misconception(_border_ignored, _size, _TEN_BY_FIVE),
    "one-side-only": Misconception(_one_side_only, _size, _TEN_BY_FIVE),
    "kernel-as-output": Misconception(_kernel_as_output, _size, _TEN_BY_FIVE),
    "kernel-each-side": Misconception(_kernel_each_side, _size, _TWELVE_BY_THREE | {"strides": 1}),
    "full-convolution": Misconception(_full_convolution, _size, _TEN_BY_FIVE),
    "padding-forgotten": Misconception(_padding_forgotten, _size_same, _PADDED),
    "padding-in-output": Misconception(_padding_in_output, _size_same, _PADDED),
    "one-forgotten": Misconception(_one_forgotten, _size, _TEN_BY_FIVE),
    "one-too-many": Misconception(_one_too_many, _size, _TEN_BY_FIVE),
    "rounded-up": Misconception(_rounded_up, _size, _TWELVE_BY_THREE),
    "rounded-down": Misconception(
        _rounded_down, _size_same, {"input_size": 1023, "kernel_size": 8, "strides": 4}
    ),
    "strides-forgotten": Misconception(_strides_forgotten, _size, _TWELVE_BY_THREE),
    "strides-as-gap": Misconception(
        _strides_as_gap, _size, {"input_size": 256, "kernel_size": 3, "strides": 3}
    ),
    "strides-twice": Misconception(
        _strides_twice, _size_same, {"input_size": 512, "kernel_size": 3, "strides": 2}
    ),
    "axes-swapped": Misconception(_axes_swapped, _along_axis, _ROWS),
    "axis-repeated": Misconception(_axes_swapped, _along_axis, _ROWS),
    "next-layer": Misconception(_next_layer, _this_layer, {"input_size": 256, "pool_size": 4}),
}
