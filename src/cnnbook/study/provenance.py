"""Where the study's runs were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnnbook.study.results import Result

_SAME = ("cpu", "threads", "system", "python", "tensorflow", "keras", "numpy")


@dataclass(frozen=True)
class Place:
    """A kind of machine with its versions, and the runs made there; dates are ISO."""

    cpu: str
    threads: int
    system: str
    python: str
    tensorflow: str
    keras: str
    numpy: str
    first_date: str
    last_date: str
    runs: int


def places(study: Sequence[Result]) -> list[Place]:
    """Each one, that with the most runs first."""
    dates: dict[tuple, list[str]] = {}
    for result in study:
        ran = result.provenance
        dates.setdefault(tuple(ran[name] for name in _SAME), []).append(str(ran["date"]))
    found = [Place(*place, min(days), max(days), len(days)) for place, days in dates.items()]
    return sorted(found, key=lambda place: -place.runs)
