"""A small pool of worker processes for work that may hang or crash.

The pools of the standard library cannot end one hung worker without losing the others' work; here each worker has a
pipe of its own, is given one item at a time, and is ended and replaced when its item overruns or brings it down.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path, PurePath
from typing import Any, Generic, TypeVar, cast

from schemas.errors import WorkerError

try:
    import resource
except ModuleNotFoundError:  # not on Windows
    resource = None  # type: ignore[assignment]

_PAGE = os.sysconf("SC_PAGESIZE") if hasattr(os, "sysconf") else 4096

Item = TypeVar("Item")
Result = TypeVar("Result")
Out = TypeVar("Out")

#: How many items may be done ahead of the one that is waited for, for each worker; bounds what is held in memory.
AHEAD = 32

#: Seconds that a worker may take to start, before the time of its first item counts.
START = 60.0

#: Seconds between looks at how much memory busy workers hold, and how much above the bound a worker may reach for
#: between two looks: what then fails inside a library is often told as something else, or brings the process down.
LOOK, SLACK = 0.25, 1.25

#: Loaded once by the server that workers are forked from, so that each starts warm.
PRELOAD = ["pipeline.readers", "pipeline.prepare", "pipeline.extract", "pipeline.compare"]

#: Times in a row that a worker may end before it has begun anything: it cannot start at all.
STILLBORN = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that gave no result.

    reason: one clause in Chinese.  detail: the traceback, where the fault is ours.
    """

    reason: str
    detail: str = ""


class _Mark(Enum):
    """What a worker's pipe says beside results: it has begun its item; the next result is its last; it is gone."""

    BEGUN = "begun"
    LAST = "last"
    GONE = "gone"


def run_ordered(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    finish: Callable[[Item, Result | Failure], Out],
    workers: int,
    time_limit: float | None = None,
    memory_limit: int | None = None,
) -> Iterator[Out]:
    """What `finish` makes of each result, in the order of `items`.

    An item that is over its time limit (seconds), ends its worker or makes `work` raise is a Failure. memory_limit:
    bytes that a worker may allocate, where the system can bound it; beyond, MemoryError is raised in it.
    finish: called in this process as each item ends, in whatever order they end.
    """
    if not items:
        return
    context = _context()
    crew = [_Worker(context, work, memory_limit) for _ in range(max(1, workers))]
    done: dict[int, Out] = {}
    given = told = 0
    try:
        while told < len(items):
            for worker in crew:
                if worker.index is None and given < min(len(items), told + AHEAD * len(crew)):
                    worker.give(given, items[given], time_limit)
                    given += 1
            for worker in _ready(crew):
                if (taken := worker.take()) is not None:
                    index, result = taken
                    done[index] = finish(items[index], result)
            while told in done:
                yield done.pop(told)
                told += 1
    finally:
        for worker in crew:
            worker.stop()


