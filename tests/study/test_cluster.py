"""Runs handed to several processes, some of them killed: nothing is lost, doubled or different.

The runs are light, and stop after an epoch until the test lets them go on.
"""

from __future__ import annotations

import os
from collections import Counter, deque

import pytest

if not os.environ.get("CI"):  # where it must not be missing
    pytest.importorskip("distributed", reason="falta o Dask: pip install -e '.[study]'")

import light_runs
from light_runs import WANTED
from processes import PATIENCE, Processes, port_of, wait_until

from cnnbook.records import DivergedError
from cnnbook.study import results
from cnnbook.study.cluster import ClusterError, Settings, _Round, run_all


def check_everything_was_done_once(processes: Processes) -> None:
    found = results.read(processes.results)  # which insists that no run is there twice
    assert {result.configuration: result.weights_sha256 for result in found} == {
        configuration: light_runs.digests(configuration)[-1] for configuration in WANTED
    }
    epochs = Counter(light_runs.epochs_done(processes.state))
    assert set(epochs.values()) == {1} and len(epochs) == len(WANTED) * light_runs.EPOCHS


def under_way(processes: Processes) -> int:
    return len(list(processes.state.glob("*.partial")))


def test_the_run_of_a_killed_worker_is_taken_over(processes, address):
    processes.scheduler(port_of(address))
    doomed, _ = processes.worker(address), processes.worker(address)
    study = processes.study(light_runs, address)
    wait_until(lambda: under_way(processes) == 2, study)
    doomed.kill()
    light_runs.let_go(processes.state)
    assert study.wait(PATIENCE) == 0, processes.log_of(study)
    assert "morreu" in processes.log_of(study)
    check_everything_was_done_once(processes)


def test_a_worker_that_cannot_read_the_data_is_left_out(processes, address):
    light_runs.let_go(processes.state)
    processes.scheduler(port_of(address))
    processes.worker(address, **{light_runs.UNREACHABLE: "1"})
    study = processes.study(light_runs, address)
    wait_until(lambda: "falta o arquivo train" in processes.log_of(study), study)
    processes.worker(address)  # which comes later, and can
    assert study.wait(PATIENCE) == 0, processes.log_of(study)
    assert processes.log_of(study).count("não alcança os dados") == 1
    check_everything_was_done_once(processes)


def test_a_scheduler_that_goes_away_and_comes_back(processes, address):
    light_runs.let_go(processes.state, WANTED[0])
    scheduler = processes.scheduler(port_of(address))
    workers = [processes.worker(address), processes.worker(address)]
    study = processes.study(light_runs, address)
    wait_until(lambda: processes.results.exists() and under_way(processes) == 3, study)
    scheduler.kill()
    scheduler.wait()
    wait_until(lambda: "sumiu" in processes.log_of(study), study)
    for worker in workers:  # Dask ends a worker without scheduler, once its run is over
        worker.kill()
    processes.scheduler(port_of(address))
    processes.worker(address)
    light_runs.let_go(processes.state)
    assert study.wait(PATIENCE) == 0, processes.log_of(study)
    check_everything_was_done_once(processes)


class Finished:
    """A future that ended with this error."""

    def __init__(self, error):
        self.error = error

    def cancelled(self):
        return False

    def exception(self):
        return self.error


@pytest.mark.parametrize(
    ("error", "tried_again"), [(DivergedError("divergiu na época 1"), 0), (OSError("disco"), 3)]
)
def test_a_run_that_diverges_is_not_tried_again_as_others_are(error, tried_again):
    configuration, failed, waiting = WANTED[0], {}, deque()
    this = _Round(None, waiting, failed, pytest.fail, Settings(), pytest.fail)
    for attempt in range(tried_again + 1):
        assert len(waiting) == (attempt > 0)
        waiting.clear()
        this._running["worker"] = Finished(error), configuration
        this._finish("worker", Finished(error), configuration)
    assert not waiting and not this._running
    assert str(error) in failed[configuration]


def test_a_scheduler_that_never_answers_is_given_up(address):
    settings = Settings(address, load_data=light_runs.load_data, patience=0)
    with pytest.raises(ClusterError, match="não responde"):
        run_all(WANTED, pytest.fail, settings, report=lambda message: None)
