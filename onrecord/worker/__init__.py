"""Runs a function in another process, with limits: one person's file never freezes another person's page.

A worker is a plain child process. Jobs go down its standard input and answers come back up its standard output, each
one pickle; it ends when its input does, so it outlives nobody, not even a parent that was killed. This guards against
accidents (a pattern that never ends, a file that swells), not against code that means harm.
"""

from __future__ import annotations

from onrecord.worker.limits import LIMITS, Limits
from onrecord.worker.pool import LARGE_BYTES, run, warm

__all__ = ["LARGE_BYTES", "LIMITS", "Limits", "run", "warm"]
