"""The checks in the graders that teachers use, nbgrader and Otter, themselves: neither is imitated.

Both are optional: ``pip install -e '.[graders]'``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

RIGHT = """\
from cnnbook.networks import factored_classifier as my_network
"""
WRONG = """\
import keras
from keras import layers

def my_network():
    return keras.Sequential([
        keras.Input((32, 32, 3)),
        layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(64, (1, 3), strides=(1, 2), padding="same", activation="relu"),
        layers.Conv2D(64, (3, 1), strides=(2, 1), padding="same", activation="relu"),
        layers.Conv2D(128, 3, strides=3, padding="same", activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(100, activation="softmax"),
    ])
"""
BLANK = "my_network = None\n"
SUBMITTED = {"ana": RIGHT, "bia": WRONG, "caio": BLANK}
REQUIRE = "check.exercise_8(my_network).require()"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def write(path: Path, cells: list) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), path)


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def nbgrader_cell(name: str, source: str, **marks: object):
    metadata = {"schema_version": 3, "grade_id": name, "cell_type": "code", "task": False,
                "grade": False, "solution": False, "locked": False, **marks}  # fmt: skip
    return new_code_cell(source, metadata={"nbgrader": metadata})


def nbgrader_cells(solution: str) -> list:
    """A solution, a test that passes or not, and one of partial credit: its number is the score."""
    test = {"grade": True, "locked": True}
    score = "4 * check.exercise_8(my_network).score"
    return [
        nbgrader_cell("network", solution, solution=True),
        nbgrader_cell("right", f"from cnnbook import check\n\n{REQUIRE}", points=1, **test),
        nbgrader_cell("partly", f"from cnnbook import check\n\n{score}", points=4, **test),
    ]


def test_nbgrader_gives_points_and_shows_the_text(tmp_path, monkeypatch):
    beside = Path(sys.executable).parent  # where it looks for a program of its own
    monkeypatch.setenv("PATH", f"{beside}{os.pathsep}{os.environ['PATH']}")
    pytest.importorskip("nbgrader")
    from nbgrader.api import Gradebook

    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'cnn'\n"
    )
    own = f"### BEGIN SOLUTION\n{RIGHT}### END SOLUTION\n"
    write(tmp_path / "source/lista/exercicio.ipynb", nbgrader_cells(own))
    run(tmp_path, "nbgrader", "generate_assignment", "lista")
    released = (tmp_path / "release/lista/exercicio.ipynb").read_text("utf-8")
    assert REQUIRE in released and "factored_classifier" not in released
    for student, written in SUBMITTED.items():
        write(tmp_path / f"submitted/{student}/lista/exercicio.ipynb", nbgrader_cells(written))
    run(tmp_path, "nbgrader", "autograde", "lista")
    points = {}
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as book:
        for student in SUBMITTED:
            notebook = book.find_submission_notebook("exercicio", "lista", student)
            points[student] = {grade.name: grade.score for grade in notebook.grades}
    assert points["ana"] == {"right": 1, "partly": 4}
    assert points["bia"]["right"] == 0 and 2 < points["bia"]["partly"] < 4
    assert points["caio"] == {"right": 0, "partly": 0}
    shown = (tmp_path / "autograded/bia/lista/exercicio.ipynb").read_text("utf-8")
    assert "Confira o preenchimento (padding) de conv4" in shown


OTTER = """\
OK_FORMAT = True

test = {{
    "name": "rede",
    "points": 1,
    "suites": [{{
        "type": "doctest", "scored": True, "setup": "", "teardown": "",
        "cases": [{{
            "code": ">>> from cnnbook import check\\n>>> {require}\\n",
            "hidden": False, "locked": False,
        }}],
    }}],
}}
"""


@pytest.mark.parametrize("student", SUBMITTED)
def test_otter_gives_points_and_shows_the_text(tmp_path, student):
    otter = pytest.importorskip("otter")
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "rede.py").write_text(OTTER.format(require=REQUIRE))
    written: dict[str, object] = {}
    exec(SUBMITTED[student], written)
    grader = otter.Notebook(tests_dir=str(tests))
    found = grader.check("rede", global_env=written)
    assert found.passed_all == (student == "ana")
    assert found.grade == (student == "ana")
    if student == "bia":
        assert "Confira o preenchimento (padding) de conv4" in found.summary()
        assert json.dumps(found.to_dict())
