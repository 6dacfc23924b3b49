"""Tests that need TensorFlow; like the fast ones, without network and without CIFAR-100."""

import pytest
from warm import Warm


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch, tmp_path):
    """No CIFAR-100, and no runs but those that come with the book."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for variable in ("CIFAR100_DIR", "CNNBOOK_RUNS", "KERAS_HOME"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(scope="session")
def warm(tmp_path_factory):
    """What runs programs in processes that have Keras from the start."""
    warm = Warm(tmp_path_factory.mktemp("warm"), "tensorflow", "keras")
    yield warm
    warm.close()
