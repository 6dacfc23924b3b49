"""Training that can be repeated, interrupted and resumed, and that is recorded when it ends.

Everything random in a run comes from the configuration's seed: the initial weights through
``keras.utils.set_random_seed``, and the order of the images in epoch ``e`` from the pair
``(seed, e)`` alone. So a run that resumes at an epoch boundary goes on exactly as it would have.
"""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from cnnbook import cifar100, named_data, provenance, records
from cnnbook.architecture import architecture_of
from cnnbook.configuration import TrainingConfiguration
from cnnbook.dataset import CLASSES, IMAGE_SHAPE, Dataset
from cnnbook.networks import NETWORKS
from cnnbook.records import DivergedError, Record, RecordError
from cnnbook_files import sha256_of_bytes

_BUILDS = 20  # at most, of which all but two are for the case of other threads
_EVALUATION_BATCH = 500  # images; changes the time, not the result
STEPS_PER_EXECUTION = 250  # at most; the same


def load_or_train(
    configuration: TrainingConfiguration, data: Dataset | None = None
) -> tuple[Record, keras.Model]:
    """The recorded run of a configuration or, if there is none, a new one.

    Args:
        configuration: what to train.
        data: what to train on; None for the configuration's, loaded only if it is needed.

    Returns:
        The record, and the network with its final weights; it takes images in [0, 1].

    Raises:
        RecordError: there is a record, but it is damaged, or a new one cannot be written.
        DatasetError: there is none, and CIFAR-100 is missing or damaged.
        DivergedError: there is none, and training fails with this configuration.
    """
    network = build(configuration)
    found = records.find(identity_of(configuration, network, data))
    if found is None:
        return train(configuration, data)
    record, weights = found
    network.set_weights(weights)
    return record, network


def train(
    configuration: TrainingConfiguration,
    data: Dataset | None = None,
    directory: Path | None = None,
    callbacks: Sequence[keras.callbacks.Callback] = (),
) -> tuple[Record, keras.Model]:
    """Train from the initial weights, or from where an interrupted run of the same stopped.

    After each epoch the state is saved in ``directory`` (`records.user_directory` without it);
    at the end the record takes its place. Before each saving, ``callbacks`` are told of the epoch.
    Returns and raises as `load_or_train`.
    """
    directory = directory or records.user_directory()
    records.insist_on_writing(directory)
    data = data or named_data.load(configuration.data)
    tf.config.experimental.enable_op_determinism()
    network = build(configuration)
    steps = math.gcd(_steps_per_epoch(data, configuration), STEPS_PER_EXECUTION)
    model = compile_model(network, configuration.learning_rate, steps_per_execution=steps)
    identity = identity_of(configuration, network, data)
    checkpoint = Checkpoint(directory, identity, network)
    fit(model, data, configuration, checkpoint, callbacks)

    weights = records.pack_arrays(network.get_weights())
    record = Record(
        configuration=identity,
        history=checkpoint.history,
        test=evaluate(network, data),
        provenance=provenance.describe(threads=_threads()),
        weights_sha256=sha256_of_bytes(weights),
    )
    records.save(checkpoint.directory, record, weights)
    checkpoint.path.unlink(missing_ok=True)
    return record, network


def build(configuration: TrainingConfiguration) -> keras.Model:
    """The configuration's network, with the initial weights that its seed gives.

    Keras draws them with Python's ``random``, which is all threads': one that draws meanwhile, as
    Dask's do now and then, would change them. So they count only once two builds agree.

    Raises:
        ValueError: there is no such network.
        RuntimeError: another thread draws all the time.
    """
    if configuration.network not in NETWORKS:
        raise ValueError(
            f"network={configuration.network!r} não existe: há {', '.join(sorted(NETWORKS))}"
        )
    previous = None
    for _ in range(_BUILDS):
        keras.utils.set_random_seed(configuration.seed)
        network = NETWORKS[configuration.network]()
        weights = network.get_weights()
        if previous is not None and all(map(np.array_equal, weights, previous)):
            return network
        previous = weights
    raise RuntimeError("os pesos iniciais não se repetem: outra parte do programa usa random")


def compile_model(
    network: keras.Model, learning_rate: float, steps_per_execution: int = 1
) -> keras.Model:
    """Put the scaling to [0, 1] before the network, and say how to train it.

    Scaling inside the model lets the images stay uint8: in float32 the whole set would take four
    times the memory, and several times that while it is converted. Several steps in one call to
    TensorFlow save time; they must divide those of an epoch, which would go beyond its end.
    """
    model = keras.Sequential(
        [keras.Input(IMAGE_SHAPE, dtype="uint8"), keras.layers.Rescaling(1 / 255), network]
    )
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
        steps_per_execution=steps_per_execution,
    )
    return model


def fit(
    model: keras.Model,
    data: Dataset,
    configuration: TrainingConfiguration,
    checkpoint: Checkpoint,
    callbacks: Sequence[keras.callbacks.Callback] = (),
) -> None:
    """Train a compiled model from the checkpoint's epoch to the configuration's last one."""
    first_epoch = len(checkpoint.history["loss"])
    if first_epoch == configuration.epochs:  # killed after the last epoch, before the record
        return
    model.fit(
        batches(data, configuration, first_epoch),
        initial_epoch=first_epoch,
        epochs=configuration.epochs,
        steps_per_epoch=_steps_per_epoch(data, configuration),
        validation_data=(data.x_test, one_hot(data.y_test)),
        validation_batch_size=_EVALUATION_BATCH,
        shuffle=False,  # `batches` has done it
        callbacks=[*callbacks, checkpoint],
        verbose="auto" if _shows_progress() else 2,
    )


