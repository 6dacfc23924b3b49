"""Exercise 8: the network of exercise 7 made to fit other images and classes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cnnbook.figures.small import blocks_template, blocks_values
from cnnbook.geometry import GeometryError
from cnnbook.layers import Conv2D, Dense, Flatten, GlobalAveragePooling2D, Layer, Shape
from cnnbook.misconceptions import mistaken
from cnnbook.mistaken_network import MistakenRow, mistaken_trace
from cnnbook.questions.draw import Claim, Draw, Network
from cnnbook.trace import Row, total_parameters, trace

DRAWINGS = {"blocks": blocks_template}

POOLING = GlobalAveragePooling2D()


@dataclass(frozen=True)
class Sizes:
    """A network of exercise 7's form, and the classes that it is to tell apart."""

    input_shape: Shape
    convolutions: tuple[Conv2D, ...]
    classes: int
    superclasses: int

    def network(self, between: Layer = POOLING, units: int = 0) -> Network:
        dense = Dense(units or self.classes)
        return Network(self.input_shape, (*self.convolutions, between, dense))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return trace(*self.network())

    def by(
        self, mistake: str, where: Sequence[int] | None = None, between: Layer = POOLING
    ) -> tuple[Row, ...] | tuple[MistakenRow, ...]:
        """The network as a mistake makes it; ``where`` are the layers, if not all."""
        if mistake == "superclasses":
            return trace(*self.network(between, self.groups))
        return mistaken_trace(*self.network(between), mistake, where)

    def dense_by(self, mistake: str, between: Layer = POOLING) -> int:
        """Parameters of the dense layer, if the mistake is made in it."""
        return self.by(mistake, [-1], between)[-1].parameters

    @property
    def groups(self) -> int:
        """Units of the dense layer for who takes the superclasses for the classes."""
        groups = {"classes": self.classes, "superclasses": self.superclasses}
        return mistaken("superclasses", **groups).value

    @property
    def last_maps(self) -> Shape:
        return self.rows[-3].output_shape

    @property
    def maps(self) -> int:
        return self.last_maps[-1]

    @property
    def positions(self) -> int:
        return self.last_maps[0] * self.last_maps[1]

    def numbers(self) -> dict[str, object]:
        """What all kinds of questions say."""
        return {
            "classes": self.classes,
            "superclasses": self.superclasses,
            "maps": self.maps,
            "size": self.last_maps[:2],
            "positions": self.positions,
            "flattened": self.positions * self.maps,
        }


def draw(random: random.Random) -> Draw | None:
    kind = random.choice((_adapt, _other_classes, _flatten))
    side = random.choice((28, 32, 40, 48, 64, 80, 96, 128))
    k, l, o = random.choice((3, 3, 5)), random.choice((2, 3, 3)), random.choice((1, 2, 3))  # noqa: E741
    f, g, h, w = (random.choice((8, 16, 24, 32, 48, 64)) for _ in range(4))
    superclasses = random.choice((2, 3, 4, 5, 6, 8, 10, 12, 20))
    sizes = Sizes(
        (side, side, random.choice((1, 3))),
        (
            Conv2D(f, k, strides=2, padding="same"),
            Conv2D(g, (1, k), strides=(1, 2), padding="same"),
            Conv2D(h, (k, 1), strides=(2, 1), padding="same"),
            Conv2D(2 * w, l, strides=o),
        ),
        superclasses * random.choice((2, 3, 4, 5, 6, 8, 10)),
        superclasses,
    )
    try:
        fits = sizes.positions > 1
    except GeometryError:
        return None
    if not fits or not 4 <= sizes.classes <= 200 or sizes.classes == sizes.maps:
        return None
    return kind(random, sizes)


def chapter() -> Draw:
    convolutions = (
        Conv2D(32, 3, strides=2, padding="same"),
        Conv2D(64, (1, 3), strides=(1, 2), padding="same"),
        Conv2D(64, (3, 1), strides=(2, 1), padding="same"),
        Conv2D(128, 3, strides=3),
    )
    return _adapt(random.Random(), Sizes((32, 32, 3), convolutions, 100, 20))


