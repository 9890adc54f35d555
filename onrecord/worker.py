"""Runs a function in another process, with limits: one person's file never freezes another person's page.

A worker is a plain child process. Jobs go down its standard input and answers come back up its standard output, each
one pickle; it ends when its input does, so it outlives nobody, not even a parent that was killed. This guards against
accidents (a pattern that never ends, a file that swells), not against code that means harm.
"""

from __future__ import annotations

import gc
import importlib
import logging
import math
import operator
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

from onrecord.datafiles import app_root
from onrecord.errors import OnRecordError, WorkerLimitError

if sys.platform != "win32":
    import resource

R = TypeVar("R")
Progress = Callable[[float, str], object]

AT_ONCE = 2
"""Jobs that run at the same time; who comes later waits in line."""
BEAT_SECONDS = 0.1
"""``progress`` is called at least this often."""
LARGE_BYTES = 20_000_000
"""A worker that was given more than this is not used again: what it took from the system it would keep."""

STARTING = "Starting"
WAITING = "Waiting for another file to be read"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may use; memory, beyond the idle worker's, counts on Linux only, processor time not on Windows."""

    # The largest file the page takes, 100 MB of labelled text, was measured at 2.1 GB (in a worker that had loaded
    # nothing yet) and a minute of computing; a slow machine with two such files at once gets three and five.
    memory_bytes: int = 3 * 1024**3
    cpu_seconds: int = 180
    wall_seconds: float = 300


LIMITS = Limits()


def run(
    function: Callable[..., R],
    *args: object,
    limits: Limits = LIMITS,
    progress: Progress = lambda _part, _words: None,
) -> R:
    """What ``function(*args, progress=…)`` returns, called in a worker. Safe to use from several threads at once.

    The function must stand at the top of a module, and its arguments and result be such that pickle takes them. What
    it says of its progress (a part from 0 to 1, and words) comes to ``progress`` in the caller's thread, and is
    repeated every ``BEAT_SECONDS``: whatever ``progress`` raises ends the worker at once and is raised from here.

    Raises an ``OnRecordError`` of the function as it is, ``WorkerLimitError`` when a limit or the worker's death ended
    it, and an ``OnRecordError`` for anything else, whose traceback goes to the log.
    """
    return _POOL.run(function, args, limits, progress)  # type: ignore[no-any-return]


def warm(function: Callable[..., object], *args: object) -> None:
    """Keep a worker ready, from now on, that has already run ``function(*args, progress=…)``. Returns at once."""
    _POOL.warm(function, args)


# --- the caller's side ----------------------------------------------------------------------------------------------


