"""``make train``: interrupted anywhere, it goes on where it stopped, in every network."""

import os
import signal

import pytest

from cnnbook import records

# In a process of its own, to be killed. Two small runs stand for the book's two.
COMMAND = """
import os, signal, sys
from cnnbook import __main__, cifar100, records, stand_in, training
from cnnbook.configuration import TrainingConfiguration

__main__.RECORDED = tuple(
    TrainingConfiguration(network, epochs=2, batch_size=40)
    for network in ("factored_classifier", "deeper_factored_classifier")
)
cifar100.load = lambda: stand_in.make(280, 100)
kill_at = int(sys.argv.pop())
epochs = []
kept = training.Checkpoint.on_epoch_end

def on_epoch_end(self, epoch, logs=None):
    kept(self, epoch, logs)
    epochs.append(epoch)
    if len(epochs) == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)

training.Checkpoint.on_epoch_end = on_epoch_end
__main__.main()
print(f"{len(epochs)} epochs here")
"""


@pytest.fixture(scope="module")
def train(warm):
    def train(directory, kill_at=0):
        arguments = ["-c", COMMAND, "--into", directory, str(kill_at)]
        return warm.run(arguments, directory, os.environ)

    return train


def weights(directory):
    found = [records.read(path) for path in directory.glob("*.json")]
    return {record.configuration["network"]: record.weights_sha256 for record in found}


@pytest.fixture(scope="module")
def unbroken(train, tmp_path_factory):
    directory = tmp_path_factory.mktemp("unbroken")
    done = train(directory)
    assert done.returncode == 0, done.stderr
    assert "4 epochs here" in done.stdout
    assert len(weights(directory)) == 2
    return directory


@pytest.mark.parametrize("epochs_done", [1, 2, 3])
def test_killed_in_either_network_it_goes_on_where_it_was(train, unbroken, tmp_path, epochs_done):
    killed = train(tmp_path, kill_at=epochs_done)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    resumed = train(tmp_path)
    assert resumed.returncode == 0, resumed.stderr
    assert f"{4 - epochs_done} epochs here" in resumed.stdout
    assert ("já treinada" in resumed.stdout) == (epochs_done == 3)
    assert weights(tmp_path) == weights(unbroken)


def test_what_is_done_is_not_done_again_and_it_says_how_it_could_be(train, unbroken):
    before = {path: path.read_bytes() for path in unbroken.iterdir()}
    again = train(unbroken)
    assert again.returncode == 0, again.stderr
    assert "0 epochs here" in again.stdout
    assert again.stdout.count("para treinar de novo, apague") == 2
    assert {path: path.read_bytes() for path in unbroken.iterdir()} == before
