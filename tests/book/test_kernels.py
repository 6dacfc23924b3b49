"""Kernels: as fresh when forked as when started, and gone when their work or their build ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from cnnbook_sphinx.running import kernels
from cnnbook_sphinx.running.kernels import Task

FORKING = pytest.mark.skipif(not kernels._CAN_FORK, reason="kernels are not forked here")


@pytest.fixture(params=[pytest.param("forked", marks=FORKING), "started"])
def way(request, monkeypatch):
    """Both ways in which a kernel comes to be; elsewhere than on Linux, only the second."""
    monkeypatch.setattr(kernels, "_CAN_FORK", request.param == "forked")
    return request.param


def task(folder, *cells, tags=(), imports=(), kernel="python3", **options):
    made = [nbformat.v4.new_code_cell(code, metadata={"tags": [*tags]}) for code in cells]
    metadata = {"kernelspec": {"name": kernel, "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=made, metadata=metadata)
    return Task(notebook, Path(folder), frozenset(imports), **options)


def run(*tasks):
    outcomes = {}
    kernels.run(tasks, outcomes.__setitem__)
    return [outcomes[task] for task in tasks]


def texts(task):
    cells = task.notebook.cells
    return ["".join(output.get("text", "") for output in cell.outputs) for cell in cells]


# What a chapter can see of the process that it runs in.
STATE = """
import json, locale, logging, os, random, signal, sys, threading, warnings
import matplotlib, numpy
print(json.dumps({
    "folder": os.getcwd(),
    "environment": sorted(name for name in os.environ if name not in ("_", "SHLVL")),
    "path": sys.path,
    "arguments": [sys.argv[0], len(sys.argv)],
    "settings": {name: repr(value) for name, value in sorted(dict.items(matplotlib.rcParams))},
    "warnings": sorted(map(repr, warnings.filters)),
    "signals": [repr(signal.getsignal(n)) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)],
    "threads": sorted(type(thread).__name__ for thread in threading.enumerate()),
    "logging": [repr(logging.root.handlers), logging.root.level],
    "errors": numpy.geterr(),
    "locale": locale.setlocale(locale.LC_ALL),
    "mask": os.umask(0o22),
    "input": sys.stdin.__class__.__name__,
    "group": os.getpgid(0) == os.getpid() == os.getsid(0),
    "book": [name for name in sys.modules if name.startswith(("sphinx", "cnnbook"))],
    "main": sorted(name for name in vars(sys.modules["__main__"]) if not name.startswith("_")),
}))
"""
CHANGE = """
import os, random, sys, types, warnings
import matplotlib, numpy
random.seed(1); numpy.random.seed(1)
os.environ["LEAKED"] = "1"
os.chdir("/")
matplotlib.rcParams["figure.figsize"] = (1, 1)
matplotlib.use("pdf")
numpy.seterr(all="raise")
warnings.simplefilter("error")
sys.modules["leaked"] = types.ModuleType("leaked")
sys.path.insert(0, "leaked")
json = None
"""
IMPORTS = ["import numpy", "import matplotlib.pyplot as plt"]


@FORKING
def test_forked_kernel_is_as_one_that_was_started_and_nothing_leaks(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # one after another
    forked = [task(tmp_path, code, imports=IMPORTS) for code in (STATE, CHANGE, STATE)]
    assert not any(outcome.problem for outcome in run(*forked))
    monkeypatch.setattr(kernels, "_CAN_FORK", False)
    started = task(tmp_path, STATE)
    run(started)
    [expected] = [json.loads(text) for text in texts(started)]
    for one in (forked[0], forked[2]):
        [state] = [json.loads(text) for text in texts(one)]
        assert state == expected


@FORKING
def test_forked_kernels_draw_differently(tmp_path):
    code = (
        "import random, tempfile, numpy\n"
        "print(random.random(), numpy.random.rand(), numpy.random.default_rng().random(),"
        " next(tempfile._get_candidate_names()))"
    )
    tasks = [task(tmp_path, code, imports=IMPORTS) for _ in range(3)]
    run(*tasks)
    drawn = [text.split() for one in tasks for text in texts(one)]
    assert [len(set(draws)) for draws in zip(*drawn)] == [3, 3, 3, 3]


def test_figures_are_shown(way, tmp_path):
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    one = task(tmp_path, code, "%matplotlib inline\nplt.plot([1])", imports=IMPORTS)
    [outcome] = run(one)
    assert not outcome.problem
    assert ["image/png" in cell.outputs[-1]["data"] for cell in one.notebook.cells] == [True, True]


def test_ipython_s_own_syntax_runs(way, tmp_path):
    (tmp_path / "a file").touch()
    one = task(tmp_path, "!ls", "%%capture\nprint(1)", "x = 1\n%time print(x)")
    [outcome] = run(one)
    assert not outcome.problem
    assert "a file" in texts(one)[0] and not texts(one)[1] and texts(one)[2].startswith("1\n")


def test_execution_tags_keep_their_meaning(way, tmp_path):
    expected = task(tmp_path, "1 / 0", "print('on')", tags=["raises-exception"])
    skipped = task(tmp_path, "print('never')", tags=["skip-execution"])
    allowed = task(tmp_path, "1 / 0", "print('on')", allow_errors=True)
    assert not any(outcome.problem for outcome in run(expected, skipped, allowed))
    assert texts(expected)[1] == texts(allowed)[1] == "on\n"
    assert expected.notebook.cells[0].outputs[0].ename == "ZeroDivisionError"
    assert texts(skipped) == [""]


def test_failures_say_where_and_hurt_no_other(way, tmp_path):
    good = task(tmp_path, "print('bem')")
    wrong = task(tmp_path, "def f():\n    1 / 0", "x = 1\n\nf()")
    unreadable = task(tmp_path, "1", "x = 1\nx = = 1")
    dying = task(
        tmp_path,
        "import os, sys",
        "print('a última frase', file=sys.__stderr__, flush=True)\nos._exit(3)",
    )
    looping = task(tmp_path, "1", "while True: pass", timeout=1)
    unknown = task(tmp_path, "1", kernel="nenhum")
    found = run(good, wrong, unreadable, dying, looping, unknown)
    assert [(each.problem.split(":")[0], each.cell, each.line) for each in found] == [
        ("", 0, 1),
        ("ZeroDivisionError", 1, 3),
        ("SyntaxError", 1, 2),
        ("o kernel morreu", 1, 1),
        ("a célula passou do limite de 1 segundos", 1, 1),
        ("não há aqui um kernel chamado 'nenhum'", None, 1),
    ]
    assert texts(good) == ["bem\n"]
    assert "a última frase" in found[3].details and "WARNING" not in found[3].details


@FORKING
@pytest.mark.parametrize(
    "statement",
    [
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()",
        "import os; os._exit(1)",
    ],
)
def test_where_forking_would_not_be_safe_kernels_are_started(tmp_path, statement):
    one = task(tmp_path, "import os; print(os.getppid())", imports=[statement])
    [outcome] = run(one)
    assert not outcome.problem
    assert texts(one) == [f"{os.getpid()}\n"]


@FORKING
def test_an_import_that_fails_is_the_chapter_s_affair(tmp_path):
    one = task(tmp_path, "1", "import no_such_module", imports=["import no_such_module"])
    [outcome] = run(one)
    assert (outcome.problem.split(":")[0], outcome.cell) == ("ModuleNotFoundError", 1)


@FORKING
def test_what_a_chapter_does_not_import_is_not_imported_for_it(tmp_path):
    one = task(tmp_path, "import sys; print('numpy' in sys.modules, 'keras' in sys.modules)")
    run(one)
    assert texts(one) == ["False False\n"]


def test_chapters_run_at_the_same_time(way, tmp_path):
    """Each waits for the other: one after another they would end in a time-out."""
    code = (
        "import pathlib, time\n"
        "pathlib.Path({0!r}).touch()\n"
        "while not pathlib.Path({1!r}).exists(): time.sleep(0.01)"
    )
    if (os.cpu_count() or 1) < 2:
        pytest.skip("needs two processors")
    found = run(
        task(tmp_path, code.format("a", "b"), timeout=30),
        task(tmp_path, code.format("b", "a"), timeout=30),
    )
    assert [outcome.problem for outcome in found] == ["", ""]


BUILDER = """
import nbformat, sys
from pathlib import Path
from cnnbook_sphinx.running import kernels
kernels._CAN_FORK = kernels._CAN_FORK and sys.argv[1] == "forked"
code = '''
import os, subprocess, sys
with open(f"{os.getpid()}.new", "w") as file:
    print(os.getpid(), os.getppid(), file=file)
    if sys.argv[0] and %r == "forked":
        print(subprocess.Popen(["sleep", "1000"]).pid, file=file)
os.rename(file.name, f"{os.getpid()}.pids")
while True: pass
''' % sys.argv[1]
def task():
    cells = [nbformat.v4.new_code_cell(code)]
    return kernels.Task(nbformat.v4.new_notebook(cells=cells), Path.cwd())
