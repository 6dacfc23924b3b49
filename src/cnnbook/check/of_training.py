"""The training of exercises 9 and 10: how the network was compiled and trained, and its result.

The result is judged by inequalities alone, from the study's many runs and from chance, and only
where the configuration is right: a wrong one explains a result by itself. Seeds cannot be seen.
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
from cnnbook.check.simple import tell
from cnnbook.check.words import say
from cnnbook.dataset import CLASSES, TEST_IMAGES, TRAINING_IMAGES
from cnnbook.numbers import decimal, integer, percent

_CHANCE = 1 / CLASSES
_ABOVE_CHANCE = _CHANCE + 4 * math.sqrt(_CHANCE * (1 - _CHANCE) / TEST_IMAGES)
"""Four standard deviations of a guess's accuracy: the binomial's, over the test images."""
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
    parameters = getattr(history, "params", None) or {}
    wrong = [*_of_compiling(exercise, model), *_of_fitting(exercise, measures, parameters)]
    found = wrong or [*_of_result(exercise, measures, accuracy)]
    notes = [] if found else [_compared(exercise, measures["loss"][-1]), say("simple-parts.seed")]
    return found, notes


def _of_compiling(exercise: int, model: keras.Model) -> Iterator[Finding]:
    asked, optimizer = ranges.CONFIGURATIONS[exercise], model.optimizer
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
    exercise: int, measures: dict[str, Any], parameters: dict[str, Any]
) -> Iterator[Finding]:
    asked = ranges.CONFIGURATIONS[exercise]
    epochs, steps = len(measures["loss"]), parameters.get("steps")
    if epochs != asked.epochs:
        yield tell("epochs", "epochs", epochs=epochs, asked=asked.epochs)
    expected = TRAINING_IMAGES // asked.batch_size
    if steps and steps == TEST_IMAGES // asked.batch_size:
        yield tell("trained-on-test", "fit", "trained-on-test", steps=steps)
    elif steps and steps != expected:
        batch = integer(-(-TRAINING_IMAGES // steps))
        yield tell("batch", "batch_size", steps=steps, batch=batch, asked=asked.batch_size,
                   images=integer(TRAINING_IMAGES), expected=expected)  # fmt: skip
    if not any("acc" in name for name in measures):
        yield tell("metrics", "metrics")
    if exercise == 10 and "val_loss" not in measures:
        yield tell("validation", "validation_data")


def _of_result(exercise: int, measures: dict[str, Any], accuracy: Any) -> Iterator[Finding]:
    losses = np.asarray(measures["loss"], float)
    known = ranges.last_loss(exercise)
    if not np.isfinite(losses).all():
        yield tell("loss-lost", "loss")
        return
    shown = {"first": decimal(losses[0], 2), "last": decimal(losses[-1], 2)}
    if losses[0] - losses[-1] < _FLAT:
        chance = decimal(math.log(CLASSES), 2)
        yield tell("loss-flat", "loss", "no-reference", chance=chance, **shown)
    elif losses[-1] not in known:
        limits = {"low": decimal(known.low, 2), "high": decimal(known.high, 2)}
        yield tell("loss-outside", "loss", **limits, **shown)
    if accuracy is not None:
        yield from _of_accuracy(exercise, float(accuracy), learnt=losses[-1] in known)


def _of_accuracy(exercise: int, accuracy: float, learnt: bool) -> Iterator[Finding]:
    known, shown = ranges.test_accuracy(exercise), percent(accuracy)
    if accuracy > 1:
        yield tell("accuracy-percent", "accuracy", "accuracy-as-ratio", value=f"{accuracy:g}")
    elif accuracy < _ABOVE_CHANCE and learnt:
        yield tell("accuracy-chance", "accuracy", "one-set-scaled", value=shown)
    elif accuracy not in known:
        limits = {"low": percent(max(known.low, 0)), "high": percent(known.high)}
        yield tell("accuracy-outside", "accuracy", value=shown, **limits)


def _compared(exercise: int, loss: float) -> str:
    losses = [run.history["loss"][-1] for run in ranges.runs(exercise)]
    return say(
        "simple-parts.compared", loss=decimal(loss, 2), runs=len(losses),
        low=decimal(min(losses), 2), high=decimal(max(losses), 2),
    )  # fmt: skip
