"""What ``test_worker`` lets workers do: a worker finds a function by its module, and this one imports nothing slow."""
# ruff: noqa: ARG001 every job is given a progress

import os
import time
from pathlib import Path

from onrecord.errors import TooLargeError


def double(value, progress):
    progress(0.5, "Doubling")
    return value * 2


def where(progress):
    return os.getpid()


def size(data, progress):
    return len(data), os.getpid()


def told(path, progress):
    """Writes its process number where the caller can see it, and sleeps."""
    Path(path).write_text(str(os.getpid()))
    progress(0.25, "Asleep")
    time.sleep(600)


def spin(progress):
    progress(0.25, "Spinning")
    while True:
        pass


def spin_in_c(seconds, progress):
    """Holds the interpreter's lock: one call that never looks up."""
    progress(0.25, "Spinning")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        sum(range(3_000_000))
    return "done"


def sleep(progress):
    time.sleep(600)


def swell(progress):
    kept = []
    while True:
        kept.append(bytearray(16_000_000))


def swell_slowly(progress):
    kept = []
    while True:
        kept.append({"key": [len(kept)]})


def abort(progress):
    os.abort()


def leave(progress):
    os._exit(7)


def resign(progress):
    raise SystemExit(3)


def refuse(progress):
    raise TooLargeError("It is too large.", limit_bytes=5, size_bytes=6)


def fail(progress):
    return 1 // 0


def talk(progress):
    print("this must not stand between the answers")  # noqa: T201
    os.write(1, b"nor this\n")
    return "said"


def unpicklable(progress):
    return lambda: None
