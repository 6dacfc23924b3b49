"""Programs that the tests run in forked processes do what they would do if they were started."""

from __future__ import annotations

import os

import pytest
from warm import Warm, started

SEES = """
import json, os, sys
print(json.dumps([os.getcwd(), sys.argv, sys.path, sorted(os.environ), os.environ["NAME"]]))
print([name for name in ("__file__", "Warm") if name in globals()], __name__)
print("a word", file=sys.stderr)
"""
PROGRAMS = {
    "what it sees": ["-c", SEES, "one", "two"],
    "a module": ["-m", "json.tool", "--help"],
    "an end with a word": ["-c", "raise SystemExit('não')"],
    "an end with a number": ["-c", "raise SystemExit(3)"],
    "killed": ["-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"],
}


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    warm = Warm(tmp_path_factory.mktemp("warm"), "json")
    yield warm
    warm.close()


@pytest.mark.parametrize("program", PROGRAMS)
def test_it_is_as_if_it_was_started(warm, tmp_path, program):
    environment = {**os.environ, "NAME": "valor", "PYTHONPATH": str(tmp_path)}
    expected, done = (run(PROGRAMS[program], tmp_path, environment) for run in (started, warm.run))
    assert (done.returncode, done.stdout) == (expected.returncode, expected.stdout)
    assert done.stderr == expected.stderr


def test_an_error_has_its_traceback_and_nothing_stays_of_a_program(warm, tmp_path):
    done = warm.run(["-c", "import sys; sys.first = 1 / 0"], tmp_path, os.environ)
    assert done.returncode == 1 and "ZeroDivisionError" in done.stderr
    done = warm.run(["-c", "import sys; sys.first = 1"], tmp_path, os.environ)
    assert done.returncode == 0
    done = warm.run(["-c", "import sys; print(hasattr(sys, 'first'))"], tmp_path, os.environ)
    assert done.stdout == "False\n"
