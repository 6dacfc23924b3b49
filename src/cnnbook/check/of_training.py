"""The training of exercises 9 and 10: how the network was compiled and trained, and its result.

The result is judged by inequalities alone, from the study's many runs and from chance, and only
where the configuration is right: a wrong one explains a result by itself. It is held against runs
on as many images, whole CIFAR-100 or a part. Seeds cannot be seen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np

from cnnbook.check import ranges
from cnnbook.check.activations import activation_name
from cnnbook.check.answer import Part, Verdict
from cnnbook.check.finding import Finding
from cnnbook.check.given import BlankError, UnreadableError, model_of
from cnnbook.check.ranges import Known
from cnnbook.check.simple import tell
from cnnbook.check.words import say, where
from cnnbook.dataset import CLASSES
from cnnbook.numbers import decimal, integer, percent

_CHANCE = 1 / CLASSES
_FLAT = 0.05  # of loss, over a whole training
_RATE = 1e-6  # float32 keeps no more of 0.05
_ASKED = ("optimizer", "learning_rate", "loss", "epochs", "batch_size", "metrics")
"""What a reader writes of a training: for partial credit."""


class NotTrainedError(Exception):
    """The network has not been compiled, or not been trained."""


def check_training(exercise: int, network: Any, history: Any, accuracy: Any) -> Part:
    """Check a training.

    Args:
        exercise: 9 or 10.
        network: compiled and trained.
        history: what ``fit`` returned; without it, what the network keeps of it.
        accuracy: on the test set, from 0 to 1; None if it was not measured.
    """
    title = say("answer.training")
    try:
        model = model_of(network)
        findings, notes = _checked(exercise, model, history, accuracy)
    except (BlankError, NotTrainedError):
        return Part(title, Verdict.BLANK, say("simple-parts.not-trained"))
    except UnreadableError as error:
        return Part(title, Verdict.WRONG, str(error))
    except Exception as error:  # a fault of the check is not the reader's
        what = f"{type(error).__name__}: {error}"
        return Part(title, Verdict.UNKNOWN, say("simple-parts.unknown", error=what))
    verdict = Verdict.WRONG if findings else Verdict.RIGHT
    wrong = {place for finding in findings for place in finding.places}
    right = tuple(name for name in _ASKED if name not in wrong)
    return Part(title, verdict, "", tuple(findings), right, len(_ASKED), tuple(notes))


def _checked(
    exercise: int, model: keras.Model, history: Any, accuracy: Any
) -> tuple[list[Finding], list[str]]:
    history = history if history is not None else getattr(model, "history", None)
    measures = getattr(history, "history", history)
    if not getattr(model, "compiled", False) or not measures or not measures.get("loss"):
        raise NotTrainedError
    steps = _steps(model, history, len(measures["loss"]))
    known = ranges.like(exercise, steps) or ranges.WHOLE[exercise]
    wrong = [*_of_compiling(known, model), *_of_fitting(exercise, known, measures, steps)]
    found = wrong or [*_of_result(known, measures, accuracy)]
    return found, [] if found else _notes(exercise, known, measures["loss"][-1])


def _steps(model: keras.Model, history: Any, epochs: int) -> int | None:
    """Updates in an epoch: as ``fit`` says, or from how many the network has had in all."""
    if steps := (getattr(history, "params", None) or {}).get("steps"):
        return steps
    done = int(np.asarray(getattr(model.optimizer, "iterations", 0)))
    return done // epochs or None


def _of_compiling(known: Known, model: keras.Model) -> Iterator[Finding]:
    asked, optimizer = known.asked, model.optimizer
    if type(optimizer).__name__ != "SGD":
        yield tell("optimizer", "optimizer", name=type(optimizer).__name__)
    else:
        rate = float(np.asarray(optimizer.learning_rate))
        if abs(rate - asked.learning_rate) > _RATE:
            values = {"rate": f"{rate:g}", "asked": f"{asked.learning_rate:g}"}
            yield tell("learning-rate", "learning_rate", **values)
        if getattr(optimizer, "momentum", 0):
            yield tell("momentum", "momentum", momentum=f"{optimizer.momentum:g}")
    yield from _of_loss(model)


def _of_loss(model: keras.Model) -> Iterator[Finding]:
    loss = model.loss
    name = loss if isinstance(loss, str) else getattr(loss, "name", None) or loss.__name__
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    logits = bool(getattr(loss, "_fn_kwargs", {}).get("from_logits", False))
    if name.startswith("sparse"):
        yield tell("sparse-loss", "loss", name=name)
    elif name != "categorical_crossentropy":
        yield tell("loss", "loss", name=name)
    output = activation_name(getattr(model.layers[-1], "activation", None))
    if logits and output == "softmax":
        yield tell("softmax-twice", "loss", "softmax-twice")
    if not logits and output == "linear" and not isinstance(
        model.layers[-1], keras.layers.Softmax
    ):  # fmt: skip
        yield tell("no-softmax", "activation")


def _of_fitting(
    exercise: int, known: Known, measures: dict[str, Any], steps: int | None
) -> Iterator[Finding]:
    epochs, sizes = len(measures["loss"]), ranges.known(exercise)
    if epochs != known.asked.epochs:
        yield tell("epochs", "epochs", epochs=epochs, asked=known.asked.epochs)
    if any(steps == size.test_images // size.asked.batch_size for size in sizes):
        yield tell("trained-on-test", "fit", "trained-on-test", steps=steps)
    elif steps and steps != known.steps:
        yield tell("batch", "batch_size", **_other_size(sizes, steps))
    if not any("acc" in name for name in measures):
        yield tell("metrics", "metrics")
    if exercise == 10 and "val_loss" not in measures:
        yield tell("validation", "validation_data")


def _other_size(sizes: tuple[Known, ...], steps: int) -> dict[str, object]:
    """What a training of neither size is told of the two that the book has."""
    whole, part = sizes
    values: dict[str, object] = {"steps": integer(steps)}
    for name, size in (("whole", whole), ("part", part)):
        values |= {
            f"{name}_images": integer(size.training_images),
            f"{name}_batch": size.asked.batch_size,
            f"{name}_steps": size.steps,
            f"{name}_other": integer(-(-size.training_images // steps)),
        }
    return values


def _of_result(known: Known, measures: dict[str, Any], accuracy: Any) -> Iterator[Finding]:
    losses, expected = np.asarray(measures["loss"], float), known.last_loss
    if not np.isfinite(losses).all():
        yield tell("loss-lost", "loss")
        return
    shown = {"first": decimal(losses[0], 2), "last": decimal(losses[-1], 2)}
    if losses[0] - losses[-1] < _FLAT:
        chance = decimal(math.log(CLASSES), 2)
        yield tell("loss-flat", "loss", "no-reference", chance=chance, **shown)
    elif losses[-1] not in expected:
        limits = {"low": decimal(expected.low, 2), "high": decimal(expected.high, 2)}
        yield tell("loss-outside", "loss", where=where(known), **limits, **shown)
    if accuracy is not None:
        yield from _of_accuracy(known, float(accuracy), learnt=losses[-1] in expected)


def _of_accuracy(known: Known, accuracy: float, learnt: bool) -> Iterator[Finding]:
    expected, shown = known.test_accuracy, percent(accuracy)
    if accuracy > 1:
        yield tell("accuracy-percent", "accuracy", "accuracy-as-ratio", value=f"{accuracy:g}")
    elif accuracy < _above_chance(known.test_images) and learnt:
        yield tell("accuracy-chance", "accuracy", "one-set-scaled", value=shown)
    elif accuracy not in expected:
        limits = {"low": percent(max(expected.low, 0)), "high": percent(expected.high)}
        yield tell("accuracy-outside", "accuracy", value=shown, where=where(known), **limits)


def _above_chance(images: int) -> float:
    """Four standard deviations above a guess's accuracy: the binomial's, over the test images."""
    return _CHANCE + 4 * math.sqrt(_CHANCE * (1 - _CHANCE) / images)


def _notes(exercise: int, known: Known, loss: float) -> list[str]:
    """A right training beside the book's; and what a part of the images does not show."""
    notes = [_ended("compared", known, loss=decimal(loss, 2), where=where(known))]
    if known is not ranges.WHOLE[exercise]:
        notes.append(_ended("whole", ranges.WHOLE[exercise]))
    return [*notes, say("simple-parts.seed")]


def _ended(sentence: str, known: Known, **values: object) -> str:
    last = [losses[-1] for losses in known.losses]
    limits = {"low": decimal(min(last), 2), "high": decimal(max(last), 2)}
    return say(f"simple-parts.{sentence}", runs=len(last), **limits, **values)