class _Pool:
    """At most ``AT_ONCE`` workers at work, and one that waits for work."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._line: list[object] = []
        """Who runs, and behind them who waits, in order of arrival."""
        self._idle: _Worker | None = None
        self._warming: tuple[Callable[..., object], tuple[object, ...]] | None = None

    def warm(self, function: Callable[..., object], args: tuple[object, ...]) -> None:
        with self._changed:
            self._warming = function, args
            stale, self._idle = self._idle, None
        if stale:
            stale.kill()
        self._replenish()

    def run(self, function: Callable[..., Any], args: tuple[object, ...], limits: Limits, progress: Progress) -> Any:
        with self._turn(progress):
            worker = self._take()
            reusable = False
            try:
                answer = worker.run(function, args, limits, progress)
                reusable = sum(len(each) for each in args if isinstance(each, bytes)) <= LARGE_BYTES
            finally:
                self._give_back(worker, reusable=reusable)
        kind, value = answer
        if kind == "error":
            raise value
        if kind == "failure":
            raise OnRecordError("On Record failed while reading this, through a fault of its own; its log says where.")
        return value

    @contextmanager
    def _turn(self, progress: Progress) -> Iterator[None]:
        ticket = object()
        with self._changed:
            self._line.append(ticket)
        try:
            while True:
                with self._changed:
                    if self._changed.wait_for(lambda: ticket in self._line[:AT_ONCE], BEAT_SECONDS):
                        break
                progress(0.0, WAITING)
            yield
        finally:
            with self._changed:
                self._line.remove(ticket)
                self._changed.notify_all()

    def _take(self) -> _Worker:
        with self._changed:
            worker, self._idle = self._idle, None
        return worker if worker and worker.is_alive() else _Worker()

    def _give_back(self, worker: _Worker, *, reusable: bool) -> None:
        if reusable and worker.is_alive():
            with self._changed:
                if self._idle is None:
                    self._idle = worker
                    return
        worker.kill()
        self._replenish()

    def _replenish(self) -> None:
        with self._changed:
            if self._idle is not None or self._warming is None:
                return
            self._idle = _Worker()
            self._idle.send(0, *self._warming, LIMITS)


class _Worker:
    """One child process. ``run`` is called by one thread at a time."""

    def __init__(self) -> None:
        paths = [str(app_root()), str(Path(__file__).resolve().parents[1]), os.environ.get("PYTHONPATH", "")]
        self._process = subprocess.Popen(
            # -P: a file in whatever folder the server was started from must not stand in for a module.
            [sys.executable, "-P", "-c", "from onrecord.worker import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )
        self._job = 0
        self._answers: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="worker-answers", daemon=True).start()

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            _pipe(self._process.stdin).close()

    def send(self, job: int, function: Callable[..., object], args: tuple[object, ...], limits: Limits) -> None:
        with suppress(OSError):  # it died: its answers will end, and that says so
            out = _Stream(_pipe(self._process.stdin))
            pickle.dump((job, function.__module__, function.__qualname__, args, limits), out, protocol=5)

    def run(
        self, function: Callable[..., object], args: tuple[object, ...], limits: Limits, progress: Progress
    ) -> tuple[str, Any]:
        """("result" | "error" | "failure", value). Raises WorkerLimitError, and what ``progress`` raises."""
        deadline = time.monotonic() + limits.wall_seconds
        self._job += 1
        self.send(self._job, function, args, limits)
        part, words = 0.0, STARTING
        while True:
            try:
                answer = self._answers.get(timeout=BEAT_SECONDS)
            except queue.Empty:
                answer = self._job, "progress", (part, words)
            if answer is None:
                raise _death(self._process.wait(), limits)
            job, kind, value = answer
            if job == self._job and kind == "memory":
                raise _exceeded("memory", limits)
            if job == self._job and kind != "progress":
                return kind, value
            if job == self._job:
                part, words = value
            if time.monotonic() > deadline:
                raise _exceeded("wall", limits)
            progress(part, words)

    def _listen(self) -> None:
        source = _Stream(_pipe(self._process.stdout))
        try:
            while True:
                job, kind, value = pickle.load(source)  # noqa: S301 our own child wrote it
                if kind == "result":
                    with _collector_off():
                        value = pickle.load(source)  # noqa: S301
                elif kind == "failure":
                    log.error("A job failed in its worker:\n%s", value)
                self._answers.put((job, kind, value))
                del value
        except EOFError:
            pass
        except Exception:
            log.exception("A worker's answer could not be read.")
            self._process.kill()
        finally:
            self._answers.put(None)
            _pipe(self._process.stdout).close()


_loading = 0
_loading_lock = threading.Lock()


@contextmanager
def _collector_off() -> Iterator[None]:
    """While a result is loaded no garbage collection walks it again and again, and none will afterwards."""
    global _loading  # noqa: PLW0603 the collector is one for all threads
    with _loading_lock:
        _loading += 1
        gc.disable()
    try:
        yield
    finally:
        with _loading_lock:
            _loading -= 1
            # A result lives long and holds no cycles: without this the next collection would walk all of it at once.
            gc.freeze()
            if not _loading:
                gc.enable()


def _death(code: int, limits: Limits) -> WorkerLimitError:
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return _exceeded("cpu", limits)
    how = f"by signal {-code}" if code < 0 else f"with status {code}"
    return WorkerLimitError(
        f"Reading this was cut short: the process that read it ended {how}, as happens when the machine has no memory "
        "left. Close what else is open, or split the file, and try again.",
        limit="death", exit_code=code,
    )  # fmt: skip


def _exceeded(limit: str, limits: Limits) -> WorkerLimitError:
    most = {
        "memory": f"{limits.memory_bytes / 1024**3:.1f} GiB of memory",
        "cpu": f"{limits.cpu_seconds} seconds of computing",
        "wall": f"{limits.wall_seconds:g} seconds",
    }[limit]
    return WorkerLimitError(
        f"Reading this took more than {most}, the most that one file may take here, and was stopped. "
        "Split the file, or read it on the command line with: onrecord parse FILE.",
        limit=limit,
    )


# --- both sides -----------------------------------------------------------------------------------------------------


class _Stream:
    """A pipe for pickle, which asks it for a frame of 64 kB at a time: between two, other threads get their turn."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe

    def readinto(self, buffer: bytearray | memoryview) -> int:
        view = memoryview(buffer)
        done = 0
        while done < len(view):
            size = self._pipe.readinto(view[done:])  # type: ignore[attr-defined]
            if not size:
                raise EOFError
            done += size
        return done

    def read(self, size: int) -> bytes:
        data = bytearray(size)
        self.readinto(data)
        return bytes(data)

    def readline(self) -> bytes:
        raise NotImplementedError  # pickle wants it to be there; only its oldest protocol asks for lines

    def write(self, data: Any) -> None:
        view = memoryview(data).cast("B")
        while view:
            view = view[self._pipe.write(view) :]


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 for mypy: Popen was asked for pipes
    return pipe


