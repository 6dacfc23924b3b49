"""What is compared with another framework; like the rest, without network and CIFAR-100."""

import importlib.util

import pytest


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    """PyTorch's threads wait for one another by spinning, which starves a busy machine."""
    if importlib.util.find_spec("torch"):
        import torch

        torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for variable in ("CIFAR100_DIR", "CNNBOOK_RUNS", "KERAS_HOME"):
        monkeypatch.delenv(variable, raising=False)
