"""What others have written and comes with the package: as it was published, with its licence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cnnbook_sphinx.exercises import bundles

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / "tools"
FOLDERS = sorted((ROOT / "src/cnnbook_sphinx/exercises/vendor").iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_it_is_the_version_that_is_asked_for(folder):
    about = json.loads((folder / "package.json").read_text("utf-8"))
    asked = json.loads((TOOLS / "package.json").read_text("utf-8"))["dependencies"]
    locked = json.loads((TOOLS / "package-lock.json").read_text("utf-8"))["packages"]
    assert about["name"] == folder.name
    assert about["version"] == asked[folder.name]
    assert about["version"] == locked[f"node_modules/{folder.name}"]["version"]
    assert about["license"] == "MIT" and "MIT License" in (folder / "LICENSE").read_text("utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_its_licence_goes_with_it_to_the_page(folder):
    script = bundles.vendored(folder.name)
    assert (folder / "LICENSE").read_text("utf-8") in script
    assert "sourceMappingURL" not in script


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_it_is_as_it_was_published(folder):
    published = TOOLS / "node_modules" / folder.name
    if not published.is_dir():
        pytest.skip(f"{folder.name} is not there: npm ci --prefix tools")
    for path in folder.iterdir():
        found = list(published.rglob(path.name))
        assert path.read_bytes() in [one.read_bytes() for one in found]
