"""Recorded training runs: a small JSON and, beside it, the weights, tied to it by their hash.

Records are looked up in ``CNNBOOK_RUNS`` if set, then among those that come with the package,
then in ``~/.cache/cnnbook/runs``, where a reader's own runs go.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from cnnbook_files import reason, sha256_of, sha256_of_bytes, write_atomically

PACKAGED_RUNS = Path(__file__).parent / "recorded_runs"
FORMAT = 2
MEASURES = ("loss", "accuracy", "val_loss", "val_accuracy", "seconds")
"""What a history has, one number per epoch; the seconds are of training, without validation."""
HOW_TO_REPAIR = "apague os dois arquivos desse registro e treine de novo (make train)"


class RecordError(RuntimeError):
    """A record that cannot be trusted; the message says which file, why, and what to do."""


class DivergedError(RuntimeError):
    """A training whose loss or weights are no longer numbers: there is nothing to record."""


@dataclass(frozen=True)
class Record:
    """One finished run.

    Args:
        configuration: from `TrainingConfiguration.identity`.
        history: the `MEASURES`; training figures are Keras' averages over the epoch.
        test: ``loss`` and ``accuracy`` on the test set with the final weights.
        provenance: from `cnnbook.provenance.describe`: versions, processor, threads, date.
        weights_sha256: of the file beside the record.
    """

    configuration: dict[str, object]
    history: dict[str, list[float]]
    test: dict[str, float]
    provenance: dict[str, object]
    weights_sha256: str


def name_of(configuration: dict[str, object]) -> str:
    """File name without ending; its last part is a digest of the whole configuration."""
    canonical = json.dumps(configuration, sort_keys=True).encode()
    digest = hashlib.sha256(canonical).hexdigest()[:8]
    return "{network}-epochs{epochs}-seed{seed}-{digest}".format(**configuration, digest=digest)


def user_directory() -> Path:
    """Where new runs are written: ``CNNBOOK_RUNS``, or the reader's cache."""
    chosen = os.environ.get("CNNBOOK_RUNS")
    return Path(chosen) if chosen else Path.home() / ".cache" / "cnnbook" / "runs"


def prepare() -> None:
    """Chapters run in their own folder, so a relative ``CNNBOOK_RUNS`` becomes absolute."""
    if chosen := os.environ.get("CNNBOOK_RUNS"):
        os.environ["CNNBOOK_RUNS"] = os.path.abspath(chosen)


def state() -> list[tuple[str, str]]:
    """Changes with the runs that take the place of the packaged ones."""
    chosen = user_directory().glob("*") if os.environ.get("CNNBOOK_RUNS") else ()
    return [(path.name, sha256_of(path)) for path in sorted(chosen) if path.is_file()]


def directories() -> tuple[Path, ...]:
    """Where records are looked for, in order."""
    if os.environ.get("CNNBOOK_RUNS"):
        return user_directory(), PACKAGED_RUNS
    return PACKAGED_RUNS, user_directory()


def find(
    configuration: dict[str, object], where: Sequence[Path] | None = None
) -> tuple[Record, list[np.ndarray]] | None:
    """The recorded run of exactly this configuration and its weights, or None.

    Raises:
        RecordError: there is one, but it is damaged or is of another configuration.
    """
    for directory in directories() if where is None else where:
        path = directory / f"{name_of(configuration)}.json"
        if path.exists():
            return load(path, configuration)
    return None


def save(directory: Path, record: Record, packed_weights: bytes) -> Path:
    """Write the weights, then the record that vouches for them; return the record's path.

    The record is written last and in one step, so a kill leaves no record without its weights.

    Raises:
        DivergedError: it has figures that are no numbers; nothing was written.
        RecordError: the disk is full, or the folder cannot be written to.
    """
    if not all(map(math.isfinite, _figures(record))):
        raise DivergedError("o treinamento divergiu: há resultados que não são números")
    path = directory / f"{name_of(record.configuration)}.json"
    write(weights_path(path), packed_weights)
    text = json.dumps({"format": FORMAT} | asdict(record), indent=1, ensure_ascii=False)
    write(path, (text + "\n").encode())
    return path


