"""Tables that a phone, a screen reader and a notebook can show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from cnnbook.numbers import integer, shape
from cnnbook.trace import Row, total_multiply_accumulates, total_parameters

_NUMBER = re.compile(r"[−+]?\d[\d.]*(,\d+)?(\s?%)?")
"""A cell that is one number, as the book writes it."""


class Table:
    """A real HTML table, with a caption and headings for its columns and rows.

    Columns of numbers are aligned to the right, so that their digits compare.

    Args:
        caption: what the table shows, in a sentence.
        columns: their headings; the first column's cells are the rows' headings.
        rows: of plain text, each as long as ``columns``.
        footer: a last row that sums up, likewise.
    """

    def __init__(
        self,
        caption: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        footer: Sequence[str] | None = None,
    ) -> None:
        for row in (*rows, *([footer] if footer else [])):
            if len(row) != len(columns):
                raise ValueError(f"a linha {row!r} não tem {len(columns)} colunas")
        self._caption, self._columns, self._rows, self._footer = caption, columns, rows, footer
        every = [*rows, *([footer] if footer else [])]
        self._classes = [
            ' class="number"' if place and _are_numbers([row[place] for row in every]) else ""
            for place in range(len(columns))
        ]

    def __repr__(self) -> str:
        lines = [self._columns, *self._rows, *([self._footer] if self._footer else [])]
        return "\n".join([self._caption, *(" | ".join(line) for line in lines)])

    def _repr_html_(self) -> str:
        headings = "".join(
            f'<th scope="col"{kind}>{escape(column)}</th>'
            for column, kind in zip(self._columns, self._classes)
        )
        body = "".join(self._row(row) for row in self._rows)
        footer = f"<tfoot>{self._row(self._footer)}</tfoot>" if self._footer else ""
        return (
            f'<table class="table book-table"><caption>{escape(self._caption)}</caption>'
            f"<thead><tr>{headings}</tr></thead><tbody>{body}</tbody>{footer}</table>"
        )

    def _row(self, cells: Sequence[str]) -> str:
        # Each cell's heading, for the narrow layout that puts cells one below another.
        rest = "".join(
            f'<td{kind} data-label="{escape(column)}">{escape(cell)}</td>'
            for column, kind, cell in zip(self._columns[1:], self._classes[1:], cells[1:])
        )
        return f'<tr><th scope="row">{escape(cells[0])}</th>{rest}</tr>'


def _are_numbers(cells: Sequence[str]) -> bool:
    written = [cell for cell in cells if cell]
    return bool(written) and all(map(_NUMBER.fullmatch, written))


def layer_table(rows: Sequence[Row], caption: str) -> Table:
    """Each layer of a trace: output shape, parameters and the arithmetic of both."""
    return Table(
        caption,
        ["Camada", "Saída", "Parâmetros", "Conta do tamanho", "Conta dos parâmetros"],
        [
            [
                row.layer.label,
                shape(row.output_shape),
                integer(row.parameters),
                "; ".join(dict.fromkeys(map(str, row.size_arithmetic))),
                "os mesmos de antes" if row.reused
                else str(row.parameter_arithmetic) if row.parameters else "",
            ]
            for row in rows
        ],
        ["Total", "", integer(total_parameters(rows)), "", ""],
    )


def cost_table(rows: Sequence[Row], caption: str) -> Table:
    """Each layer of a trace: what it costs and how much of the input it sees."""
    return Table(
        caption,
        ["Camada", "Saída", "Multiplicações", "Campo receptivo"],
        [
            [
                row.layer.label,
                shape(row.output_shape),
                integer(row.multiply_accumulates),
                "depende da posição" if row.receptive_field is None else shape(row.receptive_field),
            ]
            for row in rows
        ],
        ["Total", "", integer(total_multiply_accumulates(rows)), ""],
    )
