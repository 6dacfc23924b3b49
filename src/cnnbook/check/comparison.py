"""In what a reader's network differs from the exercise's, one difference for each mistake."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cnnbook.check.alignment import Edit, align, differences
from cnnbook.check.named import mistake_of
from cnnbook.check.steps import Network, Step
from cnnbook.check.table import TABLE

_POOLS, _FOR_VECTORS = TABLE["pools"], TABLE["for_vectors"]


@dataclass(frozen=True)
class Difference:
    """What one edit comes to.

    Attributes:
        what: ``attribute``, ``missing``, ``extra``, ``doubled``, ``moved``, ``swapped``, ``kind``,
            ``strides-for-pooling`` or ``pooling-for-strides``.
        expected: the place of the step of the book's, from 0; -1 for none.
        found: that of the reader's; of ``pooling-for-strides``, the convolution's, before the pool.
        attribute: the one that differs.
        mistake: the book's name for it, if any.
    """

    what: str
    expected: int = -1
    found: int = -1
    attribute: str = ""
    mistake: str = ""


@dataclass
class Comparison:
    """The differences, and the places of the book's steps that are right."""

    differences: list[Difference] = field(default_factory=list)
    right: list[int] = field(default_factory=list)


def compare(expected: Network, found: Network, free: Collection[str] = ()) -> Comparison:
    """Hold the steps of two networks against each other.

    Args:
        free: attributes that the exercise leaves open.
    """
    return _Comparing(expected.steps, found.steps, free).comparison()


class _Comparing:
    def __init__(
        self, expected: Sequence[Step], found: Sequence[Step], free: Collection[str]
    ) -> None:
        self.expected, self.found, self.free = expected, found, free
        self.edits = align(expected, found, free)

    def comparison(self) -> Comparison:
        swaps = [edit for edit in self.edits if edit.what == "swap"]
        swapped = {edit.expected + more for edit in swaps for more in (0, 1)}
        made: list[Difference] = []
        right = []
        for edit in self.edits:
            if edit.what == "swap":
                made.append(self._swapped(edit))
            elif edit.what != "pair":
                made.append(Difference(*edit))
            elif found := list(self._of_pair(edit)):
                made += found
            elif edit.expected not in swapped:
                right.append(edit.expected)
        for joined in (
            self._moved, self._strides_for_pooling, self._pooling_for_strides, self._single
        ):  # fmt: skip
            made = joined(made)
        return Comparison(made, right)

    def _swapped(self, edit: Edit) -> Difference:
        first, second = self.expected[edit.expected : edit.expected + 2]
        mirrored = first.kind == second.kind == "Conv" and (
            first.window == second.window[::-1] != second.window
        )
        mistake = "axes-swapped" if mirrored else ""
        return Difference("swapped", edit.expected, edit.found, "", mistake)

    def _of_pair(self, edit: Edit) -> list[Difference]:
        _, i, j = edit
        expected, found = self.expected[i], self.found[j]
        if expected.kind != found.kind:
            shrinks_nothing = found.kind == "Conv" and set(found.attributes["strides"]) == {1}
            named = expected.kind == "MaxPool" and shrinks_nothing
            return [Difference("kind", i, j, "", "more-layers-shrink" if named else "")]
        names = differences(expected, found, self.free)
        if "pool" in names and found.attributes["strides"] == found.attributes["pool"]:
            names = [name for name in names if name != "strides"]  # which follows from it
        previous = self._filters_before(j)
        mistakes = {name: mistake_of(name, expected, found, previous) for name in names}
        both = {"kernel", "strides"} <= mistakes.keys()
        if both and mistakes["kernel"] == mistakes["strides"] == "axes-swapped":
            del mistakes["strides"]  # it is one mistake
        return [Difference("attribute", i, j, name, mistake) for name, mistake in mistakes.items()]

    def _filters_before(self, place: int) -> int | None:
        before = reversed(self.found[:place])
        return next((s.attributes["filters"] for s in before if s.kind == "Conv"), None)

    def _moved(self, made: list[Difference]) -> list[Difference]:
        """A layer that is missing here and found there has moved."""
        result = list(made)
        for gone in [one for one in made if one.what == "missing"]:
            for come in [one for one in result if one.what == "extra"]:
                expected, found = self.expected[gone.expected], self.found[come.found]
                if expected.kind == found.kind and not differences(expected, found, self.free):
                    result.remove(come)
                    moved = Difference("moved", gone.expected, come.found)
                    result[result.index(gone)] = moved
                    break
        return result

    def _strides_for_pooling(self, made: list[Difference]) -> list[Difference]:
        """The stride of a convolution in the place of the pooling after it."""
        result = list(made)
        for gone in [one for one in made if one.what == "missing"]:
            if self.expected[gone.expected].kind not in _POOLS:
                continue
            for one in result:
                if (one.attribute, one.expected) == ("strides", gone.expected - 1):
                    mistake = "strides-for-pooling"
                    result[result.index(gone)] = replace(
                        gone, what=mistake, found=one.found, mistake=mistake
                    )
                    result.remove(one)
                    break
        return result

    def _pooling_for_strides(self, made: list[Difference]) -> list[Difference]:
        """A pooling in the place of the stride of the convolution before it."""
        result = list(made)
        for extra in [one for one in made if one.what == "extra"]:
            pool = self.found[extra.found]
            if pool.kind not in _POOLS:
                continue
            for one in result:
                is_before = (one.attribute, one.found) == ("strides", extra.found - 1)
                if is_before and pool.attributes["strides"] == self._asked(one):
                    mistake = "strides-for-pooling"
                    result[result.index(one)] = replace(
                        one, what="pooling-for-strides", attribute="", mistake=mistake
                    )
                    result.remove(extra)
                    break
        return result

    def _asked(self, one: Difference) -> Any:
        return self.expected[one.expected].attributes["strides"]

    def _single(self, made: list[Difference]) -> list[Difference]:
        extra = [self.found[one.found] for one in made if one.what == "extra"]
        return [
            self._missing(one, extra) if one.what == "missing"
            else self._extra(one) if one.what == "extra"
            else one
            for one in made
        ]  # fmt: skip

    def _missing(self, one: Difference, extra: list[Step]) -> Difference:
        kind = self.expected[one.expected].kind
        if kind == "MaxPool" and any(step.kind == "Conv" for step in extra):
            return replace(one, mistake="more-layers-shrink")
        after = self.expected[one.expected + 1 :]
        if kind in _FOR_VECTORS and after and after[0].kind == "Dense":
            return replace(one, mistake="not-flattened")
        return one

    def _extra(self, one: Difference) -> Difference:
        step = self.found[one.found]
        before = self.found[one.found - 1] if one.found else None
        if before is None:
            return one
        if step.kind in _POOLS and before.kind == "Conv":
            strides = before.attributes["strides"]
            if step.attributes["strides"] == strides != (1,) * len(strides):
                return replace(one, mistake="strides-twice")
        if step.attributes.get("activation") == "softmax" and step.kind == "Activation":
            return replace(one, mistake="softmax-twice")
        if step.kind == before.kind and step.attributes == before.attributes:
            return replace(one, what="doubled")
        return one
