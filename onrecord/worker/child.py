"""A worker as its caller sees it: a child process that is sent a job and watched until it answers."""

from __future__ import annotations

import gc
import logging
import math
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from onrecord.datafiles import app_root
from onrecord.worker.limits import Limits, death, exceeded, size_bytes
from onrecord.worker.pipe import Stream

Progress = Callable[[float, str], object]

BEAT_SECONDS = 0.1
"""How often the child is looked at, and ``progress`` called, at least."""
STARTING = "Starting"
ENVIRONMENT = {"MALLOC_MMAP_THRESHOLD_": "1000000"}
"""From so many bytes on, Linux takes back at once what is freed. By itself it would let that number rise to 32 MB, and
copies of a text that are needed for a moment would stay: up to a sixth more at the peak."""

log = logging.getLogger(__name__)


class Child:
    """One child process. ``run`` is called by one thread at a time."""

    def __init__(self) -> None:
        paths = [str(app_root()), str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
        self._process = subprocess.Popen(
            # -P: a file in whatever folder the server was started from must not stand in for a module.
            [sys.executable, "-P", "-c", "from onrecord.worker.serving import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, **ENVIRONMENT, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
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
            _open(self._process.stdin).close()

    def send(self, job: int, function: Callable[..., object], args: tuple[object, ...], limits: Limits) -> None:
        with suppress(OSError):  # it died: its answers will end, and that says so
            out = Stream(_open(self._process.stdin))
            pickle.dump((job, function.__module__, function.__qualname__, args, limits), out, protocol=5)

    def run(
        self, function: Callable[..., object], args: tuple[object, ...], limits: Limits, progress: Progress
    ) -> tuple[str, Any]:
        """("result" | "error" | "failure", value). Raises WorkerLimitError, and what ``progress`` raises."""
        deadline = time.monotonic() + limits.wall_seconds
        self._job += 1
        self.send(self._job, function, args, limits)
        part, words = 0.0, STARTING
        most_bytes = math.inf
        while True:
            try:
                answer = self._answers.get(timeout=BEAT_SECONDS)
            except queue.Empty:
                answer = self._job, "progress", (part, words)
            if answer is None:
                raise death(self._process.wait(), limits)
            if size_bytes(self._process.pid) > most_bytes:
                raise exceeded("memory", limits)
            job, kind, value = answer
            if job == self._job and kind == "memory":
                raise exceeded("memory", limits)
            if job == self._job and kind == "begun":
                most_bytes = value + limits.memory_bytes
            elif job == self._job and kind == "progress":
                part, words = value
            elif job == self._job:
                return kind, value
            if time.monotonic() > deadline:
                raise exceeded("wall", limits)
            progress(part, words)

    def _listen(self) -> None:
        source = Stream(_open(self._process.stdout))
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
            _open(self._process.stdout).close()


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


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 for mypy: Popen was asked for pipes
    return pipe
