"""One run of the study, the same on whichever worker it falls.

One thread: with more, sums are split among them, and their last digits depend on how many there
are. Runs are what is done in parallel, each in a process of its own.
"""

from __future__ import annotations

import contextlib
import io
from functools import cache
from pathlib import Path

import keras
import tensorflow as tf

from cnnbook import named_data, records, training
from cnnbook.configuration import TrainingConfiguration
from cnnbook.dataset import Dataset
from cnnbook.study.results import Result

THREADS = 1


def train(
    configuration: TrainingConfiguration, directory: Path, data: Dataset | None = None
) -> Result:
    """Train, resume, or read the record if the run ended but nobody heard of it.

    Args:
        configuration: what to train.
        directory: where the run's state is kept after each epoch, and its record at the end.
        data: what to train on; None for the configuration's, read once per process.

    Raises:
        DatasetError: CIFAR-100 is missing or damaged.
        RecordError: the interrupted run or the record in ``directory`` is damaged, or cannot be
            written.
        DivergedError: the training fails with this configuration.
        RuntimeError: this process already uses TensorFlow with another number of threads.
    """
    _use_one_thread()
    data = data or _loaded(configuration.data)
    network = training.build(configuration)
    found = records.find(training.identity_of(configuration, network, data), [directory])
    if found:
        return Result.of(found[0], configuration)
    with contextlib.redirect_stdout(io.StringIO()):  # lines of many runs would be garbage
        record, _ = training.train(configuration, data, directory)
    keras.backend.clear_session()  # or what is kept of each run adds up in a worker
    return Result.of(record, configuration)


def _use_one_thread() -> None:
    """Before TensorFlow starts; afterwards, TensorFlow raises unless it is what it has."""
    threading = tf.config.threading
    if threading.get_intra_op_parallelism_threads() != THREADS:
        threading.set_intra_op_parallelism_threads(THREADS)
    if threading.get_inter_op_parallelism_threads() != THREADS:
        threading.set_inter_op_parallelism_threads(THREADS)


_loaded = cache(named_data.load)
