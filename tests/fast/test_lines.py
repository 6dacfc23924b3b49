"""Lines of code are as long as the linter's setting lets them be, with or without the linter."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["line-length"]

_PRAGMA = re.compile(r" +# (type: ignore|noqa|fmt: skip).*")  # which the linter does not count


def test_no_line_is_too_long():
    files = [
        path
        for name in ("src", "tests", "tools", "benchmarks")
        for path in (ROOT / name).rglob("*.py")
        if "node_modules" not in path.parts
    ]
    assert len(files) > 100
    assert [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if len(_PRAGMA.sub("", line)) > LONGEST
    ] == []
