"""``python -m cnnbook.record_snapshots``: exercise 10's first layer, kept while it is trained.

What is kept counts only if the run ends with the recorded weights, bit for bit, which it does on
the same kind of processor with the same versions.
"""

from __future__ import annotations

from pathlib import Path

import keras

from cnnbook import cifar100, records, training
from cnnbook.cifar100 import DatasetError
from cnnbook.configuration import EXERCISE_10
from cnnbook.records import RecordError
from cnnbook.snapshots import EPOCHS, LAYER, PACKAGED_SNAPSHOTS, Snapshots, save
from cnnbook_files import write_atomically

_STATE = Path("_build/snapshots")


def record(directory: Path = PACKAGED_SNAPSHOTS, state: Path = _STATE) -> Snapshots:
    """Train exercise 10's recorded run again, and write what its first layer was on the way.

    Interrupted, it goes on from the last whole epoch, whose state is in ``state``.

    Raises:
        RecordError: there is no recorded run, or this one ended with other weights.
        DatasetError: CIFAR-100 is missing or damaged.
    """
    data = cifar100.load()
    network = training.build(EXERCISE_10)
    found = records.find(training.identity_of(EXERCISE_10, network), [records.PACKAGED_RUNS])
    if found is None:
        raise RecordError("não há execução registrada da rede mais profunda; rode make train")
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
        configuration=EXERCISE_10.asked(),
        kernels={epoch: kernel for epoch, (kernel, _) in at.items()},
        biases={epoch: bias for epoch, (_, bias) in at.items()},
        test=test,
        provenance=again.provenance,
        final_weights_sha256=again.weights_sha256,
    )
    save(directory, made)
    return made


if __name__ == "__main__":
    try:
        record()
    except (DatasetError, RecordError) as error:
        raise SystemExit(f"Erro: {error}") from None
    print(f"Os filtros de {LAYER} estão em {PACKAGED_SNAPSHOTS}")
