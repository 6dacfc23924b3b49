"""Which part of the network's input an output depends on, followed from layer to layer.

For a chain of layers this is the recurrence of A. Araujo, W. Norris and J. Sim, *Computing
Receptive Fields of Convolutional Neural Networks*, Distill (2019), doi:10.23915/distill.00021;
where paths join, as in residual networks, the union of what each path sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cnnbook.layers.base import Window

Line = tuple[int, int]
"""``(start, jump)``: the place ``start + jump·i`` of the network's input, for the output ``i``."""


@dataclass(frozen=True)
class Region:
    """Along one axis, the elements of the network's input that each output depends on.

    Output ``i`` depends on those from the least of the lines in ``first`` to the greatest of those
    in ``last``. Zeros that a layer adds count as elements, so a region can exceed the input.
    """

    first: tuple[Line, ...] = ((0, 1),)
    last: tuple[Line, ...] = ((0, 1),)

    def through(self, window: Window) -> Region:
        """The region of one output of a layer whose windows slide over these outputs."""
        reach = (window.kernel_size - 1) * window.dilation_rate - window.padding_before
        return Region(
            _read(self.first, -window.padding_before, window.strides),
            _read(self.last, reach, window.strides),
        )

    def of_first(self) -> Region:
        """The first output's region for every output: where only one is left to be read."""
        return Region(_read(self.first, 0, 0), _read(self.last, 0, 0))

    @staticmethod
    def union(regions: Iterable[Region]) -> Region:
        """From the first to the last element that any of the regions has."""
        regions = list(regions)
        return Region(
            _outermost((line for region in regions for line in region.first), min),
            _outermost((line for region in regions for line in region.last), max),
        )

    def bounds(self, output: int) -> tuple[int, int]:
        """The first and the last element that an output depends on."""
        return (
            min(start + jump * output for start, jump in self.first),
            max(start + jump * output for start, jump in self.last),
        )

    def size(self, outputs: int) -> int:
        """Elements in the largest region of ``outputs`` outputs.

        The last element is a maximum of lines and the first a minimum, so their difference is
        largest at one of the two ends.
        """
        ends = (self.bounds(output) for output in (0, outputs - 1))
        return max(last - first + 1 for first, last in ends)


def _read(lines: tuple[Line, ...], shift: int, strides: int) -> tuple[Line, ...]:
    """The lines at the places ``strides·i + shift`` of the outputs they speak of."""
    return tuple((start + jump * shift, jump * strides) for start, jump in lines)


def _outermost(lines: Iterable[Line], choose) -> tuple[Line, ...]:
    """Of parallel lines only the one that counts."""
    starts: dict[int, int] = {}
    for start, jump in lines:
        starts[jump] = choose(start, starts.get(jump, start))
    return tuple((start, jump) for jump, start in sorted(starts.items()))
