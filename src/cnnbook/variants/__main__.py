"""``python -m cnnbook.variants``: what is in the bank of each exercise."""

from __future__ import annotations

import argparse
from collections import Counter

from cnnbook.numbers import percent
from cnnbook.variants.bank import COUNT, GENERATORS, BankError, make


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m cnnbook.variants",
        description="Faz os bancos de variantes dos exercícios e diz o que há neles.",
    )
    parser.add_argument(
        "exercises",
        nargs="*",
        metavar="EXERCÍCIO",
        help=f"um ou mais de: {', '.join(GENERATORS)} (sem isto: todos)",
    )
    parser.add_argument(
        "--count",
        type=int,
        default=COUNT,
        metavar="N",
        help="quantas variantes de cada um (sem isto: %(default)s)",
    )
    arguments = parser.parse_args()
    if unknown := set(arguments.exercises) - GENERATORS.keys():
        parser.error(f"não há variantes de {', '.join(sorted(unknown))}")
    if arguments.count < 1:
        parser.error(f"--count={arguments.count} deve ser maior que zero")
    for exercise in arguments.exercises or GENERATORS:
        try:
            bank = make(GENERATORS[exercise], arguments.count)
        except BankError as error:
            raise SystemExit(f"Erro: {error}") from None
        kinds = Counter(variant.kind for variant in bank.variants)
        print(
            f"{exercise}: {len(bank.variants)} variantes\n"
            f"  sorteios: {bank.tried}, {percent(bank.acceptance, 0)} aceitos "
            f"({bank.rejected} rejeitados, {bank.repeated} repetidos)\n"
            f"  tipos: {', '.join(f'{kind} {number}' for kind, number in kinds.most_common())}"
        )


if __name__ == "__main__":
    main()
