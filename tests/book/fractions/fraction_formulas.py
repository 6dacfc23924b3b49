"""What mistakes make of two fractions with the same denominator."""

from typing import NamedTuple


class Formula(NamedTuple):
    formula: object
    right: object
    example: dict


def _sum(first: int, second: int, below: int) -> str:
    return f"{first + second}/{below}"


MISCONCEPTIONS = {
    "below-added": Formula(
        lambda first, second, below: f"{first + second}/{2 * below}",
        _sum,
        {"first": 1, "second": 3, "below": 5},
    )
}
