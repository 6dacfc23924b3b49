"""What a check says: an object that shows itself in a notebook, and as text elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from html import escape

from cnnbook.check.finding import HINTS, Finding
from cnnbook.check.words import begin, places, say


class Verdict(Enum):
    """``UNKNOWN`` is the check's own fault, or limit, and never the reader's."""

    RIGHT = "right"
    WRONG = "wrong"
    BLANK = "blank"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return say(f"verdicts.{self.value}")


_MARKS = {Verdict.RIGHT: "✓", Verdict.WRONG: "✗"}


@dataclass(frozen=True)
class Part:
    """One of the things that an exercise asks for.

    Attributes:
        title: what it is called, such as ``Rede A``; may be empty.
        message: what to say of the whole.
        findings: what to correct.
        right: what is right already.
        total: how many things can be right, for partial credit.
        notes: what to say of it though it is right.
    """

    title: str
    verdict: Verdict
    message: str = ""
    findings: tuple[Finding, ...] = ()
    right: tuple[str, ...] = ()
    total: int = 1
    notes: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """From 0 to 1: 1 only if it is right, else less, by how much of it is."""
        if self.verdict is Verdict.RIGHT:
            return 1.0
        if self.verdict is not Verdict.WRONG:
            return 0.0
        return len(self.right) / (max(self.total, len(self.right)) + len(self.findings))

    @property
    def headline(self) -> str:
        return f"{self.title}: {self.verdict}." if self.title else begin(f"{self.verdict}.")


@dataclass(frozen=True)
class Answer:
    """What the check of an exercise says.

    Attributes:
        exercise: its number in the sheet of exercises.
        parts: in the exercise's order.
        level: up to which hint it says, from 1 to 3.
    """

    exercise: int
    parts: tuple[Part, ...]
    level: int = field(default=1)

    @property
    def passed(self) -> bool:
        """Whether all parts are right."""
        return all(part.verdict is Verdict.RIGHT for part in self.parts)

    @property
    def score(self) -> float:
        """From 0 to 1: the mean of the parts' scores; 1 only if all are right."""
        return sum(part.score for part in self.parts) / len(self.parts)

    def hint(self, number: int = 2) -> Answer:
        """The same answer with more said: 2 adds the rule, and 3 the correction."""
        return replace(self, level=min(max(int(number), 1), HINTS))

    def require(self) -> None:
        """For a teacher's test.

        Raises:
            AssertionError: something is not right; the message is the answer's text.
        """
        if not self.passed:
            raise AssertionError(f"\n{self}")

    def __str__(self) -> str:
        return "\n".join(self._lines())

    __repr__ = __str__

    def _lines(self) -> Iterator[str]:
        yield say("answer.exercise", number=self.exercise)
        for part in self.parts:
            yield " ".join(filter(None, [part.headline, part.message]))
            for finding in part.findings:
                first, *more = finding.hints()[: self.level]
                yield f"  • {first}"
                yield from (f"    → {hint}" for hint in more if hint)
            yield from (f"  {text}" for text in _said_at_the_end(part))
        if self.level < HINTS and any(part.findings for part in self.parts):
            yield say("answer.more")

    def _repr_html_(self) -> str:
        title = say("answer.exercise", number=self.exercise)
        parts = "".join(map(_html, self.parts))
        return f'<section lang="pt-BR" aria-label="{escape(title)}">{parts}</section>'


def _said_at_the_end(part: Part) -> list[str]:
    said = []
    if part.right and part.verdict is not Verdict.RIGHT:
        said.append(say("answer.right", places=places(part.right)))
    return [*said, *part.notes]


def _html(part: Part) -> str:
    """A part with its further hints folded, one inside the other."""
    mark = _MARKS.get(part.verdict, "·")
    head = f'<span aria-hidden="true">{mark}</span> <strong>{escape(part.headline)}</strong>'
    html = [f"<p>{head} {escape(part.message)}</p>"]
    if part.findings:
        html += ["<ul>", *map(_finding_html, part.findings), "</ul>"]
    html += [f"<p>{escape(text)}</p>" for text in _said_at_the_end(part)]
    return "".join(html)


def _finding_html(finding: Finding) -> str:
    first, rule, fix = (escape(hint) for hint in finding.hints())
    inner = f"<details><summary>{say('answer.fix')}</summary><p>{fix}</p></details>" if fix else ""
    return (
        f"<li>{first}<details><summary>{say('answer.rule')}</summary><p>{rule}</p>{inner}"
        "</details></li>"
    )
