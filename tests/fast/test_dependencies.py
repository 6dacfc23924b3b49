"""What a chapter depends on: the modules it reaches, their data, the pinned packages."""

from __future__ import annotations

from pathlib import Path

import pytest

import cnnbook
from cnnbook_sphinx.dependencies import digest, reachable_modules


def names(code):
    return {path.stem for path in reachable_modules(code)} - {"__init__"}


def names_below(folder):
    return {path.stem for path in (Path(cnnbook.__file__).parent / folder).glob("[a-z]*.py")}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import numpy", set()),
        ("from cnnbook.geometry import output_size", {"geometry"}),
        ("from cnnbook import geometry", {"geometry"}),
        ("import cnnbook.tables as t", names_below("layers") | {
            "tables", "trace", "receptive_field", "geometry", "numbers"
        }),
        ("def f():\n    from cnnbook.files import sha256_of", {"files"}),
        ("from cnnbook.figures.images import ImageGrid", {"images", "numbers"}),
        ("from cnnbookish import geometry", set()),
    ],
)
def test_reachable_modules(code, expected):
    assert names(code) == expected


@pytest.fixture
def requirements(tmp_path, monkeypatch):
    monkeypatch.delenv("CIFAR100_DIR", raising=False)
    monkeypatch.delenv("CNNBOOK_RUNS", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    path = tmp_path / "requirements.txt"
    path.write_text("a==1\n")
    return path


ARITHMETIC = "from cnnbook import geometry"
RECORDS = "from cnnbook import records"
DATA = "from cnnbook import cifar100"
STUDY = "from cnnbook.study import results"


def changes(code: str, requirements: Path, edit) -> bool:
    before = digest(reachable_modules(code), requirements)
    assert before == digest(reachable_modules(code), requirements)
    edit()
    return before != digest(reachable_modules(code), requirements)


@pytest.mark.parametrize("code", ["", ARITHMETIC, RECORDS, DATA])
def test_all_depend_on_the_pinned_packages(code, requirements):
    assert changes(code, requirements, lambda: requirements.write_text("a==2\n"))


@pytest.mark.parametrize(("code", "depends"), [(ARITHMETIC, False), (RECORDS, True), (DATA, False)])
def test_who_depends_on_records(code, depends, requirements, tmp_path, monkeypatch):
    monkeypatch.setenv("CNNBOOK_RUNS", str(tmp_path / "runs"))
    (tmp_path / "runs").mkdir()
    record = tmp_path / "runs" / "run.json"
    record.write_text("{}")
    assert changes(code, requirements, lambda: record.write_text("{ }")) == depends


@pytest.mark.parametrize(
    ("code", "depends"), [(ARITHMETIC, False), (RECORDS, False), (STUDY, True)]
)
def test_who_depends_on_the_study_s_results(code, depends, requirements, tmp_path, monkeypatch):
    results = tmp_path / "results.jsonl"
    results.write_text("{}")
    monkeypatch.setattr("cnnbook_sphinx.dependencies.PACKAGED_RESULTS", results)
    assert changes(code, requirements, lambda: results.write_text("{ }")) == depends


@pytest.mark.parametrize(("code", "depends"), [(ARITHMETIC, False), (RECORDS, False), (DATA, True)])
def test_who_depends_on_the_presence_of_the_data(
    code, depends, requirements, tmp_path, monkeypatch
):
    assert (
        changes(code, requirements, lambda: monkeypatch.setenv("CIFAR100_DIR", str(tmp_path)))
        == depends
    )
