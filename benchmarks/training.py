"""Training: time per epoch and memory, the book's way, its source's and PyTorch's, in rounds.

Each measurement is a process of its own, and a round has one of each, one right after another, so
that what the machine does meanwhile falls on all alike.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from summary import ratio, spread, table

MEASUREMENT = Path(__file__).with_name("one_measurement.py")
NETWORKS = ("factored_classifier", "deeper_factored_classifier")
NAMES = {"ours": "o livro", "source": "a fonte", "pytorch": "PyTorch",
         "pytorch_compiled": "PyTorch, torch.compile"}  # fmt: skip


def measure(*what: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, str(MEASUREMENT), *what], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(what)}:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def run(rounds: int) -> Iterable[str]:
    ways = [
        way for way in NAMES
        if not way.startswith("pytorch") or importlib.util.find_spec("torch")
    ]  # fmt: skip
    for network in NETWORKS:
        found: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
        peaks = []
        for number in range(rounds):
            order = ways if number % 2 == 0 else ways[::-1]
            for way in order:
                found[way].append(measure(way, network))
            peaks.append(measure("matrix_peak")["operations_per_second"])
        operations = measure("operations", network)["operations"]

        def of(way: str, quantity: str) -> list[float]:
            return [one[quantity] for one in found[way]]  # noqa: B023

        yield table(
            f"{network}: uma época, {rounds} rodadas, mediana (menor–maior)",
            ["", "segundos", "segundos de CPU", "o livro à frente (vezes)", "pico de memória, GB"],
            [
                [
                    NAMES[way],
                    spread(of(way, "seconds")),
                    spread(of(way, "cpu_seconds")),
                    ratio(of("ours", "seconds"), of(way, "seconds")) if way != "ours" else "",
                    spread(of(way, "memory"), 2),
                ]
                for way in ways
            ],
        )
        reached = [100 * operations / one / peak for one, peak in zip(of("ours", "seconds"), peaks)]
        yield (
            f"produto de matrizes float32: {spread([peak / 1e9 for peak in peaks], 0)} GFLOP/s; "
            f"o treinamento alcança {spread(reached, 0)} % disso"
        )


def parallel(rounds: int) -> Iterable[str]:
    """As many runs as cores: each in a process with one thread, against one after another."""
    import os

    cores = len(os.sched_getaffinity(0))
    rows = []
    for network in NETWORKS:
        together, in_turn = [], []
        for _ in range(rounds):
            with ThreadPoolExecutor(cores) as pool:
                ran = list(pool.map(lambda _: measure("ours_one_thread", network), range(cores)))  # noqa: B023
            together.append(max(one["seconds"] for one in ran))
            in_turn.append(sum(measure("ours", network)["seconds"] for _ in range(cores)))
        rows.append([network, spread(together), spread(in_turn), ratio(together, in_turn)])
    yield table(
        f"{cores} execuções, segundos por época de todas elas",
        ["rede", "ao mesmo tempo, um thread cada", "uma após a outra, todos os threads", "vezes"],
        rows,
    )
