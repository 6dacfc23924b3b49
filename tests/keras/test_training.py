"""Training on a small stand-in: recorded, repeatable, and resumed after a kill as if unbroken."""

import dataclasses
import json
import os
import signal

import numpy as np
import pytest

from cnnbook import cifar100, named_data, records, stand_in, subset, training
from cnnbook.configuration import RECORDED, TrainingConfiguration
from cnnbook.networks import NETWORKS
from cnnbook.records import DivergedError, RecordError

CONFIGURATION = TrainingConfiguration("factored_classifier", epochs=3, batch_size=40)
MEASURES = {"loss", "accuracy", "val_loss", "val_accuracy", "seconds"}


@pytest.fixture(scope="module")
def data():
    return stand_in.make(400, 100)


@pytest.fixture(scope="module")
def trained(data, tmp_path_factory):
    """A folder of runs with one in it, and that run's record and network."""
    directory = tmp_path_factory.mktemp("runs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNNBOOK_RUNS", str(directory))
        return directory, *training.load_or_train(CONFIGURATION, data)


@pytest.fixture
def no_training(monkeypatch):
    def fail(*arguments, **options):
        pytest.fail("trained again")

    monkeypatch.setattr(training, "train", fail)


def test_the_second_time_the_run_is_loaded(trained, data, monkeypatch, no_training):
    directory, record, network = trained
    monkeypatch.setenv("CNNBOOK_RUNS", str(directory))
    loaded_record, loaded_network = training.load_or_train(CONFIGURATION, data)
    assert loaded_record == record
    for array, expected in zip(loaded_network.get_weights(), network.get_weights(), strict=True):
        np.testing.assert_array_equal(array, expected)


@pytest.mark.parametrize("configuration", RECORDED, ids=lambda of: of.network)
def test_the_packaged_runs_are_of_the_networks_as_they_are_now(configuration, no_training):
    record, network = training.load_or_train(configuration)  # which needs no CIFAR-100
    assert len(record.history["loss"]) == configuration.epochs
    assert network.name == configuration.network


def test_a_record_holds_the_whole_run(trained):
    directory, record, _ = trained
    assert record.history.keys() == MEASURES
    assert {len(values) for values in record.history.values()} == {CONFIGURATION.epochs}
    assert record.configuration.items() >= CONFIGURATION.asked().items()
    layers = record.configuration["architecture"]["layers"]
    activations = [layer.get("activation") for layer in layers]
    assert activations == ["relu"] * 4 + [None, "softmax"]
    assert record.provenance.keys() == {
        "date", "python", "tensorflow", "keras", "numpy", "system", "cpu", "threads", "onednn",
    }  # fmt: skip
    name = records.name_of(record.configuration)
    assert {path.name for path in directory.iterdir()} == {f"{name}.json", f"{name}.npz"}


def test_test_figures_are_those_of_the_network_returned(trained, data):
    _, record, network = trained
    predicted = network.predict(data.x_test / np.float32(255), verbose=0)
    accuracy = (predicted.argmax(axis=1) == data.y_test).mean()
    loss = -np.log(predicted[np.arange(len(data.y_test)), data.y_test]).mean()
    assert record.test["accuracy"] == pytest.approx(accuracy)
    assert record.test["loss"] == pytest.approx(loss, rel=1e-4)


def test_each_epoch_takes_every_image_once_in_an_order_of_its_own(data):
    configuration = dataclasses.replace(CONFIGURATION, epochs=2, batch_size=150)
    drawn = [x.numpy() for x, _ in training.batches(data, configuration)]
    assert [len(x) for x in drawn] == [150, 150, 100] * 2  # the last one is not dropped
    first, second = np.concatenate(drawn[:3]), np.concatenate(drawn[3:])
    assert (first != second).any()
    for epoch in (first, second):
        assert sorted(map(bytes, epoch)) == sorted(map(bytes, data.x_train))


def test_images_keep_their_labels_when_shuffled(data):
    labels = {bytes(image): label for image, label in zip(data.x_train, data.y_train)}
    for x, y in training.batches(data, dataclasses.replace(CONFIGURATION, epochs=1)):
        assert [labels[bytes(image)] for image in x.numpy()] == y.numpy().argmax(axis=1).tolist()


def test_the_loss_falls(data, tmp_path):
    configuration = TrainingConfiguration("factored_classifier", epochs=6, batch_size=10)
    loss = training.train(configuration, data, tmp_path)[0].history["loss"]
    assert loss[-1] < loss[0]


