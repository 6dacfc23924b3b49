"""``python -m cnnbook``: train the book's networks again, from where it stopped if it did.

A network whose record is in the folder is done: to train it once more, delete its record.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from cnnbook import cifar100, records
from cnnbook.cifar100 import DatasetError
from cnnbook.configuration import RECORDED
from cnnbook.dataset import Dataset
from cnnbook.numbers import day, decimal, percent
from cnnbook.records import DivergedError, RecordError


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m cnnbook",
        description="Treina de novo as redes dos exercícios de treinamento, com o CIFAR-100.",
    )
    parser.add_argument(
        "--into",
        type=Path,
        default=records.user_directory(),
        metavar="PASTA",
        help="onde guardar os registros (sem isto: %(default)s)",
    )
    directory = parser.parse_args().into
    try:
        records.insist_on_writing(directory)
        _train_all(cifar100.load(), directory)
    except (DatasetError, RecordError, DivergedError) as error:
        raise SystemExit(f"Erro: {error}") from None
    except KeyboardInterrupt:
        raise SystemExit("\nInterrompido. O mesmo comando continua de onde parou.") from None
    print(f"Registros em {directory}")


def _train_all(data: Dataset, directory: Path) -> None:
    from cnnbook import training  # here, so that errors before it need not wait for TensorFlow

    for configuration in RECORDED:
        print(f"{configuration.network}: {configuration.epochs} épocas", flush=True)
        identity = training.identity_of(configuration, training.build(configuration), data)
        if found := records.find(identity, [directory]):
            record, _ = found
            print(
                f"  já treinada, em {day(str(record.provenance['date']))}; para treinar de novo, "
                f"apague {directory / records.name_of(identity)}.json"
            )
        else:
            record, _ = training.train(configuration, data, directory)
        accuracy, loss = record.test["accuracy"], record.test["loss"]
        print(f"  no teste: acurácia de {percent(accuracy)}, custo de {decimal(loss, 4)}")


if __name__ == "__main__":
    main()
