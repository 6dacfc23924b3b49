"""Exercise 7: a 3×1 after a 1×3, and what it costs beside a 3×3."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cnnbook.layers import Conv2D
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import integer
from cnnbook.trace import Row, total_multiply_accumulates, total_parameters

GIVEN = {"fewer_between"}
"""Numbers that a question chooses."""

_FEWER_BETWEEN = 32
"""The row of the table that the text speaks of."""


def facts(
    rows: Sequence[Row],
    single: Sequence[Row],
    compared: Mapping[int, Sequence[Row]],
    weights: Callable[[Sequence[Row]], int],
) -> dict[str, object]:
    """Of the network, and of both layers with other numbers of maps between them."""
    return {
        **_layers(rows),
        **_shapes(rows),
        **_answers(rows),
        **_costs(rows, single, compared, weights),
    }


def _layers(rows: Sequence[Row]) -> dict[str, object]:
    found: dict[str, object] = {}
    for number, row in enumerate(rows[:4], start=1):
        layer = row.layer
        found |= {
            f"filters_{number}": layer.filters,
            f"kernel_{number}": layer.kernel_size,
            f"strides_{number}": ", ".join(map(str, dict.fromkeys(layer.strides))),
            f"shape_{number}": row.output_shape,
        }
    return found


def _shapes(rows: Sequence[Row]) -> dict[str, object]:
    conv1, conv2, conv3, conv4, pool = (row.output_shape for row in rows[:5])
    last = rows[3].layer
    last_seen = (conv4[0] - 1) * last.strides[0] + last.kernel_size[0]
    assert last_seen == conv3[0] - 1
    assert conv4[0] == conv4[1]  # one calculation for both directions
    assert conv2[1] * 2 == conv1[1] and conv2[0] == conv1[0]  # half as broad
    assert conv3[0] * 2 == conv2[0] and conv3[1] == conv2[1]  # half as high
    fields = [row.receptive_field for row in rows]
    assert all(
        now[axis] >= before[axis] for before, now in zip(fields, fields[1:]) for axis in (0, 1)
    )
    field_pool = fields[4]
    assert 0.99 * rows[0].input_shape[0] < field_pool[0] < rows[0].input_shape[0]  # nearly all
    growth_2, growth_4 = fields[1][1] - fields[0][1], fields[3][1] - fields[2][1]
    assert growth_4 > growth_2 and rows[1].layer.kernel_size[1] == last.kernel_size[1]
    return {
        "input_size": rows[0].input_shape[0], "total": total_parameters(rows),
        "size_1": str(rows[0].size_arithmetic[0]), "columns_2": str(rows[1].size_arithmetic[1]),
        "rows_3": str(rows[2].size_arithmetic[0]), "size_4": str(rows[3].size_arithmetic[0]),
        "field_3": fields[2], "field_pool": field_pool, "growth_2": growth_2, "growth_4": growth_4,
        "width_4": last.kernel_size[1], "last_seen": last_seen, "before_last": conv3[0],
        "pool_shape": pool,
    }  # fmt: skip


def _answers(rows: Sequence[Row]) -> dict[str, object]:
    conv1, conv2, conv3, conv4, pool = (row.output_shape for row in rows[:5])
    third, last = rows[2].layer, rows[3].layer

    def by(mistake: str, size: int, layer: Conv2D):
        kernel_size, strides = layer.kernel_size[0], layer.strides[0]
        return mistaken(mistake, input_size=size, kernel_size=kernel_size, strides=strides)

    gap, twice = by("strides-as-gap", conv3[0], last), by("strides-twice", conv2[0], third)
    as_gap = (gap.value, gap.value, conv4[2])
    swapped = (conv2[1], conv2[0], conv2[2])
    correct = (conv2, conv3, conv4, pool)
    alternatives = {
        "a": ((*conv1[:2], conv2[2]), conv3, as_gap, pool * 2),
        "b": correct,
        "c": (swapped, conv3, as_gap, pool),
        "d": ((*conv2[:2], conv1[2]), (twice.value, *conv3[1:]), conv4, pool * 2),
    }
    [key] = [letter for letter, said in alternatives.items() if said == correct]
    return {
        "key": key, "swapped": swapped, "doubled": pool * 2,
        "wrong_size": gap.value, "gap_arithmetic": gap.expression,
        "wrong_divisor": last.strides[0] + 1,
        "wrong_rows": twice.value, "twice_arithmetic": twice.expression,
        **{
            letter: dict(zip(("conv2", "conv3", "conv4", "pooling"), said))
            for letter, said in alternatives.items()
        },
    }  # fmt: skip


def _costs(
    rows: Sequence[Row],
    single: Sequence[Row],
    compared: Mapping[int, Sequence[Row]],
    weights: Callable[[Sequence[Row]], int],
) -> dict[str, object]:
    """Of this network's factored filters beside a single one, with the numbers of the table."""
    first, second = rows[1].layer, rows[2].layer
    this = compared[first.filters]
    assert [row.output_shape for row in this] == [row.output_shape for row in rows[1:3]]
    assert [row.parameters for row in this] == [row.parameters for row in rows[1:3]]
    assert single[-1].output_shape == this[-1].output_shape
    assert single[-1].receptive_field == this[-1].receptive_field  # the same region
    side, channels_in = single[0].layer.kernel_size[0], rows[1].input_shape[-1]
    both = channels_in + second.filters
    assert first.kernel_size == (1, side) and second.kernel_size == (side, 1)
    single_side = side * channels_in * second.filters
    for between, pair in compared.items():
        assert weights(pair) == side * between * both
        assert (between * both < single_side) == (weights(pair) < weights(single))
    assert weights(this) == weights(single) == side * single_side
    assert first.filters * both == single_side
    assert total_parameters(this) > total_parameters(single)
    assert total_multiply_accumulates(this) > total_multiply_accumulates(single)
    assert weights(compared[_FEWER_BETWEEN]) < weights(single)
    return {
        "both_strides": single[0].layer.strides[0], "side": side, "channels_in": channels_in,
        "between": first.filters, "channels_out": second.filters,
        "factored_side":
            f"{first.filters}·({channels_in} + {second.filters}) = {integer(single_side)}",
        "single_side": f"{side}·{channels_in}·{second.filters} = {integer(single_side)}",
        "factored_weights": weights(this), "single_parameters": total_parameters(single),
        "factored_parameters": total_parameters(this),
        "single_macs": total_multiply_accumulates(single),
        "factored_macs": total_multiply_accumulates(this), "fewer_between": _FEWER_BETWEEN,
        "fewer_weights": weights(compared[_FEWER_BETWEEN]),
    }  # fmt: skip
