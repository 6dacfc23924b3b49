"""A window that is stepped over its input: sizes asked first, then values.

::

    :::{stepper} wide-window
    The caption.
    :::

The argument names one of `CHALLENGES`, what the figure begins with; there may be none. Options, for
numbers that a page has under a name, change it: ``shape`` (``line``, ``square``, ``rectangle``),
``input``, ``window`` and ``strides`` (one number, or rows and columns as in ``1×3``), ``dilation``,
``channels``, ``padding`` (``valid``, ``same``), ``operation`` (``convolution``, ``maximum``,
``average``) and ``seed``, which draws the numbers.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from cnnbook.figures.ladder import ladder
from cnnbook.geometry import GeometryError, Padding
from cnnbook.numbers import listed
from cnnbook_laboratory.figures import LiveFigure
from cnnbook_sphinx.words import _

LIMITS = {
    "input": (4, 12), "window": (1, 5), "strides": (1, 4), "dilation": (1, 3), "channels": (1, 3),
}  # fmt: skip
"""What the controls let a reader choose: the same as in ``browser/stepper/state.js``."""
SHAPES = ("line", "square", "rectangle")
PADDINGS = ("valid", "same")
OPERATIONS = ("convolution", "maximum", "average")
_START = {
    "shape": "square", "input": (10, 10), "window": (3, 3), "strides": (1, 1), "dilation": 1,
    "channels": 1, "padding": "valid", "operation": "convolution", "seed": 7,
}  # fmt: skip
CHALLENGES: dict[str, dict[str, Any]] = {
    "two-channels": {"input": (6, 6), "channels": 2, "seed": 3},
    "three-channels-padded": {"input": (6, 6), "channels": 3, "padding": "same", "seed": 5},
    "pooling": {
        "input": (9, 9), "window": (2, 2), "strides": (2, 2), "operation": "maximum", "seed": 2,
    },
    "line": {
        "shape": "line", "input": (11, 11), "strides": (2, 2), "padding": "same", "seed": 6,
    },
    "wide-window": {
        "shape": "rectangle", "input": (8, 9), "window": (1, 3), "strides": (1, 2),
        "padding": "same", "seed": 8,
    },
    "remainder": {"input": (8, 8), "strides": (2, 2), "seed": 4},
}  # fmt: skip
"""By name: where each differs from `_START`."""


def setup(app: Sphinx) -> None:
    app.add_directive("stepper", Stepper)


def _per_axis(name: str):
    """An option of one number, or of one for rows and one for columns."""

    def read(argument: str) -> tuple[int, int]:
        sizes = [_within(name, size) for size in re.split(r"\s*[x×]\s*", argument.strip())]
        if len(sizes) > 2:
            raise ValueError(f"um número, ou dois, como em 1×3, e não {argument!r}")
        return sizes[0], sizes[-1]

    return read


def _one(name: str):
    return lambda argument: _within(name, argument)


def _within(name: str, text: str) -> int:
    low, high = LIMITS[name]
    size = int(text)
    if not low <= size <= high:
        raise ValueError(f"de {low} a {high}, e não {size}")
    return size


def _one_of(*choices: str):
    return lambda argument: directives.choice(argument, choices)


class Stepper(LiveFigure):
    """The figure of a window that is stepped over its input."""

    figure = "stepper"
    address = "janela"
    optional_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {
        "shape": _one_of(*SHAPES),
        "input": _per_axis("input"),
        "window": _per_axis("window"),
        "strides": _per_axis("strides"),
        "dilation": _one("dilation"),
        "channels": _one("channels"),
        "padding": _one_of(*PADDINGS),
        "operation": _one_of(*OPERATIONS),
        "seed": directives.positive_int,
    }

    def beginning(self) -> dict[str, Any]:
        name = self.arguments[0] if self.arguments else ""
        if name and name not in CHALLENGES:
            raise self.error(f"{{stepper}}: não há o desafio {name!r}: há {', '.join(CHALLENGES)}")
        return _START | CHALLENGES.get(name, {}) | self.options

    def picture(self) -> tuple[str, str]:
        """All places of the window along each axis that is asked about."""
        state = self.beginning()
        padding: Padding = state["padding"]
        asked = (0, 1) if state["shape"] == "rectangle" else (1,)
        sizes = [
            (state["input"][axis], state["window"][axis], state["strides"][axis], padding,
             state["dilation"])
            for axis in asked
        ]  # fmt: skip
        names = [_("rows"), _("columns")] if len(asked) > 1 else [""]
        try:
            drawn, places = ladder(sizes, names)
        except GeometryError as problem:
            raise self.error(f"{{stepper}}: {problem}") from None
        said = [
            self._said(name, *size, places=count) for name, size, count in zip(names, sizes, places)
        ]
        return drawn, " ".join(said)

    def _said(
        self, name: str, size: int, window: int, strides: int, padding: str, dilation: int,
        *, places: int,
    ) -> str:  # fmt: skip
        text = _("An input of {size} elements and, under it, a window of {window}: it moves by "
                 "{strides} and takes {places} places.")  # fmt: skip
        said = text.format(size=size, window=window, strides=strides, places=places)
        more = []
        if padding == "same":
            more.append(_("zeros are added at the ends"))
        if dilation > 1:
            more.append(_("the window's elements are {dilation} apart").format(dilation=dilation))
        said += f" {_('In it, {more}.').format(more=listed(more))}" if more else ""
        return f"{name.capitalize()}: {said}" if name else said
