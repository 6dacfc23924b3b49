"""The guide of contributors, followed to the letter in a copy: an exercise comes, and goes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NAME = "campo-receptivo"
FOLDERS = ("book", "src", "tests/fast", "tools")
FILES = (
    "_config.yml", "_toc.yml", "requirements.txt", "pyproject.toml", "Makefile", "CITATION.cff",
)  # fmt: skip


def run(*command: str, at: Path) -> str:
    done = subprocess.run(
        command, cwd=at, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=os.environ | {"PYTHONPATH": str(at / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


def build(at: Path) -> Path:
    program = str(Path(sys.executable).with_name("jupyter-book"))
    run(program, "build", ".", "-W", "--keep-going", at=at)
    return at / "_build/html/book"


def tables(guide: str) -> list[str]:
    """The files that the guide says the command makes."""
    [step] = re.findall(r"make exercicio NOME=.*?\n\n2\. ", guide, re.DOTALL)
    return re.findall(r"^ *\| `([^`]+)` \|", step, re.MULTILINE)


@pytest.fixture(scope="module")
def copy(html, root, tmp_path_factory):
    """The project with its book built, so that only what changes is made again."""
    project = tmp_path_factory.mktemp("project") / "livro"
    leave_out = shutil.ignore_patterns("__pycache__", "node_modules")
    for folder in FOLDERS:
        shutil.copytree(root / folder, project / folder, ignore=leave_out)
    for file in FILES:
        shutil.copy2(root / file, project / file)
    shutil.copytree(root / "_build/.jupyter_cache", project / "_build/.jupyter_cache")
    return project


def test_an_exercise_is_added_by_the_guide_and_taken_away_again(copy, root):
    before = {path.relative_to(copy): path.read_bytes() for path in copy.glob("book/**/*.md")}
    contents = (copy / "_toc.yml").read_text("utf-8")
    said = run(sys.executable, "tools/new_exercise", NAME, at=copy)
    made = tables((root / "book/contribuir.md").read_text("utf-8"))
    assert len(made) == 4
    for file in made:
        assert (copy / file).is_file() and file in said
    pages = build(copy)
    page = (pages / f"11-{NAME}.html").read_text("utf-8")
    assert "Exercício 11: Campo receptivo" in page
    assert "(3·3·5 + 1)·12 = 552" in page
    assert (pages.parent / f"_static/banks/{NAME}.js").is_file()
    for listing in ("inicio", "meu-progresso"):
        assert NAME in (pages / f"{listing}.html").read_text("utf-8")
    files = ("tests/fast/test_variants.py", "tests/fast/test_mistakes.py")
    run(sys.executable, "-m", "pytest", *files, "-q", "-k", f"{NAME} or fault", at=copy)

    for file in made:
        (copy / file).unlink()
    (copy / "_toc.yml").write_text(contents, encoding="utf-8")
    pages = build(copy)
    assert not (pages / f"11-{NAME}.html").exists()
    assert not (pages.parent / f"_static/banks/{NAME}.js").exists()
    assert NAME not in (pages / "inicio.html").read_text("utf-8")
    after = {path.relative_to(copy): path.read_bytes() for path in copy.glob("book/**/*.md")}
    assert after == before


@pytest.mark.parametrize(
    ("name", "why"),
    [("", "Diga o nome"), ("Campo Receptivo", "letras minúsculas"), ("conv1d", "já existe")],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_written(copy, name, why):
    before = sorted(copy.glob("book/**/*"))
    command = [sys.executable, "tools/new_exercise", *([name] if name else [])]
    done = subprocess.run(command, cwd=copy, text=True, check=False, capture_output=True)
    assert done.returncode == 2 and why in done.stderr
    assert "Traceback" not in done.stderr and sorted(copy.glob("book/**/*")) == before
