"""The first layer of exercise 10's network at four moments of its training.

A recorded run keeps only its final weights; `cnnbook.record_snapshots` trains it again and keeps
this layer's as they were on the way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnbook import records
from cnnbook.records import RecordError
from cnnbook_files import sha256_of_bytes, write_atomically

PACKAGED_SNAPSHOTS = Path(__file__).parent / "recorded_filters"
LAYER = "conv1"
EPOCHS = (0, 1, 4, 16)
"""When: before training, and after so many epochs."""
HOW_TO_REPAIR = "baixe de novo o repositório do livro ou rode python -m cnnbook.record_snapshots"


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


def save(directory: Path, made: Snapshots) -> None:
    """Write snapshots for `load`, the description last: a kill leaves none without arrays."""
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
