"""What many runs say, and how surely: fractions, bands and effect sizes, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist

import numpy as np

CONFIDENCE = 0.95
_RESAMPLES = 10_000
_FEWEST = 5  # runs; resampling fewer says that they vary less than they do


@dataclass(frozen=True)
class Fraction:
    """How many of some runs something held for, and where the true share plausibly is."""

    held: int
    runs: int

    @property
    def interval(self) -> tuple[float, float]:
        return wilson_interval(self.held, self.runs)


def fraction(holds: Sequence[bool]) -> Fraction:
    return Fraction(sum(map(bool, holds)), len(holds))


def wilson_interval(held: int, runs: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Score interval for a share, sensible for few runs and for none or all of them.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    JASA 22 (1927), 209–212.

    Raises:
        ValueError: ``held`` is not between 0 and ``runs``, or there are no runs.
    """
    if not 0 <= held <= runs or runs == 0:
        raise ValueError(f"held={held} deve estar entre 0 e runs={runs}, e runs deve ser positivo")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = held / runs
    centre = (share + z * z / (2 * runs)) / (1 + z * z / runs)
    half = z * sqrt(share * (1 - share) / runs + z * z / (4 * runs * runs)) / (1 + z * z / runs)
    # At the ends the two terms are equal, but for the last digit.
    low = 0.0 if held == 0 else centre - half
    high = 1.0 if held == runs else centre + half
    return low, high


@dataclass(frozen=True)
class Band:
    """Per epoch, over runs: the median, the middle half, and the extremes."""

    median: np.ndarray
    lower_quartile: np.ndarray
    upper_quartile: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray

    @classmethod
    def of(cls, histories: Sequence[Sequence[float]]) -> Band:
        """From histories of equal length, one per run."""
        values = np.asarray(histories, dtype=float)  # shape (runs, epochs)
        lowest, lower, median, upper, highest = np.quantile(values, [0, 0.25, 0.5, 0.75, 1], axis=0)
        return cls(median, lower, upper, lowest, highest)


@dataclass(frozen=True)
class Effect:
    """How two groups of runs differ.

    Args:
        difference: median of the first less median of the second, in the measure's own unit.
        interval: for that, by the percentile bootstrap.
        superiority: of all pairs, one run of each, the share where the first is larger; a tie
            counts half. One half means no effect. Source: K. O. McGraw and S. P. Wong, "A common
            language effect size statistic", Psychological Bulletin 111 (1992), 361–365.
    """

    difference: float
    interval: tuple[float, float]
    superiority: float


def effect(first: Sequence[float], second: Sequence[float]) -> Effect:
    """Compare two groups; the same groups give the same numbers."""
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    pairs = np.sign(a[:, None] - b[None, :])
    return Effect(
        difference=float(np.median(a) - np.median(b)),
        interval=_bootstrap(lambda x, y: np.median(x, axis=1) - np.median(y, axis=1), a, b),
        superiority=float((pairs + 1).mean() / 2),
    )


def median_interval(values: Sequence[float]) -> tuple[float, float]:
    """For the median of a group of runs, by the percentile bootstrap."""
    return _bootstrap(lambda x: np.median(x, axis=1), np.asarray(values, dtype=float))


def _bootstrap(statistic: Callable[..., np.ndarray], *groups: np.ndarray) -> tuple[float, float]:
    """Percentile interval, without ends for too few runs; the statistic takes samples as rows.

    Source: B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13.
    """
    if min(map(len, groups)) < _FEWEST:
        return -inf, inf
    generator = np.random.default_rng(0)
    samples = [
        group[generator.integers(len(group), size=(_RESAMPLES, len(group)))] for group in groups
    ]
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(statistic(*samples), [tail, 1 - tail])
    return float(low), float(high)
