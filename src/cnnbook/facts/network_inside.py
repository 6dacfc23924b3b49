"""*A rede por dentro*: what its page says of the network, the rounding and the drawings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnnbook import sample
from cnnbook.cifar100_names import PORTUGUESE
from cnnbook.inside import network
from cnnbook.inside.drawings import Picture
from cnnbook.numbers import Percentage, Rounded, percent
from cnnbook.records import Record
from cnnbook.trace import total_parameters

_FIVE = 5
_HALF_BITS = 16


def facts(
    record: Record, pictures: Sequence[Picture], exact: np.ndarray, rounded: np.ndarray
) -> dict[str, object]:
    """Of the recorded network, and of the figure's with its rounded weights.

    Args:
        exact, rounded: the probabilities that both give to the pictures, ``(pictures, 100)``.
    """
    rows = network.rows(record)
    convolutions = [row for row in rows if len(row.output_shape) == 3]
    first = convolutions[0]
    change = float(abs(exact - rounded).max())
    assert 0 < change < 0.001 and (exact.argmax(axis=1) == rounded.argmax(axis=1)).all()
    drawn = [place(one, answer) for one, answer in zip(pictures, rounded) if one.class_name]
    assert 0 < drawn.count(1) < len(drawn)  # it fails too
    [(source, licence)] = {(one.source, one.licence) for one in pictures}
    return {
        "source": source, "licence": licence,
        "convolutions": len(convolutions), "layers": len(rows),
        "parameters": total_parameters(rows), "classes": rounded.shape[1],
        "maps": first.output_shape[2], "map_shape": first.output_shape[:2],
        "bits": _HALF_BITS, "full_bits": 2 * _HALF_BITS,
        "seed": record.configuration["seed"], "epochs": record.configuration["epochs"],
        "test_accuracy": Percentage(record.test["accuracy"]),
        "change": Rounded(change, 4),
        "drawings": len(drawn), "of_none": len(pictures) - len(drawn),
        "right": drawn.count(1), "among_five": sum(one <= _FIVE for one in drawn),
        "worst": max(drawn),
    }  # fmt: skip


def place(picture: Picture, probabilities: np.ndarray) -> int:
    """Where a picture's own class stands among all, from the most probable, which is 1."""
    of_class = probabilities[sample.load().class_names.index(picture.class_name)]
    return int((probabilities > of_class).sum()) + 1


def answers(pictures: Sequence[Picture], probabilities: np.ndarray) -> list[list[str]]:
    """A line for each picture: its class, where that stands, the first class and how sure it is."""
    names = [PORTUGUESE[name] for name in sample.load().class_names]
    return [
        [
            one.alternative,
            PORTUGUESE.get(one.class_name, "nenhuma"),
            f"{place(one, of)}º" if one.class_name else "—",
            names[int(of.argmax())],
            percent(float(of.max())),
        ]
        for one, of in zip(pictures, probabilities)
    ]
