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


def of_run(run: Record | Snapshots) -> dict[str, object]:
    """What a text can say of a recorded run: what was run, when, and on what."""
    of, ran = run.configuration, run.provenance
    return {
        "date": day(str(ran["date"])),
        **{name: of[name] for name in ("network", "epochs", "seed")},
        **{name: ran[name] for name in ("tensorflow", "keras", "threads", "cpu")},
    }