def _adapt(_: random.Random, sizes: Sizes) -> Draw:
    conv1, *_, conv4 = sizes.convolutions
    total = total_parameters(sizes.rows)

    def by(mistake: str, where: Sequence[int] | None = None) -> dict[str, object]:
        rows = sizes.by(mistake, where)
        return {
            "total": total_parameters(rows),
            "dense": rows[-1].parameters,
            "conv4": rows[3].parameters,
        }

    counts = [row.parameters for row in sizes.rows]
    one_layer = mistaken("one-layer-as-total", parameters=counts)
    kept = sizes.by("pooling-keeps-size")[-2].output_shape[0]
    return Draw(
        kind="adapt",
        asked=(
            *sizes.input_shape,
            *(layer.filters for layer in sizes.convolutions),
            *(conv1.kernel_size[:1] + conv4.kernel_size[:1] + conv4.strides[:1]),  # type: ignore
            sizes.classes,
            sizes.superclasses,
        ),
        numbers=sizes.numbers()
        | {f"conv{number}": row for number, row in enumerate(sizes.rows[:4], start=1)}
        | {
            "image": sizes.input_shape,
            "dense": sizes.rows[-1],
            "pooling_output": sizes.maps,
            "dense_output": sizes.classes,
            "total": total,
        },
        wrong={
            "one-layer-as-total": {"total": one_layer.value},
            "superclasses": by("superclasses") | {"dense_output": sizes.groups},
            "previous-depth": by("previous-depth", [-1]) | {"dense_output": sizes.maps},
            "pooling-keeps-size": by("pooling-keeps-size") | {"pooling_output": kept},
            "bias-forgotten": by("bias-forgotten"),
            "own-filters-as-depth": by("own-filters-as-depth"),
            "next-layer": {"pooling_output": sizes.classes},
            "depth-forgotten": by("depth-forgotten"),
        },
        key=[
            Claim("output", sizes.maps, -2),
            Claim("output", sizes.classes, -1),
            Claim("total", total),
        ],
        networks=[sizes.network()],
        drawing=blocks_values([row.output_shape for row in sizes.rows[:4]]),
    )


def _other_classes(random: random.Random, sizes: Sizes) -> Draw | None:
    old = random.choice((2, 5, 10, 12, 20, 50, 100))
    if old in (sizes.classes, sizes.superclasses):
        return None
    *_, dense = sizes.rows
    total = total_parameters(sizes.rows)
    before = total - dense.parameters
    dense_by = {
        mistake: sizes.dense_by(mistake)
        for mistake in ("superclasses", "bias-forgotten", "previous-depth", "weights-per-position")
    }
    dense_by["pooling-keeps-size"] = sizes.by("pooling-keeps-size")[-1].parameters
    totals = {mistake: before + parameters for mistake, parameters in dense_by.items()}
    counts = (before, dense.parameters)
    totals["one-layer-as-total"] = mistaken("one-layer-as-total", parameters=counts).value
    return Draw(
        kind="other-classes",
        asked=(before, *sizes.last_maps, sizes.classes, sizes.superclasses, old),
        numbers=sizes.numbers()
        | {"convolutions": before, "old_classes": old, "dense": dense, "total": total},
        wrong={mistake: {"total": wrong} for mistake, wrong in totals.items()},
        key=[Claim("total", total)],
        networks=[sizes.network()],
        drawing=blocks_values([sizes.last_maps]),
    )


def _flatten(_: random.Random, sizes: Sizes) -> Draw:
    between = {"pooled": POOLING, "flat": Flatten()}
    networks = [sizes.network(layer) for layer in between.values()]
    pooled, flat = (trace(*network)[-1].parameters for network in networks)

    def both(mistake: str) -> dict[str, object]:
        return {name: sizes.dense_by(mistake, layer) for name, layer in between.items()}

    one_map = Dense(sizes.classes).parameter_arithmetic((sizes.positions,))
    return Draw(
        kind="flatten",
        asked=(*sizes.last_maps, sizes.classes, sizes.superclasses),
        numbers=sizes.numbers() | {"pooled": pooled, "flat": flat},
        wrong={
            "superclasses": both("superclasses"),
            "bias-forgotten": both("bias-forgotten"),
            "pooling-keeps-size": {"pooled": sizes.by("pooling-keeps-size")[-1].parameters},
            "previous-depth": {"pooled": sizes.dense_by("previous-depth")},
            "depth-forgotten": {"flat": one_map.value},
            "weights-per-position": {"flat": sizes.dense_by("weights-per-position")},
        },
        key=[Claim("parameters", pooled, network=0), Claim("parameters", flat, network=1)],
        networks=networks,
        drawing=blocks_values([sizes.last_maps]),
    )
