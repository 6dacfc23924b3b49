"""How the tests are shared among workers."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sharing():
    """The module that does it, which pytest loads under a name that others have as well."""
    place = importlib.util.spec_from_file_location("sharing", ROOT / "tests/conftest.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


def test_groups_are_of_modules_that_there_are(sharing):
    assert [name for name in sharing.GROUPS if not (ROOT / name).is_file()] == []


def test_a_group_stays_together_and_what_needs_a_browser_is_given_out_one_by_one(
    sharing, monkeypatch
):
    monkeypatch.setattr(sharing, "GROUPS", {"a.py": "one", "b.py": "one", "c.py": "two"})
    order = ["a.py::x", "b.py::y", "c.py::z", "d.py::v", "d.py::w", "a.py::page", "c.py::page"]
    assert sharing.scopes(order) == {
        "a.py::x": "one", "b.py::y": "one", "c.py::z": "two",
        **{name: name for name in order[3:]},
    }  # fmt: skip
