"""What a reader hands in, made a Keras model or refused with the reason."""

from __future__ import annotations

import inspect
import re
from typing import Any

import keras
from keras import ops

from cnnbook.check.words import say


class UnreadableError(Exception):
    """What was handed in cannot be read; the message ends a sentence that begins with it."""


class NotANetworkError(UnreadableError):
    """It is no network at all: that is for the reader to correct."""


class BlankError(UnreadableError):
    """Nothing has been written yet."""


def model_of(given: Any) -> keras.Model:
    """The model that was given, or that a function without arguments builds.

    No other callable is called: ``network.summary``, without its parentheses, would print.

    Raises:
        BlankError: it is None, or a function that answers with None.
        NotANetworkError: it is not a network, or the function fails.
    """
    if inspect.isfunction(given):
        if _needs_arguments(given):
            raise NotANetworkError(say("unreadable.arguments"))
        try:
            given = given()
        except Exception as error:  # of a reader's own code
            raise NotANetworkError(explained(error)) from error
    if given is None or given is Ellipsis:
        raise BlankError
    if isinstance(given, keras.Model):
        if isinstance(given, keras.Sequential) and not given.layers:
            raise NotANetworkError(_handed("empty"))
        return given
    raise NotANetworkError(_handed(*_what(given)))


def _needs_arguments(function: Any) -> bool:
    return any(
        one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
        for one in inspect.signature(function).parameters.values()
    )


def _what(given: Any) -> tuple[str, str]:
    kind = type(given)
    if isinstance(given, type):
        return "class", given.__name__
    if isinstance(given, list | tuple):
        return "list", ""
    if (kind.__module__ or "").startswith("tf_keras"):
        return "old-keras", ""
    if isinstance(given, keras.Layer):
        return "layer", ""
    if ops.is_tensor(given) or kind.__name__ == "KerasTensor":
        return "tensor", ""
    if callable(given):
        return "callable", ""
    return "other", kind.__name__


def _handed(what: str, name: str = "") -> str:
    return say("networks.handed", what=say(f"unreadable.{what}", name=name))


_ERRORS = (
    (r"zero or negative|[Nn]egative dimension|Computed output size would be negative",
     "does-not-fit"),
    (r"expected (?:min_)?ndim=(?P<expected>\d+), found ndim=(?P<found>\d+)", "dimensions"),
    (r"expected axis -1 of input shape", "channels"),
    (r"number of input channels must", "channels"),
    (r"missing \d+ required positional arguments?: '(?P<name>\w+)'", "missing-argument"),
    (r"Unrecognized keyword arguments?[^{]*\{'(?P<name>\w+)'", "unknown-argument"),
    (r"unexpected keyword argument '(?P<name>\w+)'", "unknown-argument"),
    (r"got multiple values for argument '(?P<name>\w+)'", "repeated-argument"),
    (r"should (?:have unique names|be unique)", "same-name"),
    (r"name '(?P<name>\w+)' is not defined", "name"),
    (r"has no attribute (?P<name>'\w+')", "attribute"),
    (r"Could not interpret activation function identifier: (?P<name>\S+)", "activation"),
    (r"[Pp]adding.{0,200}(valid|same)", "padding"),
)  # fmt: skip


def explained(error: Exception) -> str:
    """An exception of Keras in the book's words; in its own where the book has none."""
    text = " ".join(str(error).split())
    what = f"{type(error).__name__}: {text[:160]}"
    for pattern, name in _ERRORS:
        if found := re.search(pattern, text):
            what = say(f"errors.{name}", **found.groupdict())
            break
    return say("networks.fails", error=what)
