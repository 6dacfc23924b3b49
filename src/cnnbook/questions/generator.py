"""An exercise's further versions: its file of texts and its module of draws, put together."""

from __future__ import annotations

import importlib
import random
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cnnbook.questions.draw import Draw
from cnnbook.questions.faults import Fault, FaultsError
from cnnbook.questions.holes import HoleError
from cnnbook.questions.kind import Kind
from cnnbook.questions.reading import Versions, read
from cnnbook.questions.version import Variant, leading_to_right, version_of


class Generator:
    """Draws versions, and notices where texts and draws do not fit.

    Raises:
        FaultsError: the file has faults, or its module of draws cannot be used.
    """

    def __init__(self, versions: Versions) -> None:
        self.versions = versions
        self.exercise = versions.exercise
        faults = list(versions.faults)
        try:
            self._draws = importlib.import_module(versions.draws) if versions.draws else None
        except ImportError as error:
            message = f"não foi possível usar {versions.draws}: {error}"
            faults.append(Fault(versions.path, 1, message))
            self._draws = None
        drawings = getattr(self._draws, "DRAWINGS", {})
        for question in versions.questions.values():
            for one in (question.drawing, question.solution_drawing):
                if one and self._draws and one.name not in drawings:
                    faults.append(
                        Fault(versions.path, one.shows.line, f"não há um desenho “{one.name}” em "
                              f"{versions.draws}: há {', '.join(sorted(drawings)) or 'nenhum'}")
                    )  # fmt: skip
        if faults:
            raise FaultsError(faults)
        self.kinds: Mapping[str, Kind] = {
            name: Kind(question, drawings) for name, question in versions.questions.items()
        }
        self._met: set[str] = set()
        self._made: set[str] = set()
        self._rejected: dict[str, list[Draw]] = {}
        self._given: set[str] = set()
        self._faults: dict[Fault, None] = {}

    def numbers(self, random: random.Random) -> Draw | None:
        """The numbers of one question, as the module of draws gives them.

        Raises:
            FaultsError: the module fails.
        """
        try:
            return self._draws.draw(random)  # type: ignore[union-attr]
        except Exception as error:
            *_, place = traceback.extract_tb(error.__traceback__)
            said = f"{type(error).__name__}: {error}"
            message = (
                f"{self.versions.draws} falha em {place.filename}, linha {place.lineno}: {said}"
            )
            raise self._misfit(1, message) from error

    def chapter(self) -> Variant | None:
        """The chapter's own question as a version, if it is of one of the kinds.

        Raises:
            FaultsError: as `draw`.
        """
        asked = getattr(self._draws, "chapter", None)
        return self._version(asked()) if asked else None

    def draw(self, random: random.Random) -> Variant | None:
        """A version, or None if these numbers make no good question.

        Raises:
            FaultsError: the numbers and the texts do not fit.
        """
        drawn = self.numbers(random)
        return None if drawn is None else self._version(drawn)

    def _version(self, drawn: Draw) -> Variant | None:
        if drawn.kind not in self.kinds:
            raise self._misfit(
                1, f"o sorteio dá a pergunta “{drawn.kind}”: falta “## {drawn.kind}: Título”"
            )
        kind = self.kinds[drawn.kind]
        self._note(kind, drawn)
        try:
            if variant := version_of(kind, drawn):
                self._made.add(kind.name)
            elif kind.name not in self._made:
                self._rejected.setdefault(kind.name, []).append(drawn)
            return variant
        except (HoleError, TypeError) as error:
            for line, message in kind.faults(drawn):
                self._misfit(line, message)
            if not self._faults:
                self._misfit(1, str(error))
            raise FaultsError(list(self._faults)) from error

    def faults(self) -> list[Fault]:
        """What does not fit, after a bank has been drawn."""
        questions = self.versions.questions
        for name, question in questions.items():
            for mistake, said in question.answers.items():
                if mistake != "right" and f"{name}:{mistake}" not in self._met:
                    self._misfit(
                        said.line, f"nenhum sorteio de “{name}” leva ao engano “{mistake}”"
                    )
        for name in self._rejected.keys() - self._made:
            self._misfit(questions[name].line, self._why_never(name))
        named = frozenset().union(*(kind.named for kind in self.kinds.values()))
        for name in sorted(self._given - named):
            self._misfit(1, f"{self.versions.draws} calcula “{name}”, e nenhum texto o usa")
        return list(self._faults)

    def _why_never(self, kind: str) -> str:
        """Why no draw of a kind has made a question."""
        always = set.intersection(
            *(leading_to_right(self.kinds[kind], drawn) for drawn in self._rejected[kind])
        )
        reason = (
            f"{', '.join(f'“{name}”' for name in sorted(always))} leva sempre à resposta certa"
            if always
            else "os enganos levam à resposta certa, ou restam menos de três respostas diferentes"
        )
        return f"nenhum sorteio de “{kind}” dá uma pergunta: {reason}"

    def _note(self, kind: Kind, drawn: Draw) -> None:
        self._given.update(drawn.numbers)
        new = [name for name in drawn.wrong if f"{kind.name}:{name}" not in self._met]
        parts = self.versions.questions[kind.name].parts
        for mistake in new:
            self._met.add(f"{kind.name}:{mistake}")
            own = drawn.wrong[mistake].keys() - {*parts}
            self._given.update(f"wrong.{name}" for name in own)
        if new:  # a mistake that was not met before may not fit
            for line, message in kind.faults(drawn):
                self._misfit(line, message)

    def _misfit(self, line: int, message: str) -> FaultsError:
        fault = Fault(self.versions.path, line, message)
        self._faults.setdefault(fault)
        return FaultsError([fault])


@dataclass(frozen=True)
class Generators(Mapping[str, Generator]):
    """By exercise, what draws its versions.

    Attributes:
        files: of all exercises that have one, those whose file has faults as well.
        faults: of all the files.
    """

    by_exercise: Mapping[str, Generator]
    files: Mapping[Path, str]
    faults: Sequence[Fault]

    @property
    def named(self) -> frozenset[str]:
        """The exercises that have a file."""
        return frozenset(self.files.values())

    def __getitem__(self, exercise: str) -> Generator:
        return self.by_exercise[exercise]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_exercise)

    def __len__(self) -> int:
        return len(self.by_exercise)


def generators(folder: Path) -> Generators:
    """What the files of a folder draw; none if there is no such folder."""
    found: dict[str, Generator] = {}
    files: dict[Path, str] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.md")):
        versions = read(path)
        if versions.exercise in files.values():
            faults.append(Fault(path, 1, f"outro arquivo já é do exercício “{versions.exercise}”"))
        files[path] = versions.exercise
        try:
            found.setdefault(versions.exercise, Generator(versions))
        except FaultsError as error:
            faults += error.faults
    return Generators(found, files, tuple(faults))
