"""Runs as a cluster sees them, without TensorFlow: importable by the processes that tests start.

Each epoch is a link of a chain of digests. Its state is kept as a training's is, so that another
process goes on from there; after the first, a run waits for the test.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from cnnbook import stand_in
from cnnbook.cifar100 import DatasetError
from cnnbook.configuration import TrainingConfiguration
from cnnbook.study.plan import Group, in_order
from cnnbook.study.results import HISTORY, Result
from cnnbook_files import write_atomically

UNREACHABLE = "NO_DATA_HERE"  # an environment variable: set on a worker, it cannot read the data
EPOCHS = 3
GROUPS = (
    Group("small", TrainingConfiguration("factored_classifier", EPOCHS), 3),
    Group("deep", TrainingConfiguration("deeper_factored_classifier", EPOCHS), 1),
)
WANTED = list(in_order(GROUPS))


def load_data(name):
    if os.environ.get(UNREACHABLE):
        raise DatasetError("falta o arquivo train")
    return stand_in.make(4, 2)


def name_of(configuration: TrainingConfiguration) -> str:
    return f"{configuration.network}-{configuration.seed}"


def digests(configuration: TrainingConfiguration, epochs: int = EPOCHS) -> list[str]:
    """What is kept after each epoch."""
    chain = [name_of(configuration)]
    for _ in range(epochs):
        chain.append(hashlib.sha256(chain[-1].encode()).hexdigest())
    return chain[1:]


def let_go(directory: Path, configuration: TrainingConfiguration | None = None) -> None:
    """Let one run go on, or all, those to come included."""
    directory.mkdir(exist_ok=True)
    (directory / (name_of(configuration) if configuration else "all")).with_suffix(".go").touch()


def epochs_done(directory: Path) -> Iterator[str]:
    yield from (directory / "epochs").read_text().splitlines()


def train(configuration: TrainingConfiguration, directory: Path, data) -> Result:
    directory.mkdir(exist_ok=True)
    name = name_of(configuration)
    state = directory / f"{name}.partial"
    chain = state.read_text().split() if state.exists() else []
    while len(chain) < EPOCHS:
        chain = digests(configuration, len(chain) + 1)
        with (directory / "epochs").open("a") as file:
            file.write(f"{name} {len(chain)}\n")
        write_atomically(state, " ".join(chain).encode())
        while not any((directory / f"{which}.go").exists() for which in ("all", name)):
            time.sleep(0.02)
    return Result(
        run=name,
        configuration=configuration,
        history={measure: [0.5] * EPOCHS for measure in HISTORY},
        test={"loss": 0.5, "accuracy": 0.5},
        weights_sha256=chain[-1],
        provenance={"date": "2026-01-01"},
    )


def main() -> None:
    """``light_runs.py RESULTS STATE [SCHEDULER]``: what the results lack, added as it comes."""
    from cnnbook.study import results
    from cnnbook.study.cluster import Settings, run_all

    path, state, *scheduler = sys.argv[1:]
    settings = Settings(
        address=scheduler[0] if scheduler else None,
        workers=2,
        directory=Path(state),
        load_data=load_data,
        patience=60,
        train=train,
    )
    done = {result.configuration for result in results.read(Path(path))}
    missing = [configuration for configuration in WANTED if configuration not in done]
    failed = run_all(
        missing,
        lambda result: results.add(Path(path), result),
        settings,
        lambda message: print(message, flush=True),
    )
    sys.exit(bool(failed))


if __name__ == "__main__":
    # By its own name, because workers look for `train` under it.
    import light_runs

    light_runs.main()
