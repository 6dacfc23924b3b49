"""``{calculator}``: a network to edit, with what it costs and sees.

::

    :::{calculator} deeper_factored_classifier
    :goals: one-place half-the-products

    The caption, which gives no answer away.
    :::

It is opened by a button; with the option ``open`` it is there from the start.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils.parsers.rst.directives import flag
from sphinx.application import Sphinx

from cnnbook_laboratory.calculator import goals
from cnnbook_laboratory.calculator.picture import picture
from cnnbook_laboratory.calculator.stacks import Stack, stacks
from cnnbook_laboratory.calculator.titles import titles
from cnnbook_laboratory.figures import LiveFigure
from cnnbook_sphinx.words import _


class Calculator(LiveFigure):
    """Begins with one of the book's networks; ``goals`` names what its readers may try to reach.

    On the page, a link can bring another network, in the address' fragment under ``rede``.
    """

    figure = "calculator"
    address = "rede"
    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"goals": str.split, "open": flag}

    def button(self) -> str:
        return "" if "open" in self.options else _("Change this network")

    def stack(self) -> Stack:
        known = stacks()
        if self.arguments[0] not in known:
            raise self.error(
                f"{{calculator}}: não há rede “{self.arguments[0]}”; há {', '.join(known)}"
            )
        return known[self.arguments[0]]

    def beginning(self) -> dict[str, Any]:
        wanted = self.options.get("goals", [])
        if unknown := [name for name in wanted if name not in goals.GOALS]:
            raise self.error(
                f"{{calculator}}: não há desafio “{unknown[0]}”; há {', '.join(goals.GOALS)}"
            )
        return {
            "network": self.arguments[0],
            "networks": [
                {"name": name, "title": titles()[name], **stack.describe()}
                for name, stack in stacks().items()
            ],
            "goals": [goals.described(name, self.stack()) for name in wanted],
        }

    def picture(self) -> tuple[str, str]:
        return picture(self.stack())


def setup(app: Sphinx) -> None:
    app.add_directive("calculator", Calculator)
