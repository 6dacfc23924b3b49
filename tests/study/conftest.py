"""Tests of the study, on small stand-in data and processes of their own."""

import pytest


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch, tmp_path):
    """No CIFAR-100 and no runs; workers inherit this."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")
    for variable in ("CIFAR100_DIR", "CNNBOOK_RUNS", "KERAS_HOME"):
        monkeypatch.delenv(variable, raising=False)
