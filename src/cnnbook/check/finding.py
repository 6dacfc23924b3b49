"""One thing for a reader to correct: where it is, and what each hint says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cnnbook.check.words import begin, mistake_name, places, say

HINTS = 3


@dataclass(frozen=True)
class Spot:
    """One place of a finding, and what there is to say of it.

    Attributes:
        place: the layer, or the argument, as the exercise calls it.
        seen: what the reader's own code gives there.
        expected: what it should give: told only with the second hint.
        fix: what to write: told only with the third.
    """

    place: str
    seen: str = ""
    expected: str = ""
    fix: str = ""


@dataclass(frozen=True)
class Finding:
    """One mistake, in every place where it was made.

    Attributes:
        kind: what it is, whatever the language; for tests and for who counts.
        question: a sentence with the places; the first hint.
        rule: the idea that the reader needs.
        spots: at least one.
        mistake: the book's name for it, as in ``book/enganos.md``; empty where it has none.
    """

    kind: str
    question: str
    rule: str
    spots: tuple[Spot, ...]
    mistake: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(spot.place for spot in self.spots)

    def hints(self) -> tuple[str, str, str]:
        """What to look at, the rule, and the correction: each only what it adds to the others."""
        first = [self.question.format(places=places(self.places))]
        first += [spot.seen for spot in self.spots if spot.seen]
        if self.mistake:
            first.append(say("answer.mistake", name=mistake_name(self.mistake)))
        second = [self.rule, *(spot.expected for spot in self.spots if spot.expected)]
        third = [spot.fix for spot in self.spots if spot.fix]
        sentences = (" ".join(dict.fromkeys(filter(None, said))) for said in (first, second, third))
        return tuple(begin(text) for text in sentences)  # type: ignore[return-value]


def grouped(findings: list[Finding]) -> list[Finding]:
    """The findings with one mistake that was made in several places told once."""
    result: list[Finding] = []
    for one in findings:
        same = [
            place
            for place, other in enumerate(result)
            if one.mistake and (other.mistake, other.kind) == (one.mistake, one.kind)
        ]
        if same:
            other = result[same[0]]
            result[same[0]] = replace(other, spots=other.spots + one.spots)
        else:
            result.append(one)
    return result
