"""Tests of the study, on small stand-in data and processes of their own."""

import socket
import sys

import pytest
from processes import Processes


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch, tmp_path):
    """No CIFAR-100 and no runs; workers inherit this."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")
    for variable in ("CIFAR100_DIR", "CNNBOOK_RUNS", "KERAS_HOME"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def processes(tmp_path):
    started = Processes(tmp_path)
    yield started
    for process in started.all:
        process.kill()
        process.wait()


@pytest.fixture
def address():
    """Of a scheduler: nobody else is given its port, whether the scheduler is there or not.

    On Linux two sockets that reuse addresses share a port, until a second one listens; elsewhere
    a port that is held cannot be listened on at all.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{held.getsockname()[1]}"
        if sys.platform != "linux":
            held.close()
        yield address
