"""The networks of exercises 6, 7, 8 and 10: what a reader built, held against the book's own.

What is expected is not described a second time: the builders of `cnnbook.networks` go through the
same reading as the reader's code.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import keras

from cnnbook.check.answer import Answer, Part, Verdict
from cnnbook.check.asked import ASKED, EARLIER, Asked
from cnnbook.check.diagnosis import diagnose
from cnnbook.check.equivalence import computes_the_same
from cnnbook.check.given import BlankError, NotANetworkError, UnreadableError, model_of
from cnnbook.check.of_training import check_training
from cnnbook.check.reading import read
from cnnbook.check.steps import Network, squeezed
from cnnbook.check.table import TABLE
from cnnbook.check.words import say
from cnnbook.networks import NETWORKS


@cache
def _reference(builder: str) -> tuple[keras.Model, Network, list[str]]:
    model = NETWORKS[builder]()
    return model, read(model), [layer.name for layer in model.layers]


def check_networks(exercise: int, *given: Any) -> Answer:
    """Check what was given for each network that an exercise asks for."""
    asked = zip(ASKED[exercise], given, strict=True)
    return Answer(exercise, tuple(check_network(one, network) for one, network in asked))


def check_trained(exercise: int, network: Any, history: Any, accuracy: Any) -> Answer:
    """Check a network of 9 or 10, and its training: of 10, only if there has been any."""
    [asked] = ASKED[exercise] if exercise in ASKED else [Asked(9, "", ASKED[8][0].builder)]
    training = check_training(exercise, network, history, accuracy)
    part = replace(check_network(asked, network), title=say("answer.network-alone"))
    without = exercise == 10 and training.verdict is Verdict.BLANK
    return Answer(exercise, (part,) if without else (part, training))


def check_network(asked: Asked, given: Any) -> Part:
    """Check one network; a fault of the check itself is never told as the reader's."""
    title = say("answer.network", name=asked.name) if asked.name else ""
    unknown = Part(title, Verdict.UNKNOWN)
    try:
        return _part(asked, title, given)
    except BlankError:
        return Part(title, Verdict.BLANK, say("networks.blank"))
    except NotANetworkError as error:
        return Part(title, Verdict.WRONG, str(error))
    except UnreadableError as error:
        return replace(unknown, message=say("networks.handed", what=error))
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        return replace(unknown, message=say("networks.not-understood", error=what))


def _part(asked: Asked, title: str, given: Any) -> Part:
    reference, expected, labels = _reference(asked.builder)
    model = model_of(given)
    rewritten = Part(
        title, Verdict.RIGHT, right=tuple(labels), total=len(labels),
        notes=(say("networks.rewritten"),),
    )  # fmt: skip
    try:
        found = read(model, expected.input_shape)
    except NotANetworkError:
        raise
    except UnreadableError:
        if computes_the_same(reference, model):
            return rewritten
        raise
    found = squeezed(found, rank=len(expected.input_shape or ()) - 1)
    findings, right = diagnose(expected, found, labels, asked.free)
    part = Part(
        title, Verdict.WRONG if findings else Verdict.RIGHT, "", tuple(findings), tuple(right),
        len(labels), tuple(_notes(found)),
    )  # fmt: skip
    if not findings:
        return part
    # Only where layers were not recognised: a network whose attributes differ can still compute
    # the same in the end (in exercise 8, conv4 never reads the column that conv2's zeros add).
    kinds = {finding.kind for finding in findings}
    if kinds <= {*TABLE["unrecognised"]} and computes_the_same(reference, model):
        return rewritten
    if other := _another(found, asked):
        return replace(part, message=other, findings=(), right=())
    return part


def _another(found: Network, asked: Asked) -> str:
    """That it is another exercise's network, told as one thing and not by all its layers."""

    def is_of(builder: str) -> bool:
        _, expected, labels = _reference(builder)
        return not diagnose(expected, replace(found, notes=[]), labels, asked.free)[0]

    if asked.exercise == EARLIER[0] and is_of(EARLIER[1]):
        return say("networks.earlier-stride")
    for other in (one for every in ASKED.values() for one in every):
        if other.builder is not asked.builder and is_of(other.builder):
            if other.exercise == asked.exercise:
                return say("networks.other", name=other.name)
            which = "other-exercise-named" if other.name else "other-exercise"
            return say(f"networks.{which}", name=other.name, number=other.exercise)
    return ""


def _notes(found: Network) -> list[str]:
    said = [say(f"notes.{name}", **values) for name, values in found.notes]
    return said + [say(f"notes.{name}") for step in found.steps for name in step.notes]
