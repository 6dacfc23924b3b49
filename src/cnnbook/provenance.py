"""Where a result comes from: versions, processor, threads, date."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from cnnbook.numbers import day
from cnnbook.records import Record

if TYPE_CHECKING:
    from cnnbook.snapshots import Snapshots


def describe(threads: int) -> dict[str, object]:
    """What a record keeps about the run's surroundings; ``threads`` are those TensorFlow used."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "tensorflow": tensorflow_version(),
        "keras": version("keras"),
        "numpy": version("numpy"),
        "system": f"{platform.system()} {platform.machine()}",
        "cpu": cpu_model(),
        "threads": threads,
        "onednn": os.environ.get("TF_ENABLE_ONEDNN_OPTS", "1") != "0",
    }


def tensorflow_version() -> str:
    """Of whichever distribution is installed: the CPU one has a name of its own."""
    try:
        return version("tensorflow")
    except PackageNotFoundError:
        return version("tensorflow-cpu")


def cpu_model() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def about_run(run: Record | Snapshots, command: str = "make train") -> str:
    """In a sentence: which recorded run this is, where it ran, and the command to repeat it."""
    of, ran = run.configuration, run.provenance
    return (
        f"Execução registrada em {day(str(ran['date']))}: rede `{of['network']}`, "
        f"{of['epochs']} épocas, semente {of['seed']}, TensorFlow {ran['tensorflow']}, "
        f"Keras {ran['keras']}, {ran['threads']} *threads* em um processador {ran['cpu']}. "
        f"Para repeti-la, rode `{command}`."
    )
