"""*Curvas: prever antes de ver*: a training is changed, and its curve drawn before it is seen.

::

    :::{predicted-curves}
    :change: rate-up
    :measure: loss
    :alternative: What the picture shows where the figure does not run.

    The caption.
    :::

``change`` is one of `CHANGES`, and ``measure`` is ``loss`` (in training) or ``accuracy`` (in
validation): what the figure begins with. Where it does not run there is a sheet to draw on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from cnnbook.dataset import CLASSES
from cnnbook.figures.plots import ACCURACY, LOSS
from cnnbook.figures.sheet import sheet
from cnnbook.study import results
from cnnbook.study.plan import (
    GROUPS,
    NINE,
    NINE_AS_LONG_AS_TEN,
    NINE_FASTER,
    NINE_SLOWER,
    TEN,
    TEN_STRIDE_3,
    Group,
)
from cnnbook.study.statistics import Band
from cnnbook_laboratory.figures import LiveFigure
from cnnbook_sphinx.words import _

FIGURE = "curves"
CHANGES = {
    "rate-up": (NINE, NINE_FASTER),
    "rate-down": (NINE, NINE_SLOWER),
    "epochs": (NINE, NINE_AS_LONG_AS_TEN),
    "depth": (NINE_AS_LONG_AS_TEN, TEN),
    "stride": (TEN, TEN_STRIDE_3),
}
"""What is known, and what is to be foreseen: the two differ by one thing, and both were run."""
MEASURES = {"loss": ("loss", LOSS), "accuracy": ("val_accuracy", ACCURACY)}
"""By their names in the figure: their names in a run's history, and their axes."""
CHANCE = {"loss": math.log(CLASSES), "accuracy": 1 / CLASSES}


class PredictedCurves(LiveFigure):
    """The reader's curve beside those of all runs of the study.

    It is opened by a button; with the option ``open`` it is there from the start.
    """

    figure = FIGURE
    option_spec = {
        "open": directives.flag,
        "change": lambda argument: directives.choice(argument, [*CHANGES]),
        "measure": lambda argument: directives.choice(argument, [*MEASURES]),
        "alternative": directives.unchanged_required,
    }

    def button(self) -> str:
        return "" if "open" in self.options else _("Draw a curve")

    def beginning(self) -> dict[str, Any]:
        return {name: self.options[name] for name in ("change", "measure")}

    def picture(self) -> tuple[str, str]:
        for option in ("change", "measure", "alternative"):
            if option not in self.options:
                raise self.error(f"{{{self.name}}}: falta a opção :{option}:")
        known, hidden = CHANGES[self.options["change"]]
        name, scale = MEASURES[self.options["measure"]]
        band = Band.of([run.history[name] for run in results.of(known)])
        said = {"loss": _("training loss"), "accuracy": _("validation accuracy")}
        drawn = sheet(band, scale, hidden.configuration.epochs, said[self.options["measure"]])
        return drawn, self.options["alternative"]


def setup(app: Sphinx) -> None:
    app.add_directive("predicted-curves", PredictedCurves)


def head() -> str:
    """What the figure's script knows of the study, as the script that says so."""
    content = {
        "groups": {group.name: _group(group) for group in GROUPS},
        "changes": [[name, known.name, hidden.name] for name, (known, hidden) in CHANGES.items()],
        "scales": {
            name: [scale.lowest, scale.highest, scale.step] for name, (_, scale) in MEASURES.items()
        },
        "chance": CHANCE,
    }
    return f"laboratory.study = {json.dumps(content, separators=(',', ':'))};\n"


def _group(group: Group) -> dict[str, object]:
    """Of all its runs, both measures by epoch: what each adds to the one before, in thousandths."""
    runs = results.of(group)
    return {"rate": group.configuration.learning_rate} | {
        name: [_steps([round(1000 * value) for value in run.history[of]]) for run in runs]
        for name, (of, _) in MEASURES.items()
    }


def _steps(values: Sequence[int]) -> list[int]:
    """The first and then the differences, which are shorter."""
    return [later - before for before, later in zip([0, *values], values)]
