"""Numbers as Brazilian readers write them."""

import subprocess
import sys

import pytest

from cnnbook import numbers
from cnnbook.numbers import THIN_SPACE, day, decimal, integer, percent, shape


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (9999, "9999"),  # up to four digits stay together
        (10000, "10.000"),
        (106212, "106.212"),
        (1234567, "1.234.567"),
        (-1234, "−1234"),  # the sign is no digit
        (-12345, "−12.345"),
    ],
)
def test_integer(value, text):
    assert integer(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.1386, 3, "0,139"),
        (4.6, 4, "4,6000"),
        (2, 1, "2,0"),
        (12345.678, 2, "12.345,68"),
        (1234.5, 1, "1234,5"),
        (1e-07, 3, "0,000"),  # repr writes it with an exponent
        (9.96, 1, "10,0"),  # the carry reaches the whole part
        (0.125, 2, "0,13"),  # a half rounds away from zero, not to even
        (2.675, 2, "2,68"),  # the float is a little below the half that was written
        (2.5, 0, "3"),
        (-0.125, 2, "−0,13"),
        (-2.5, 0, "−3"),
        (-0.5, 1, "−0,5"),  # the whole part, 0, has no sign of its own
        (-12345.678, 2, "−12.345,68"),
        (-0.4, 0, "0"),
        (-0.04, 1, "0,0"),  # what rounds to zero has no sign
    ],
)
def test_decimal(value, places, text):
    assert decimal(value, places) == text


@pytest.mark.parametrize(
    ("fraction", "places", "text"),
    [
        (0.1386, 1, "13,9"),
        (0.01, 0, "1"),
        (1.0, 1, "100,0"),
        (123.45, 0, "12.345"),
        (-0.005, 1, "−0,5"),
        (0.1455, 1, "14,6"),  # multiplied by 100 as a float it falls below the half
        (0.285, 0, "29"),
        ((0.2777 + 0.2773) / 2, 1, "27,8"),  # 0.27749999999999997
    ],
)
def test_percent(fraction, places, text):
    assert percent(fraction, places) == f"{text}{THIN_SPACE}%"


def test_day_before_month():
    assert day("2026-01-31") == "31/01/2026"


def test_the_space_before_the_percent_sign_never_breaks():
    assert THIN_SPACE == "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("sizes", "text"),
    [((254, 254, 16), "254×254×16"), ((128,), "128"), ([10000, 1], "10.000×1"), ((), "")],
)
def test_shape(sizes, text):
    assert shape(sizes) == text


def test_another_language_writes_numbers_in_its_own_way():
    code = """
import os, subprocess, sys
from cnnbook import numbers
numbers.use("en")
child = "from cnnbook.numbers import *; print(decimal(0.1386, 3), integer(106212), percent(0.5), "
child += "written([1, 2, 3]))"
subprocess.run([sys.executable, "-c", child], check=True)
"""
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert said.stdout == "0.139 106,212 50.0% 1, 2 and 3\n"


def test_a_language_whose_numbers_are_not_described_is_refused():
    with pytest.raises(ValueError, match="'xx': só se sabe escrever números em pt, en"):
        numbers.use("xx")
