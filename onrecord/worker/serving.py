"""The worker's own side: what runs in the child process."""

from __future__ import annotations

import importlib
import math
import operator
import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from onrecord.errors import OnRecordError
from onrecord.worker.limits import Limits, size_bytes
from onrecord.worker.pipe import Stream

if sys.platform != "win32":
    import resource

SLACK_BYTES = 1024**3
"""The caller watches the memory and ends who takes too much. Only what comes faster than it looks meets the system's
own limit, so much higher: Python 3.11 without room for one more small number can go round in circles for good."""


def serve() -> None:
    """What a worker does from its start to the end of its input: one job after the other. Never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end is also ours
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    answers = Stream(os.fdopen(os.dup(1), "wb", buffering=0))
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
    source = Stream(os.fdopen(os.dup(0), "rb", buffering=0))
    try:
        while True:
            jobs.put(pickle.load(source))  # noqa: S301 our own parent wrote it
    except EOFError:
        os._exit(0)
    except BaseException:  # noqa: BLE001 a job that cannot be understood
        traceback.print_exc()
        os._exit(1)


def _work(request: tuple[Any, ...], answers: Stream) -> None:
    job, module, name, args, limits = request

    def answer(kind: str, value: object) -> None:
        pickle.dump((job, kind, value), answers, protocol=5)

    try:
        begun = size_bytes(os.getpid())
        answer("begun", begun)
        with _limited(limits, begun):
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
def _limited(limits: Limits, begun: int) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + limits.cpu_seconds)
    if begun:
        _limit(resource.RLIMIT_AS, begun + limits.memory_bytes + SLACK_BYTES)
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
