"""Who is served when: at most so many workers at work, the others in line, and one kept ready."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from onrecord.errors import OnRecordError
from onrecord.worker.child import BEAT_SECONDS, Child, Progress
from onrecord.worker.limits import LIMITS, Limits

R = TypeVar("R")

AT_ONCE = 2
"""Jobs that run at the same time; who comes later waits in line."""
LARGE_BYTES = 20_000_000
"""A worker that was given more than this is not used again: what it took from the system it would keep."""

WAITING = "Waiting for another file to be read"


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


class _Pool:
    """At most ``AT_ONCE`` workers at work, and one that waits for work."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._line: list[object] = []
        """Who runs, and behind them who waits, in order of arrival."""
        self._idle: Child | None = None
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

    def _take(self) -> Child:
        with self._changed:
            worker, self._idle = self._idle, None
        return worker if worker and worker.is_alive() else Child()

    def _give_back(self, worker: Child, *, reusable: bool) -> None:
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
            self._idle = Child()
            self._idle.send(0, *self._warming, LIMITS)


_POOL = _Pool()
