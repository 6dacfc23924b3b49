"""Numbers for the versions of a small book's exercise."""

from __future__ import annotations

import random

from cnnbook.questions.draw import Draw

DRAWINGS: dict[str, object] = {}


def draw(random: random.Random) -> Draw:
    first, second = random.randint(30, 90), random.randint(2, 25)
    return Draw(
        kind="difference",
        asked=(first, second),
        numbers={"first": first, "second": second, "result": first - second},
        wrong={
            "border-ignored": {"result": first},
            "one-side-only": {"result": first + second},
            "rounded-up": {"result": first - second + 1},
        },
        key=(),
    )
