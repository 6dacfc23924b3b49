"""The reader's own training curve, drawn while it grows over those of the study's many runs."""

from __future__ import annotations

import base64
from html import escape
from typing import Any

import keras
from IPython.display import display

from cnnbook.check import ranges
from cnnbook.check.ranges import Known
from cnnbook.check.words import say, where
from cnnbook.figures.many_runs import bands
from cnnbook.figures.style import Drawing
from cnnbook.numbers import decimal


class Curve(keras.callbacks.Callback):
    """For ``fit``: after each epoch, the training loss so far, over the range of many runs.

    They are the runs on as many images, in batches as large; where there are none, the reader's
    curve stands alone. Where nothing can be drawn, in a plain script, each epoch is a line.

    Args:
        exercise: 9 or 10.

    >>> network.fit(..., callbacks=[check.Curve(9)])
    """

    def __init__(self, exercise: int) -> None:
        super().__init__()
        self._exercise = exercise
        self._shown: Any = None

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        known = ranges.like(self._exercise, (self.params or {}).get("steps"))
        self._growing = Growing(known)
        self._shown = display(self._growing, display_id=True)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._growing.losses.append(float((logs or {})["loss"]))
        if self._shown is not None:
            self._shown.update(self._growing)
        else:  # no notebook
            print(self._growing, flush=True)


class Growing:
    """A curve as far as it has come: a picture with its text, or the text of the last epoch."""

    def __init__(self, known: Known | None) -> None:
        self.losses: list[float] = []
        self._known = known

    def __repr__(self) -> str:
        return self._said(len(self.losses)) if self.losses else self._beginning()

    def _repr_html_(self) -> str:
        epochs = range(1, len(self.losses) + 1)
        alternative = " ".join([self._beginning(), *map(self._said, epochs)])
        caption = " ".join([self._beginning(), *map(self._said, epochs[-1:])])
        picture = base64.b64encode(self.drawing().svg.encode()).decode()
        return (
            f'<figure lang="pt-BR" style="margin: 0"><img alt="{escape(alternative)}" '
            f'style="max-width: 100%; height: auto" src="data:image/svg+xml;base64,{picture}">'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
        )

    def drawing(self) -> Drawing:
        many = {}
        if self._known is not None:
            many[say("curve.runs", runs=len(self._known.runs))] = self._known.losses
        return bands(many, say("curve.measure"), own=self.losses, own_name=say("curve.own"))

    def _beginning(self) -> str:
        if self._known is None:
            return say("curve.beginning-alone")
        return say("curve.beginning", runs=len(self._known.runs), where=where(self._known))

    def _said(self, epoch: int) -> str:
        values = {"epoch": epoch, "loss": decimal(self.losses[epoch - 1], 2)}
        of_runs = [run[epoch - 1 : epoch] for run in self._known.losses] if self._known else []
        if not any(of_runs):  # nothing to compare with, or longer than they
            return say("curve.epoch-alone", **values)
        least, most = (decimal(one(run[0] for run in of_runs), 2) for one in (min, max))
        return say("curve.epoch", low=least, high=most, **values)
