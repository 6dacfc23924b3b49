"""Holes in a text, and how numbers fill them.

``{{ rows.kernel }}`` is a number, or an attribute, item or part of what a draw calls ``rows``.
Where words depend on it, a hole lists them by its value, the last without one for all others, with
``#`` for the number itself and further holes as need be::

    {{ channels | 1: o único canal | os # canais }}
    {{ first.padding | same: com preenchimento | valid: sem preenchimento }}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from cnnbook.numbers import written

_MARKS = re.compile(r"\{\{|\}\}|\|")
_PATH = re.compile(r"\w+(?:\.\w+)*")
_CASE = re.compile(r" *([\w-]+): ?")


class HoleError(ValueError):
    """A hole that is not written as it should be, or that nothing fills."""


class MissingError(HoleError):
    """Nothing fills a hole."""


class Case(NamedTuple):
    """Words for one value of a hole; for any, if ``value`` is None."""

    value: str | None
    text: str


@dataclass(frozen=True)
class Hole:
    path: str
    cases: tuple[Case, ...] = ()

    def paths(self) -> Iterator[str]:
        """Its own path and those in its words."""
        yield self.path
        for case in self.cases:
            yield from paths(case.text)

    def filled(self, names: Mapping[str, object]) -> str:
        """Raises: HoleError: a name is unknown, or a value has no words."""
        value = look_up(self.path, names)
        if not self.cases:
            return written(value)
        for case in self.cases:
            if case.value in (None, str(value).lower()):
                text = fill(case.text, names)
                return text.replace("#", written(value)) if "#" in case.text else text
        raise HoleError(f"{{{{ {self.path} }}}} vale {value}, e não há palavras para esse valor")


def look_up(path: str, names: Mapping[str, object]) -> object:
    """Raises: HoleError: there is no such value."""
    value: object = names
    for name in path.split("."):
        try:
            if isinstance(value, Mapping):
                value = value[name]
            elif isinstance(value, Sequence) and name.isdecimal():
                value = value[int(name)]
            else:
                value = getattr(value, name)
        except (KeyError, IndexError, AttributeError):
            raise MissingError(f"nada preenche {{{{ {path} }}}}: não há {name!r}") from None
    return value


@cache
def parts_of(text: str) -> tuple[str | Hole, ...]:
    """A text as what stands between its holes, and the holes.

    Raises:
        HoleError: braces that do not match, or something that is no name.
    """
    parts: list[str | Hole] = []
    place = 0
    while (start := text.find("{{", place)) >= 0:
        end = _end(text, start)
        parts += [text[place:start], _hole(text[start + 2 : end - 2])]
        place = end
    if "}}" in text[place:]:
        raise HoleError("há “}}” sem o “{{” que o abre")
    return (*parts, text[place:])


def paths(text: str) -> Iterator[str]:
    """All that the holes of a text name."""
    for part in parts_of(text):
        if isinstance(part, Hole):
            yield from part.paths()


def fill(text: str, names: Mapping[str, object]) -> str:
    """Raises: HoleError: as `Hole.filled`."""
    return "".join(
        part.filled(names) if isinstance(part, Hole) else part for part in parts_of(text)
    )


def _end(text: str, start: int) -> int:
    depth = 0
    for mark in _MARKS.finditer(text, start):
        depth += {"{{": 1, "}}": -1, "|": 0}[mark[0]]
        if not depth:
            return mark.end()
    raise HoleError(f"falta “}}}}” depois de “{text[start : start + 20]}”")


def _hole(content: str) -> Hole:
    cuts, depth = [-1], 0
    for mark in _MARKS.finditer(content):
        depth += {"{{": 1, "}}": -1, "|": 0}[mark[0]]
        if mark[0] == "|" and not depth:
            cuts.append(mark.start())
    pieces = [content[a + 1 : b] for a, b in zip(cuts, [*cuts[1:], len(content)])]
    path = pieces[0].strip()
    if not _PATH.fullmatch(path):
        raise HoleError(f"{path!r} não é o nome de um número")
    return Hole(path, tuple(map(_case, pieces[1:])))


def _case(piece: str) -> Case:
    found = _CASE.match(piece)
    value, text = (found[1], piece[found.end() :]) if found else (None, piece)
    return Case(value, text.strip())
