"""What each run of the study came to, in one file: a line of JSON for each run, no weights.

The lines are sorted, so that a run added is a line added. The file is replaced in one step: a
kill leaves the old one or the new one.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from cnnbook import records
from cnnbook.configuration import TrainingConfiguration
from cnnbook.records import Record
from cnnbook.study.plan import Group
from cnnbook_files import reason, write_atomically

PACKAGED_RESULTS = Path(__file__).parent / "results.jsonl"
HISTORY = ("loss", "accuracy", "val_loss", "val_accuracy")
"""Of a record's measures, those that do not depend on what else the machine was doing."""
_PLACES = 5  # all of an accuracy over 50,000 images; of a loss, more than is ever shown


class ResultsError(RuntimeError):
    """A results file that cannot be trusted; the message says which line, why, and what to do."""


@dataclass(frozen=True)
class Result:
    """One run of the study.

    Args:
        run: the name of its record, whose last part is a digest of the whole configuration, the
            layers and the data.
        configuration: what was asked for, seed included.
        history: the `HISTORY`, a number per epoch.
        test: ``loss`` and ``accuracy`` on the test set with the final weights.
        weights_sha256: of the final weights, packed as in a record.
        provenance: from `cnnbook.provenance.describe`.
    """

    run: str
    configuration: TrainingConfiguration
    history: dict[str, list[float]]
    test: dict[str, float]
    weights_sha256: str
    provenance: dict[str, object]

    @classmethod
    def of(cls, record: Record, configuration: TrainingConfiguration) -> Result:
        """The compact result of a recorded run of this configuration."""
        return cls(
            run=records.name_of(record.configuration),
            configuration=configuration,
            history={
                name: [round(value, _PLACES) for value in record.history[name]] for name in HISTORY
            },
            test={name: round(record.test[name], _PLACES) for name in ("loss", "accuracy")},
            weights_sha256=record.weights_sha256,
            provenance=dict(record.provenance),
        )


def read(path: Path = PACKAGED_RESULTS) -> list[Result]:
    """The runs in a results file, in the file's order; none if there is no file.

    Raises:
        ResultsError: a line is not a whole result, or a run is there twice, or the file cannot be
            read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise ResultsError(
            f"o arquivo de resultados {path} não pode ser lido ({error}): confira se é ele mesmo, "
            "e as permissões"
        ) from error
    results: dict[TrainingConfiguration, Result] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            result = _parse(line)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ResultsError(
                f"a linha {number} de {path} não é um resultado inteiro ({error}); apague essa "
                "linha e rode `make study`, que treina só o que falta"
            ) from error
        if result.configuration in results:
            raise ResultsError(
                f"a linha {number} de {path} repete uma execução, {result.run}; apague uma das "
                "duas linhas"
            )
        results[result.configuration] = result
    return list(results.values())


def of(group: Group, path: Path = PACKAGED_RESULTS) -> list[Result]:
    """The runs of one group, however many there are, by seed. Raises as `read`."""
    found = [
        result
        for result in read(path)
        if result.configuration == group.run(result.configuration.seed)
    ]
    return sorted(found, key=lambda result: result.configuration.seed)


def add(path: Path, result: Result) -> bool:
    """Put one run into a results file, unless it is there; whether it was put.

    Others may be adding to the same file: each waits for its turn.

    Raises:
        ResultsError: the file cannot be trusted, or written; it stays as it is.
    """
    with _turn(path.parent):
        results = read(path)
        if any(result.configuration == other.configuration for other in results):
            return False
        write(path, [*results, result])
        return True


@contextmanager
def _turn(directory: Path) -> Iterator[None]:
    import fcntl  # here, because reading must work where it does not exist

    try:
        directory.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(directory, os.O_RDONLY)
    except OSError as error:
        raise _not_written(directory, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # let go when it is closed, or with the process
        yield
    finally:
        os.close(descriptor)


def write(path: Path, results: Iterable[Result]) -> None:
    """Replace a results file by these runs, sorted.

    Raises:
        ResultsError: it cannot be written; it stays as it is.
    """
    lines = sorted((_sort_key(result), _line(result)) for result in results)
    try:
        write_atomically(path, "".join(f"{line}\n" for _, line in lines).encode())
    except OSError as error:
        raise _not_written(path.parent, error) from error


def _not_written(directory: Path, error: OSError) -> ResultsError:
    return ResultsError(
        f"não foi possível gravar em {directory} ({reason(error)}): libere espaço em "
        "disco ou confira as permissões da pasta, e rode o mesmo comando, que continua de onde "
        "parou"
    )


def _sort_key(result: Result) -> tuple:
    of = result.configuration
    return of.data, of.network, of.epochs, of.learning_rate, of.batch_size, of.seed


def _line(result: Result) -> str:
    return json.dumps(asdict(result), ensure_ascii=False, separators=(",", ":"))


def _parse(line: str) -> Result:
    content = json.loads(line)
    content["configuration"] = TrainingConfiguration(**content["configuration"])
    result = Result(**content)
    epochs = result.configuration.epochs
    if {name: len(result.history[name]) for name in HISTORY} != dict.fromkeys(HISTORY, epochs):
        raise ValueError(f"o histórico não tem {epochs} épocas")
    if not {"loss", "accuracy"} <= result.test.keys():
        raise ValueError("falta o resultado no teste")
    if not len(result.weights_sha256) == 64:
        raise ValueError("falta o hash dos pesos")
    figures = [*result.test.values(), *(one for name in HISTORY for one in result.history[name])]
    if not all(map(math.isfinite, figures)):
        raise ValueError("o treinamento divergiu: há resultados que não são números")
    return result