kernels.run([task(), task()], lambda task, outcome: None)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_build_that_is_killed_leaves_nothing_running(way, tmp_path, number):
    at_once = min(os.cpu_count() or 1, 2)
    # A shell lets what it runs in the background ignore SIGINT, and so might these tests.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    builder = subprocess.Popen(
        [sys.executable, "-c", BUILDER, way], cwd=tmp_path, stderr=subprocess.DEVNULL
    )
    signal.signal(signal.SIGINT, before)
    processes: set[int] = set()
    try:
        wait_until(lambda: len([*tmp_path.glob("*.pids")]) == at_once)
        files = tmp_path.glob("*.pids")
        processes = {int(pid) for path in files for pid in path.read_text().split()} - {builder.pid}
        assert all(map(is_running, processes))
        builder.send_signal(number)
        builder.wait(60)
        wait_until(lambda: not any(map(is_running, processes)))
    finally:
        for left in filter(is_running, {builder.pid, *processes}):
            os.kill(left, signal.SIGKILL)


@FORKING
def test_kernels_end_with_the_process_they_come_from(tmp_path):
    """It is killed while they loop: their chapters fail, and the build goes on."""
    code = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nwhile True: pass"
    [outcome] = run(task(tmp_path, code))
    assert outcome.problem == "o kernel morreu"


def wait_until(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_running(process):
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in ("Z", "X")
