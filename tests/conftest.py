"""In which order the tests run, and how workers share them: ``pytest -n 2`` is all one has to say.

A worker takes one test after another, but those of a group go to one worker, because they share
what takes long to make. Groups come first, and tests that need a browser last: a worker opens one
browser and keeps it, with an event loop in its main thread, so a test with a loop of its own, such
as one that runs a notebook, must have gone before.
"""

from __future__ import annotations

import pytest

GROUPS = {
    "tests/study/test_whole_study.py": "study",
    "tests/fast/test_variants.py": "variants",
    "tests/fast/test_variant_words.py": "variants",
    "tests/fast/test_variants_of_curves.py": "variants",
    "tests/book/test_outputs.py": "outputs",
    "tests/book/test_class_edition.py": "editions",
    "tests/book/test_ebook.py": "editions",
    "tests/book/test_paper.py": "editions",
    "tests/book/test_lighthouse.py": "lighthouse",
}
"""The group of each module that is not given out test by test."""


def group_of(nodeid: str) -> str | None:
    return GROUPS.get(nodeid.partition("::")[0])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_stage)


def _stage(item: pytest.Item) -> int:
    group = group_of(item.nodeid)
    if "browser" in getattr(item, "fixturenames", ()):
        if group:
            raise pytest.UsageError(f"{item.nodeid}: what needs a browser is in no group")
        return len(GROUPS) + 1
    return list(GROUPS.values()).index(group) if group else len(GROUPS)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log):
    # Not pytest-xdist's own groups: they are lost with pytest 9.2, and a worker must be told of
    # them on its command line.
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid) or nodeid

    config.option.loadscopereorder = False
    return ByGroup(config, log)
