"""Notebooks run several at a time, each in a kernel of its own.

Where the system can fork, kernels come from a process that has already imported what takes long
(`warm_process`); elsewhere, and where that process would not be safe to fork, each is started as
Jupyter starts it. What a notebook sees is the same.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
import tempfile
import time
import uuid
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.kernelspec import KernelSpec, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from cnnbook_files import reason
from cnnbook_sphinx.running.tracebacks import outside, plain

# The second silences a notice that the first does not reach. It costs speed in training only, and
# no chapter trains.
_QUIET_TENSORFLOW = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}

_CAN_FORK = sys.platform == "linux" and hasattr(os, "pidfd_open")
_WARM_PROCESS = Path(__file__).with_name("warm_process.py")

_NOTICE = re.compile(r"^\[IPKernelApp\] WARNING .*\n", re.MULTILINE)  # how it talks to us


@dataclass(frozen=True, eq=False)
class Task:
    """A notebook, which running it fills in, and how to run it.

    Attributes:
        folder: where its kernel starts.
        imports: statements that may be run beforehand, in a process that it shares with others.
        timeout: in seconds, for each cell; None for no limit.
        allow_errors: whether cells that follow one that failed are run.
    """

    notebook: NotebookNode
    folder: Path
    imports: frozenset[str] = frozenset()
    timeout: int | None = None
    allow_errors: bool = False


@dataclass
class Outcome:
    """How long it ran, in seconds, and what went wrong, if anything did.

    Attributes:
        problem: one line, empty if all went well.
        details: what else is known, such as the traceback.
        cell: the index of the cell at fault; None if it is none's.
        line: the line at fault, in that cell, from 1 on.
    """

    seconds: float = 0
    problem: str = ""
    details: str = ""
    cell: int | None = None
    line: int = 1


def run(tasks: Iterable[Task], ended: Callable[[Task, Outcome], None]) -> None:
    """Run all notebooks, as many at a time as there are processors; report each as it ends."""
    work = _run_all(list(tasks), ended)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work)
    else:  # inside another program's loop, which a second one cannot share a thread with
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, work).result()


async def _run_all(tasks: list[Task], ended: Callable[[Task, Outcome], None]) -> None:
    free = asyncio.Semaphore(os.cpu_count() or 1)
    environment = os.environ | _QUIET_TENSORFLOW
    # A process for each folder: what is imported may read what lies in it.
    warm = {
        task.folder: WarmProcess(
            task.folder,
            environment,
            frozenset().union(*(other.imports for other in tasks if other.folder == task.folder)),
        )
        for task in tasks
        if _CAN_FORK
    }

    async def run_one(task: Task) -> None:
        async with free:
            outcome = await _run(task, environment, warm.get(task.folder))
        ended(task, outcome)

    try:
        async with asyncio.TaskGroup() as group:
            for task in tasks:
                group.create_task(run_one(task))
    finally:
        for process in warm.values():
            await process.end()


async def _run(task: Task, environment: dict[str, str], warm: WarmProcess | None) -> Outcome:
    outcome = Outcome()
    if warm:
        await warm.is_ready()  # which is of no chapter's time
    began = time.perf_counter()
    # What a kernel itself says as it starts and ends is of interest only if it dies.
    with tempfile.NamedTemporaryFile() as log:
        client = _Client(task, outcome, warm)
        try:
            await client.async_execute(
                env=environment, cwd=str(task.folder), stdout=log, stderr=log
            )
        except CellExecutionError as error:
            said = plain(": ".join(filter(None, (error.ename, error.evalue)))).partition("\n")[0]
            outcome.details = plain(str(error))
            outcome.problem = f"{said}{outside(outcome.details)}"
        except CellTimeoutError:
            outcome.problem = f"a célula passou do limite de {task.timeout} segundos"
        except NoSuchKernel as error:
            outcome.problem = f"não há aqui um kernel chamado {error.name!r}"
        except RuntimeError as error:
            outcome.problem = "o kernel morreu"
            said = Path(log.name).read_text("utf-8", errors="replace")
            outcome.details = f"{error}\n{_NOTICE.sub('', plain(said))}"
        except OSError as error:
            outcome.problem = f"não foi possível iniciar um kernel: {reason(error)}"
    outcome.seconds = time.perf_counter() - began
    return outcome


class _Client(NotebookClient):
    """As nbclient's, but a kernel that has done its work is not asked to leave, and waited for.

    Nor are signals caught: a build that is interrupted ends, and its kernels with it.
    """

    def __init__(self, task: Task, outcome: Outcome, warm: WarmProcess | None) -> None:
        super().__init__(task.notebook, timeout=task.timeout, allow_errors=task.allow_errors)
        self._warm = warm
        self._outcome = outcome
        self.on_cell_execute = self._note_cell
        self.on_cell_error = self._note_line

    def create_kernel_manager(self) -> AsyncKernelManager:
        manager: Any = super().create_kernel_manager()
        if self._warm and _is_our_kernel(manager.kernel_spec):
            manager.kernel_id = str(uuid.uuid4())
            manager.provisioner = _Forking(
                kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager
            )
            manager.provisioner.warm = self._warm
        return manager

    @asynccontextmanager
    async def async_setup_kernel(self, **options: Any) -> AsyncIterator[None]:
        self.km = manager = self.create_kernel_manager()
        try:
            await self.async_start_new_kernel(**options)
            await self.async_start_new_kernel_client()
            yield
        finally:
            if self.kc:
                self.kc.stop_channels()
            if manager.provisioner and manager.has_kernel:
                await manager.provisioner.kill()
                await manager.provisioner.wait()
                await manager.cleanup_resources()

    async def async_start_new_kernel_client(self) -> Any:
        """As nbclient's, but it does not go on to wait until nothing more arrives."""
        assert self.km
        self.kc = client = self.km.client()
        client.start_channels()
        client.allow_stdin = False
        deadline = time.monotonic() + self.startup_timeout
        while time.monotonic() < deadline:
            client.kernel_info()
            with suppress(Empty):
                await client.get_shell_msg(timeout=1)
                await client.get_iopub_msg(timeout=0.2)  # so what it shows is heard too
                return client
            if not await self.km.is_alive():
                raise DeadKernelError("Kernel died as it started")
        raise RuntimeError(f"Kernel did not answer in {self.startup_timeout} seconds")

    def _note_cell(self, cell: NotebookNode, cell_index: int) -> None:
        self._outcome.cell, self._outcome.line = cell_index, 1

    def _note_line(self, cell: NotebookNode, cell_index: int, execute_reply: dict) -> None:
        traceback = plain("\n".join(execute_reply["content"].get("traceback", [])))
        number = cell.get("execution_count")
        if found := re.findall(rf"Cell In\[{number}\], line (\d+)", traceback):
            self._outcome.line = int(found[-1])


