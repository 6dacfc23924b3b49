"""Medians with their spread, in a table."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median


def spread(values: Sequence[float], places: int = 1) -> str:
    """``"4.5 (4.4–4.7)"``: the median, the lowest and the highest."""
    return (
        f"{median(values):.{places}f} ({min(values):.{places}f}–{max(values):.{places}f})"
        if values
        else "–"
    )


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Theirs over ours, pair by pair: above 1, ours is ahead."""
    return spread([b / a for a, b in zip(ours, theirs)], places=2)


def table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """In Markdown, and in columns for who reads it as plain text."""
    widths = [max(map(len, column)) for column in zip(headings, *rows)]

    def line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cell.ljust(width) for cell, width in zip(cells, widths))} |"

    rule = line(["-" * width for width in widths])
    return "\n".join([f"\n## {title}\n", line(headings), rule, *map(line, rows), ""])