@pytest.mark.parametrize(
    "change",
    [
        {"network": "deeper_factored_classifier"},
        {"epochs": 2},
        {"learning_rate": 0.06},
        {"seed": 2},
    ],
    ids=str,
)
def test_another_configuration_is_another_run(trained, data, change):
    directory = trained[0]
    other = dataclasses.replace(CONFIGURATION, **change)
    identity = training.identity_of(other, training.build(other), data)
    assert records.find(identity, [directory]) is None


def test_other_data_are_another_run(trained, data):
    changed = data.x_train.copy()
    changed[-1, -1, -1, -1] ^= 1
    other = dataclasses.replace(data, x_train=changed)
    identity = training.identity_of(CONFIGURATION, training.build(CONFIGURATION), other)
    assert records.find(identity, [trained[0]]) is None


def test_data_that_are_not_given_are_those_the_configuration_names(data, tmp_path, monkeypatch):
    configuration = dataclasses.replace(CONFIGURATION, epochs=1, data="subset")
    loaded = []
    monkeypatch.setattr(named_data, "load", lambda name: loaded.append(name) or data)
    training.train(configuration, directory=tmp_path)
    assert loaded == ["subset"]


def test_a_part_of_cifar100_is_other_data_known_without_them():
    """And its name alone, with data that are given, says nothing."""
    network = training.build(CONFIGURATION)
    part = dataclasses.replace(CONFIGURATION, data="subset")
    whole = training.identity_of(CONFIGURATION, network)
    assert training.identity_of(part, network)["data_sha256"] == subset.SHA256
    assert whole["data_sha256"] == cifar100.SHA256
    given = stand_in.make(100, 100)
    assert training.identity_of(part, network, given) == training.identity_of(
        CONFIGURATION, network, given
    )


def test_the_seed_decides_the_initial_weights():
    first, again, other = (
        training.build(dataclasses.replace(CONFIGURATION, seed=seed)).get_weights()[0]
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_an_unknown_network_is_refused_with_those_there_are(data):
    with pytest.raises(ValueError, match=r"'fatored'.*deeper_factored_classifier.*factored_conv2d"):
        training.load_or_train(TrainingConfiguration("fatored", epochs=1), data)


# In a process of its own, to be killed, and resumed in another, as it happens to readers.
TRAIN = """
import os, signal, sys
from pathlib import Path
from cnnbook import stand_in, training
from cnnbook.configuration import TrainingConfiguration

def kill_at_call(number, owner, name):
    original, calls = getattr(owner, name), []

    def counting(*arguments, **options):
        calls.append(arguments)
        if len(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*arguments, **options)

    setattr(owner, name, counting)

{kill}
configuration = TrainingConfiguration("factored_classifier", epochs=3, batch_size=40)
training.train(configuration, stand_in.make(280, 100), Path(sys.argv[1]))
"""


def train_in_process(warm, directory, kill=""):
    return warm.run(["-c", TRAIN.format(kill=kill), directory], directory.parent, os.environ)


@pytest.fixture(scope="module")
def unbroken(warm, tmp_path_factory):
    """The record and the weights file of a run that nobody interrupted."""
    directory = tmp_path_factory.mktemp("unbroken")
    done = train_in_process(warm, directory)
    assert done.returncode == 0, done.stderr
    return read_only_run(directory)


def read_only_run(directory):
    (path,) = directory.glob("*.json")
    return records.read(path), records.weights_path(path).read_bytes()


@pytest.mark.parametrize(
    ("kill", "epochs_done"),
    [
        pytest.param(
            # Of seven steps: a number that shares no divisor with those of an execution.
            'kill_at_call(10, training.Checkpoint, "on_train_batch_end")',
            1,
            id="in the middle of epoch 2",
        ),
        pytest.param('kill_at_call(2, os, "replace")', 1, id="while epoch 2 is saved"),
        # Three checkpoints, the weights, and fifth the record.
        pytest.param('kill_at_call(5, os, "replace")', 3, id="between the weights and the record"),
    ],
)
def test_a_killed_run_goes_on_where_it_was_and_ends_the_same(
    warm, unbroken, tmp_path, kill, epochs_done
):
    directory = tmp_path / "runs"
    killed = train_in_process(warm, directory, kill)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert list(directory.glob("*.json")) == []
    (partial,) = directory.glob("factored*.partial.npz")
    state = json.loads(records.unpack_arrays(partial.read_bytes())[0].tobytes())
    assert len(state["history"]["loss"]) == epochs_done

    resumed = train_in_process(warm, directory)
    assert resumed.returncode == 0, resumed.stderr
    record, weights = read_only_run(directory)
    expected_record, expected_weights = unbroken
    assert weights == expected_weights
    # The time of an epoch is never twice the same: those done before were not done again.
    assert record.history["seconds"][:epochs_done] == state["history"]["seconds"]
    for measure in MEASURES - {"seconds"}:
        assert record.history[measure] == expected_record.history[measure]
    assert record.test == expected_record.test
    assert not partial.exists()


@pytest.fixture
def partial(data, tmp_path):
    """Where an interrupted run of the configuration would have left its state."""
    identity = training.identity_of(CONFIGURATION, training.build(CONFIGURATION), data)
    return tmp_path / f"{records.name_of(identity)}.partial.npz"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04 cut", id="cut"),
        pytest.param(records.pack_arrays([np.zeros(2, np.uint8)]), id="no state in it"),
        pytest.param(
            records.pack_arrays(
                [np.frombuffer(b'{"identity": {"seed": 2}, "history": {}}', np.uint8)]
            ),
            id="of another configuration",
        ),
    ],
)
def test_a_damaged_interrupted_run_is_refused_with_its_name_and_what_to_do(data, partial, content):
    partial.write_bytes(content)
    with pytest.raises(RecordError) as error:
        training.train(CONFIGURATION, data, partial.parent)
    assert str(partial) in str(error.value)
    assert "apague-o" in str(error.value)
    assert partial.read_bytes() == content  # it is the reader who decides