def _is_our_kernel(spec: KernelSpec) -> bool:
    """Whether a kernel is this Python's own, with nothing that its specification adds."""
    program, *arguments = spec.argv
    return (
        arguments[:2] == ["-m", "ipykernel_launcher"]
        and (program in ("python", "python3") or program == sys.executable)
        and not spec.env
    )


class WarmProcess:
    """The process that kernels are forked from; it starts when the first one is asked for."""

    def __init__(self, folder: Path, environment: dict[str, str], imports: frozenset[str]) -> None:
        self._folder = folder
        self._environment = environment
        self._imports = imports
        self._process: asyncio.subprocess.Process | None = None
        self._ready: asyncio.Task[bool] | None = None
        self._listening: asyncio.Task[None] | None = None
        self._one_request = asyncio.Lock()
        self._forked: asyncio.Queue[int] = asyncio.Queue()
        self._kernels: dict[int, _Kernel] = {}

    async def is_ready(self) -> bool:
        """Wait until it has imported all; False if it cannot be forked."""
        if not self._ready:
            self._ready = asyncio.create_task(self._start())
        return await self._ready

    async def _start(self) -> bool:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, str(_WARM_PROCESS), str(os.getpid()),
            cwd=self._folder, env=self._environment, start_new_session=True,
            stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
        )  # fmt: skip
        await self._ask(imports=sorted(self._imports))
        assert self._process.stdout
        answer = await self._process.stdout.readline()
        if not answer or not json.loads(answer)["ready"]:
            return False
        self._listening = asyncio.create_task(self._listen())
        return True

    async def _ask(self, **request: Any) -> None:
        assert self._process and self._process.stdin
        with suppress(ConnectionError):  # then there is no answer either
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            await self._process.stdin.drain()

    async def fork(self, **request: Any) -> _Kernel:
        async with self._one_request:
            await self._ask(**request)
            process = await self._forked.get()
        if not process:
            raise RuntimeError("o processo que dá origem aos kernels acabou")
        return self._kernels[process]

    async def _listen(self) -> None:
        assert self._process and self._process.stdout
        while line := await self._process.stdout.readline():
            answer = json.loads(line)
            if process := answer.get("forked"):
                self._kernels[process] = _Kernel(process)
                self._forked.put_nowait(process)
            else:
                self._kernels[answer["ended"]].end(answer["status"])
        for kernel in self._kernels.values():
            kernel.end(-signal.SIGKILL)
        self._forked.put_nowait(0)

    async def end(self) -> None:
        if self._process:
            assert self._process.stdin
            self._process.stdin.close()
            await self._process.wait()
        if self._listening:
            await self._listening


@dataclass
class _Kernel:
    """A forked kernel, with what `LocalProvisioner` asks of a `subprocess.Popen`."""

    pid: int
    returncode: int | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def end(self, status: int) -> None:
        if self.returncode is None:
            self.returncode = status
            self.ended.set()

    def poll(self) -> int | None:
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)


class _Forking(LocalProvisioner):
    """Launches a kernel by forking one, if that can be done."""

    warm: WarmProcess

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        if not await self.warm.is_ready():
            return await super().launch_kernel(cmd, **options)
        launcher = find_spec("ipykernel_launcher")
        assert launcher and launcher.origin
        self.process = await self.warm.fork(
            arguments=[launcher.origin, *cmd[3:]],
            folder=options["cwd"],
            environment=options["env"],
            log=options["stderr"].name,
        )
        self.pid = self.pgid = self.process.pid
        self.cwd = options["cwd"]
        return self.connection_info

    async def wait(self) -> int | None:
        if not isinstance(self.process, _Kernel):
            return await super().wait()
        await self.process.ended.wait()
        status, self.process = self.process.returncode, None
        return status
