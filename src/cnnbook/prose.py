"""How a chapter hands its numbers to its own text."""

from __future__ import annotations

from collections.abc import Mapping

from cnnbook.numbers import written

MIME_TYPE = "application/vnd.cnnbook.values+json"


def publish(**values: object) -> None:
    """Make values available to the chapter's prose, as ``{{ name }}``.

    They are written as `cnnbook.numbers.written` does, so a number that is not whole says how many
    places it shows. A truth is ``true`` or ``false``, for words that depend on it, and a mapping
    holds values of its own: ``{{ a.size }}``.

    Raises:
        TypeError: a value that no reader could be shown.
    """
    from IPython.display import display  # where there are chapters there is IPython

    formatted = {name: _format(name, value) for name, value in values.items()}
    display({MIME_TYPE: formatted, "text/plain": _as_text(formatted)}, raw=True)


Formatted = str | dict[str, "Formatted"]


def _format(name: str, value: object) -> Formatted:
    if isinstance(value, Mapping):
        return {key: _format(f"{name}.{key}", one) for key, one in value.items()}
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return written(value)
    except TypeError as error:
        raise TypeError(f"{name}={error}") from None


def _as_text(formatted: Mapping[str, Formatted]) -> str:
    return "\n".join(f"{name} = {text}" for name, text in formatted.items())
