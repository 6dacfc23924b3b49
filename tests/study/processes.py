"""Processes that a test starts, kills and waits for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

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

    def study(self, program: ModuleType, *scheduler: str) -> subprocess.Popen:
        """What a module of this folder does as a program."""
        return self.start(program.__file__, str(self.results), str(self.state), *scheduler)

    @property
    def results(self) -> Path:
        return self.folder / "results.jsonl"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def log_of(self, process: subprocess.Popen) -> str:
        return (self.folder / f"log{self.all.index(process)}.txt").read_text()


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def wait_until(condition, process: subprocess.Popen | None = None) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        assert process is None or process.poll() is None, "ended before its time"
        time.sleep(0.05)
