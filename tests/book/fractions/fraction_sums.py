"""Sums of fractions with the same denominator."""

import random

from cnnbook.questions.draw import Draw

DRAWINGS = {}


def draw(random: random.Random) -> Draw | None:
    below = random.randint(5, 40)
    first, second = random.randint(2, below), random.randint(2, below)
    if first == second:
        return None
    return Draw(
        kind="sum",
        asked=(first, second, below),
        numbers={
            "first": first, "second": second, "below": below,
            "above": first + second, "under": below,
        },
        wrong={
            "below-added": {"under": 2 * below},
            "first-only": {"above": first},
            "above-multiplied": {"above": first * second},
        },
        key=(),
    )  # fmt: skip
