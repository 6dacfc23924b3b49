"""The study itself on small networks and data: killed, it goes on where it was, bit for bit."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

if not os.environ.get("CI"):  # where it must not be missing
    pytest.importorskip("distributed", reason="falta o Dask: pip install -e '.[study]'")

import small_study
from processes import PATIENCE, Processes, port_of, wait_until

from cnnbook.study import plan, results

WANTED = list(plan.in_order(small_study.GROUPS))


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The final weights of each run, from a study that nothing disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    started = Processes(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")
        study = started.study(small_study)
        assert study.wait(PATIENCE) == 0, started.log_of(study)
    return weights(folder / "results.jsonl")


def weights(path: Path) -> dict:
    found = results.read(path)  # which insists that no run is there twice
    return {result.configuration: result.weights_sha256 for result in found}


def test_an_undisturbed_study_has_every_run(expected):
    assert set(expected) == set(WANTED)
    assert len(set(expected.values())) == len(WANTED)


def test_a_killed_study_goes_on_where_it_was(processes, address, expected):
    first = processes.study(small_study)
    # One run is stored, and others are under way.
    wait_until(lambda: processes.results.exists(), first)
    wait_until(lambda: list(processes.state.glob("*.partial.npz")), first)
    first.send_signal(signal.SIGKILL)
    first.wait()
    stored = processes.results.read_text().splitlines()
    assert 1 <= len(stored) < len(WANTED)

    processes.scheduler(port_of(address))  # on a cluster, for a change
    processes.worker(address)
    second = processes.study(small_study, address)
    assert second.wait(PATIENCE) == 0, processes.log_of(second)
    assert f"{len(WANTED) - len(stored)} por fazer" in processes.log_of(second)
    assert weights(processes.results) == expected
    assert set(stored) <= set(processes.results.read_text().splitlines())

    third = processes.study(small_study)
    before = processes.results.stat().st_mtime_ns
    assert third.wait(PATIENCE) == 0, processes.log_of(third)
    assert processes.results.stat().st_mtime_ns == before


def test_without_data_anywhere_it_says_what_to_do(processes):
    study = processes.start(
        "-m", "cnnbook.study", "--results", str(processes.results), "--workers", "1"
    )
    assert study.wait(PATIENCE) == 1
    assert "CIFAR100_DIR" in processes.log_of(study)
    assert "Traceback" not in processes.log_of(study)
    assert not processes.results.exists()
