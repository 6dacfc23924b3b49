"""Exercises 1 to 5, written in plain Python and NumPy: right in any way, wrong for a reason."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cnnbook import check
from cnnbook.check.answer import Verdict
from cnnbook.check.by_hand import TASKS
from cnnbook.check.named import NAMED

EXERCISES = {
    1: "densa-e-convolucional", 2: "tamanho-da-saida", 3: "mapas-de-ativacao",
    4: "duas-convolucoes", 5: "reduzir-o-tamanho",
}  # fmt: skip


def part(exercise, function):
    [found] = getattr(check, f"exercise_{exercise}")(function).parts
    return found


def loops(image, kernel):
    rows, columns = kernel.shape
    output = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i in range(output.shape[0]):
        for j in range(output.shape[1]):
            output[i, j] = (image[i : i + rows, j : j + columns] * kernel).sum()
    return output


def lists(image, kernel):
    return loops(image, kernel).tolist()


def shifts(image, kernel):
    rows, columns = kernel.shape
    size = image.shape[0] - rows + 1, image.shape[1] - columns + 1
    total = np.zeros(size, "float32")
    for i in range(rows):
        for j in range(columns):
            total += kernel[i, j] * image[i : i + size[0], j : j + size[1]]
    return total


def dots(image, kernel):
    rows, columns = kernel.shape
    return np.array(
        [
            [image[i : i + rows, j : j + columns].ravel() @ kernel.ravel()
             for j in range(image.shape[1] - columns + 1)]
            for i in range(image.shape[0] - rows + 1)
        ]
    )  # fmt: skip


def spoiling(image, kernel):
    """It writes into what it was given."""
    output = loops(image, kernel)
    image[:] = kernel[:] = 0
    return output


def ceilings(size, strides, layers):
    for _ in range(layers):
        size = math.ceil(size / strides)
    return size


def maps(image, kernels):
    return np.stack([loops(image, kernel).clip(0) for kernel in kernels], 2)


RIGHT = [
    *((1, way) for way in (loops, lists, shifts, dots, spoiling)),
    (2, lambda n, k, s: (n - k) // s + 1),
    (2, lambda n, k, s: len(range(0, n - k + 1, s))),
    (2, lambda n, k, s: math.floor((n - k) / s) + 1),
    (2, lambda n, k, s: float((n - k) // s + 1)),
    (3, maps),
    (3, lambda image, kernels: np.maximum(0, np.dstack([shifts(image, k) for k in kernels]))),
    (4, lambda rows, columns, channels, first, second: (rows - 2, columns - 2, second)),
    (4, lambda *given: [given[0] - 2, given[1] - 2, given[4]]),
    (5, ceilings),
    (5, lambda size, strides, layers: -(-size // strides**layers)),
]


@pytest.mark.parametrize(("exercise", "function"), RIGHT)
def test_any_right_way_is_right(exercise, function):
    found = part(exercise, function)
    assert found.verdict is Verdict.RIGHT, found


WRONG = [  # without a name in the book, or with one
    (1, lambda image, kernel: loops(image, kernel[::-1, ::-1]), ""),
    (1, lambda image, kernel: loops(image, kernel).T, ""),
    (1, lambda image, kernel: loops(image, kernel) / kernel.size, ""),
    (1, lambda image, kernel: loops(image, kernel).sum(), ""),
    (1, lambda image, kernel: np.maximum(loops(image, kernel), 0), ""),
    (1, lambda image, kernel: loops(np.pad(image, [(k // 2,) * 2 for k in kernel.shape]), kernel),
     "border-ignored"),
    (1, lambda image, kernel: loops(image, kernel)[:-1, :-1], "one-forgotten"),
    (1, lambda image, kernel: loops(image, kernel)[::2, ::2], "strides-as-gap"),
    (1, lambda image, kernel: "uma imagem", ""),
    (1, lambda image, kernel: [[1, 2], [3]], ""),
    (2, lambda n, k, s: n - k + 1, "strides-forgotten"),
    (2, lambda n, k, s: (n - k) // s, "one-forgotten"),
    (2, lambda n, k, s: (n - k) // s + 2, "one-too-many"),
    (2, lambda n, k, s: math.ceil((n - k) / s) + 1, "rounded-up"),
    (2, lambda n, k, s: math.ceil(n / s), "border-ignored"),
    (2, lambda n, k, s: k, "kernel-as-output"),
    (2, lambda n, k, s: (n - k) // (s + 1) + 1, "strides-as-gap"),
    (2, lambda n, k, s: n, ""),
    (2, lambda n, k, s: (n - k) / s + 1, ""),
    (3, lambda image, kernels: np.stack([loops(image, k) for k in kernels], 2),
     "layer-and-activation"),
    (3, lambda image, kernels: maps(image, kernels).transpose(2, 0, 1), ""),
    (3, lambda image, kernels: maps(image, kernels).sum(2), ""),
    (4, lambda rows, columns, channels, first, second: (rows, columns, second), "border-ignored"),
    (4, lambda rows, columns, channels, first, second: (rows - 4, columns - 4, second),
     "padding-forgotten"),
    (4, lambda rows, columns, channels, first, second: (rows - 2, columns - 2, first),
     "previous-depth"),
    (4, lambda rows, columns, channels, first, second: (rows - 2, columns - 2, first + second),
     "filters-added"),
    (4, lambda rows, columns, channels, first, second: (columns - 2, rows - 2, second), ""),
    (4, lambda rows, columns, channels, first, second: rows - 2, ""),
    (5, lambda size, strides, layers: size // strides**layers, "rounded-down"),
    (5, lambda size, strides, layers: size, "strides-forgotten"),
    (5, lambda size, strides, layers: -(-size // strides), ""),
]  # fmt: skip


@pytest.mark.parametrize(("exercise", "function", "mistake"), WRONG)
def test_what_is_wrong_is_named_if_the_book_has_a_name(exercise, function, mistake):
    found = part(exercise, function)
    assert found.verdict is Verdict.WRONG and found.score < 1
    [finding] = found.findings
    assert finding.mistake == mistake and all(finding.hints())


@pytest.mark.parametrize(
    ("exercise", "mistake"), [(n, name) for n, task in TASKS.items() for name in task.mistakes]
)
def test_each_mistake_is_told_apart_from_the_others(exercise, mistake):
    [finding] = part(exercise, lambda *given: TASKS[exercise].mistakes[mistake](*given)).findings
    assert finding.mistake == mistake


def test_what_can_be_named_is_what_the_tasks_have():
    for exercise, name in EXERCISES.items():
        assert {*NAMED[name]} == {*TASKS[exercise].mistakes}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_what_is_no_answer_yet(exercise):
    assert part(exercise, None).verdict is Verdict.BLANK
    assert part(exercise, lambda *given: None).verdict is Verdict.BLANK
    assert part(exercise, 3).verdict is Verdict.WRONG
    assert "dá erro" in part(exercise, lambda: 3).message
    assert "ZeroDivisionError" in part(exercise, lambda *given: 1 // 0).message


def test_the_readers_own_arrays_are_not_shown_whole():
    """Nor is what should come of them, before the second hint."""
    answer = check.exercise_2(lambda n, k, s: (n - k) // s)
    assert "respondeu 4" in str(answer) and "a resposta é 5" not in str(answer)
    assert "a resposta é 5" in str(answer.hint(2))
    assert "matriz de forma (4, 4)" not in str(check.exercise_1(lambda i, k: loops(i, k).T))