def write(path: Path, content: bytes) -> None:
    """Write a file of a run, whole or not at all.

    Raises:
        RecordError: the disk is full, or the folder cannot be written to.
    """
    with _writing_in(path.parent):
        write_atomically(path, content)


def insist_on_writing(directory: Path) -> None:
    """Find out before a training whether its result can be kept. Raises as `write`."""
    with _writing_in(directory):
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            pass


@contextmanager
def _writing_in(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordError(
            f"não foi possível gravar em {directory} ({reason(error)}): libere espaço em "
            "disco, ou ponha em CNNBOOK_RUNS uma pasta em que você possa gravar, e rode de novo"
        ) from error


def load(path: Path, configuration: dict[str, object]) -> tuple[Record, list[np.ndarray]]:
    """Read a record and its weights, and insist that both are what they should be.

    Raises:
        RecordError: see the class.
    """
    record = read(path)
    if different := _differences(record.configuration, configuration):
        raise RecordError(
            f"o registro {path} é de outra configuração (diferem: {', '.join(different)}); "
            f"{HOW_TO_REPAIR}"
        )
    weights = weights_path(path)
    try:
        content = weights.read_bytes()  # once: what is hashed is what is unpacked
    except FileNotFoundError:
        raise RecordError(
            f"faltam os pesos {weights} do registro {path}; {HOW_TO_REPAIR}"
        ) from None
    except OSError as error:
        raise RecordError(
            f"os pesos {weights} não podem ser lidos ({reason(error)}): confira as "
            "permissões do arquivo e da pasta"
        ) from error
    if (found := sha256_of_bytes(content)) != record.weights_sha256:
        raise RecordError(
            f"os pesos {weights} não são os do registro: seu SHA-256 é {found}, e o esperado é "
            f"{record.weights_sha256}; {HOW_TO_REPAIR}"
        )
    try:
        return record, unpack_arrays(content)
    except (ValueError, KeyError, zipfile.BadZipFile) as error:  # also objects: pickles
        raise RecordError(
            f"os pesos {weights} não são números ({error}); {HOW_TO_REPAIR}"
        ) from error


def read(path: Path) -> Record:
    """Read a record alone, without its weights.

    Raises:
        RecordError: it is not a whole record of a known format.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("format") != FORMAT:
            raise ValueError("formato desconhecido")
        record = Record(**content)
        epochs = record.configuration["epochs"]
        if {name: len(record.history[name]) for name in MEASURES} != dict.fromkeys(
            MEASURES, epochs
        ):
            raise ValueError(f"o histórico não tem {epochs} épocas")
        if not {"loss", "accuracy"} <= record.test.keys():
            raise ValueError("falta o resultado no teste")
        if not all(map(math.isfinite, _figures(record))):
            raise ValueError("o treinamento divergiu: há resultados que não são números")
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise RecordError(
            f"o registro {path} não pode ser lido ({error}); {HOW_TO_REPAIR}"
        ) from error
    return record


def weights_path(record_path: Path) -> Path:
    return record_path.with_suffix(".npz")


def pack_arrays(arrays: Sequence[np.ndarray]) -> bytes:
    """Arrays as the bytes of an ``npz`` file; the same arrays give the same bytes."""
    buffer = io.BytesIO()
    np.savez(buffer, *arrays)
    return buffer.getvalue()


def unpack_arrays(content: bytes) -> list[np.ndarray]:
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        return [file[f"arr_{index}"] for index in range(len(file.files))]


def _figures(record: Record) -> Iterable[float]:
    yield from record.test.values()
    for values in record.history.values():
        yield from values


def _differences(found: dict[str, object], expected: dict[str, object]) -> list[str]:
    return sorted(
        key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key)
    )