@pytest.mark.parametrize("learning_rate", [1e8, 1e38])
def test_a_run_that_diverges_says_so_and_is_not_recorded(data, tmp_path, learning_rate):
    configuration = dataclasses.replace(CONFIGURATION, learning_rate=learning_rate)
    for _ in range(2):  # not the second time either
        with pytest.raises(DivergedError, match="divergiu na época 1.*taxa de aprendizado menor"):
            training.train(configuration, data, tmp_path)
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_found_out_before_the_training(
    data, tmp_path, monkeypatch
):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(training, "fit", lambda *arguments: pytest.fail("trained in vain"))
    with pytest.raises(RecordError, match="não foi possível gravar em .*file/runs"):
        training.train(CONFIGURATION, data, tmp_path / "file" / "runs")


def test_a_disk_that_fills_up_keeps_the_epochs_before(data, tmp_path, monkeypatch):
    write, written = records.write_atomically, []

    def fill_up(path, content):
        if path.name.endswith(".partial.npz"):
            written.append(path)
            if len(written) == 3:
                raise OSError(28, "No space left on device")
        write(path, content)

    monkeypatch.setattr(records, "write_atomically", fill_up)
    with pytest.raises(RecordError, match="o disco está cheio"):
        training.train(CONFIGURATION, data, tmp_path)
    monkeypatch.undo()
    state = json.loads(records.unpack_arrays(written[0].read_bytes())[0].tobytes())
    assert len(state["history"]["loss"]) == 2
    record, _ = training.train(CONFIGURATION, data, tmp_path)
    assert record.history["seconds"][:2] == state["history"]["seconds"]


@pytest.fixture
def disturbed(monkeypatch):
    """A network whose builds are disturbed, as by another thread, so many times."""

    def disturb(times):
        def builder():
            network = NETWORKS[CONFIGURATION.network]()
            calls = len(made)
            if calls < times:
                network.set_weights([array + calls + 1 for array in network.get_weights()])
            made.append(network)
            return network

        made = []
        monkeypatch.setattr(training, "NETWORKS", {CONFIGURATION.network: builder})

    return disturb


@pytest.mark.parametrize("times", [0, 1, 2])
def test_initial_weights_are_the_seed_s_whatever_other_threads_draw(disturbed, times):
    expected = training.build(CONFIGURATION).get_weights()
    disturbed(times)
    for array, other in zip(training.build(CONFIGURATION).get_weights(), expected, strict=True):
        np.testing.assert_array_equal(array, other)


def test_initial_weights_that_never_repeat_are_an_error(disturbed):
    disturbed(1000)
    with pytest.raises(RuntimeError, match="não se repetem"):
        training.build(CONFIGURATION)


def test_an_epoch_cut_short_is_not_kept_as_a_whole_one(data, tmp_path, monkeypatch):
    """As happens when the process is being ended while its last images are fetched."""
    whole = training.batches
    monkeypatch.setattr(training, "batches", lambda *arguments: whole(*arguments).take(15))
    with pytest.raises(RuntimeError, match="época 2 parou no passo 5 de 10"):
        training.train(CONFIGURATION, data, tmp_path)
    monkeypatch.undo()
    record, _ = training.train(CONFIGURATION, data, tmp_path)
    undisturbed, _ = training.train(CONFIGURATION, data, tmp_path / "another")
    assert record.weights_sha256 == undisturbed.weights_sha256
