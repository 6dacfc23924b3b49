"""In which order the tests run, and how workers share them: ``pytest -n auto`` is enough to say.

A worker takes one test after another, but those of a group go to one worker, because they share
what takes long to make. Groups come first, and tests that need a browser last, one by one: a worker
opens one browser and keeps it, with an event loop in its main thread, so a test with a loop of its
own, such as one that runs a notebook, must have gone before.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from math import ceil

import pytest

GROUPS = {
    "tests/book/test_class_edition.py": "editions",
    "tests/book/test_ebook.py": "editions",
    "tests/book/test_paper.py": "editions",
    "tests/study/test_whole_study.py": "study",
    "tests/fast/test_variants.py": "variants",
    "tests/fast/test_variant_words.py": "variants",
    "tests/fast/test_variants_of_curves.py": "variants",
    "tests/fast/test_bank_scripts.py": "variants",
    "tests/fast/test_kept_names.py": "variants",
    "tests/keras/test_train_command.py": "make train",
    "tests/keras/test_training.py": "training",
    "tests/keras/test_variants_against_keras.py": "variants in Keras",
    "tests/book/test_execution.py": "execution",
    "tests/book/test_another_book.py": "another book",
    "tests/book/test_outputs.py": "outputs",
    "tests/book/test_addresses_on_pages.py": "addresses",
    "tests/book/test_lighthouse.py": "lighthouse",
    "tests/book/test_anki.py": "exports",
    "tests/book/test_exports.py": "exports",
    "tests/book/test_gift.py": "exports",
    "tests/book/test_moodle.py": "exports",
    "tests/book/test_moodle_import.py": "exports",
    "tests/book/test_qti.py": "exports",
    "tests/book/test_exam.py": "exports",
}
"""The group of each module that is not given out test by test.

First come those that take longest. The first makes the editions: while it does, no other waits for
them.
"""


def group_of(nodeid: str) -> str | None:
    return GROUPS.get(nodeid.partition("::")[0])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_stage)


def _stage(item: pytest.Item) -> int:
    if "browser" in getattr(item, "fixturenames", ()):
        return len(GROUPS) + 1
    group = group_of(item.nodeid)
    return list(GROUPS.values()).index(group) if group else len(GROUPS)


def scopes(nodeids: Sequence[str]) -> dict[str, str]:
    """What each test, of all in their order, goes to a worker with: its group, or itself alone.

    A group ends where another begins. What comes later of its modules needs a browser.
    """
    found, ended, last = {}, set(), None
    for nodeid in nodeids:
        group = group_of(nodeid)
        if group != last:
            ended.add(last)
        found[nodeid] = group if group and group not in ended else nodeid
        last = group
    return found


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """More than there are cores: a worker waits for its browser a third of the time."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return ceil(1.5 * (cores or 1))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log):
    # Not pytest-xdist's own groups: they are lost with pytest 9.2, and a worker must be told of
    # them on its command line.
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def schedule(self) -> None:
            if self.collection is None:
                self._scopes = scopes(next(iter(self.registered_collections.values())))
            super().schedule()

        def _split_scope(self, nodeid: str) -> str:
            return self._scopes[nodeid]

    config.option.loadscopereorder = False
    return ByGroup(config, log)
