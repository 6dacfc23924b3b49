"""Sizes along one axis: cases worked by hand, and counting as an independent oracle."""

from itertools import product

import pytest

from cnnbook.geometry import (
    GeometryError,
    effective_kernel_size,
    output_size,
    same_padding,
    transposed_output_size,
)


def places(input_size, kernel_size, strides, dilation_rate):
    """Count, one by one, the positions where every tap of the window lands on the input."""
    count = 0
    for start in range(0, input_size, strides):
        taps = [start + tap * dilation_rate for tap in range(kernel_size)]
        count += taps[-1] < input_size
    return count


GRID = list(product(range(1, 13), range(1, 6), range(1, 5), range(1, 4)))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param((10, 5), 6, id="exercise 2: (10 - 5)/1 + 1"),
        pytest.param((256, 3), 254, id="exercise 4: one lost on each side"),
        pytest.param((256, 3, 3), 85, id="exercise 7: floor(253/3) + 1, one column left over"),
        pytest.param((8, 3, 3), 2, id="exercise 8: windows at 0 and 3, the one at 6 overflows"),
        pytest.param((4, 3, 1), 2, id="exercise 10: windows at 0 and 1"),
        pytest.param((7, 7), 1, id="the window is the input"),
        pytest.param((7, 7, 9), 1, id="a stride that is never taken"),
        pytest.param((5, 1, 2), 3, id="places 0, 2, 4"),
        pytest.param((7, 3, 1, "valid", 2), 3, id="taps 0, 2, 4: covers 5 of 7"),
        pytest.param((7, 3, 1, "valid", 3), 1, id="taps 0, 3, 6: covers all 7"),
        pytest.param((10, 3, 2, "valid", 2), 3, id="covers 5: floor(5/2) + 1"),
        pytest.param((1024, 8, 4, "same"), 256, id="exercise 6: 1024/4, whatever the kernel"),
        pytest.param((5, 3, 2, "same"), 3, id="ceil(5/2)"),
        pytest.param((3, 9, 1, "same"), 3, id="padding makes room for any kernel"),
        pytest.param((7, 3, 1, "same", 3), 7, id="same ignores dilation"),
    ],
)
def test_output_size_by_hand(arguments, expected):
    assert output_size(*arguments) == expected


def test_output_size_valid_counts_the_places_where_the_window_fits():
    for n, k, s, d in GRID:
        expected = places(n, k, s, d)
        if expected:
            assert output_size(n, k, s, "valid", d) == expected, (n, k, s, d)
        else:
            with pytest.raises(GeometryError):
                output_size(n, k, s, "valid", d)


def test_output_size_same_takes_one_place_per_stride_started():
    for n, k, s, d in GRID:
        assert output_size(n, k, s, "same", d) == len(range(0, n, s)), (n, k, s, d)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param((8, 3, 2), (0, 1), id="4 places: last window covers 6, 7 and one zero"),
        pytest.param((7, 3, 2), (1, 1), id="4 places: first covers one zero, 0, 1"),
        pytest.param((8, 3, 1), (1, 1), id="one on each side keeps the size"),
        pytest.param((8, 4, 1), (1, 2), id="an even kernel: the odd zero goes after"),
        pytest.param((1024, 8, 4), (2, 2), id="exercise 6: 255 * 4 + 8 - 1024 = 4"),
        pytest.param((8, 1, 3), (0, 0), id="nothing is missing, and it is never negative"),
        pytest.param((7, 3, 1, 2), (2, 2), id="dilated: covers 5"),
    ],
)
def test_same_padding_by_hand(arguments, expected):
    assert same_padding(*arguments) == expected


def test_same_padding_is_the_least_that_gives_all_places_with_the_odd_zero_after():
    for n, k, s, d in GRID:
        before, after = same_padding(n, k, s, d)
        wanted = len(range(0, n, s))
        least = next(zeros for zeros in range(100) if places(n + zeros, k, s, d) >= wanted)
        assert before + after == least, (n, k, s, d)
        assert after - before in (0, 1), (n, k, s, d)


def test_a_transposed_convolution_has_a_place_for_all_that_its_windows_touch():
    for n, k, s, d in GRID:
        touched = {place * s + tap * d for place in range(n) for tap in range(k)}
        # After the last window there are as many places as strides between two windows.
        assert transposed_output_size(n, k, s, "valid", d) == max(max(touched) + 1, n * s)
        assert transposed_output_size(n, k, s, "same", d) == n * s


def test_a_transposed_convolution_refuses_an_unknown_padding():
    with pytest.raises(GeometryError, match="'causal'"):
        transposed_output_size(8, 3, padding="causal")


@pytest.mark.parametrize(("arguments", "expected"), [((3,), 3), ((3, 2), 5), ((1, 9), 1)])
def test_effective_kernel_size_by_hand(arguments, expected):
    assert effective_kernel_size(*arguments) == expected


NAMES = ("input_size", "kernel_size", "strides", "dilation_rate")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", [0, -1, 2.0, "2", None, True], ids=repr)
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_output_size_names_the_argument_that_is_no_positive_integer(name, value, padding):
    arguments = dict.fromkeys(NAMES, 1) | {name: value}
    with pytest.raises(GeometryError) as error:
        output_size(**arguments, padding=padding)
    assert f"{name}={value!r}" in str(error.value)


@pytest.mark.parametrize("padding", ["full", "SAME", "", None], ids=repr)
def test_output_size_refuses_an_unknown_padding_and_says_which_there_are(padding):
    with pytest.raises(GeometryError) as error:
        output_size(8, 3, padding=padding)
    for text in (repr(padding), '"valid"', '"same"'):
        assert text in str(error.value)


@pytest.mark.parametrize(
    ("arguments", "window"), [((4, 5), 5), ((4, 3, 1, "valid", 2), 5)], ids=["plain", "dilated"]
)
def test_a_kernel_larger_than_the_input_is_refused_with_both_sizes(arguments, window):
    with pytest.raises(GeometryError) as error:
        output_size(*arguments)
    assert f"{window} posições" in str(error.value)
    assert "a entrada tem 4" in str(error.value)
