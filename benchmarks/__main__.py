"""``python benchmarks``: what `make bench` runs. Leave the machine alone meanwhile."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterable

import book
import training

PARTS: dict[str, Callable[[int], Iterable[str]]] = {
    "training": training.run,
    "parallel": training.parallel,
    "book": book.run,
    "growth": lambda rounds: book.growth((10, 50, 100), max(1, rounds // 3)),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--rounds", type=int, default=5, help="rodadas (sem isto: %(default)s)")
    parser.add_argument("parts", nargs="*", metavar="PARTE", help=", ".join(PARTS))
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"não há {', '.join(sorted(unknown))}; as partes são {', '.join(PARTS)}")
    cores = len(os.sched_getaffinity(0))
    print(f"{platform.machine()}, {cores} núcleos, carga de {os.getloadavg()[0]:.1f} ao começar")
    if os.getloadavg()[0] > 0.5:
        print("A máquina está ocupada: os números abaixo dizem menos.", file=sys.stderr)
    for part in options.parts or PARTS:
        for text in PARTS[part](options.rounds):
            print(text, flush=True)


if __name__ == "__main__":
    main()
