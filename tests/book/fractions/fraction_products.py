"""Products of two fractions."""

import random

from cnnbook.questions.draw import Draw

DRAWINGS = {}


def draw(random: random.Random) -> Draw | None:
    first, second = random.randint(2, 9), random.randint(2, 9)
    one, other = random.randint(5, 12), random.randint(5, 12)
    if first == second or one == other:
        return None
    return Draw(
        kind="product",
        asked=(first, one, second, other),
        numbers={
            "first": first, "second": second, "one": one, "other": other,
            "above": first * second, "under": one * other,
        },
        wrong={
            "below-added": {"under": one + other},
            "first-only": {"under": one},
            "above-added": {"above": first + second},
        },
        key=(),
    )  # fmt: skip