# --- the worker's side ----------------------------------------------------------------------------------------------


def serve() -> None:
    """What a worker does from its start to the end of its input: one job after the other. Never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end is also ours
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    answers = _Stream(os.fdopen(os.dup(1), "wb", buffering=0))
    os.dup2(2, 1)  # whatever is printed goes to the log, not between the answers
    sys.stdout = sys.stderr
    jobs: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(jobs,), daemon=True).start()
    try:
        while True:
            _work(jobs.get(), answers)
    except BrokenPipeError:  # the parent has gone
        os._exit(0)
    except BaseException:  # noqa: BLE001 an answer that cannot be written: the parent hears of it by our end
        traceback.print_exc()
        os._exit(1)


def _receive(jobs: queue.SimpleQueue[tuple[Any, ...]]) -> None:
    """Reads beside the work, so that the end of the parent is seen at once."""
    source = _Stream(os.fdopen(os.dup(0), "rb", buffering=0))
    try:
        while True:
            jobs.put(pickle.load(source))  # noqa: S301 our own parent wrote it
    except EOFError:
        os._exit(0)
    except BaseException:  # noqa: BLE001 a job that cannot be understood
        traceback.print_exc()
        os._exit(1)


def _work(request: tuple[Any, ...], answers: _Stream) -> None:
    job, module, name, args, limits = request

    def answer(kind: str, value: object) -> None:
        pickle.dump((job, kind, value), answers, protocol=5)

    try:
        with _limited(limits):
            function = operator.attrgetter(name)(importlib.import_module(module))
            result = function(*args, progress=lambda part, words: answer("progress", (part, words)))
    except OnRecordError as error:
        answer("error", error)
    except MemoryError:
        answer("memory", None)
    except BaseException:  # noqa: BLE001 told to the parent, which logs it
        answer("failure", traceback.format_exc())
    else:
        answer("result", None)
        pickle.dump(result, answers, protocol=5)


@contextmanager
def _limited(limits: Limits) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + limits.cpu_seconds)
    with suppress(FileNotFoundError):  # no Linux, where nothing tells the size
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        _limit(resource.RLIMIT_AS, pages * resource.getpagesize() + limits.memory_bytes)
    try:
        yield
    finally:
        _limit(resource.RLIMIT_AS, None)
        _limit(resource.RLIMIT_CPU, None)


def _limit(kind: int, value: int | None) -> None:
    """Set the soft limit; None lifts it as far as this user may."""
    hard = resource.getrlimit(kind)[1]
    if value is None or (hard != resource.RLIM_INFINITY and value > hard):
        value = hard
    resource.setrlimit(kind, (value, hard))


_POOL = _Pool()
