"""Programs in Python whose processes are forked from one that has imported what takes long.

Each is as good as new, with a folder, an environment and arguments of its own: no program ever runs
in the process that it comes from. Where nothing can be forked it is started as usual.

Run by its path, with the names of modules, this is that process. It speaks JSON, a line a message:
it says once whether it can be forked, and then answers each request with the program's exit code.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import subprocess
import sys
import types
from collections.abc import Mapping, Sequence
from pathlib import Path

Arguments = Sequence[str | os.PathLike[str]]
Done = subprocess.CompletedProcess[str]


def started(arguments: Arguments, cwd: Path, env: Mapping[str, str]) -> Done:
    """What ``python ARGUMENTS`` does in a process of its own, started as usual."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env=env, text=True, capture_output=True
    )


class Warm:
    """Runs programs in processes that have these modules from the start; ends with them."""

    def __init__(self, folder: Path, *modules: str) -> None:
        self._folder = folder
        self._modules = modules
        self._server: subprocess.Popen[str] | None = None
        self._can_fork = sys.platform == "linux"

    def run(self, arguments: Arguments, cwd: Path, env: Mapping[str, str]) -> Done:
        """What ``started`` does. The arguments begin with ``-c`` and a text, or ``-m`` and a name.

        Sets have the same order in all programs that are run here: where this is in question, one
        must be ``started``.
        """
        if self._can_fork and not self._server:
            self._start()
        if not self._can_fork:
            return started(arguments, cwd, env)
        outputs = [self._folder / "stdout.txt", self._folder / "stderr.txt"]
        code = self._ask(
            arguments=[*map(str, arguments)], folder=str(cwd), environment=dict(env),
            outputs=[*map(str, outputs)],
        )  # fmt: skip
        said = [output.read_text("utf-8") for output in outputs]
        return subprocess.CompletedProcess(arguments, code, *said)

    def _start(self) -> None:
        # Modules find nothing of a reader's, such as Keras's settings.
        environment = {**os.environ, "HOME": str(self._folder)}
        for name in ("PYTHONPATH", "KERAS_HOME"):
            environment.pop(name, None)
        self._server = subprocess.Popen(
            [sys.executable, __file__, *self._modules], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._can_fork = bool(self._answer())

    def _ask(self, **request: object) -> int:
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        return self._answer()

    def _answer(self) -> int:
        return json.loads(self._server.stdout.readline())

    def close(self) -> None:
        if self._server:
            self._server.stdin.close()
            self._server.wait()
            self._server.stdout.close()


def _requested(modules: Sequence[str]) -> dict:
    """Serve as long as something is asked for; in each fork, returns what it is to do."""
    requests, answers = os.fdopen(os.dup(0)), os.dup(1)
    _redirect(os.devnull, os.O_RDONLY, 0)
    _redirect(os.devnull, os.O_WRONLY, 1)  # what modules print while they are imported
    for name in modules:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    _answer_with(answers, _is_alone())
    for line in requests:
        child = os.fork()
        if not child:
            os.close(answers)
            return json.loads(line)
        _answer_with(answers, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    raise SystemExit


def _is_alone() -> bool:
    """Whether no thread would be missing in a fork; some libraries end theirs before one."""
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    return len(os.listdir("/proc/self/task")) == 1


def _answer_with(descriptor: int, answer: int) -> None:
    os.write(descriptor, f"{json.dumps(answer)}\n".encode())


def _redirect(path: str, flags: int, descriptor: int) -> None:
    opened = os.open(path, flags, 0o600)
    os.dup2(opened, descriptor)
    os.close(opened)


def _be(arguments: list[str], folder: str, environment: dict[str, str], outputs: list[str]) -> None:
    """Be what running these arguments would have started."""
    for descriptor, path in enumerate(outputs, start=1):
        _redirect(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, descriptor)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    kind, program, *rest = arguments
    first = "" if kind == "-c" else folder
    more = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    sys.path[:] = [first, *more, *sys.path[1:]]  # this file's folder was the first
    importlib.invalidate_caches()
    sys.argv = [kind, *rest]
    if kind == "-m":
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    else:
        main = sys.modules["__main__"] = types.ModuleType("__main__")
        exec(compile(program, "<string>", "exec"), main.__dict__)


if __name__ == "__main__":
    _be(**_requested(sys.argv[1:]))
