"""Intervals, bands and effect sizes, against published values and against scipy where it is."""

import numpy as np
import pytest

from cnnbook.study.statistics import (
    Band,
    Fraction,
    effect,
    fraction,
    median_interval,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("held", "runs", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_against_the_published_table(held, runs, low, high):
    assert wilson_interval(held, runs) == pytest.approx((low, high), abs=5e-5)
    # The same for what did not hold, seen from the other end.
    assert wilson_interval(runs - held, runs) == pytest.approx((1 - high, 1 - low), abs=5e-5)


@pytest.mark.parametrize(("held", "runs"), [(0, 0), (3, 2), (-1, 2)])
def test_impossible_counts_are_refused(held, runs):
    with pytest.raises(ValueError, match="runs"):
        wilson_interval(held, runs)


def test_fraction_counts_what_held():
    assert fraction([True, np.True_, False]) == Fraction(2, 3)
    assert Fraction(2, 3).interval == wilson_interval(2, 3)


def test_band_is_taken_epoch_by_epoch():
    band = Band.of([[1, 10], [2, 30], [3, 20], [4, 50], [5, 40]])
    assert [band.lowest[0], band.lower_quartile[0], band.median[0]] == [1, 2, 3]
    assert [band.median[1], band.upper_quartile[1], band.highest[1]] == [30, 40, 50]


def test_effect_of_groups_apart_and_of_equal_ones():
    apart = effect([5, 6, 7, 6, 6], [1, 2, 3, 2, 2])
    assert (apart.difference, apart.superiority) == (4, 1)
    assert 2 <= apart.interval[0] <= 4 <= apart.interval[1] <= 6
    equal = effect([1, 2, 3], [1, 2, 3])
    assert (equal.difference, equal.superiority) == (0, 0.5)
    assert effect([1, 2, 3], [5, 6, 7]).superiority == 0


def test_too_few_runs_have_no_interval():
    assert median_interval([1, 2, 3, 4]) == (-np.inf, np.inf)
    assert effect(range(20), [1, 2]).interval == (-np.inf, np.inf)


def test_the_same_runs_give_the_same_numbers():
    values = list(np.random.default_rng(1).normal(size=20))
    assert effect(values, values[:5]) == effect(values, values[:5])
    assert median_interval(values) == median_interval(values)


def test_bootstrap_against_scipy():
    stats = pytest.importorskip(
        "scipy.stats", reason="falta o scipy: pip install -e '.[independent]'"
    )
    generator = np.random.default_rng(2)
    a, b = generator.normal(0.27, 0.01, 20), generator.normal(0.13, 0.01, 20)

    def difference(x, y, axis):
        return np.median(x, axis=axis) - np.median(y, axis=axis)

    theirs = stats.bootstrap((a, b), difference, method="percentile", n_resamples=20_000, rng=3)
    assert effect(a, b).interval == pytest.approx(theirs.confidence_interval, abs=5e-4)
    theirs = stats.bootstrap((a,), np.median, method="percentile", n_resamples=20_000, rng=3)
    assert median_interval(a) == pytest.approx(theirs.confidence_interval, abs=5e-4)
    for held in (0, 3, 19, 20):
        theirs = stats.binomtest(held, 20).proportion_ci(method="wilson")
        assert wilson_interval(held, 20) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    theirs = stats.mannwhitneyu(a[:7], a[3:]).statistic / (7 * 17)
    assert effect(a[:7], a[3:]).superiority == pytest.approx(theirs)
