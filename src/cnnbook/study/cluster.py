"""Many runs at once, on this machine's cores or on a Dask cluster.

The client hands each free worker one run at a time, in the plan's order. A worker that cannot
read the data is left out; the run of one that dies, or that raises, is handed to another; a
scheduler that goes away is waited for. Where workers share the folder with the runs' states, a
run goes on from its last whole epoch, wherever it goes on.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from distributed import Client, Future, LocalCluster

from cnnbook import cifar100, named_data, records
from cnnbook.configuration import TrainingConfiguration
from cnnbook.dataset import Dataset

if TYPE_CHECKING:
    from cnnbook.study.results import Result

_ATTEMPTS = 4  # at one run, before it is given up
_POLL = 0.5  # seconds


class ClusterError(RuntimeError):
    """Nothing can be run; the message says why and what to do."""


class DataUnreachableError(Exception):
    """A worker cannot read the data; the message is the reason."""


class _SchedulerLost(Exception):
    pass


@dataclass(frozen=True)
class Settings:
    """Where and how to run.

    Args:
        address: of a Dask scheduler; None for a cluster of this machine's own.
        workers: of the cluster of this machine; None for one per core.
        directory: where workers keep the state of runs; None for a folder in each one's cache.
        load_data: what a worker trains on, by the configuration's name for it; it must raise where
            the data cannot be read.
        patience: seconds to wait for a scheduler that does not answer, or for a worker that can
            read the data.
        train: what a worker does for one run, given ``directory`` and the data; None for
            `single_run.train`, which a client that loads no TensorFlow cannot name.
    """

    address: str | None = None
    workers: int | None = None
    directory: Path | None = None
    load_data: Callable[[str], Dataset] = field(default=named_data.load)
    patience: float = 600.0
    train: Callable[[TrainingConfiguration, Path, Dataset], Result] | None = None


def run_all(
    configurations: Sequence[TrainingConfiguration],
    deliver: Callable[[Result], None],
    settings: Settings,
    report: Callable[[str], None] = print,
) -> dict[TrainingConfiguration, str]:
    """Train every configuration, in this order as workers become free.

    Args:
        configurations: without repetition.
        deliver: called once with each result, as it comes.
        settings: where.
        report: told what goes wrong meanwhile, in a sentence.

    Returns:
        The runs that failed on every attempt, and why.

    Raises:
        ClusterError: the scheduler does not answer, or no worker can read the data.
    """
    waiting = deque(configurations)
    failed: dict[TrainingConfiguration, str] = {}
    _silence_dask()
    while waiting:
        with _client(settings, len(waiting), report) as client:
            try:
                _Round(client, waiting, failed, deliver, settings, report).run()
            except _SchedulerLost:
                report(
                    f"o agendador {settings.address or 'local'} sumiu; faltam {len(waiting)} "
                    "execuções, que continuam quando ele voltar"
                )
    return failed


class _Round:
    """From one connection to the scheduler until its end; what is left stays in ``waiting``."""

    def __init__(
        self,
        client: Client,
        waiting: deque[TrainingConfiguration],
        failed: dict[TrainingConfiguration, str],
        deliver: Callable[[Result], None],
        settings: Settings,
        report: Callable[[str], None],
    ) -> None:
        self._client, self._waiting, self._failed = client, waiting, failed
        self._deliver, self._settings, self._report = deliver, settings, report
        self._running: dict[str, tuple[Future, TrainingConfiguration]] = {}  # by worker
        self._without_data: set[str] = set()
        self._attempts: Counter[TrainingConfiguration] = Counter()
        self._useful = time.monotonic()  # when there last was a worker with data, or none at all

    def run(self) -> None:
        try:
            while self._waiting or self._running:
                alive = self._alive()
                for address, (future, configuration) in list(self._running.items()):
                    if future.done():
                        self._finish(address, future, configuration)
                    elif address not in alive:
                        del self._running[address]
                        self._report(f"o trabalhador {address} morreu; outro assume a execução")
                        self._retry(configuration, "o trabalhador morreu")
                for address in sorted(alive - self._running.keys() - self._without_data):
                    if self._waiting:
                        self._start(address, self._waiting.popleft())
                self._insist_on_data(alive)
                time.sleep(_POLL)
        except (OSError, TimeoutError) as error:  # to Dask, a closed connection is an OSError
            raise _SchedulerLost from error
        finally:
            # What was under way is not done: in order again, before what had not begun.
            left = [configuration for _, configuration in self._running.values()]
            self._waiting.extendleft(reversed(left))

    def _alive(self) -> set[str]:
        if self._client.status != "running":
            raise _SchedulerLost
        return set(self._client.nthreads())

    def _start(self, address: str, configuration: TrainingConfiguration) -> None:
        future = self._client.submit(
            _train,
            configuration,
            self._settings.directory,
            self._settings.load_data,
            self._settings.train,
            workers=[address],
            pure=False,
        )
        self._running[address] = future, configuration

    def _finish(self, address: str, future: Future, configuration: TrainingConfiguration) -> None:
        if future.cancelled():  # which only a lost connection does
            raise _SchedulerLost
        error = future.exception()
        if error is None:
            self._deliver(future.result())
            del self._running[address]
        elif isinstance(error, DataUnreachableError):
            del self._running[address]
            self._waiting.appendleft(configuration)
            self._without_data.add(address)
            self._report(f"o trabalhador {address} não alcança os dados e fica de fora: {error}")
        elif isinstance(error, records.DivergedError):  # as it would on every attempt
            del self._running[address]
            self._failed[configuration] = str(error)
        else:
            del self._running[address]
            self._retry(configuration, f"{type(error).__name__}: {error}")

    def _retry(self, configuration: TrainingConfiguration, why: str) -> None:
        self._attempts[configuration] += 1
        if self._attempts[configuration] < _ATTEMPTS:
            self._waiting.appendleft(configuration)
        else:
            self._failed[configuration] = why

    def _insist_on_data(self, alive: set[str]) -> None:
        if alive - self._without_data or not alive:
            self._useful = time.monotonic()
            return
        patience = self._settings.patience if self._settings.address else 0.0
        if time.monotonic() - self._useful > patience:
            raise ClusterError(
                f"nenhum trabalhador alcança os dados; em cada máquina, {cifar100.HOW_TO_GET_IT}"
            )


def _silence_dask() -> None:
    """Each lost connection would otherwise be a traceback, beside the sentence that says it."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _client(settings: Settings, runs: int, report: Callable[[str], None]) -> Iterator[Client]:
    if settings.address is not None:
        client = _connect(settings.address, settings.patience, report)
        try:
            yield client
        finally:
            client.close(timeout=2)
        return
    workers = settings.workers or len(os.sched_getaffinity(0))
    with (
        LocalCluster(
            n_workers=min(workers, runs),
            threads_per_worker=1,
            memory_limit=None,
            dashboard_address=None,
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


def _connect(address: str, patience: float, report: Callable[[str], None]) -> Client:
    deadline = time.monotonic() + patience
    said = False
    while True:
        try:
            return Client(address, timeout=5, set_as_default=False)
        except (OSError, TimeoutError) as error:
            if time.monotonic() > deadline:
                raise ClusterError(
                    f"o agendador {address} não responde há {patience:.0f} segundos; confira o "
                    "endereço e rode o mesmo comando de novo, que continua de onde parou"
                ) from error
            if not said:
                report(f"o agendador {address} não responde; espero por ele")
                said = True
            time.sleep(_POLL)
        except ValueError as error:
            raise ClusterError(
                f"{address!r} não é o endereço de um agendador ({error}); um endereço é assim: "
                "tcp://maquina:8786"
            ) from error


# What follows runs in a worker's process.

_one_at_a_time = threading.Lock()  # seeds and TensorFlow's settings are the whole process's
_data: dict[str, Dataset] = {}  # each read once


def _train(
    configuration: TrainingConfiguration,
    directory: Path | None,
    load_data: Callable[[str], Dataset],
    train: Callable[[TrainingConfiguration, Path, Dataset], Result] | None,
) -> Result:
    if train is None:
        from cnnbook.study import single_run

        train = single_run.train
    with _one_at_a_time:
        if configuration.data not in _data:
            try:
                _data[configuration.data] = load_data(configuration.data)
            except Exception as error:  # whatever it is, another worker may do better
                raise DataUnreachableError(str(error)) from None
        directory = directory or records.user_directory().parent / "study"
        return train(configuration, directory, _data[configuration.data])
