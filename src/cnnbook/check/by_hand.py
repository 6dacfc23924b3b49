"""Exercises 1 to 5 in plain Python and NumPy: a convolution by hand, and sizes worked out.

A reader's function is called with several inputs, and its answers are held against the book's own
arithmetic and against what each mistake of the book would answer to all of them. A mistake is
named only if it, and no other, explains everything that was answered.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnbook.check.answer import Answer, Part, Verdict
from cnnbook.check.finding import Finding, Spot
from cnnbook.check.words import say
from cnnbook.geometry import output_size
from cnnbook.layers import Arithmetic
from cnnbook.misconceptions import mistaken

_TOLERANCE = 1e-5  # relative: float32, and another order of sums


@dataclass(frozen=True)
class Task:
    """What a function is to answer.

    Attributes:
        exercise: its number in the sheet.
        inputs: the arguments of each call.
        right: the book's own function of the same arguments.
        mistakes: by the book's names, what each would answer.
        hint: the name under ``by-hand`` in ``words.toml`` of its rule and correction.
    """

    exercise: int
    inputs: Sequence[tuple]
    right: Callable[..., Any]
    mistakes: Mapping[str, Callable[..., Any]]
    hint: str


def check_function(task: Task, given: Any) -> Answer:
    """Call a reader's function and say what its answers tell."""
    return Answer(task.exercise, (_part(task, given),))


def _part(task: Task, given: Any) -> Part:
    if given is None or given is Ellipsis:
        return Part("", Verdict.BLANK, say("by-hand.blank"))
    if not inspect.isroutine(given):
        return Part("", Verdict.WRONG, say("by-hand.no-function", name=type(given).__name__))
    answers = []
    for arguments in task.inputs:
        try:
            answers.append(given(*(_own(one) for one in arguments)))
        except Exception as error:  # of the reader's own code
            what = f"{type(error).__name__}: {error}"
            return Part("", Verdict.WRONG, say("by-hand.fails", call=_call(arguments), error=what))
    if all(one is None or one is Ellipsis for one in answers):
        return Part("", Verdict.BLANK, say("by-hand.blank"))
    wrong = [place for place, one in enumerate(answers) if not _same(one, _right(task, place))]
    if not wrong:
        return Part("", Verdict.RIGHT, say("by-hand.right", count=len(answers)))
    explaining = [
        name for name, answer in task.mistakes.items()
        if all(_same(one, answer(*args)) for one, args in zip(answers, task.inputs))
    ]  # fmt: skip
    mistake = explaining[0] if len(explaining) == 1 else ""
    finding = _finding(task, task.inputs[wrong[0]], answers[wrong[0]], mistake)
    return Part("", Verdict.WRONG, "", (finding,))


def _right(task: Task, place: int) -> Any:
    return task.right(*task.inputs[place])


def _own(argument: Any) -> Any:
    """A copy, for a function that writes into what it is given."""
    return argument.copy() if isinstance(argument, np.ndarray) else argument


def _finding(task: Task, arguments: tuple, answer: Any, mistake: str) -> Finding:
    call, expected = _call(arguments), task.right(*arguments)
    seen = say("by-hand.seen", call=call, answer=_shown(answer, expected))
    rule = say(f"mistakes.{mistake}.rule") if mistake else say(f"by-hand.{task.hint}.rule")
    spot = Spot(
        call, seen, say("by-hand.expected", call=call, answer=_shown(expected, answer)),
        say(f"by-hand.{task.hint}.fix"),
    )  # fmt: skip
    return Finding(task.hint, say("by-hand.question"), rule, (spot,), mistake)


def _call(arguments: tuple) -> str:
    return f"({', '.join(map(_brief, arguments))})"


def _brief(value: Any) -> str:
    return f"array {value.shape}" if isinstance(value, np.ndarray) else str(value)


def _shown(value: Any, other: Any) -> str:
    """A value; of an array its shape, and where that is right, its first number too."""
    array = _numbers(value)
    if array is None or array.ndim < 2:
        return str(value)
    beside = _numbers(other)
    if beside is None or array.shape != beside.shape:
        return say("by-hand.shape", shape=array.shape)
    return say("by-hand.first", shape=array.shape, value=f"{array.ravel()[0]:g}")


def _numbers(value: Any) -> np.ndarray | None:
    try:
        return np.asarray(value, float)
    except (TypeError, ValueError):  # words, or lists of several lengths
        return None


def _same(one: Any, other: Any) -> bool:
    first, second = _numbers(one), _numbers(other)
    if first is None or second is None or first.shape != second.shape:
        return False
    return bool(np.allclose(first, second, rtol=_TOLERANCE, atol=_TOLERANCE))


def convolution(image: np.ndarray, kernel: np.ndarray, strides: int = 1) -> np.ndarray:
    """What a layer without padding calculates of one channel: products, summed at each place.

    Args:
        image: ``(rows, columns)``.
        kernel: the same number of axes, none larger than the image's.
    """
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows[::strides, ::strides], kernel)


