"""The first layer of exercise 10's network at four moments of its training.

A recorded run keeps only its final weights. ``python -m cnnbook.snapshots`` trains that run again
and keeps this layer's as they were on the way; what it keeps counts only if the run ends with the
recorded weights, bit for bit, which it does on the same processor with the same versions.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from cnnbook import cifar100, records
from cnnbook.cifar100 import DatasetError
from cnnbook.configuration import EXERCISE_10
from cnnbook.files import sha256_of_bytes, write_atomically
from cnnbook.records import RecordError

PACKAGED_SNAPSHOTS = Path(__file__).parent / "recorded_filters"
LAYER = "conv1"
EPOCHS = (0, 1, 4, 16)
"""When: before training, and after so many epochs."""
HOW_TO_REPAIR = "baixe de novo o repositório do livro ou rode python -m cnnbook.snapshots"
_STATE = Path("_build/snapshots")


@dataclass(frozen=True)
class Snapshots:
    """One layer along one run.

    Args:
        configuration: of the run, as plain data.
        kernels: by epoch, float32 of shape ``(rows, columns, channels, filters)``.
        biases: by epoch, float32 of shape ``(filters,)``.
        test: by epoch, ``loss`` and ``accuracy`` of the whole network on the test set.
        provenance: from `cnnbook.provenance.describe`.
        final_weights_sha256: of the recorded run's weights, which this one ended with.
    """

    configuration: dict[str, object]
    kernels: dict[int, np.ndarray]
    biases: dict[int, np.ndarray]
    test: dict[int, dict[str, float]]
    provenance: dict[str, object]
    final_weights_sha256: str


def load(directory: Path = PACKAGED_SNAPSHOTS) -> Snapshots:
    """Read the recorded snapshots.

    Raises:
        RecordError: a file is missing, or is not what was written.
    """
    about_path, arrays_path = _paths(directory)
    try:
        about = json.loads(about_path.read_text(encoding="utf-8"))
        content = arrays_path.read_bytes()
        if (found := sha256_of_bytes(content)) != about["arrays_sha256"]:
            raise ValueError(f"o SHA-256 de {arrays_path.name} é {found}")
        arrays = records.unpack_arrays(content)
        if about["epochs"] != list(EPOCHS) or len(arrays) != 2 * len(EPOCHS):
            raise ValueError(f"não são os das épocas {EPOCHS}")
        return Snapshots(
            configuration=about["configuration"],
            kernels=dict(zip(EPOCHS, arrays[::2])),
            biases=dict(zip(EPOCHS, arrays[1::2])),
            test=dict(zip(EPOCHS, about["test"])),
            provenance=about["provenance"],
            final_weights_sha256=about["final_weights_sha256"],
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise RecordError(
            f"os filtros registrados em {directory} não podem ser lidos ({error}); {HOW_TO_REPAIR}"
        ) from error


def record(directory: Path = PACKAGED_SNAPSHOTS, state: Path = _STATE) -> Snapshots:
    """Train exercise 10's recorded run again, and write what its first layer was on the way.

    Interrupted, it goes on from the last whole epoch, whose state is in ``state``.

    Raises:
        RecordError: there is no recorded run, or this one ended with other weights.
        DatasetError: CIFAR-100 is missing or damaged.
    """
    import keras  # here, so that reading needs no TensorFlow

    from cnnbook import provenance, training

    data = cifar100.load()
    network = training.build(EXERCISE_10)
    found = records.find(training.identity_of(EXERCISE_10, network), [records.PACKAGED_RUNS])
    if found is None:
        raise RecordError("não há execução registrada do exercício 10; rode make train")
    recorded, _ = found

    class KeepLayer(keras.callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
            if epoch + 1 in EPOCHS:
                arrays = self.model.layers[-1].get_layer(LAYER).get_weights()
                write_atomically(state / f"{epoch + 1}.npz", records.pack_arrays(arrays))

    at = {0: network.get_layer(LAYER).get_weights()}
    initial = training.evaluate(network, data)
    again, _ = training.train(EXERCISE_10, data, state, callbacks=[KeepLayer()])
    if again.weights_sha256 != recorded.weights_sha256:
        raise RecordError(
            "os pesos finais não são os da execução registrada: ela foi feita em outro processador "
            f"({recorded.provenance['cpu']}) ou com outras versões; nada foi gravado"
        )
    for epoch in EPOCHS[1:]:
        at[epoch] = records.unpack_arrays((state / f"{epoch}.npz").read_bytes())
    history = again.history
    test = {0: {name: initial[name] for name in ("loss", "accuracy")}} | {
        epoch: {name: history[f"val_{name}"][epoch - 1] for name in ("loss", "accuracy")}
        for epoch in EPOCHS[1:]
    }
    made = Snapshots(
        configuration=asdict(EXERCISE_10),
        kernels={epoch: kernel for epoch, (kernel, _) in at.items()},
        biases={epoch: bias for epoch, (_, bias) in at.items()},
        test=test,
        provenance=again.provenance,
        final_weights_sha256=again.weights_sha256,
    )
    _write(directory, made)
    return made


def _write(directory: Path, made: Snapshots) -> None:
    about_path, arrays_path = _paths(directory)
    arrays = records.pack_arrays(
        [array for epoch in EPOCHS for array in (made.kernels[epoch], made.biases[epoch])]
    )
    about = {
        "configuration": made.configuration,
        "layer": LAYER,
        "epochs": list(EPOCHS),
        "test": [made.test[epoch] for epoch in EPOCHS],
        "provenance": made.provenance,
        "final_weights_sha256": made.final_weights_sha256,
        "arrays_sha256": sha256_of_bytes(arrays),
    }
    write_atomically(arrays_path, arrays)
    text = json.dumps(about, indent=1, ensure_ascii=False)
    write_atomically(about_path, (text + "\n").encode())


def _paths(directory: Path) -> tuple[Path, Path]:
    return directory / f"{LAYER}.json", directory / f"{LAYER}.npz"


if __name__ == "__main__":
    try:
        record()
    except (DatasetError, RecordError) as error:
        raise SystemExit(f"Erro: {error}") from None
    print(f"Os filtros de {LAYER} estão em {PACKAGED_SNAPSHOTS}")