def batches(
    data: Dataset, configuration: TrainingConfiguration, first_epoch: int = 0
) -> tf.data.Dataset:
    """Batches of (uint8 images, one-hot labels) for all epochs from ``first_epoch`` on."""

    # Tensors of TensorFlow's own, once: to ask numpy for each batch would keep a core waiting.
    images, labels = tf.constant(data.x_train), tf.constant(data.y_train, tf.int32)

    def order(epoch: tf.Tensor) -> tf.data.Dataset:
        seed = tf.stack([tf.constant(configuration.seed, tf.int64), epoch])
        indices = tf.random.experimental.stateless_shuffle(tf.range(len(data.x_train)), seed)
        return tf.data.Dataset.from_tensor_slices(indices).batch(configuration.batch_size)

    def gather(indices: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        return tf.gather(images, indices), tf.one_hot(tf.gather(labels, indices), CLASSES)

    epochs = tf.data.Dataset.range(first_epoch, configuration.epochs)
    return epochs.flat_map(order).map(gather).prefetch(2)


def _steps_per_epoch(data: Dataset, configuration: TrainingConfiguration) -> int:
    return math.ceil(len(data.x_train) / configuration.batch_size)


def one_hot(labels: np.ndarray) -> np.ndarray:
    """Labels of shape ``(n,)`` as float32 rows of 100, all zero but for a one."""
    return keras.utils.to_categorical(labels, CLASSES).astype("float32")


def evaluate(network: keras.Model, data: Dataset) -> dict[str, float]:
    """Loss and accuracy of a network, which takes images in [0, 1], on the test set."""
    model = compile_model(network, learning_rate=1.0)  # which evaluation does not use
    return model.evaluate(
        data.x_test,
        one_hot(data.y_test),
        batch_size=_EVALUATION_BATCH,
        verbose=0,
        return_dict=True,
    )


def identity_of(
    configuration: TrainingConfiguration, network: keras.Model, data: Dataset | None = None
) -> dict[str, object]:
    """What tells this run from all others; ``data`` None means the configuration's.

    Raises:
        TypeError: the network does what its configuration does not say.
    """
    if data is None:
        digests = named_data.SHA256[configuration.data]
    else:
        digests = cifar100.SHA256 if data.is_whole else data.sha256()
    return configuration.identity(architecture_of(network), digests)


class Checkpoint(keras.callbacks.Callback):
    """Saves weights and history after each epoch, and restores those of an interrupted run.

    Plain SGD keeps no state of its own, so the weights and the number of epochs done are all that
    the rest of a run depends on.

    Raises:
        RecordError: the interrupted run's file cannot be read, or is of another configuration.
    """

    def __init__(self, directory: Path, identity: dict[str, object], network: keras.Model) -> None:
        super().__init__()
        self.directory = directory
        self.path = directory / f"{records.name_of(identity)}.partial.npz"
        self.history: dict[str, list[float]] = {name: [] for name in records.MEASURES}
        self._identity = identity
        self._network = network
        if self.path.exists():
            self._restore()

    def on_epoch_begin(self, epoch: int, logs: dict | None = None) -> None:
        self._began = time.perf_counter()
        self._first_step = int(self.model.optimizer.iterations)

    def on_test_begin(self, logs: dict | None = None) -> None:
        self._seconds = time.perf_counter() - self._began  # of training, not of validation

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        steps = int(self.model.optimizer.iterations) - self._first_step
        if steps < self.params["steps"]:
            # Keras only warns, and goes on as if the epoch were whole.
            raise RuntimeError(
                f"a época {epoch + 1} parou no passo {steps} de {self.params['steps']}: "
                "o processo está sendo encerrado?"
            )
        measured = {**(logs or {}), "seconds": round(self._seconds, 3)}
        weights = self._network.get_weights()
        if not (
            all(math.isfinite(measured[name]) for name in records.MEASURES)
            and all(np.isfinite(array).all() for array in weights)
        ):
            raise DivergedError(
                f"o treinamento divergiu na época {epoch + 1}: o custo ou os pesos deixaram de ser "
                "números, e a execução não foi registrada; use uma taxa de aprendizado menor que "
                f"{float(self.model.optimizer.learning_rate):g}"
            )
        for name in records.MEASURES:
            self.history[name].append(float(measured[name]))
        state = json.dumps({"identity": self._identity, "history": self.history}).encode()
        arrays = [np.frombuffer(state, np.uint8), *weights]
        records.write(self.path, records.pack_arrays(arrays))

    def _restore(self) -> None:
        try:
            state, *weights = records.unpack_arrays(self.path.read_bytes())
            content = json.loads(state.tobytes())
            identity, history = content["identity"], content["history"]
        except Exception as error:  # whatever a damaged file makes numpy, zipfile or json raise
            raise RecordError(
                f"o treinamento interrompido {self.path} não pode ser lido ({error}); "
                "apague-o para treinar do início"
            ) from error
        if identity != self._identity:
            raise RecordError(
                f"o treinamento interrompido {self.path} é de outra configuração; "
                "apague-o para treinar do início"
            )
        self.history = history
        self._network.set_weights(weights)


def _shows_progress() -> bool:
    """Whether what is printed can be overwritten: in a log, a progress bar is garbage."""
    return sys.stdout.isatty() or "ipykernel" in sys.modules


def _threads() -> int:
    return tf.config.threading.get_intra_op_parallelism_threads() or len(os.sched_getaffinity(0))
