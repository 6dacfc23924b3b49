"""One measurement in a process of its own: prints a JSON object with what it measured.

``python one_measurement.py WHAT [NETWORK]``; the data are CIFAR-100 if present, else the stand-in
of the same size.
"""

from __future__ import annotations

import json
import math
import os
import resource
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "independent"))

STEPS = int(os.environ.get("BENCH_STEPS", "500"))  # 500 are an epoch
WARM_UP = 250  # steps, before any is measured
BATCH = 100


def peak_memory() -> float:
    """Of this process so far, in GB (10⁹ bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


def timed(run, steps: int = STEPS) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    per_epoch = 500 / steps
    return {"seconds": wall * per_epoch, "cpu_seconds": cpu * per_epoch, "memory": peak_memory()}


def data():
    from cnnbook import cifar100, stand_in

    return cifar100.load() if cifar100.find() else stand_in.make()


def configuration(network: str):
    from cnnbook.configuration import RECORDED

    return next(known for known in RECORDED if known.network == network)


def ours(network: str) -> dict[str, float]:
    """The book's own training: `cnnbook.training`, all threads."""
    return _ours(network)


def ours_one_thread(network: str) -> dict[str, float]:
    """The same as the study does it."""
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    return _ours(network)


def _ours(network: str) -> dict[str, float]:
    import tensorflow as tf

    from cnnbook import training

    images, of = data(), configuration(network)
    tf.config.experimental.enable_op_determinism()
    together = math.gcd(STEPS, WARM_UP, training.STEPS_PER_EXECUTION)
    model = training.compile_model(training.build(of), of.learning_rate, together)
    batches = training.batches(images, of)
    model.fit(batches.take(WARM_UP), verbose=0)
    return timed(lambda: model.fit(batches.take(STEPS), verbose=0))


def source(network: str) -> dict[str, float]:
    """As the exercises' source does it: the whole set in float32, one-hot labels, plain fit."""
    import keras

    from cnnbook.networks import NETWORKS

    images, of = data(), configuration(network)
    x = images.x_train.astype("float32") / 255
    y = keras.utils.to_categorical(images.y_train, 100)
    keras.utils.set_random_seed(of.seed)
    model = NETWORKS[network]()
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=of.learning_rate),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    model.fit(x[: WARM_UP * BATCH], y[: WARM_UP * BATCH], batch_size=BATCH, verbose=0)
    few = STEPS * BATCH
    if few < len(x):
        x, y = x[:few], y[:few]
    return timed(lambda: model.fit(x, y, batch_size=BATCH, verbose=0))


def pytorch(network: str) -> dict[str, float]:
    """Eager, channels last, all threads."""
    return _pytorch(network, lambda model: model, STEPS)


def pytorch_compiled(network: str) -> dict[str, float]:
    """The same network through ``torch.compile``, which needs a C++ compiler."""
    import torch

    return _pytorch(network, torch.compile, STEPS // 10)  # many times slower


def _pytorch(network: str, prepare, steps: int) -> dict[str, float]:
    import torch
    import torch_networks

    images = data()
    name = {"factored_classifier": "exercise_9", "deeper_factored_classifier": "exercise_10"}
    model = torch_networks.NETWORKS[name[network]]().to(memory_format=torch.channels_last)
    model = prepare(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=torch_networks.LEARNING_RATE)
    y = torch.from_numpy(images.y_train.astype("int64"))
    order = torch.randperm(len(y))

    def train(steps: int) -> None:
        torch_networks.train_epoch(model, optimizer, images.x_train, y, order[: steps * BATCH])

    train(min(WARM_UP, steps))
    return timed(lambda: train(steps), steps)


def matrix_peak() -> dict[str, float]:
    """Float32 operations per second that this machine reaches in a product of large matrices."""
    import tensorflow as tf

    size = 4096
    a = tf.random.normal((size, size))
    # The sum keeps the copying of a large result out of the time.
    multiply = tf.function(lambda x: tf.reduce_sum(tf.linalg.matmul(x, x)))
    multiply(a).numpy()
    best = 0.0
    for _ in range(8):
        began = time.perf_counter()
        multiply(a).numpy()
        best = max(best, 2 * size**3 / (time.perf_counter() - began))
    return {"operations_per_second": best}


def operations(network: str) -> dict[str, float]:
    """Of one epoch: a forward pass and, twice as much, a backward one; two per product."""
    from cnnbook.keras_layers import checked_trace
    from cnnbook.networks import NETWORKS
    from cnnbook.trace import total_multiply_accumulates

    products = total_multiply_accumulates(checked_trace(NETWORKS[network]()))
    return {"operations": 2 * 3 * products * 500 * BATCH}


WHAT = {
    function.__name__: function
    for function in (
        ours, ours_one_thread, source, pytorch, pytorch_compiled, matrix_peak, operations,
    )  # fmt: skip
}

if __name__ == "__main__":
    print(json.dumps(WHAT[sys.argv[1]](*sys.argv[2:])))
