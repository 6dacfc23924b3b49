"""What a chapter's results depend on besides its own code."""

from __future__ import annotations

import ast
import hashlib
import os
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path

import cnnbook
from cnnbook import cifar100, records, sample, snapshots
from cnnbook.study.results import PACKAGED_RESULTS

_PACKAGE = Path(cnnbook.__file__).parent
_EXTENSION = {".py", ".html", ".js", ".css", ".po"}


def digest(modules: set[Path], requirements: Path) -> str:
    """Changes exactly when these modules, the data they read or the pinned packages change.

    Args:
        modules: from `reachable_modules` or `all_modules`.
        requirements: the file that pins the packages; everything depends on it.
    """
    found = hashlib.sha256(platform.python_version().encode())
    for path in [requirements, *sorted(modules), *sorted(_data_files(modules))]:
        found.update(path.name.encode() + path.read_bytes())
    if _PACKAGE / "cifar100.py" in modules:
        found.update(str(_data_signature()).encode())
    return found.hexdigest()[:16]


def all_modules() -> set[Path]:
    """The package, and this extension, which turns what chapters say into pages."""
    extension = (path for path in Path(__file__).parent.rglob("*") if path.suffix in _EXTENSION)
    return {*_PACKAGE.rglob("*.py"), *extension}


def reachable_modules(code: str) -> set[Path]:
    """Files of the package that ``code`` imports, directly or through one another."""
    reached: set[Path] = set()
    waiting = list(_imported(code, _PACKAGE / "__init__.py"))
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting.extend(_imported(path.read_text(encoding="utf-8"), path))
    return reached


def _imported(code: str, path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(code, path.name)):
        if isinstance(node, ast.Import):
            names: Iterable[str] = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            # "from cnnbook import layers" names a module, "from cnnbook.trace import Row" does not.
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == _PACKAGE.name:
                # Importing a.b.c runs a and a.b as well.
                for depth in range(1, len(parts) + 1):
                    base = _PACKAGE.parent.joinpath(*parts[:depth])
                    files = (base.with_suffix(".py"), base / "__init__.py")
                    yield from (file for file in files if file.is_file())


def _data_files(modules: set[Path]) -> Iterator[Path]:
    if _PACKAGE / "study" / "results.py" in modules and PACKAGED_RESULTS.exists():
        yield PACKAGED_RESULTS
    for module, directory in (
        ("sample.py", sample.PACKAGED_SAMPLE),
        ("snapshots.py", snapshots.PACKAGED_SNAPSHOTS),
    ):
        if _PACKAGE / module in modules:
            yield from (path for path in directory.glob("*") if path.is_file())
    if _PACKAGE / "records.py" in modules:
        chosen = {records.PACKAGED_RUNS}
        if os.environ.get("CNNBOOK_RUNS"):
            chosen.add(records.user_directory())
        for directory in chosen:
            yield from (path for path in directory.glob("*") if path.is_file())


def _data_signature() -> list[tuple[str, int]] | None:
    """Whether the real images are there; their content is checked whenever they are read."""
    directory = cifar100.find()
    if directory is None:
        return None
    return [
        (name, path.stat().st_size)
        for name in cifar100.FILES
        if (path := directory / name).exists()
    ]
