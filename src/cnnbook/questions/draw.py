"""What a module of draws hands over: the numbers of one question, and what mistakes make of them.

Such a module has ``draw(random)``, which gives a `Draw`, or None for numbers that make no good
question, and ``DRAWINGS``, the drawings that its texts may ask for. It depends on nothing but the
random numbers that it is given, and holds no sentence. If the chapter's own question is of one of
its kinds, ``chapter()`` gives that one's `Draw`, so that the same texts answer the mistakes that
the chapter does not offer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cnnbook.layers import Layer, Shape


class Network(NamedTuple):
    """What Keras must confirm: ``layers`` in sequence on ``input_shape`` (no batch axis)."""

    input_shape: Shape
    layers: tuple[Layer, ...]


class Claim(NamedTuple):
    """One part of the right answer, as data.

    Args:
        what: ``output`` (shape), ``size`` (its spatial part), ``maps`` (its last axis), ``depth``
            or ``kernel_size`` (of a layer's weights), ``parameters`` (of a layer) or ``total`` (of
            the network); or what a test of the exercise itself recomputes.
        value: an integer or a tuple of them; a decimal for readings of a curve.
        layer: index of the layer in the network.
        network: index of the network in the draw's ``networks``.
        shown: whether the right alternative's text has these numbers, in the order of the claims.
    """

    what: str
    value: object
    layer: int = -1
    network: int = 0
    shown: bool = True


@dataclass(frozen=True, kw_only=True)
class Draw:
    """The numbers of one question.

    Args:
        kind: which of the file's questions is asked.
        asked: what was drawn, as plain data: with the kind it says what is asked.
        numbers: by name, what the texts say: numbers, shapes, or objects with such attributes.
            The parts of the right answer are among them.
        wrong: by mistake, or ``mistake/form``, what it makes of the parts of the answer that it
            changes, and further numbers for its feedback. It has every mistake of the kind that a
            reader might make here.
        key: the right answer, for Keras and for tests.
        networks: the networks that the key is about; none where it reads a record.
        drawing: values of the kind's drawings.
        also: what else mistakes may lead to, as parts of the answer: it is never offered.
    """

    kind: str
    asked: Sequence[object]
    numbers: Mapping[str, object]
    wrong: Mapping[str, Mapping[str, object]]
    key: Sequence[Claim]
    networks: Sequence[Network] = ()
    drawing: Mapping[str, object] = field(default_factory=dict)
    also: Sequence[Mapping[str, object]] = ()
