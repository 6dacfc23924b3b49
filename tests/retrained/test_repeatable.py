"""A run of the study, repeated from scratch: the same weights to the last bit."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from cnnbook import provenance
from cnnbook.study import plan, results

pytestmark = pytest.mark.skipif(
    not os.environ.get("CNNBOOK_RUNS"), reason="only where training is done afresh"
)


def test_a_run_repeated_in_two_processes_has_the_same_weights():
    command = [sys.executable, "-m", "cnnbook.study", "--run", plan.NINE.name, "1"]
    processes = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for _ in range(2)
    ]
    printed = [process.communicate()[0] for process in processes]
    first, second = (re.search(r"SHA-256 dos pesos: (\w{64})", text)[1] for text in printed)
    assert first == second

    # Where the study's own run was made on such a machine, they are that run's as well.
    recorded = results.of(plan.NINE)[0]
    here = provenance.describe(threads=1)
    if {**here, "date": ""} == {**recorded.provenance, "date": ""}:
        assert first == recorded.weights_sha256
        assert [process.returncode for process in processes] == [0, 0]
