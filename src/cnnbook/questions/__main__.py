"""``python -m cnnbook.questions``: what is in the bank of each exercise."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from cnnbook.numbers import percent
from cnnbook.questions.bank import COUNT, make
from cnnbook.questions.faults import FaultsError
from cnnbook.questions.generator import generators


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m cnnbook.questions",
        description="Faz os bancos de versões dos exercícios e diz o que há neles.",
    )
    parser.add_argument(
        "exercises", nargs="*", metavar="EXERCÍCIO", help="um ou mais deles (sem isto: todos)"
    )
    parser.add_argument(
        "--folder", type=Path, default=Path("book/versoes"), metavar="PASTA",
        help="onde está o arquivo de cada exercício (sem isto: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--count", type=int, default=COUNT, metavar="N",
        help="quantas versões de cada um (sem isto: %(default)s)",
    )  # fmt: skip
    arguments = parser.parse_args()
    if arguments.count < 1:
        parser.error(f"--count={arguments.count} deve ser maior que zero")
    known = generators(arguments.folder)
    faults = list(known.faults)
    if unknown := set(arguments.exercises) - known.named:
        there = ", ".join(sorted(known.named)) or "nenhum arquivo"
        parser.error(f"não há versões de {', '.join(sorted(unknown))}; há de: {there}")
    for exercise, generator in known.items():
        if exercise not in (arguments.exercises or known):
            continue
        try:
            bank = make(generator, arguments.count)
        except FaultsError as error:
            faults += error.faults
            continue
        faults += generator.faults() if arguments.count >= COUNT else ()  # few do not meet all
        kinds = Counter(variant.kind for variant in bank.variants)
        print(
            f"{exercise}: {len(bank.variants)} versões\n"
            f"  sorteios: {bank.tried}, {percent(bank.acceptance, 0)} aceitos "
            f"({bank.rejected} rejeitados, {bank.repeated} repetidos)\n"
            f"  tipos: {', '.join(f'{kind} {number}' for kind, number in kinds.most_common())}"
        )
    if faults:
        raise SystemExit("\n".join(f"Erro: {fault}" for fault in faults))


if __name__ == "__main__":
    main()