def _padded(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    rows, columns = (size // 2 for size in kernel.shape)
    return convolution(np.pad(image, ((rows, rows), (columns, columns))), kernel)


def _images() -> list[tuple[np.ndarray, np.ndarray]]:
    random = np.random.default_rng(1)
    shapes = [((5, 5), (3, 3)), ((8, 6), (3, 3)), ((7, 9), (1, 3)), ((6, 6), (5, 3))]
    return [
        (random.integers(-9, 10, size).astype(float), random.integers(-4, 5, kernel).astype(float))
        for size, kernel in shapes
    ]


BY_HAND = Task(
    exercise=1,
    inputs=_images(),
    right=convolution,
    mistakes={
        "border-ignored": _padded,
        "one-forgotten": lambda image, kernel: convolution(image, kernel)[:-1, :-1],
        "strides-as-gap": lambda image, kernel: convolution(image, kernel, 2),
    },
    hint="convolution",
)


def maps(image: np.ndarray, kernels: np.ndarray) -> np.ndarray:
    """The activation maps of several filters, last axis by filter: convolution, then ReLU.

    Args:
        kernels: ``(filters, rows, columns)``.
    """
    return np.maximum(_linear_maps(image, kernels), 0)


def _linear_maps(
    image: np.ndarray,
    kernels: np.ndarray,
    one_map: Callable[[np.ndarray, np.ndarray], np.ndarray] = convolution,
) -> np.ndarray:
    return np.stack([one_map(image, kernel) for kernel in kernels], axis=-1)


def _several() -> list[tuple[np.ndarray, np.ndarray]]:
    random = np.random.default_rng(2)
    shapes = [((6, 6), (4, 3, 3)), ((5, 8), (2, 3, 3)), ((7, 5), (3, 1, 3))]
    return [(random.normal(size=size), random.normal(size=kernels)) for size, kernels in shapes]


MAPS = Task(
    exercise=3,
    inputs=_several(),
    right=maps,
    mistakes={
        "layer-and-activation": _linear_maps,
        "border-ignored": lambda image, kernels: np.maximum(
            _linear_maps(image, kernels, _padded), 0
        ),
    },
    hint="maps",
)


def _values(mistake: str, names: Sequence[str]) -> Callable[..., int]:
    def value(*arguments: int) -> int:
        found: Arithmetic = mistaken(mistake, **dict(zip(names, arguments)))
        return found.value

    return value


_SIZES = ("input_size", "kernel_size", "strides")

OUTPUT_SIZE = Task(
    exercise=2,
    inputs=[(7, 3, 1), (10, 3, 1), (12, 5, 1), (12, 3, 2), (15, 4, 3), (32, 5, 2), (33, 7, 4)],
    right=output_size,
    mistakes={
        name: _values(name, _SIZES)
        for name in ("border-ignored", "kernel-as-output", "full-convolution", "one-forgotten",
                     "one-too-many", "rounded-up", "strides-forgotten", "strides-as-gap",
                     "one-side-only", "kernel-each-side")
    },
    hint="output-size",
)  # fmt: skip


def two_layers(rows: int, columns: int, channels: int, first: int, second: int) -> tuple:
    """The shape after 3×3 convolutions: ``first`` filters unpadded, ``second`` filters padded."""
    return rows - 2, columns - 2, second


TWO_LAYERS = Task(
    exercise=4,
    inputs=[(64, 64, 3, 8, 16), (32, 48, 1, 6, 10), (128, 96, 3, 16, 24)],
    right=two_layers,
    mistakes={
        "border-ignored": lambda rows, columns, channels, first, second: (rows, columns, second),
        "padding-forgotten": lambda r, c, channels, first, second: (r - 4, c - 4, second),
        "previous-depth": lambda r, c, channels, first, second: (r - 2, c - 2, first),
        "filters-added": lambda r, c, channels, first, second: (r - 2, c - 2, first + second),
        "one-side-only": lambda r, c, channels, first, second: (r - 1, c - 1, second),
    },
    hint="two-layers",
)


def after_layers(size: int, strides: int, layers: int) -> int:
    """The size after so many padded convolutions with one stride: each rounds up."""
    for _ in range(layers):
        size = output_size(size, 3, strides, "same")
    return size


def _rounded_down(size: int, strides: int, layers: int) -> int:
    for _ in range(layers):
        size //= strides
    return size


SHRINKING = Task(
    exercise=5,
    inputs=[(32, 2, 2), (33, 2, 1), (100, 3, 2), (37, 2, 3), (64, 1, 4), (50, 4, 1)],
    right=after_layers,
    mistakes={
        "rounded-down": _rounded_down,
        "strides-forgotten": lambda size, strides, layers: size,
        "strides-twice": lambda size, strides, layers: after_layers(size, strides, 2 * layers),
    },
    hint="shrinking",
)
TASKS = {task.exercise: task for task in (BY_HAND, OUTPUT_SIZE, MAPS, TWO_LAYERS, SHRINKING)}
