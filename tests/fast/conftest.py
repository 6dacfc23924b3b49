"""Fast tests: no TensorFlow, no network, and nothing of what this machine happens to have."""

import sys

import pytest


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch, tmp_path):
    """An empty home without CIFAR-100 or runs, and no Keras to import by accident."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for variable in ("CIFAR100_DIR", "CNNBOOK_RUNS", "KERAS_HOME"):
        monkeypatch.delenv(variable, raising=False)
    for module in ("keras", "tensorflow"):
        monkeypatch.setitem(sys.modules, module, None)  # makes importing it an ImportError
    return home
