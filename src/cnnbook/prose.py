"""How a chapter hands its numbers to its own text."""

from __future__ import annotations

from collections.abc import Sequence

from cnnbook.numbers import integer, shape

MIME_TYPE = "application/vnd.cnnbook.values+json"


def publish(**values: int | str | Sequence[int]) -> None:
    """Make values available to the chapter's prose, as ``{{ name }}``.

    Integers are written as Brazilian readers write them and sequences of them as shapes; any
    other number comes as a string already formatted with `cnnbook.numbers`, so that the chapter
    decides how many digits it shows.
    """
    from IPython.display import display  # where there are chapters there is IPython

    formatted = {name: _format(name, value) for name, value in values.items()}
    display({MIME_TYPE: formatted, "text/plain": _as_text(formatted)}, raw=True)


def _format(name: str, value: int | str | Sequence[int]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return integer(value)
    if isinstance(value, Sequence) and all(isinstance(size, int) for size in value):
        return shape([int(size) for size in value])
    raise TypeError(f"{name}={value!r}: formate-o antes, com cnnbook.numbers")


def _as_text(formatted: dict[str, str]) -> str:
    return "\n".join(f"{name} = {text}" for name, text in formatted.items())
