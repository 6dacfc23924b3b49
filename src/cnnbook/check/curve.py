"""The reader's own training curve, drawn while it grows over those of the study's many runs."""

from __future__ import annotations

from typing import Any

import keras
from IPython.display import display

from cnnbook.check import ranges
from cnnbook.figures.many_runs import bands
from cnnbook.figures.style import Drawing


class Curve(keras.callbacks.Callback):
    """For ``fit``: after each epoch, the training loss so far, over the range of many runs.

    Args:
        exercise: 9 or 10.

    >>> network.fit(..., callbacks=[check.Curve(9)])
    """

    def __init__(self, exercise: int) -> None:
        super().__init__()
        self._runs = [run.history["loss"] for run in ranges.runs(exercise)]
        self._name = f"as {len(self._runs)} execuções do livro"
        self._losses: list[float] = []
        self._shown: Any = None

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        self._losses = []
        self._shown = display(self.drawing(), display_id=True)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._losses.append(float((logs or {})["loss"]))
        if self._shown is not None:  # outside a notebook nothing is shown
            self._shown.update(self.drawing())

    def drawing(self) -> Drawing:
        """The curve as far as it has come."""
        return bands({self._name: self._runs}, "custo de treino", own=self._losses)
