"""Many runs on several processes: some are killed, and nothing is lost, doubled or different."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

import pytest

if not os.environ.get("CI"):  # where it must not be missing
    pytest.importorskip("distributed", reason="falta o Dask: pip install -e '.[study]'")

import small_study

from cnnbook.records import DivergedError
from cnnbook.study import plan, results
from cnnbook.study.cluster import ClusterError, Settings, _Round, run_all

WANTED = list(plan.in_order(small_study.GROUPS))
PATIENCE = 300  # seconds, for anything that a process is waited for


class Processes:
    """Children of a test, all gone when it ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.all: list[subprocess.Popen] = []

    def start(self, *command: str, **environment: str) -> subprocess.Popen:
        path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
        log = (self.folder / f"log{len(self.all)}.txt").open("w")
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": path, **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        self.all.append(process)
        return process

    def scheduler(self, port: int) -> subprocess.Popen:
        return self.start(
            "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1",
            "--port", str(port), "--no-dashboard",
        )  # fmt: skip

    def worker(self, address: str, **environment: str) -> subprocess.Popen:
        """Without the process that would start it again."""
        return self.start(
            "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1",
            "--no-dashboard", "--local-directory", str(self.folder), **environment,
        )  # fmt: skip

    def study(self, *scheduler: str) -> subprocess.Popen:
        return self.start(small_study.__file__, str(self.results), str(self.state), *scheduler)

    @property
    def results(self) -> Path:
        return self.folder / "results.jsonl"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def log_of(self, process: subprocess.Popen) -> str:
        return (self.folder / f"log{self.all.index(process)}.txt").read_text()


@pytest.fixture
def processes(tmp_path):
    started = Processes(tmp_path)
    yield started
    for process in started.all:
        process.kill()
        process.wait()


@pytest.fixture
def address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{probe.getsockname()[1]}"


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def wait_until(condition, process: subprocess.Popen | None = None) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        assert process is None or process.poll() is None, "ended before its time"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The final weights of each run, from a study that nothing disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    started = Processes(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")
        study = started.study()
        assert study.wait(PATIENCE) == 0, started.log_of(study)
    return weights(folder / "results.jsonl")


def weights(path: Path) -> dict:
    found = results.read(path)  # which insists that no run is there twice
    return {result.configuration: result.weights_sha256 for result in found}


def test_an_undisturbed_study_has_every_run(expected):
    assert set(expected) == set(WANTED)
    assert len(set(expected.values())) == len(WANTED)


def test_a_killed_study_goes_on_where_it_was(processes, expected):
    first = processes.study()
    # One run is stored, and others are under way.
    wait_until(lambda: processes.results.exists(), first)
    wait_until(lambda: list(processes.state.glob("*.partial.npz")), first)
    first.send_signal(signal.SIGKILL)
    first.wait()
    stored = processes.results.read_text().splitlines()
    assert 1 <= len(stored) < len(WANTED)

    second = processes.study()
    assert second.wait(PATIENCE) == 0, processes.log_of(second)
    assert f"{len(WANTED) - len(stored)} por fazer" in processes.log_of(second)
    assert weights(processes.results) == expected
    assert set(stored) <= set(processes.results.read_text().splitlines())

    third = processes.study()
    before = processes.results.stat().st_mtime_ns
    assert third.wait(PATIENCE) == 0, processes.log_of(third)
    assert processes.results.stat().st_mtime_ns == before


def test_the_run_of_a_killed_worker_is_taken_over(processes, address, expected):
    processes.scheduler(port_of(address))
    doomed, _ = processes.worker(address), processes.worker(address)
    study = processes.study(address)
    wait_until(lambda: len(list(processes.state.glob("*.partial.npz"))) == 2, study)
    doomed.kill()
    assert study.wait(PATIENCE) == 0, processes.log_of(study)
    assert "morreu" in processes.log_of(study)
    assert weights(processes.results) == expected


def test_a_worker_that_cannot_read_the_data_is_left_out(processes, address, expected):
    processes.scheduler(port_of(address))
    processes.worker(address, **{small_study.UNREACHABLE: "1"})
    study = processes.study(address)
    wait_until(lambda: "falta o arquivo train" in processes.log_of(study), study)
    processes.worker(address)  # which comes later, and can
    assert study.wait(PATIENCE) == 0, processes.log_of(study)
    assert processes.log_of(study).count("não alcança os dados") == 1
    assert weights(processes.results) == expected


def test_a_scheduler_that_goes_away_and_comes_back(processes, address, expected):
    scheduler = processes.scheduler(port_of(address))
    workers = [processes.worker(address), processes.worker(address)]
    study = processes.study(address)
    wait_until(lambda: processes.results.exists(), study)
    scheduler.kill()
    scheduler.wait()
    wait_until(lambda: "sumiu" in processes.log_of(study), study)
    for worker in workers:  # Dask ends a worker without scheduler, once its run is over
        worker.kill()
    processes.scheduler(port_of(address))
    processes.worker(address)
    assert study.wait(PATIENCE) == 0, processes.log_of(study)
    assert weights(processes.results) == expected


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
    settings = Settings(address, load_data=small_study.load_data, patience=0)
    with pytest.raises(ClusterError, match="não responde"):
        run_all(WANTED, pytest.fail, settings, report=lambda message: None)


def test_without_data_anywhere_it_says_what_to_do(processes):
    study = processes.start(
        "-m", "cnnbook.study", "--results", str(processes.results), "--workers", "1"
    )
    assert study.wait(PATIENCE) == 1
    assert "CIFAR100_DIR" in processes.log_of(study)
    assert "Traceback" not in processes.log_of(study)
    assert not processes.results.exists()
