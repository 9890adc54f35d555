"""What the first person to open a transcript would otherwise wait for, done while the empty page is looked at."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from functools import cache

from components.samples import samples
from components.state import State
from onrecord import worker
from onrecord.factorisation import load

PAUSE_SECONDS = 1.5
"""Time for the page itself to come up first: while this works, little else does."""


@cache
def warm_worker() -> None:
    """Start, once, the process that reads files, and have it load what reading needs."""
    worker.warm(read_sample)


@cache
def warm_up() -> None:
    """Start, once and in the background, what makes the first answer slow here: much lazy importing."""
    timer = threading.Timer(PAUSE_SECONDS, _work)
    timer.daemon = True
    timer.start()


def read_sample(progress: Callable[[float, str], object]) -> None:
    """For the worker: gazetteers and pandas are loaded by reading something."""
    from components.document import analyse

    sample = next(iter(samples().values()))
    analyse(sample.read(), sample.file, progress=progress)


def _work() -> None:
    from components.document import analyse
    from components.message import message

    sample = next(iter(samples().values()))
    document = analyse(sample.read(), sample.file)  # not by the worker, which somebody may need by now
    for unit in ("words", "phrases"):
        message(document, State(options={("keywords", "unit"): unit}), ack=0, answer=0)
    load()  # last, because it holds everything else up, and the fewest ask for it: themes
    # All this stays for good: the collector need not look through it again at every click.
    gc.freeze()
