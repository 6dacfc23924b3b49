"""Exercise 2: the size of a convolution's output, or the kernel for a given size."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cnnbook.figures.small import grid_template, grid_values
from cnnbook.geometry import GeometryError, output_size
from cnnbook.layers import Conv2D
from cnnbook.misconceptions import mistaken
from cnnbook.questions.draw import Claim, Draw, Network

DRAWINGS = {"grid": grid_template}

_IN_CHAPTER = (10, 5)

Wrong = dict[str, Mapping[str, object]]


@dataclass(frozen=True)
class Axis:
    """One direction of a convolution without padding."""

    input: int
    kernel: int
    strides: int = 1

    @property
    def places(self) -> int:
        return output_size(self.input, self.kernel, self.strides)

    @property
    def moves(self) -> int:
        return self.places - 1

    @property
    def free(self) -> int:
        """How far the kernel can go."""
        return self.input - self.kernel

    @property
    def lost(self) -> int:
        """What is missing from the input to the output."""
        return self.input - self.places

    @property
    def half(self) -> int:
        return self.kernel // 2

    @property
    def starts(self) -> list[int]:
        return [1 + self.strides * place for place in range(self.places)]

    def by(self, mistake: str) -> int:
        """The size that a mistake leads to."""
        padding = {"padding": "valid"} if mistake == "strides-twice" else {}
        size = {"input_size": self.input, "kernel_size": self.kernel, "strides": self.strides}
        return mistaken(mistake, **size, **padding).value


def draw(random: random.Random) -> Draw | None:
    kind = random.choice((_square, _strided, _strided, _rectangular, _inverse))
    return kind(random)


def chapter() -> Draw:
    return _of_square(*_IN_CHAPTER)


def _square(random: random.Random) -> Draw | None:
    n, k = random.randint(6, 28), random.choice((3, 5, 7, 9))
    if not 1 < n - k or k > n // 2 + 2 or (n, k) == _IN_CHAPTER:
        return None
    return _of_square(n, k)


def _of_square(n: int, k: int) -> Draw:
    axis = Axis(n, k)
    wrong = _both(
        axis, "border-ignored", "one-side-only", "kernel-as-output", "one-forgotten",
        "one-too-many", "strides-as-gap", "full-convolution", "kernel-each-side",
    )  # fmt: skip
    return _asked("square", (n, k), axis, axis, wrong)


def _strided(random: random.Random) -> Draw | None:
    n, k, s = random.randint(10, 36), random.randint(2, 7), random.randint(2, 4)
    axis = Axis(n, k, s)
    if k > n // 2 or axis.places < 4:
        return None
    wrong = _both(
        axis, "strides-forgotten", "one-forgotten", "strides-as-gap", "border-ignored",
        "kernel-as-output", "full-convolution", "strides-twice", "kernel-each-side",
    )  # fmt: skip
    wrong["strides-as-gap"] |= {"strides": s + 1}  # type: ignore[operator]
    wrong["strides-twice"] |= {"strides": s * s}  # type: ignore[operator]
    also = ["one-side-only"]
    if axis.free % s:  # two mistakes that agree are offered as such
        wrong["rounded-up one-too-many"] = _square_of(axis.by("rounded-up"))
    else:
        also.append("one-too-many")
    return _asked("strided", (n, k, s), axis, axis, wrong, [_square_of(axis.by(o)) for o in also])


def _rectangular(random: random.Random) -> Draw | None:
    n, m = random.randint(8, 24), random.randint(8, 28)
    k, c = random.choice((1, 2, 3, 4, 5)), random.choice((1, 2, 3, 4, 5, 7))
    s, t = random.choice(((1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2), (1, 1)))
    if n == m or k == c:
        return None
    rows, columns = Axis(n, k, s), Axis(m, c, t)
    if min(rows.places, columns.places) < 3:
        return None
    both = {"input_size": (n, m), "kernel_size": (k, c), "strides": (s, t), "padding": "valid"}

    def by(mistake: str) -> Wrong:
        sizes = {"rows": rows.by(mistake), "columns": columns.by(mistake)}
        return {mistake: sizes} if min(sizes.values()) > 0 else {}

    def along(mistake: str, axis: int) -> int:
        return mistaken(mistake, **both, axis=axis).value

    try:
        swapped = {"rows": along("axes-swapped", 0), "columns": along("axes-swapped", 1)}
    except GeometryError:  # a region of columns that has no room among the rows
        return None
    wrong: Wrong = {
        "axes-swapped": swapped,
        "axis-repeated/columns": {"rows": along("axis-repeated", 0)},
        "axis-repeated/rows": {"columns": along("axis-repeated", 1)},
        **by("kernel-as-output"),
        **by("one-forgotten"),
        **by("border-ignored"),
        **by("kernel-each-side"),
    }
    if (s, t) != (1, 1):
        wrong |= by("strides-forgotten")
    if rows.free % s and columns.free % t:
        wrong["rounded-up one-too-many"] = by("rounded-up")["rounded-up"]
    else:
        wrong |= by("one-too-many")
        if rows.free % s or columns.free % t:
            wrong |= by("rounded-up")
    also = ("one-side-only", "full-convolution", "strides-as-gap", "strides-twice")
    return _asked(
        "rectangular", (n, m, k, c, s, t), rows, columns, wrong,
        [sizes for name in also for sizes in by(name).values()],
    )  # fmt: skip


def _inverse(random: random.Random) -> Draw | None:
    n, k = random.randint(8, 28), random.randint(3, 11)
    if 2 * k > n + 4:
        return None
    axis = Axis(n, k)
    wrong: Wrong = {"kernel-as-output": {"kernel": (axis.places,) * 2}}
    also = []
    for name in (
        "one-forgotten", "one-too-many", "one-side-only", "strides-as-gap", "kernel-each-side",
    ):  # fmt: skip
        *rest, size = _kernels_for(name, n, axis.places) or [0]
        if size and name == "one-side-only" and size % 2 == 0:  # it has no centre
            rest.append(size)
        elif size:
            wrong[name] = {"kernel": (size, size), "side": size}
        also += rest
    wrong["one-forgotten"] |= {"axis": Axis(n, wrong["one-forgotten"]["side"])}  # type: ignore
    return _asked("inverse", (n, k), axis, axis, wrong, [{"kernel": (size, size)} for size in also])


def _kernels_for(mistake: str, input_size: int, output: int) -> list[int]:
    """All kernels that would give this output, if the wrong formula were right."""
    return [
        size for size in range(1, input_size + 1) if Axis(input_size, size).by(mistake) == output
    ]


def _both(axis: Axis, *mistakes: str) -> Wrong:
    """What mistakes lead to in both directions, if it is a size at all."""
    sizes = {mistake: axis.by(mistake) for mistake in mistakes}
    return {mistake: _square_of(size) for mistake, size in sizes.items() if size > 0}


def _square_of(side: int) -> dict[str, object]:
    return {"output": (side, side), "side": side}


def _asked(
    kind: str,
    asked: tuple[int, ...],
    rows: Axis,
    columns: Axis,
    wrong: Wrong,
    also: Sequence[Mapping[str, object]] = (),
) -> Draw:
    """A draw about a convolution, and the sizes that are never offered."""
    size, kernel = (rows.input, columns.input), (rows.kernel, columns.kernel)
    strides, output = (rows.strides, columns.strides), (rows.places, columns.places)
    key = [Claim("size", output, shown=kind != "inverse")]
    if kind == "inverse":
        key.insert(0, Claim("kernel_size", kernel))
    numbers: dict[str, object] = {"input": size, "kernel": kernel, "output": output}
    if rows is columns:
        numbers |= {"side": rows}
    else:
        numbers |= {"vertical": rows, "horizontal": columns}
        numbers |= {"rows": rows.places, "columns": columns.places}
    return Draw(
        kind=kind,
        asked=asked,
        numbers=numbers,
        wrong=wrong,
        key=key,
        networks=[Network((*size, 1), (Conv2D(1, kernel, strides=strides),))],
        drawing=grid_values(size, kernel, strides, output),
        also=also,
    )
