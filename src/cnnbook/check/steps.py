"""A network as plain steps, whichever way its Keras code was written: no Keras here.

A step's attributes are those that its layer can differ in. Sizes are without the batch,
channels last.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from cnnbook.geometry import GeometryError, output_size

Shape = tuple[int | None, ...]


@dataclass
class Step:
    """One layer that counts.

    Attributes:
        kind: ``Conv``, ``MaxPool``, ``GlobalAvg``, ``Dense`` …; else Keras' name of it.
        name: the layer's own, as its author gave it.
        attributes: by the names that ``words.toml`` has under ``attributes``.
        input, output: shapes; the output is None where it is not known.
        notes: names, under ``notes`` in ``words.toml``, of what to say of it though it is right.
    """

    kind: str
    name: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    input: Shape = ()
    output: Shape | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def window(self) -> tuple[int, ...]:
        """What a convolution or a pooling covers, along each axis; empty for other kinds."""
        return self.attributes.get("kernel") or self.attributes.get("pool") or ()

    @property
    def dilation(self) -> tuple[int, ...]:
        return self.attributes.get("dilation") or (1,) * len(self.window)

    def output_for(self, shape: Shape) -> Shape | None:
        """The shape that this step would make of another input; None where nobody can say."""
        if self.kind == "Dense":
            return (*shape[:-1], self.attributes["units"])
        if not self.window or len(shape) != len(self.window) + 1:
            return None
        each = zip(shape, self.window, self.attributes["strides"], self.dilation)
        try:
            sizes = [
                output_size(size, window, strides, self.attributes["padding"], dilation)
                for size, window, strides, dilation in each
            ]
        except GeometryError:
            return None
        return (*sizes, self.attributes.get("filters", shape[-1]))


@dataclass
class Network:
    """The steps from input to output.

    Attributes:
        input_shape: of one example; None if the network does not say it.
        steps: in order.
        notes: pairs of a name, under ``notes`` in ``words.toml``, and the values of its sentence.
        shared: names of layers that are used more than once.
    """

    input_shape: Shape | None
    steps: list[Step]
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)


def simplified(steps: list[Step]) -> list[Step]:
    """Without what changes nothing: a flatten of a vector, or of maps of one value each."""
    result: list[Step] = []
    for step in steps:
        last = result[-1] if result else None
        if step.kind == "Flatten" and last is not None:
            if last.kind == "GlobalAvg":
                last.attributes["keepdims"] = False
                last.output = step.output
                continue
            if last.kind == "AvgPool" and last.output and set(last.output[:-1]) == {1}:
                attributes = {"keepdims": False}
                result[-1] = replace(
                    last, kind="GlobalAvg", attributes=attributes, output=step.output
                )
                continue
            if last.kind == "Flatten":
                continue
        result.append(step)
    return result


def squeezed(network: Network, rank: int) -> Network:
    """A signal handled as an image of one row, or column, as the same network in one dimension.

    Args:
        rank: the number of spatial axes that the exercise has; only for 1 is anything done.
    """
    shape = network.input_shape
    if rank != 1 or not shape or len(shape) != 3 or 1 not in shape[:2]:
        return network
    axis = 0 if shape[0] == 1 else 1

    def along(values: tuple) -> tuple:
        return tuple(value for place, value in enumerate(values) if place != axis)

    steps = []
    for step in network.steps:
        attributes = dict(step.attributes)
        for name in ("kernel", "pool", "strides", "dilation"):
            if len(attributes.get(name, ())) == 2:
                if name in ("kernel", "pool") and attributes[name][axis] != 1:
                    return network
                attributes[name] = along(attributes[name])
        if "rank" in attributes:
            attributes["rank"] = 1
        shapes = [along(one) if one and len(one) == 3 else one for one in (step.input, step.output)]
        steps.append(replace(step, attributes=attributes, input=shapes[0], output=shapes[1]))
    notes = [*network.notes, ("two-dimensional", {})]
    return Network(along(shape), steps, notes, network.shared)
