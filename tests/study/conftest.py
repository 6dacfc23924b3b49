"""Tests of the study, on small stand-in data and processes of their own."""

import socket

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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{probe.getsockname()[1]}"
