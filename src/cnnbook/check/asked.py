"""The networks that exercises ask for, by the names of the book's own builders: no Keras here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A network that an exercise asks for.

    Attributes:
        exercise: its number in the sheet.
        name: what the exercise calls the network; empty if it is the only one.
        builder: the book's own, by its name in `cnnbook.networks`.
        free: attributes that the exercise leaves open.
        function: what the chapter's notebook calls the reader's own.
    """

    exercise: int
    name: str
    builder: str
    free: tuple[str, ...] = ()
    function: str = "my_network"


ASKED = {
    6: (
        Asked(6, "A", "conv1d_with_pooling", function="my_network_a"),
        Asked(6, "B", "conv1d_with_strides", function="my_network_b"),
    ),
    7: (Asked(7, "", "factored_conv2d", free=("activation",)),),
    8: (Asked(8, "", "factored_classifier"),),
    10: (Asked(10, "", "deeper_factored_classifier"),),
}
EARLIER = (10, "deeper_factored_classifier_stride3")
"""An exercise, and the builder of what it asked for before its last change."""
