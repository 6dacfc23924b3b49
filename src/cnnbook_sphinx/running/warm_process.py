"""A process that has imported what chapters import, and from which their kernels are forked.

Run by its path, so that a kernel holds nothing of the book's extension. It speaks JSON, a line a
message. From its standard input it first reads ``{"imports": [statement, ...]}``, then what to
fork: ``{"arguments": [...], "folder": path, "environment": {...}, "log": path}``. It answers
``{"ready": bool}`` once, then ``{"forked": process}`` for each request, and ``{"ended": process,
"status": status}`` for each kernel's end. When its input ends, for whatever reason, so do all
kernels.

No chapter's code ever runs here: a kernel starts with imported modules, and nothing else, that a
process of its own would not have.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import random
import selectors
import signal
import sys
import traceback
from io import FileIO
from typing import NoReturn

_KERNEL = "ipykernel.kernelapp"
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


def main(parent: int) -> None:
    _die_with(parent)
    requests, answers = FileIO(os.dup(0)), os.dup(1)
    # What modules print while they are imported is no message.
    _redirect(os.devnull, os.O_RDONLY, 0)
    os.dup2(2, 1)
    _import(json.loads(requests.readline())["imports"])
    _answer(answers, ready=_is_alone())
    _LIBC.prctl(_PR_SET_PDEATHSIG, 0)  # from here on the requests' end says so, in good order
    gc.collect()
    gc.freeze()  # what kernels share is not touched, and so not copied, by their collectors
    kernels: dict[int, int] = {}
    try:
        _serve(requests, answers, kernels)
    finally:
        for process in kernels.values():
            _kill(process)


def _import(statements: list[str]) -> None:
    """Run import statements; one that fails will fail in its chapter, with a line to show."""
    # What is read when modules are imported must be there by then: a kernel's parent by ipykernel;
    # and by matplotlib, where to draw, which ipykernel would have said.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    for statement in [f"import {_KERNEL}", *statements]:
        try:
            exec(statement, {})
        except Exception:
            traceback.print_exc()


def _is_alone() -> bool:
    """Whether no thread would be missing in a fork.

    Asked after one fork: some libraries end their threads for it, and start them again at need.
    """
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    return len(os.listdir("/proc/self/task")) == 1


def _serve(requests: FileIO, answers: int, kernels: dict[int, int]) -> None:
    """Fork until the requests end; ``kernels`` has those that live, by a descriptor of each."""
    selector = selectors.DefaultSelector()
    selector.register(requests, selectors.EVENT_READ)
    server = os.getpid()
    while True:
        for key, _ in selector.select():
            if key.fileobj is not requests:
                selector.unregister(key.fd)
                os.close(key.fd)
                process = kernels.pop(key.fd)
                _answer(answers, ended=process, status=os.waitpid(process, 0)[1])
                continue
            request = requests.readline()
            if not request.endswith(b"\n"):
                return
            process = os.fork()
            if not process:
                for descriptor in (selector.fileno(), requests.fileno(), answers, *kernels):
                    os.close(descriptor)
                _be_kernel(server, **json.loads(request))
            descriptor = os.pidfd_open(process)
            kernels[descriptor] = process
            selector.register(descriptor, selectors.EVENT_READ)
            _answer(answers, forked=process)


def _be_kernel(
    server: int, arguments: list[str], folder: str, environment: dict[str, str], log: str
) -> NoReturn:
    """Be what running these arguments would have started."""
    status = 1
    try:
        os.setsid()
        _die_with(server)
        _redirect(log, os.O_WRONLY | os.O_APPEND, 1, 2)
        os.environ.clear()
        os.environ.update(environment, JPY_PARENT_PID=str(server))
        os.chdir(folder)
        _draw_seeds()
        sys.argv = arguments
        sys.modules[_KERNEL].launch_new_instance()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _draw_seeds() -> None:
    """A generator that was seeded when it was imported would be the same in all kernels."""
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()


def _die_with(parent: int) -> None:
    """Be killed when the process that this one comes from is."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _redirect(path: str, flags: int, *descriptors: int) -> None:
    opened = os.open(path, flags)
    for descriptor in descriptors:
        os.dup2(opened, descriptor)
    os.close(opened)


def _kill(process: int) -> None:
    for kill in (os.killpg, os.kill):  # it may not have made its group yet
        try:
            kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _answer(descriptor: int, **message: object) -> None:
    os.write(descriptor, json.dumps(message).encode() + b"\n")


if __name__ == "__main__":
    del sys.path[0]  # this file's folder
    main(int(sys.argv[1]))
