"""``python -m cnnbook``: train the book's networks again, from scratch or from where it stopped."""

from __future__ import annotations

import argparse
from pathlib import Path

from cnnbook import cifar100, records
from cnnbook.cifar100 import DatasetError
from cnnbook.configuration import RECORDED
from cnnbook.numbers import decimal, percent
from cnnbook.records import RecordError


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m cnnbook",
        description="Treina de novo as redes dos exercícios 9 e 10, com o CIFAR-100.",
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
        data = cifar100.load()
    except DatasetError as error:
        raise SystemExit(f"Erro: {error}") from None

    from cnnbook import training  # here, so that the errors above need not wait for TensorFlow

    for configuration in RECORDED:
        print(f"{configuration.network}: {configuration.epochs} épocas", flush=True)
        try:
            record, _ = training.train(configuration, data, directory)
        except RecordError as error:
            raise SystemExit(f"Erro: {error}") from None
        accuracy, loss = record.test["accuracy"], record.test["loss"]
        print(f"  no teste: acurácia de {percent(accuracy)}, custo de {decimal(loss, 4)}")
    print(f"Registros em {directory}")


if __name__ == "__main__":
    main()
