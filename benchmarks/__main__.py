"""``python benchmarks``: what `make bench` runs. Leave the machine alone meanwhile.

With ``--save`` each part is also written to ``measured/``, whose files are in the repository.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

import book
import training

from cnnbook import provenance
from cnnbook_files import write_atomically

PARTS: dict[str, Callable[[int], Iterable[str]]] = {
    "training": training.run,
    "parallel": training.parallel,
    "book": book.run,
    "growth": lambda rounds: book.growth((10, 100), max(1, rounds // 3)),
}
MEASURED = Path(__file__).with_name("measured")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--rounds", type=int, default=5, help="rodadas (sem isto: %(default)s)")
    parser.add_argument("--save", action="store_true", help=f"guarda tudo em {MEASURED.name}/")
    parser.add_argument("parts", nargs="*", metavar="PARTE", help=", ".join(PARTS))
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"não há {', '.join(sorted(unknown))}; as partes são {', '.join(PARTS)}")
    surroundings = _surroundings()
    print(surroundings)
    for part in options.parts or PARTS:
        texts = [surroundings]
        for text in PARTS[part](options.rounds):
            print(text, flush=True)
            texts.append(text)
        if options.save:
            whole = f"# `make bench`: {part}\n\n" + "\n".join(texts).rstrip() + "\n"
            write_atomically(MEASURED / f"{part}.md", whole.encode())


def _surroundings() -> str:
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    if load > 0.5:
        print("A máquina está ocupada: os números abaixo dizem menos.", file=sys.stderr)
    of = provenance.describe(cores)
    return (
        f"{of['date']}, {of['system']}, processador {of['cpu']}, {cores} núcleos, "
        f"Python {of['python']}, TensorFlow {of['tensorflow']}, "
        f"jupyter-book {version('jupyter-book')}, carga de {load:.1f} ao começar."
    )


if __name__ == "__main__":
    main()
