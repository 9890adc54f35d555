"""What one job may use of the machine, and what the person is told when it took more."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import WorkerLimitError

if sys.platform != "win32":
    import resource


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may use; memory, beyond the idle worker's, counts on Linux only, processor time not on Windows."""

    # The largest file the page takes, 100 MB of labelled text, was measured at 2.1 GB (in a worker that had loaded
    # nothing yet) and a minute of computing; a slow machine with two such files at once gets three and five.
    memory_bytes: int = 3 * 1024**3
    cpu_seconds: int = 180
    wall_seconds: float = 300


LIMITS = Limits()


def size_bytes(pid: int) -> int:
    """Address space of a process; 0 where the system does not tell (anywhere but on Linux) and when it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[0])
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize()


def death(code: int, limits: Limits) -> WorkerLimitError:
    """A worker that ended with this status or, below zero, by this signal."""
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return exceeded("cpu", limits)
    how = f"by signal {-code}" if code < 0 else f"with status {code}"
    return WorkerLimitError(
        f"Reading this was cut short: the process that read it ended {how}, as happens when the machine has no memory "
        "left. Close what else is open, or split the file, and try again.",
        limit="death", exit_code=code,
    )  # fmt: skip


def exceeded(limit: str, limits: Limits) -> WorkerLimitError:
    """A job that took more "memory", "cpu" or "wall" than it may."""
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