def _context() -> BaseContext:
    """Forking from a server that holds no threads is safe beside Prefect's; elsewhere each worker starts afresh."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOAD)
        return context
    return multiprocessing.get_context("spawn")


def _ready(crew: Sequence[_Worker[Any, Any]]) -> list[_Worker[Any, Any]]:
    """Wait until a worker has something to say or is overdue."""
    busy = [w for w in crew if w.index is not None]
    due = [w.due for w in busy if w.due is not None]
    timeout = max(0.0, min(due) - time.monotonic()) if due else None
    if any(w.memory is not None for w in busy):
        timeout = LOOK if timeout is None else min(timeout, LOOK)
    spoke = {id(c) for c in wait([w.pipe for w in busy], timeout)}
    now = time.monotonic()
    return [w for w in busy if id(w.pipe) in spoke or (w.due is not None and w.due <= now) or w.is_heavy()]


class _Worker(Generic[Item, Result]):
    """One process and this side of its pipe.  index: the item it works on, None while idle."""

    pipe: Connection
    process: BaseProcess

    def __init__(self, context: BaseContext, work: Callable[[Item], Result], memory: int | None) -> None:
        self.context, self.work, self.memory = context, work, memory
        self.index: int | None = None
        self.item: Item
        self.tired = self.begun = False
        self.stillborn = 0
        self.due: float | None = None
        self.limit: float | None = None
        self.start()

    def start(self) -> None:
        self.tired = False
        self.pipe, theirs = self.context.Pipe()
        self.process = cast(Any, self.context).Process(
            target=_serve, args=(theirs, self.work, self.memory), daemon=True
        )
        self.process.start()
        theirs.close()

    def give(self, index: int, item: Item, limit: float | None) -> None:
        self.index, self.item, self.limit, self.begun = index, item, limit, False
        self.due = None if limit is None else time.monotonic() + START + limit
        with suppress(BrokenPipeError):  # it died while idle, which `take` will hear
            self.pipe.send(item)

    def take(self) -> tuple[int, Result | Failure] | None:
        """The item's index and what became of it, or None: it has only begun. One overdue or gone is replaced."""
        index = self.index
        assert index is not None
        overdue = not self.pipe.poll()
        result = None if overdue else self._heard()
        if result is _Mark.BEGUN:
            self.begun, self.stillborn = True, 0
            self.due = None if self.limit is None else time.monotonic() + self.limit
            return None
        if result is _Mark.LAST:
            self.tired = True
            return None
        if result is _Mark.GONE and not self.begun:
            self._again(index)
            return None
        self.index = None
        if overdue:
            reason = _too_much(self.memory) if self.is_heavy() else f"{self.limit:g} 秒内没有读完，已中止"
            self.end()
            self.start()
            return index, Failure(reason)
        if result is _Mark.GONE:
            self.process.join(5)
            code = self.process.exitcode
            self.end()
            self.start()
            name = signal.Signals(-code).name if code is not None and code < 0 else str(code)
            return index, Failure(f"读取程序崩溃（{name}）")
        if self.tired:
            self.end()
            self.start()
        return index, cast("Result | Failure", result)

    def _again(self, index: int) -> None:
        """Begin anew with the item that a process which ended at once has left. Raises WorkerError where none lives."""
        self.process.join(5)
        code = self.process.exitcode
        self.stillborn += 1
        self.end()
        if self.stillborn >= STILLBORN:
            raise WorkerError(
                f"工作进程无法启动（退出码 {code}）。可用 --workers 0 不另开进程；"
                "在自己的 Python 程序里调用时，请写在 if __name__ == '__main__': 之下，并从文件运行"
            )
        self.start()
        self.give(index, self.item, self.limit)

    def _heard(self) -> object:
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            return _Mark.GONE

    def is_heavy(self) -> bool:
        """Whether it holds more memory than it may; known on Linux alone."""
        if self.memory is None:
            return False
        try:
            held = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * _PAGE
        except (OSError, IndexError, ValueError):
            return False
        return held > self.memory

    def end(self) -> None:
        """Stop it at once, whatever it does, with any program that it has started."""
        self.pipe.close()
        if self.process.is_alive():
            _kill_group(self.process.pid)
            self.process.kill()
        self.process.join(5)

    def stop(self) -> None:
        """An idle worker leaves by itself when its pipe closes; a busy one is ended."""
        if self.index is None:
            self.pipe.close()
            self.process.join(1)
        self.end()


def _kill_group(pid: int | None) -> None:
    """End the processes that a worker leads; one that has not yet come so far leads none."""
    if pid is None or not hasattr(os, "killpg"):
        return
    with suppress(ProcessLookupError, PermissionError):
        if os.getpgid(pid) == pid:
            os.killpg(pid, signal.SIGKILL)


def _has_grown(memory: int | None) -> bool:
    """Whether a worker has at some time held so much that the next item might find too little left."""
    if memory is None or resource is None or sys.platform != "linux":
        return False
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > memory // 2


def _serve(pipe: Connection, work: Callable[[Any], Any], memory: int | None) -> None:
    """A worker's life: one item in, one result out, until the pipe closes."""
    if memory is not None and resource is not None:
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        bound = int(memory * SLACK)
        bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # programs that it starts end with it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        pipe.send(_Mark.BEGUN)
        try:
            answer = work(item)
        except MemoryError:
            answer = Failure(_too_much(memory))
        except Exception as exc:  # a fault of ours: it ends this item alone, and is reported with its place
            answer = _fault(exc)
        if _has_grown(memory):
            pipe.send(_Mark.LAST)
        pipe.send(answer)


def _too_much(memory: int | None) -> str:
    return "所需内存超出上限" + (f"（{memory // 2**20} MB）" if memory else "") + "，已中止"


def _fault(exc: Exception) -> Failure:
    last = traceback.extract_tb(exc.__traceback__)[-1]
    where = f"{PurePath(last.filename).name}:{last.lineno}"
    return Failure(f"程序内部错误 {type(exc).__name__}: {exc}（{where}）", traceback.format_exc())
