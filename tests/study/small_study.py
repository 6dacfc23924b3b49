"""A study small enough for a test, importable by the processes that the tests start."""

from __future__ import annotations

import sys
from pathlib import Path

from cnnbook import stand_in
from cnnbook.configuration import TrainingConfiguration
from cnnbook.study.plan import Group

GROUPS = (
    Group("small", TrainingConfiguration("factored_classifier", epochs=15, batch_size=40), 2),
    Group("deep", TrainingConfiguration("deeper_factored_classifier", epochs=15, batch_size=40), 1),
)


def load_data(name="cifar-100"):
    return stand_in.make(400, 100)


def main() -> None:
    """``small_study.py RESULTS STATE [SCHEDULER]``: what `make study` does, with the above."""
    from cnnbook.study.__main__ import run_study
    from cnnbook.study.cluster import Settings

    results, state, *scheduler = sys.argv[1:]
    settings = Settings(
        address=scheduler[0] if scheduler else None,
        workers=2,
        directory=Path(state),
        load_data=load_data,
        patience=60,
    )
    sys.exit(not run_study(GROUPS, Path(results), settings, load_data()))


if __name__ == "__main__":
    # By its own name, because workers look for `load_data` under it.
    import small_study

    small_study.main()
