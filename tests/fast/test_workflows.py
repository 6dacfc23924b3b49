"""The published workflows: well formed, pinned, and of commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import browsers

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def steps(workflow: dict) -> list[dict]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.stem)
def workflow(request) -> dict:
    return yaml.safe_load(request.param.read_text("utf-8"))


def test_is_well_formed(workflow):
    assert workflow["name"] and workflow[True]  # YAML reads the key `on` as true
    for job in workflow["jobs"].values():
        assert job["runs-on"] and job["steps"]
    for step in steps(workflow):
        assert ("run" in step) != ("uses" in step)


def test_actions_are_pinned(workflow):
    used = [step["uses"] for step in steps(workflow) if "uses" in step]
    assert used
    assert [name for name in used if not re.search(r"@(v\d+\.\d+\.\d+|[0-9a-f]{40})$", name)] == []


def test_machines_are_pinned(workflow):
    assert "latest" not in {job["runs-on"].split("-")[-1] for job in workflow["jobs"].values()}


def test_its_commands_are_targets_of_the_makefile(workflow):
    targets = set(re.findall(r"^([a-z-]+(?: [a-z-]+)*):", (ROOT / "Makefile").read_text(), re.M))
    targets = {name for group in targets for name in group.split()}
    for step in steps(workflow):
        for name in re.findall(r"\bmake ([a-z-]+)", step.get("run", "")):
            assert name in targets


def test_nothing_is_granted_beyond_reading_except_to_publish(workflow):
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert name == "deploy" or "permissions" not in job


def test_book_is_tested_before_it_is_published():
    [path] = [path for path in WORKFLOWS if path.stem == "publish"]
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    runs = [step.get("run", "") for step in jobs["build"]["steps"]]
    assert runs.index("make formats") < runs.index("make test")
    assert jobs["deploy"]["needs"] == "build"


def test_what_is_published_is_built_with_the_data():
    [path] = [path for path in WORKFLOWS if path.stem == "publish"]
    [*build] = yaml.safe_load(path.read_text("utf-8"))["jobs"]["build"]["steps"]
    uses = [step.get("uses", "").partition("@")[0] for step in build]
    runs = [step.get("run", "") for step in build]
    kept = build[uses.index("actions/cache")]["with"]
    assert kept["path"] == "~/.keras/datasets" and "src/cnnbook/cifar100.py" in kept["key"]
    places = [uses.index("actions/cache"), runs.index("make data"), runs.index("make formats"),
              uses.index("actions/upload-pages-artifact")]  # fmt: skip
    assert places == sorted(places)
    assert not {"if", "continue-on-error"} & build[runs.index("make data")].keys()
    assert not [step for step in build if "CIFAR100_DIR" in step.get("env", {})]


def test_browser_of_the_machine_is_driven_under_its_own_name(monkeypatch):
    """No program passes for another: the machine has Chrome at least, under this name."""
    assert not [path for path in WORKFLOWS if "ln -s" in path.read_text("utf-8")]
    only = {"google-chrome": "/usr/bin/google-chrome"}
    monkeypatch.setattr("shutil.which", only.get)
    assert browsers.chromium() == only["google-chrome"]


def test_external_links_are_checked_on_a_schedule():
    [path] = [path for path in WORKFLOWS if path.stem == "links"]
    assert yaml.safe_load(path.read_text("utf-8"))[True]["schedule"]
