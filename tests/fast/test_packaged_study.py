"""The study's results that come with the book: whole, and of the networks that it shows."""

import math
import re

import pytest

from cnnbook import records
from cnnbook.study import results
from cnnbook.study.plan import ALL_GROUPS, NINE, NINE_AS_LONG_AS_TEN, TEN
from cnnbook.study.results import PACKAGED_RESULTS

RESULTS = results.read()
each_result = pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.run)


@pytest.mark.parametrize("group", ALL_GROUPS, ids=lambda group: group.name)
def test_each_group_has_the_runs_of_the_plan_and_no_seed_is_left_out(group):
    seeds = [result.configuration.seed for result in results.of(group)]
    assert len(seeds) >= group.seeds
    assert seeds == list(range(1, len(seeds) + 1))  # none chosen, none thrown away


def test_the_plan_has_enough_runs_to_say_something_of_how_often():
    assert min(NINE.seeds, TEN.seeds) >= 20
    assert min(group.seeds for group in ALL_GROUPS) >= 5


def test_no_run_is_of_anything_else():
    assert sum(len(results.of(group)) for group in ALL_GROUPS) == len(RESULTS)


def test_the_file_is_sorted_and_complete_to_the_last_byte(tmp_path):
    results.write(tmp_path / "again", RESULTS)
    assert (tmp_path / "again").read_bytes() == PACKAGED_RESULTS.read_bytes()


@each_result
def test_a_run_is_finite_and_starts_near_guessing(result):
    assert all(math.isfinite(value) for values in result.history.values() for value in values)
    assert result.history["loss"][0] == pytest.approx(math.log(100), abs=0.2)
    for measure in ("loss", "accuracy"):  # the test set is the validation set
        assert result.test[measure] == pytest.approx(result.history[f"val_{measure}"][-1], rel=1e-4)


@each_result
def test_a_run_says_where_it_was_done(result):
    assert all(str(value).strip() for value in result.provenance.values())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", result.provenance["date"])
    assert result.provenance["threads"] == 1
    assert not re.search(r"""(^|[\s"'=:(])(~?/\w|[A-Za-z]:\\)""", str(result.provenance))


def test_the_recorded_runs_and_the_study_s_are_of_the_same_networks_and_data():
    recorded = {path.stem for path in records.PACKAGED_RUNS.glob("*.json")}
    assert recorded <= {result.run for result in RESULTS}


def test_a_longer_training_begins_as_the_shorter_one_of_its_seed_did():
    """Bit for bit, though they were different runs: nothing but the seed decides."""
    short = {result.configuration.seed: result for result in results.of(NINE)}
    for long in results.of(NINE_AS_LONG_AS_TEN):
        for measure, values in short[long.configuration.seed].history.items():
            assert long.history[measure][: len(values)] == values
